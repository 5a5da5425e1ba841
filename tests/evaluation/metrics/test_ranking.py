"""Retrieval metrics by hand, and against a second library on random rankings."""

import math
import random

import pytest

from zhengxie_qa.evaluation.metrics.ranking import score_rankings


def test_one_relevant_passage_at_rank_three() -> None:
    scores = score_rankings({"q": ["a", "b", "c", "d"]}, {"q": {"c": 1}})["q"]
    assert scores["hit@1"] == 0.0
    assert scores["hit@5"] == scores["recall@5"] == 1.0
    assert scores["mrr@10"] == pytest.approx(1 / 3)
    assert scores["ndcg@10"] == pytest.approx(1 / math.log2(3 + 1))


def test_hit_and_recall_differ_with_several_relevant() -> None:
    scores = score_rankings({"q": ["a", *"uvwxyz"]}, {"q": {"a": 1, "missing": 1}})["q"]
    assert scores["hit@5"] == 1.0
    assert scores["recall@5"] == 1 / 2


def test_a_query_without_hits_scores_zero() -> None:
    assert set(score_rankings({}, {"q": {"a": 1}})["q"].values()) == {0.0}
    assert set(score_rankings({"q": []}, {"q": {"a": 1}})["q"].values()) == {0.0}


def test_unjudged_queries_are_left_out() -> None:
    assert score_rankings({"q": ["a"]}, {"q": {}}) == {}
    assert score_rankings({"q": ["a"]}, {"q": {"a": 0}}) == {}


def test_every_metric_of_a_report_is_given_in_its_order() -> None:
    assert list(score_rankings({"q": ["a"]}, {"q": {"a": 1}})["q"]) == [
        *("hit@1", "hit@5", "hit@10", "hit@50"),
        *("recall@5", "recall@10", "recall@50"),
        *("mrr@10", "ndcg@10"),
    ]


@pytest.mark.slow  # ranx compiles itself for seconds
@pytest.mark.filterwarnings("ignore")  # numba warns about its own casts
def test_equal_to_ranx_on_random_rankings() -> None:
    from ranx import Qrels, Run, evaluate

    rng = random.Random(7)
    ids = [f"p{n}" for n in range(60)]
    run = {f"q{n}": rng.sample(ids, 55) for n in range(40)}
    qrels = {query: {each: rng.randint(1, 3) for each in rng.sample(ids, rng.randint(1, 4))} for query in run}
    ours = score_rankings(run, qrels)
    theirs = evaluate(
        Qrels(qrels),
        Run({query: {each: float(len(ranked) - i) for i, each in enumerate(ranked)} for query, ranked in run.items()}),
        ["hit_rate@5", "recall@10", "mrr@10", "ndcg@10"],
        make_comparable=True,
    )
    for name, other in (
        ("hit@5", "hit_rate@5"),
        ("recall@10", "recall@10"),
        ("mrr@10", "mrr@10"),
        ("ndcg@10", "ndcg@10"),
    ):
        assert sum(scores[name] for scores in ours.values()) / len(ours) == pytest.approx(theirs[other]), name
