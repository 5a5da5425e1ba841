"""A date as one end of a period: 自2025年3月起至同年6月底结束 begins in March and ends in June."""

import re
from typing import Final

_ASKED: Final = (
    re.compile("(?:什么时候|何时|哪天|哪一天|几月|哪年)(?:才|就|正式)?(?:开始|启动)|从(?:什么时候|何时|哪天|哪年)"),
    re.compile("(?:什么时候|何时|哪天|哪一天|几月|哪年)(?:才|会)?(?:结束|截止|终止)|到(?:什么时候|何时|哪天|哪年)"),
)
_BEFORE: Final = (re.compile("(?:自|从)$"), re.compile("(?:至|到|截止)(?:同年|当年|次年|翌年)?$"))
_AFTER: Final = (re.compile("起|开始"), re.compile("结束|止|截止"))


def other_bound(asked: str, text: str, start: int, end: int) -> tuple[str, ...]:
    """Find what a question asks of a period's one end where a date is its other end.

    :param asked: the question in Chinese.
    :param text: the passage; the date stands in ``text[start:end]``.
    :returns: the question's words (什么时候结束), empty where nothing speaks against the date.
    """
    for wanted, pattern in enumerate(_ASKED):
        found = pattern.search(asked)
        if found and _is_bound(1 - wanted, text, start, end) and not _is_bound(wanted, text, start, end):
            return (found.group(),)
    return ()


def _is_bound(side: int, text: str, start: int, end: int) -> bool:
    return bool(_BEFORE[side].search(text[max(0, start - 4) : start]) or _AFTER[side].match(text, end))
