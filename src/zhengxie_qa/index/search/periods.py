"""Dates as whole numbers (20250725), for filters on the day an article was published."""

import re

from zhengxie_qa.errors import InputError
from zhengxie_qa.types import DocumentInfo

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?")


def day_number(date: str, *, last: bool) -> int:
    """Turn ``2025-07-25``, ``2025-07`` or ``2025`` into a number, to the first or last day it may mean.

    :raises InputError: for anything else.
    """
    match = _DATE.fullmatch(date.strip())
    year, month, day = (int(part) if part else None for part in match.groups()) if match else (0, 0, 0)
    if not year or not _possible(month, 12) or not _possible(day, 31):
        raise InputError(f"{date!r} is not a date. Write it as 2025-07-25, 2025-07 or 2025.")
    return year * 10_000 + (month or (12 if last else 1)) * 100 + (day or (31 if last else 1))


def known_days(info: DocumentInfo) -> tuple[int, int] | None:
    """Return the first and last day on which an article may have been published.

    An article whose page gives only a year counts for any day of that year; without a year there is nothing to say.
    """
    date = info.published or (str(info.year) if info.year else None)
    if date is None:
        return None
    try:
        return day_number(date, last=False), day_number(date, last=True)
    except InputError:
        return None


def _possible(part: int | None, largest: int) -> bool:
    return part is None or 1 <= part <= largest
