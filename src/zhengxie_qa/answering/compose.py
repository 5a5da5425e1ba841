"""From a decision to the answer object: citations, list items, the number understood, its status, alternatives.

Nothing is decided here and nothing is searched: only words of the documents are put into their places.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zhengxie_qa.answering.cite import cite, holds
from zhengxie_qa.answering.decide import Decision, level_of
from zhengxie_qa.answering.figures import other_figures
from zhengxie_qa.answering.messages import message, reply_language
from zhengxie_qa.evidence.agreement import status_at
from zhengxie_qa.evidence.fitting import FIGURES, stated_quantity
from zhengxie_qa.evidence.passage import take_apart
from zhengxie_qa.question.understanding import Question
from zhengxie_qa.reading.rules.lists import list_items, widen_to_list
from zhengxie_qa.types import Alternative, Answer, AnswerKind, Document, Hit, Language, Reason, Span, Status

FetchDocument = Callable[[str], Document | None]
"""``doc_id`` → document, or ``None`` for one that is gone."""
NEAREST_SHOWN = 5
"""Passages shown when there is no answer."""
LONGEST_STATEMENT = 120
"""Characters of the longest sentence quoted whole to answer yes or no."""


@dataclass(frozen=True, slots=True)
class Case:
    """All that is known of one question when its answer is written."""

    asked: str
    question: Question
    hits: Sequence[Hit]
    spans: Sequence[Span]
    explanation: Mapping[str, Any] = field(default_factory=dict)


def compose(case: Case, decision: Decision, *, document: Document | None, fetch: FetchDocument) -> Answer:
    """Write the answer, or the reason why there is none.

    :param document: the document quoted; ``None`` when declining.
    :param fetch: gives the documents that alternatives quote.
    """
    if decision.span is None or document is None:
        return _declined(case, decision)
    span = decision.span
    start, end = _answer_bounds(case, document, span)
    whole = cite(1, document, span.hit, start=start, end=end)
    items = list_items(document.text, start, end) if case.question.kind is AnswerKind.LIST else []
    citations = [whole, *(cite(n, document, span.hit, start=a, end=b) for n, (a, b) in enumerate(items, start=2))]
    return Answer(
        question=case.asked,
        interpreted_as=case.question.text,
        text=whole.quote,
        abstained=False,
        reason=None,
        message=None,
        kind=case.question.kind,
        confidence=decision.confidence,
        level=level_of(decision.confidence),
        citations=tuple(citations),
        items=tuple(item.quote for item in citations[1:]),
        alternatives=_alternatives(case, span, fetch=fetch),
        quantity=stated_quantity(span) if case.question.kind in FIGURES else None,
        status=_status(case.question, span),
        as_of=span.hit.document.as_of,
        hits=tuple(case.hits),
        explanation=case.explanation,
    )


def _declined(case: Case, decision: Decision) -> Answer:
    reason = decision.reason or Reason.LOW_CONFIDENCE
    question = case.question
    messages = {
        language: message(
            reason,
            language=language,
            kind=question.kind,
            missing=decision.missing,
            planned_only=decision.planned_only,
            measure=next(iter(sorted(question.measure_words)), None),
        )
        for language in (Language.ZH, Language.EN)
    }
    return Answer(
        question=case.asked,
        interpreted_as=question.text,
        text=None,
        abstained=True,
        reason=reason,
        message=messages[reply_language(case.asked, language=question.language)],
        messages=messages,
        kind=question.kind,
        confidence=decision.confidence,
        level=level_of(decision.confidence),
        nearest=tuple(case.hits[:NEAREST_SHOWN]),
        missing_terms=decision.missing,
        hits=tuple(case.hits),
        explanation=case.explanation,
    )


def _answer_bounds(case: Case, document: Document, span: Span) -> tuple[int, int]:
    """The span's own bounds; a list is widened to all of its items, a number to its unit, yes or no to a sentence."""
    kind = case.question.kind
    if kind is AnswerKind.YES_NO:
        return _statement(span, case.spans)
    if kind is AnswerKind.LIST:
        return widen_to_list(document.text, span.start, span.end)
    if kind in FIGURES:
        return _with_unit(span)
    return span.start, span.end


def _statement(span: Span, spans: Sequence[Span]) -> tuple[int, int]:
    """The sentence that says whether it is so; of a long one, the best span inside it out to its clauses."""
    passage = span.hit.passage
    parts = take_apart(passage.text, span.hit.document.as_of)
    start, end = parts.sentence_at(span.start - passage.start)
    if end - start > LONGEST_STATEMENT:
        inside = (other for other in spans if _lies_in(other, span) and other.end - other.start <= LONGEST_STATEMENT)
        chosen = next(inside, span)
        first, last = chosen.start - passage.start, chosen.end - passage.start
        start, end = min(parts.clause_at(first)[0], first), max(parts.clause_at(last - 1)[1], last)
    stated = passage.text[start:end]
    left = passage.start + start + len(stated) - len(stated.lstrip())
    return left, left + len(stated.strip().rstrip("，,；;。"))


def _lies_in(span: Span, outer: Span) -> bool:
    same = span.hit.passage.passage_id == outer.hit.passage.passage_id
    return same and outer.start <= span.start and span.end <= outer.end


def _with_unit(span: Span) -> tuple[int, int]:
    passage = span.hit.passage
    for mention in take_apart(passage.text, span.hit.document.as_of).quantities:
        start, end = passage.start + mention.start, passage.start + mention.end
        if start <= span.start and span.end <= end and span.start <= passage.start + mention.number_start:
            return min(span.start, start + mention.number_start - mention.start), end
    return span.start, span.end


def _status(question: Question, span: Span) -> Status | None:
    """Planned or achieved, for figures and dates; other answers have no status."""
    if question.kind not in FIGURES | {AnswerKind.DATE}:
        return None
    return status_at(span.hit, span.start - span.hit.passage.start)


def _alternatives(case: Case, span: Span, *, fetch: FetchDocument) -> tuple[Alternative, ...]:
    if case.question.kind not in FIGURES:
        return ()
    figures = other_figures(
        span,
        case.spans,
        years=frozenset(case.question.years),
        places=frozenset(place.canonical for place in case.question.places),
    )
    found = ((figure, fetch(figure.span.hit.passage.doc_id)) for figure in figures)
    quoted = [(figure, document) for figure, document in found if document is not None and holds(document, figure.span)]
    return tuple(
        Alternative(
            text=figure.span.text,
            citation=cite(n, document, figure.span.hit, start=figure.span.start, end=figure.span.end),
            label=figure.label,
        )
        for n, (figure, document) in enumerate(quoted, start=2)
    )
