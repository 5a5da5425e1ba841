"""From a decision to the answer object: citations, list items, the number understood, its status, alternatives.

Nothing is decided here and nothing is searched: only words of the documents are put into their places.
"""

from collections.abc import Callable

from zhengxie_qa.answering.answer import Alternative, Answer, CellNames, Reason, Sentence
from zhengxie_qa.answering.case import Case
from zhengxie_qa.answering.cite import cite, holds
from zhengxie_qa.answering.decide import Check, Decision, level_of
from zhengxie_qa.answering.extent import evidence, extent, items
from zhengxie_qa.answering.figures import other_figures
from zhengxie_qa.answering.messages import message, reply_language
from zhengxie_qa.corpus.tables.table import Cell, cell_at
from zhengxie_qa.evidence.fitting import FIGURES
from zhengxie_qa.types import AnswerKind, Document, Language

FetchDocument = Callable[[str], Document | None]
"""``doc_id`` → document, or ``None`` for one that is gone."""
NEAREST_SHOWN = 5
"""Passages shown when there is no answer."""


def compose(case: Case, decision: Decision, *, document: Document | None, fetch: FetchDocument) -> Answer:
    """Write the answer, or the reason why there is none.

    :param document: the document quoted; ``None`` when declining.
    :param fetch: gives the documents that alternatives quote.
    """
    if decision.chosen is None or document is None:
        return _declined(case, decision)
    span, around = decision.chosen.span, decision.chosen.evidence
    reach = extent(case.question, document, span)
    start, end = reach.start, reach.end
    cell = cell_at(document.text, start, end)
    whole = cite(1, document, span.hit, start=start, end=end)
    apart = enumerate(items(case.question, document, span, reach), start=2)
    citations = [whole, *(cite(n, document, span.hit, start=a, end=b) for n, (a, b) in apart)]
    return Answer(
        question=case.asked,
        interpreted_as=case.question.text,
        text=whole.quote,
        abstained=False,
        reason=None,
        message=None,
        kind=case.question.kind,
        confidence=decision.confidence,
        confidence_level=level_of(decision.confidence),
        level=reach.level,
        citations=tuple(citations),
        evidence=_named(document, cell.line) if cell else evidence(document, start, end),
        cell=_names(document, cell) if cell else None,
        items=tuple(item.quote for item in citations[1:]),
        alternatives=_alternatives(case, decision.chosen, fetch=fetch),
        quantity=(cell.quantity if cell else around.quantity) if case.question.kind in FIGURES else None,
        status=around.stated if case.question.kind in FIGURES | {AnswerKind.DATE} else None,
        as_of=span.hit.document.as_of,
        hits=tuple(case.hits),
    )


def _names(document: Document, cell: Cell) -> CellNames:
    row, column = (tuple(_named(document, place) for place in places) for places in (cell.row, cell.column))
    unit, caption = (_named(document, place) if place else None for place in (cell.unit, cell.caption))
    return CellNames(row, column, unit, caption)


def _named(document: Document, place: tuple[int, int]) -> Sentence:
    return Sentence(*place, document.text[slice(*place)])


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
            measure=question.unit,
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
        confidence_level=level_of(decision.confidence),
        nearest=tuple(case.hits[:NEAREST_SHOWN]),
        missing_terms=decision.missing,
        hits=tuple(case.hits),
    )


def _alternatives(case: Case, chosen: Check, *, fetch: FetchDocument) -> tuple[Alternative, ...]:
    figures = other_figures(case, chosen) if case.question.kind in FIGURES else []
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
