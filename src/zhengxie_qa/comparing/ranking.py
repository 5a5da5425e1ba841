"""Which figures may stand beside each other, and in which order: of one unit, one scope, planned or achieved alike.

Values are what :mod:`zhengxie_qa.text.quantities.numbers` understood of the quotes, 万 and 亿 multiplied out and units
brought to their base; nothing is added or subtracted. A range counts by its lower end.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from zhengxie_qa.answering.answer import Answer
from zhengxie_qa.comparing.comparison import Apart, Order, Ranking, Row
from zhengxie_qa.comparing.named.naming import other_names
from zhengxie_qa.evidence.evidence import Evidence
from zhengxie_qa.evidence.passage import take_apart
from zhengxie_qa.question.question import Question
from zhengxie_qa.text.quantities.units import base_unit, compatible_units
from zhengxie_qa.types import Hit, Status

_SCOPES: Final = {Apart.PER_HEAD: ("人均", "户均", "per capita"), Apart.AVERAGE: ("年均", "月均", "日均", "平均每")}
_IN_DIGITS: Final = 9
"""Digits after which two values are taken to be the same."""


class _Common(NamedTuple):
    """What the figures of a table have in common."""

    unit: str
    status: Status | None


def set_apart(rows: Sequence[Row], question: Question) -> list[Row]:
    """Mark the rows whose figures are none to be held against the others."""
    units = Counter(_base(row.answer) for row in rows if row.answer.quantity is not None)
    common = _Common(_commonest(units), _status(rows, question))
    return [replace(row, apart=_apart(row.answer, question, common)) for row in rows]


def ranked(rows: Sequence[Row], order: Order, *, most: int = 1) -> tuple[list[Row], Ranking]:
    """Order rows by their figures, those set apart behind them; equal ones keep their order.

    :param most: how many labels from that end are asked for; whoever ties with the last of them is named too.
    """
    compared = [row for row in rows if row.apart is None]
    compared.sort(key=lambda row: value_of(row.answer), reverse=order is Order.HIGHEST)
    first: list[str] = []
    last = None
    for row in compared:
        if len(first) >= most and value_of(row.answer) != last:
            break
        if row.label not in first:
            first.append(row.label)
            last = value_of(row.answer)
    return [*compared, *(row for row in rows if row.apart is not None)], Ranking(order, tuple(first))


def value_of(answer: Answer) -> float:
    """The figure of an answer in its base unit."""
    if answer.quantity is None:
        return 0.0
    factor = base_unit(answer.quantity.unit)[1] if answer.quantity.unit else 1.0
    return float(f"{answer.quantity.value * factor:.{_IN_DIGITS}g}")


def _base(answer: Answer) -> str:
    unit = answer.quantity.unit if answer.quantity else None
    return base_unit(unit)[0] if unit else ""


def _commonest(units: Counter[str]) -> str:
    """The unit that most figures have or can be brought to."""
    held = {unit: sum(count for other, count in units.items() if _same(unit, other)) for unit in units}
    return max(held, key=lambda unit: (held[unit], units[unit], unit), default="")


def _status(rows: Sequence[Row], question: Question) -> Status | None:
    """The sort of figure asked for; where none is of it, the sort that most are of."""
    said = Counter(row.answer.status for row in rows if row.answer.status is not None)
    if question.status in said:
        return question.status
    return max(said, key=lambda status: (said[status], status), default=None)


def _same(unit: str, other: str) -> bool:
    """Whether figures stand for the same sort of thing; 5% and 5个百分点, a level and a change, do not."""
    if unit == other or not (unit and other):
        return unit == other
    return compatible_units(unit, other) and ("百分点" in unit) == ("百分点" in other)


def _apart(answer: Answer, question: Question, common: _Common) -> Apart | None:
    if answer.quantity is None:
        return Apart.NO_FIGURE
    if not _same(_base(answer), common.unit):
        return Apart.UNIT
    if common.status is not None and answer.status not in {None, common.status}:
        return Apart.STATUS
    return other_scope(said_by(answer, question))


def said_by(answer: Answer, question: Question) -> Evidence:
    """What stands around the words of an answer."""
    citation = answer.citations[0]
    begins = citation.passage.start
    hit = Hit(1, 0.0, citation.passage, citation.document)
    return Evidence(question, hit, citation.start - begins, citation.end - begins)


def other_scope(said: Evidence) -> Apart | None:
    """Say whether a figure is one per head or a yearly average that was not asked for: its clause says so before it."""
    text, asked = said.hit.passage.text, other_names(said.question.chinese)
    clause = text[take_apart(text, said.hit.document.as_of).clause_at(said.start)[0] : said.end]
    for apart, words in _SCOPES.items():
        if any(word in clause for word in words) and not any(word in asked for word in words):
            return apart
    return None
