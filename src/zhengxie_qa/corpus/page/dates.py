"""Full dates as pages print them: 2025-07-25 12:06 · 2026年02月10日 07时41分 · 二〇二六年一月二十七日 · July 25, 2025.

Dates that need a context to be read (去年, 7月10日) are :mod:`zhengxie_qa.text.dates`.
"""

import re
from datetime import date

from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.quantities.numerals import digit_row, number_value

DATE = re.compile(
    r"(?P<year>[12]\d{3}|[〇零○一二三四五六七八九]{4})\s*[-年./]\s*(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*[-月./]\s*"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})(?:\s*[日号])?"
    r"(?:\s*t?\s*(?P<hour>\d{1,2})\s*[:时]\s*(?P<minute>\d{2})(?::\d{2}|\s*分)?)?"
)
"""A date with or without a time of day, in folded text."""

ENGLISH_DATE = re.compile(
    r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+"
    r"(?P<year>[12]\d{3})(?:,?\s+(?P<hour>\d{1,2}):(?P<minute>\d{2}))?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def parse_date(text: str) -> tuple[str, str | None] | None:
    """Find the first full date of a text.

    :returns: ISO date and ``HH:MM`` or ``None``; ``None`` where there is no valid date.
    """
    folded = fold(text)
    for match in DATE.finditer(folded):
        iso = iso_date(*(_number(match[name]) for name in ("year", "month", "day")))
        if iso:
            return iso, _time(match)
    english = ENGLISH_DATE.search(folded)
    if english:
        iso = iso_date(int(english["year"]), _MONTHS.index(english["name"]) + 1, int(english["day"]))
        return (iso, _time(english)) if iso else None
    return None


def _number(written: str) -> int:
    if len(written) == 4:
        return digit_row(written) or 0
    value = number_value(written)
    return int(value[0]) if value else 0


def iso_date(year: int, month: int, day: int) -> str | None:
    """Return the ISO 8601 form, ``None`` for a day that does not exist."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _time(match: re.Match[str]) -> str | None:
    if not match["hour"] or int(match["hour"]) > 23 or int(match["minute"]) > 59:
        return None
    return f"{int(match['hour']):02d}:{match['minute']}"
