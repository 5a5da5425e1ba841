"""Answers as the JSON objects of the contract; one place for HTTP, command line and predictions.

Pure: plain dictionaries of plain values, in the contract's key order, further keys after them. Nothing is computed
here that the answer does not already hold.
"""

from collections.abc import Iterable
from typing import Any, Final

from zhengxie_qa.answering.answer import Alternative, Answer, CellNames, Sentence
from zhengxie_qa.comparing.comparison import Compared
from zhengxie_qa.interfaces import comparisons
from zhengxie_qa.interfaces.payloads import (
    MILLISECOND_DIGITS,
    SCORE_DIGITS,
    Json,
    citation,
    hit,
    index_state,
    plain,
    rounded,
    understood,
)
from zhengxie_qa.types import Hit, IndexState

COMPARISON: Final = "comparison"
"""``kind`` of an answer with a table."""


def answer(item: Answer, *, took_ms: float, state: IndexState | None, explain: bool = False) -> Json:
    """An answer with its citations, or why there is none.

    :param took_ms: wall time of the whole request.
    :param state: the index that answered; ``None`` where a given context was read instead of an index.
    :param explain: also give the engine's explanation and its timings.
    """
    table = item.comparison if isinstance(item, Compared) else None
    payload: Json = {
        "question": item.question,
        "interpreted_as": item.interpreted_as,
        "answer": item.text,
        "abstained": item.abstained,
        "reason": item.reason.value if item.reason else None,
        "kind": COMPARISON if table else item.kind.value,
        "confidence": round(item.confidence, SCORE_DIGITS),
        "citations": [citation(each) for each in item.citations],
        "nearest": [hit(each) for each in item.nearest],
        "took_ms": round(took_ms, MILLISECOND_DIGITS),
        "index": index_state(state) if state else None,
        "confidence_level": item.confidence_level.value,
        "level": item.level.value if item.level else None,
        "evidence": _evidence(item),
        "cell": _cell(item.cell) if item.cell else None,
        "message": item.message,
        "missing_terms": list(item.missing_terms),
        "also_asked": list(item.also_asked),
        "items": list(item.items),
        **understood(item.quantity),
        "status": item.status.value if item.status else None,
        "as_of": item.as_of,
        "alternatives": [alternative(each) for each in item.alternatives],
        "comparison": comparisons.table(table) if table else None,
    }
    if explain:
        payload["explanation"] = plain(item.explanation)
        payload["timings_ms"] = rounded(item.timings_ms, digits=MILLISECOND_DIGITS)
    return payload


def alternative(item: Alternative) -> Json:
    """Another figure the corpus gives, with the year or place it belongs to."""
    return {"text": item.text, "label": item.label, "citation": citation(item.citation)}


def prediction(row_id: Any, payload: Json, *, retrieved: Iterable[Hit]) -> Json:
    """One row of a predictions file: the answer object plus the row's id and what was retrieved."""
    found = [
        {
            "doc_id": each.document.doc_id,
            "file": each.document.file,
            "start": each.passage.start,
            "end": each.passage.end,
            "score": round(each.score, SCORE_DIGITS),
        }
        for each in retrieved
    ]
    return {"id": row_id, **payload, "retrieved": found}


def _evidence(item: Answer) -> Json | None:
    """The sentence or sentences around the quote of citation 1, with their place in its document."""
    if item.evidence is None:
        return None
    around = item.evidence
    return {"doc_id": item.citations[0].document.doc_id, "start": around.start, "end": around.end, "text": around.text}


def _cell(item: CellNames) -> Json:
    """What a table calls the cell of citation 1, each name with its place in the document."""
    row, column = ([_placed(name) for name in names] for names in (item.row, item.column))
    unit, caption = (_placed(name) if name else None for name in (item.unit, item.caption))
    return {"row": row, "column": column, "unit": unit, "caption": caption}


def _placed(item: Sentence) -> Json:
    return {"start": item.start, "end": item.end, "text": item.text}
