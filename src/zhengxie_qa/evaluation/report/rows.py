"""What the report's question list needs of each prediction, each text stored once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from zhengxie_qa.evaluation.report.labels import OUTCOMES
from zhengxie_qa.evaluation.runs.prediction import Prediction, RetrievedRecord

MAX_LISTED = 2_000
"""Questions in one report: about 15 MB of page, which a phone still opens."""

_SCORES = ("em", "f1", "em_numeric", "f1_squad", "citation_precision", "mrr@10")


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows for the page; they refer to ``texts`` by position."""

    rows: list[dict[str, Any]]
    texts: list[str]


def listing(predictions: Iterable[Prediction], *, limit: int = MAX_LISTED) -> Listing:
    """Choose what is listed: everything if it fits, else failures first; the order of the set is kept.

    Holds at most twice ``limit`` predictions at a time, however many there are.
    """
    failed: list[tuple[int, Prediction]] = []
    good: list[tuple[int, Prediction]] = []
    for place, prediction in enumerate(predictions):
        kept = good if OUTCOMES[prediction.outcome].tone == "good" else failed
        if len(kept) < limit:
            kept.append((place, prediction))
    chosen = sorted((failed + good)[:limit], key=lambda item: item[0])
    texts: dict[str, int] = {}
    rows = [_row(prediction, texts) for _, prediction in chosen]
    return Listing(rows, list(texts))


def _row(prediction: Prediction, texts: dict[str, int]) -> dict[str, Any]:
    return {
        "id": prediction.id,
        "question": prediction.question,
        "interpreted_as": prediction.interpreted_as,
        "history": list(prediction.history),
        "kind": prediction.kind,
        "lang": prediction.lang,
        "tags": list(prediction.tags),
        "golds": list(prediction.golds),
        "impossible": prediction.impossible,
        "answer": prediction.answer,
        "reason": prediction.reason,
        "candidate": prediction.candidate,
        "confidence": round(prediction.confidence, 4),
        "outcome": prediction.outcome.value,
        "scores": {name: round(prediction.scores[name], 4) for name in _SCORES if name in prediction.scores},
        "gold_rank": prediction.gold_rank,
        "gold_document_rank": prediction.gold_document_rank,
        "gold_places": [list(place) for place in prediction.gold_places],
        "context": None if prediction.context is None else texts.setdefault(prediction.context, len(texts)),
        "citations": [
            {
                "doc": each.doc_id,
                "file": each.file,
                "start": each.start,
                "end": each.end,
                "quote": each.quote,
                "verified": each.verified,
                "in_gold": each.in_gold,
            }
            for each in prediction.citations
        ],
        "retrieved": [_hit(each, texts) for each in prediction.retrieved if each.text is not None],
        "error": prediction.error,
    }


def _hit(hit: RetrievedRecord, texts: dict[str, int]) -> dict[str, Any]:
    return {
        "rank": hit.rank,
        "score": round(hit.score, 4),
        "doc": hit.doc_id,
        "file": hit.file,
        "start": hit.start,
        "end": hit.end,
        "relevant": hit.relevant,
        "text": texts.setdefault(hit.text or "", len(texts)),
    }
