"""Why an answer came out as it did: kind, terms matched, passages read, best spans with their scores and what stands
around them, the decision.

Only plain values (text, numbers, lists, dictionaries), ready for JSON; no sentence is written here.
"""

from collections.abc import Sequence
from typing import Any

from zhengxie_qa.answering.case import Case
from zhengxie_qa.answering.decide import Decision
from zhengxie_qa.evidence.evidence import Evidence
from zhengxie_qa.question.question import Question
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.types import Hit, Span

SPANS_SHOWN = 5
"""Spans listed, best first."""


def explanation(case: Case, decision: Decision, *, threshold: float) -> dict[str, Any]:
    """Lay open one answer.

    :returns: ``question``, ``passages``, ``spans`` and ``decision``, each a dictionary or a list of them.
    """
    return {
        "question": _question(case.question, case.hits),
        "passages": [_passage(hit, case.question) for hit in case.hits],
        "spans": [
            {**_span(span), "evidence": _evidence(evidence)}
            for span, evidence in list(zip(case.spans, case.evidence, strict=True))[:SPANS_SHOWN]
        ],
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


def _evidence(said: Evidence) -> dict[str, Any]:
    """What stands around a span: agreements in [-1, 1] with what is asked, and what else is said than that."""
    return {
        "year": said.year,
        "place": said.place,
        "report": said.report,
        "status": said.status,
        "own_year": said.own_year,
        "stated": said.stated.value if said.stated else None,
        "value": said.quantity.value if said.quantity else None,
        "unit": said.quantity.unit if said.quantity else None,
        "fits": said.fits,
        "otherwise": [*said.opposites, *said.other_days, *said.other_bound, *said.other_offices],
    }


def _decision(decision: Decision, *, threshold: float) -> dict[str, Any]:
    return {
        "answered": decision.chosen is not None,
        "answer": decision.chosen.span.text if decision.chosen else None,
        "reason": decision.reason.value if decision.reason else None,
        "confidence": decision.confidence,
        "threshold": threshold,
        "missing_terms": list(decision.missing),
        "checked": [
            {"text": check.span.text, "reason": check.reason.value if check.reason else None}
            for check in decision.checks
        ],
    }


def _matched(question: Question, text: str) -> list[str]:
    folded = fold(text)
    return [term for term in question.terms if fold(term) in folded]
