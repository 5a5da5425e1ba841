"""Whether a question asks for what was planned or for what was achieved."""

import re
from typing import Final

from zhengxie_qa.text.outlook import outlook_words
from zhengxie_qa.types import Status

_PLANNED: Final = outlook_words("asks-planned")
_ACHIEVED: Final = outlook_words("asks-achieved")
_STRONG_PLAN: Final = outlook_words("asks-surely-planned")
_ACTUAL: Final = outlook_words("asks-actual")
_LATEST_LOOKING_AHEAD: Final = 6
"""A report of the first half of a year speaks of that year as the one to come."""


def status_asked(blanked: str, *, years: tuple[int, ...] = (), as_of: str | None = None) -> Status | None:
    """Say whether a question asks for what was planned or for what was achieved.

    :param blanked: the folded question without its quoted words.
    :param years: the years it speaks of; against ``as_of`` they decide where no word does.
    :returns: ``None`` where nothing tells.
    """
    planned, achieved = bool(_PLANNED.search(blanked)), bool(_ACHIEVED.search(blanked))
    if planned != achieved:
        return Status.PLANNED if planned else Status.ACHIEVED
    if planned:
        if _ACTUAL.search(blanked):
            return Status.ACHIEVED
        return Status.PLANNED if _STRONG_PLAN.search(blanked) else None
    return _by_year(years, as_of)


def _by_year(years: tuple[int, ...], as_of: str | None) -> Status | None:
    match = re.match(r"(\d{4})(?:-(\d{1,2}))?", as_of or "")
    if not match or not years:
        return None
    year, month = int(match[1]), int(match[2] or 1)
    if min(years) > year or (min(years) == year and month <= _LATEST_LOOKING_AHEAD):
        return Status.PLANNED
    return Status.ACHIEVED if max(years) < year else None
