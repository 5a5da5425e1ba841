"""A question of ``ask`` that compares: recognised, put to the documents, answered with the first row of the table.

A question is held to compare only where its words say so and the library has several places, years or documents that
could stand side by side; any other is answered as it always was.
"""

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Final

from zhengxie_qa.answering.answer import Answer, Reason
from zhengxie_qa.comparing.asked import Asked
from zhengxie_qa.comparing.asking import is_figure
from zhengxie_qa.comparing.cells import Asker
from zhengxie_qa.comparing.chosen import chosen
from zhengxie_qa.comparing.compare import compare
from zhengxie_qa.comparing.comparison import By, Compared, Comparison, OnCell, ignore
from zhengxie_qa.comparing.taken_apart import taken_apart
from zhengxie_qa.evidence.fitting import FIGURES
from zhengxie_qa.index.search.admission import admits
from zhengxie_qa.question.question import Question
from zhengxie_qa.types import AnswerKind, DocumentInfo, Filters, Language

_FEW: Final = 2
"""Labels that make a comparison."""
_OF_EACH: Final = FIGURES | {AnswerKind.DATE, AnswerKind.PERSON}
"""Kinds of answers that each document gives for itself; what else is asked of 各地 is mostly asked of one text."""
_COUNTED: Final = re.compile(r"有多少|多少[^,。?？]")
_AGAINST: Final = re.compile(
    r"还有.+呢|分别|各自|各是|各有|谁|比|哪|相差|vs|versus|compare|each|both|respectively", re.IGNORECASE
)
_YEARLY: Final = re.compile(r"\b(?:every|each) year\b", re.IGNORECASE)
"""What is done each year is one plan of one text; a timeline is asked for by year or over the years."""


def answered(asker: Asker, question: str, *, filters: Filters = Filters(), on_cell: OnCell = ignore) -> Compared | None:
    """Answer a question that compares; ``None`` for any other, and for one to which no document says anything.

    :param question: complete: nothing of it stands in an earlier one.
    """
    if not compares(asker, question, filters=filters):
        return None
    table = compare(asker, question, filters=filters, on_cell=on_cell)
    asked = taken_apart(question)
    one_sided = bool(asked.years or asked.things) and table.stated < _FEW
    return _first_of(table) if table.rows and not one_sided else None


def compares(asker: Asker, question: str, *, filters: Filters = Filters()) -> bool:
    """Say whether a question compares what several documents of the library say."""
    asked = taken_apart(question)
    if asked.by is None or not asked.each:
        return False
    each = asker.understood(asked.each, filters=filters)
    if each.out_of_scope or not _is_meant(asked, each, question):
        return False
    infos = [info for info in asker.documents() if admits(filters, info)]
    if asked.years or asked.things:  # one document may speak of both
        return bool(infos)
    return len(_labels(chosen(infos, asked, each, by=asked.by), asked.by)) >= _FEW


def _is_meant(asked: Asked, each: Question, whole: str) -> bool:
    """Whether the words do compare; 各地, 历年 and two places also stand in questions about one text."""
    if asked.mentioned is not None:
        return True
    if asked.things:
        return each.kind in FIGURES
    if asked.order is not None:
        is_named = each.language is Language.EN or is_figure(asked.each) or bool(_COUNTED.search(asked.each))
        return each.kind in FIGURES and is_named
    if asked.places:
        return each.kind in FIGURES and bool(_AGAINST.search(whole))
    if asked.by is By.YEAR:
        return each.kind in FIGURES and not each.years and not _YEARLY.search(whole)
    return each.kind in _OF_EACH and not each.places


def _labels(documents: Sequence[DocumentInfo], by: By) -> set[str | int | None]:
    """What can stand side by side; a document without a place or year stands beside none."""
    if by is By.DOCUMENT:
        return {info.doc_id for info in documents}
    return {info.place if by is By.PLACE else info.year for info in documents} - {None}


def _first_of(table: Comparison) -> Compared:
    first = table.rows[0].answer
    if table.ranking is not None and not table.ranking.first:
        first = _nothing_comparable(first, table)
    said = {each.name: getattr(first, each.name) for each in fields(Answer)}
    told = {"question": table.question, "interpreted_as": table.question, "timings_ms": table.timings_ms}
    return Compared(**{**said, **told}, comparison=table)


def _nothing_comparable(first: Answer, table: Comparison) -> Answer:
    """Decline where a first was asked for and no two figures can be held against each other."""
    return replace(
        first,
        text=None,
        abstained=True,
        reason=Reason.WRONG_KIND,
        message=table.message,
        messages=table.messages,
        level=None,
        citations=(),
        evidence=None,
        cell=None,
        items=(),
        alternatives=(),
        quantity=None,
        status=None,
        as_of=None,
    )
