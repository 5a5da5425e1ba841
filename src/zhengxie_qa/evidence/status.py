"""Whether the words around a figure say that it was reached or only intended.

Reads one clause, then its sentence, then its section heading; what a question asks for is ``reading.question``'s part.
"""

import re
from typing import Final

from zhengxie_qa.text.outlook import HEADING_BACK, outlook_words
from zhengxie_qa.types import Status

_PLANNED: Final = outlook_words("says-planned")
_ACHIEVED: Final = outlook_words("says-achieved")
_EITHER: Final = outlook_words("says-either")
"""Verbs that a report uses of what was done and of what is to be done alike; the section decides."""
_PLANNED_HEADING: Final = outlook_words("heading-planned")
_REVIEW_YEAR = re.compile(r"(?:19|20)\d\d年(?:工作|的工作|政府工作|经济社会发展)(?:回顾|情况|总结)")


def stated_status(clause: str, *, sentence: str = "", heading: str | None = None) -> Status | None:
    """Read planned or achieved from the nearest words that tell.

    :param clause: the clause that holds the figure.
    :param sentence: the sentence around it, asked if the clause is silent.
    :param heading: the section's heading, asked last.
    :returns: ``None`` where nothing tells.
    """
    heading_status = _of_heading(heading or "")
    for words in (clause, sentence):
        planned, achieved = _PLANNED.search(words), _ACHIEVED.search(words)
        if planned and achieved:
            return heading_status or (Status.PLANNED if planned.start() <= achieved.start() else Status.ACHIEVED)
        if planned or achieved:
            return Status.PLANNED if planned else Status.ACHIEVED
        if _EITHER.search(words):
            return heading_status or Status.ACHIEVED
    return heading_status


def _of_heading(heading: str) -> Status | None:
    if _REVIEW_YEAR.search(heading):
        return Status.ACHIEVED
    planned, achieved = bool(_PLANNED_HEADING.search(heading)), bool(HEADING_BACK.search(heading))
    if planned == achieved:
        return None
    return Status.PLANNED if planned else Status.ACHIEVED
