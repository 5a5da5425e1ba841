"""Dates, years and ordinals in a text, absolute or relative to the day it speaks from; no clock times.

A report of February 2026 that says 去年 means 2025: ``as_of`` is the article's date, and without it a relative
expression is found but names no year. Ordinals (第十四届, 第111期) are found too, since they single out one event.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final, NamedTuple

from zhengxie_qa.text import date_patterns as patterns
from zhengxie_qa.text.normalise import Legible, fold, legible
from zhengxie_qa.text.quantities.numerals import digit_row, number_value

_EARLY_MONTHS: Final = 6
"""A report of the first half of a year looks back on the years before it, a later one on its own year as well."""

_CENTURY_PIVOT: Final = 49
"""Two-digit years from here on are 19xx, smaller ones 20xx: the corpus begins in 1949."""

_FIRST_YEAR: Final = 1000
"""From here on the number of a decade is its first year: 1980年代, the 1990s."""

_THIS_CENTURY: Final = 2000
_LATEST_DECADE: Final = 2020
"""Where nothing says when a text speaks, decades up to this one are of this century: 20年代 are the 2020s."""

_TERM_START: Final = 1993
_TERM_YEARS: Final = 5
"""Terms of governments and committees begin in 1993, 1998, …, 2023 at national and provincial level."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or period in a text: ``source[start:end] == text``.

    :param years: the years it covers, ascending; empty where it is relative and nothing says to what.
    :param relative: whether the years depend on ``as_of`` (去年, 近五年, a day without a year).
    """

    start: int
    end: int
    text: str
    years: tuple[int, ...]
    month: int | None = None
    day: int | None = None
    relative: bool = False


@dataclass(frozen=True, slots=True)
class OrdinalMention:
    """A numbered thing: ``第十四届`` is number 14 of 届, ``二十大`` number 20 of 大.

    Two mentions are equal when number and unit are, wherever they stand and however they are written.
    """

    start: int = field(compare=False)
    end: int = field(compare=False)
    text: str = field(compare=False)
    number: int
    unit: str


class _AsOf(NamedTuple):
    year: int | None
    month: int | None


class _Reading(NamedTuple):
    years: tuple[int, ...]
    month: int | None = None
    day: int | None = None
    relative: bool = False


def find_dates(text: str, *, as_of: str | None = None) -> list[DateMention]:
    """Find dates, years and periods, in order, never overlapping.

    :param as_of: ISO date or year (``2026-02-03``, ``2026``) the text speaks from.
    """
    speaking = _parse_as_of(as_of)
    seen = legible(text)
    folded = fold(seen.text)
    taken: list[DateMention] = []
    for pattern, read in _RULES:
        for match in pattern.finditer(folded):
            if any(match.start() < other.end and other.start < match.end() for other in taken):
                continue
            reading = read(match, speaking)
            if reading is not None:
                taken.append(DateMention(match.start(), match.end(), match[0], *reading))
    return [_placed(mention, text, seen) for mention in sorted(taken, key=lambda mention: mention.start)]


def _placed(mention: DateMention, text: str, read: Legible) -> DateMention:
    """Give a mention found in the legible text its place in the text itself."""
    start, end = read.span(mention.start, mention.end)
    return replace(mention, start=start, end=end, text=text[start:end])


@lru_cache(maxsize=4096)
def years_in(text: str, as_of: str | None = None) -> frozenset[int]:
    """Give all years that the dates of a text cover."""
    return frozenset(year for mention in find_dates(text, as_of=as_of) for year in mention.years)


def ordinals_in(text: str) -> list[OrdinalMention]:
    """Find numbered things (第十四届, 第111期, 十四届, 二十大), in order; 第一 without a unit is none."""
    read = legible(text)
    folded = fold(read.text)
    return [ordinal for match in patterns.ORDINAL.finditer(folded) for ordinal in _ordinal(text, read, match)]


def _ordinal(text: str, read: Legible, match: re.Match[str]) -> Iterator[OrdinalMention]:
    written = match["number"] or match["bare"] or match["congress"] or match["english"]
    unit = match["unit"] or match["bare_unit"] or ("大" if match["congress"] else match["noun"])
    value = number_value(written)
    if value is not None and value[1] is None and unit:
        start, end = read.span(*match.span())
        yield OrdinalMention(start, end, text[start:end], int(value[0]), unit)


def _parse_as_of(as_of: str | None) -> _AsOf:
    match = re.match(r"(\d{4})(?:-(\d{1,2}))?", as_of or "")
    if not match:
        return _AsOf(None, None)
    return _AsOf(int(match[1]), int(match[2]) if match[2] else None)


def _year(written: str) -> int | None:
    """Read a year of two or four digits."""
    value = digit_row(written)
    if value is None or len(re.sub(r"\s", "", written)) != 2:
        return value
    return value + (1900 if value >= _CENTURY_PIVOT else 2000)


def _small(written: str | None, limit: int) -> int | None:
    """Read a month or day; ``None`` outside 1…limit."""
    value = number_value(written) if written else None
    number = int(value[0]) if value is not None and value[1] is None else 0
    return number if 1 <= number <= limit else None


def _absolute(match: re.Match[str], _: _AsOf) -> _Reading | None:
    """Read a year with or without month and day."""
    groups = match.groupdict()
    year = _year(groups["year"])
    return None if year is None else _Reading((year,), _small(groups.get("month"), 12), _small(groups.get("day"), 31))


def _english(match: re.Match[str], _: _AsOf) -> _Reading:
    return _Reading((int(match["year"]),), patterns.MONTHS[match["month"]], _small(match["day"], 31))


def _span(match: re.Match[str], _: _AsOf) -> _Reading | None:
    first, last = _year(match["first"]), _year(match["last"])
    if first is None or last is None or not first < last <= first + 100:
        return None
    return _Reading(tuple(range(first, last + 1)))


def _decade(match: re.Match[str], as_of: _AsOf) -> _Reading | None:
    """Read 20年代, 上世纪七八十年代, the 1990s."""
    groups = match.groupdict()
    value = number_value(groups["tens"])
    if value is None:
        return None
    tens, spoken = int(value[0]), as_of.year or _LATEST_DECADE
    first = tens if tens >= _FIRST_YEAR else tens + _century(groups.get("century"), tens, spoken)
    earlier = number_value(groups.get("earlier") or "")
    begin = first - tens + 10 * int(earlier[0]) if earlier else first
    return _Reading(tuple(range(min(begin, first), first + 10)))


def _century(written: str | None, tens: int, spoken: int) -> int:
    """Give the first year of a century: 二十一, 本, 上.

    Where none is named, texts of this century mean the last one by a decade that is still to come (the 三十年代 of a
    report of 2026); those of the last century planned ahead by its own.
    """
    this = spoken // 100 * 100
    if written is None:
        return this - 100 if this >= _THIS_CENTURY and this + tens > spoken else this
    value = number_value(written)
    if value is not None:
        return 100 * (int(value[0]) - 1)
    return this - 100 if written == "上" else this


def _plan(match: re.Match[str], _: _AsOf) -> _Reading | None:
    """Read a five-year plan by name (“十四五”) or number (第十四个五年规划)."""
    groups = match.groupdict()
    if groups.get("name"):
        first = patterns.PLANS.get(match["name"])
    else:
        value = number_value(match["number"] or match["english"])
        order = int(value[0]) if value else 0
        first = list(patterns.PLANS.values())[order - 1] if 1 <= order <= len(patterns.PLANS) else None
    return None if first is None else _Reading(tuple(range(first, first + 5)))


def _recent(match: re.Match[str], as_of: _AsOf) -> _Reading | None:
    """Read 近五年, 过去三年, 五年来 (back from the last complete year) and 今后五年, 未来三年 (from this year on)."""
    value = number_value(match["count"])
    if value is None:
        return None
    if as_of.year is None:
        return _Reading((), relative=True)
    count = int(value[0])
    if match.groupdict().get("ahead"):
        return _Reading(tuple(range(as_of.year, as_of.year + count)), relative=True)
    last = as_of.year - 1 if (as_of.month or 1) <= _EARLY_MONTHS else as_of.year
    return _Reading(tuple(range(last - count + 1, last + 1)), relative=True)


def _relative(match: re.Match[str], as_of: _AsOf) -> _Reading:
    """Read 去年, 今年上半年, 明年3月, last year."""
    years = () if as_of.year is None else (as_of.year + patterns.OFFSETS[match["word"]],)
    return _Reading(years, _small(match["month"], 12), _small(match["day"], 31), relative=True)


def _term(_: re.Match[str], as_of: _AsOf) -> _Reading:
    """Read 本届: from the year the term began to ``as_of``; a report at the change speaks of the term that ends."""
    if as_of.year is None:
        return _Reading((), relative=True)
    last = as_of.year
    if (last - _TERM_START) % _TERM_YEARS == 0 and (as_of.month or 1) <= _EARLY_MONTHS:
        last -= 1
    first = last - (last - _TERM_START) % _TERM_YEARS
    return _Reading(tuple(range(first, as_of.year + 1)), relative=True)


def _partial(match: re.Match[str], as_of: _AsOf) -> _Reading | None:
    """Read a month, day or half-year without a year, which is one of the year spoken from."""
    month = _small(match["month"], 12)
    if match["month"] and month is None:
        return None
    years = () if as_of.year is None else (as_of.year,)
    return _Reading(years, month, _small(match["day"], 31), relative=True)


_Reader = Callable[[re.Match[str], _AsOf], _Reading | None]

_RULES: Final[tuple[tuple[re.Pattern[str], _Reader], ...]] = (
    (patterns.ISO, _absolute),
    (patterns.ENGLISH, _english),
    (patterns.SPAN, _span),
    (patterns.SHORT_SPAN, _span),
    (patterns.DECADE, _decade),
    (patterns.ENGLISH_DECADE, _decade),
    (patterns.PLAN, _plan),
    (patterns.PLAN_NUMBER, _plan),
    (patterns.FULL, _absolute),
    (patterns.SHORT, _absolute),
    (patterns.RECENT, _recent),
    (patterns.PAST, _recent),
    (patterns.RELATIVE, _relative),
    (patterns.TERM, _term),
    (patterns.BARE_YEAR, _absolute),
    (patterns.PARTIAL, _partial),
)
"""Earlier rules win where two overlap."""
