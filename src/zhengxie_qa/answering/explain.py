"""Why an answer came out as it did: kind, terms matched, passages read, best spans with their scores, the decision.

Only plain values (text, numbers, lists, dictionaries), ready for JSON; no sentence is written here.
"""

from collections.abc import Sequence
from typing import Any

from zhengxie_qa.answering.decide import Decision
from zhengxie_qa.question.question import Question
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.types import Hit, Span

SPANS_SHOWN = 5
"""Spans listed, best first."""


def explanation(
    question: Question, hits: Sequence[Hit], spans: Sequence[Span], decision: Decision, *, threshold: float
) -> dict[str, Any]:
    """Lay open one answer.

    :returns: ``question``, ``passages``, ``spans`` and ``decision``, each a dictionary or a list of them.
    """
    return {
        "question": _question(question, hits),
        "passages": [_passage(hit, question) for hit in hits],
        "spans": [_span(span) for span in spans[:SPANS_SHOWN]],
        "decision": _decision(decision, threshold=threshold),
    }


def _question(question: Question, hits: Sequence[Hit]) -> dict[str, Any]:
    return {
        "text": question.text,
        "language": question.language.value,
        "kind": question.kind.value,
        "chinese": question.chinese,
        "terms": list(question.terms),
        "unit": question.unit,
        "years": sorted(question.years),
        "places": [place.canonical for place in question.places],
        "ordinals": list(question.ordinals),
        "quoted": list(question.quoted),
        "status": question.status.value if question.status else None,
        "matched": _matched(question, "\n".join(hit.passage.text for hit in hits)),
    }


def _passage(hit: Hit, question: Question) -> dict[str, Any]:
    return {
        "rank": hit.rank,
        "passage_id": hit.passage.passage_id,
        "title": hit.document.title,
        "heading": hit.passage.heading,
        "score": hit.score,
        "parts": dict(hit.parts),
        "matched": _matched(question, hit.passage.text),
    }


def _span(span: Span) -> dict[str, Any]:
    return {
        "text": span.text,
        "passage_id": span.hit.passage.passage_id,
        "start": span.start,
        "end": span.end,
        "score": span.score,
        "confidence": span.confidence,
        "parts": dict(span.parts),
    }


def _decision(decision: Decision, *, threshold: float) -> dict[str, Any]:
    return {
        "answered": decision.span is not None,
        "answer": decision.span.text if decision.span else None,
        "reason": decision.reason.value if decision.reason else None,
        "confidence": decision.confidence,
        "threshold": threshold,
        "missing_terms": list(decision.missing),
        "checked": [
            {"text": span.text, "reason": reason.value if reason else None} for span, reason in decision.checks
        ],
    }


def _matched(question: Question, text: str) -> list[str]:
    folded = fold(text)
    return [term for term in question.terms if fold(term) in folded]
