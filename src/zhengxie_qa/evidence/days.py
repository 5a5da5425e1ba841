"""Whether the evidence for an answer speaks of the day that a question names, however either writes it.

A day is a month and a day of it: 2025年7月10日, 二〇二五年七月十日, 2025.7.10 and July 10, 2025 are one. Years are
judged by :mod:`zhengxie_qa.evidence.agreement`.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from zhengxie_qa.text.dates import DateMention, find_dates
from zhengxie_qa.types import Hit

_BARE_DAY = re.compile(r"(?<![月\d.])(\d{1,2})[日号]")
"""A day whose month was said before: 7月8日报到，10日开会."""


class Day(NamedTuple):
    """A day of a year."""

    month: int
    day: int


def days_in(text: str) -> list[tuple[DateMention, Day]]:
    """Find the dates of a text that name a day."""
    return [(date, Day(date.month, date.day)) for date in find_dates(text) if date.month and date.day]


def as_the_text_writes(asked: str, hits: Sequence[Hit]) -> str:
    """Write the days of a question as the passages found write them, since a reader compares characters.

    A day that stands in a passage as the question has it, or in none at all, stays as it is.
    """
    for date, day in reversed(days_in(asked)):
        if any(date.text in hit.passage.text for hit in hits):
            continue
        same = (
            other.text
            for hit in hits
            for other, its in days_in(hit.passage.text)
            if its == day and (date.relative or other.years == date.years)
        )
        asked = asked[: date.start] + next(same, date.text) + asked[date.end :]
    return asked


def days_missing(asked: str, hit: Hit, start: int, end: int) -> list[str]:
    """List the days of a question that a paragraph contradicts: it names days, but others.

    A paragraph without days says nothing. A day within a period (7月1日至5日), one written without its month, and the
    day of publication are all there.

    :param start: offset in the passage's text of what the paragraph is around, like ``end``.
    """
    wanted = days_in(asked)
    if not wanted:
        return []
    published = hit.document.published or ""
    paragraph = _paragraph(hit.passage.text, start, end)
    said = [day for _, day in days_in(paragraph)]
    if not said:
        return []
    bare = {int(number) for number in _BARE_DAY.findall(paragraph)}
    return [
        date.text
        for date, day in wanted
        if not published.endswith(f"-{day.month:02}-{day.day:02}")
        and not min(said) <= day <= max(said)
        and not (day.day in bare and any(day.month == other.month for other in said))
    ]


def _paragraph(text: str, start: int, end: int) -> str:
    left = text.rfind("\n", 0, start) + 1
    right = text.find("\n", end)
    return text[left : right if right >= 0 else len(text)]
