"""Retrieval metrics through ir-measures: hit@k, recall@k, MRR@k and nDCG@k for one ranking of ids.

``hit@k`` is 1 when any relevant id is among the first k (Success@k of TREC); ``recall@k`` is the share of all
relevant ids found there. With one relevant id they are the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

CUTOFFS = (1, 5, 10, 50)
MRR_CUTOFF = 10


def score_rankings(
    run: Mapping[str, Sequence[str]], qrels: Mapping[str, Mapping[str, int]]
) -> dict[str, dict[str, float]]:
    """Score rankings against judgements.

    :param run: query_id → ids, best first, no id twice.
    :param qrels: query_id → id → grade; a query without a relevant id is left out of the result.
    :returns: query_id → metric → value in [0, 1]; a query missing from ``run`` scores 0 everywhere.
    """
    judged = {query: {key: grade for key, grade in ids.items() if grade > 0} for query, ids in qrels.items()}
    judged = {query: ids for query, ids in judged.items() if ids}
    if not judged:
        return {}
    measures = _measures()
    scores = {query: dict.fromkeys(measures.values(), 0.0) for query in judged}
    for result in _evaluator(list(measures), judged).iter_calc(_with_scores(run, judged)):
        scores[result.query_id][measures[result.measure]] = float(result.value)
    return scores


def _with_scores(run: Mapping[str, Sequence[str]], judged: Mapping[str, Any]) -> dict[str, dict[str, float]]:
    """Ranks as falling scores: TREC tools sort by score, and would break ties by id."""
    return {
        query: {key: float(len(ids) - position) for position, key in enumerate(ids)}
        for query, ids in run.items()
        if query in judged and ids
    }


def _evaluator(measures: list[Any], judged: Mapping[str, Mapping[str, int]]) -> Any:
    import ir_measures

    return ir_measures.evaluator(measures, judged)


def _measures() -> dict[Any, str]:
    from ir_measures import RR, R, Success, nDCG

    named: Iterator[tuple[Any, str]] = iter(
        [
            *((Success @ k, f"hit@{k}") for k in CUTOFFS),
            *((R @ k, f"recall@{k}") for k in CUTOFFS[1:]),
            (RR @ MRR_CUTOFF, f"mrr@{MRR_CUTOFF}"),
            (nDCG @ MRR_CUTOFF, f"ndcg@{MRR_CUTOFF}"),
        ]
    )
    return dict(named)
