"""A comparison as the JSON object of the contract, and as flat tables for files; one place for HTTP and command line.

Nothing is computed here that the comparison does not already hold.
"""

from collections.abc import Sequence
from typing import Final

from zhengxie_qa.comparing.comparison import Blank, Comparison, Row
from zhengxie_qa.interfaces.payloads import (
    MILLISECOND_DIGITS,
    SCORE_DIGITS,
    Json,
    citation,
    hit,
    index_state,
    understood,
)
from zhengxie_qa.text.addresses import web_address
from zhengxie_qa.types import DocumentInfo, IndexState

Flat = tuple[str | float | None, ...]
VALUES: Final = ("label", "answer", "value", "upper", "unit", "approximate", "status", "apart", "confidence", "missing")
"""Columns of the sheet of values; ``missing`` says why a label has no answer."""
QUOTES: Final = ("label", "quote", "sentence", "file", "start", "end", "source")
"""Columns of the sheet of quotes; ``start`` and ``end`` are code points of the document's text."""


def row(item: Row) -> Json:
    """What one document says."""
    answer = item.answer
    return {
        "label": item.label,
        "doc_id": item.document.doc_id,
        "file": item.document.file,
        "answer": answer.text,
        **understood(answer.quantity),
        "status": answer.status.value if answer.status else None,
        "confidence": round(answer.confidence, SCORE_DIGITS),
        "citation": citation(answer.citations[0]),
        "confidence_level": answer.confidence_level.value,
        "apart": item.apart.value if item.apart else None,
        "items": list(answer.items),
    }


def missing(item: Blank) -> Json:
    """A label of which no document says it."""
    return {
        "label": item.label,
        "doc_id": item.document.doc_id,
        "reason": item.reason.value,
        "nearest": hit(item.nearest) if item.nearest else None,
        "file": item.document.file,
        "message": item.message,
    }


def comparison(item: Comparison, *, took_ms: float, state: IndexState) -> Json:
    """The whole table, and how it was made.

    :param took_ms: wall time of the whole request.
    """
    return {**table(item), "took_ms": round(took_ms, MILLISECOND_DIGITS), "index": index_state(state)}


def table(item: Comparison) -> Json:
    """The whole table."""
    ranking = item.ranking
    return {
        "question": item.question,
        "by": item.by.value,
        "rows": [row(each) for each in item.rows],
        "missing": [missing(each) for each in item.blanks],
        "ranking": {"order": ranking.order.value, "first": list(ranking.first)} if ranking else None,
        "interpreted_as": item.interpreted_as,
        "stated": item.stated,
        "asked": item.asked,
        "message": item.message,
    }


def values(item: Comparison) -> list[Flat]:
    """A line of :data:`VALUES` for each row, then one for each blank, with nothing but the label and the reason."""
    blanks = ((each.label, *[None] * (len(VALUES) - 2), each.message) for each in item.blanks)
    return [*(_values(each) for each in item.rows), *blanks]


def quotes(item: Comparison) -> list[Flat]:
    """A line of :data:`QUOTES` for each row."""
    return [_quotes(each) for each in item.rows]


def reference(info: DocumentInfo) -> str:
    """A document as GB/T 7714 cites an electronic one; what is not known of it is left out."""
    address = web_address(info.url)
    parts: Sequence[str | None] = (
        info.source,
        f"{info.title}[{'EB/OL' if address else 'R'}]",
        f"({info.published})" if info.published else str(info.year) if info.year else None,
        address,
    )
    return ". ".join(part for part in parts if part) + "."


def _values(each: Row) -> Flat:
    quantity = each.answer.quantity
    return (
        each.label,
        each.answer.text,
        quantity.value if quantity else None,
        quantity.upper if quantity else None,
        quantity.unit if quantity else None,
        ("yes" if quantity.approximate else "no") if quantity else None,
        each.answer.status.value if each.answer.status else None,
        each.apart.value if each.apart else None,
        round(each.answer.confidence, 2),
        None,
    )


def _quotes(each: Row) -> Flat:
    quoted = each.answer.citations[0]
    sentence = each.answer.evidence.text if each.answer.evidence else None
    return each.label, quoted.quote, sentence, each.document.file, quoted.start, quoted.end, reference(each.document)
