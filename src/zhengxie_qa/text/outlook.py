"""Words that look ahead to what is meant to be done, or back on what was done; what the ranker makes of them.

A report gives the same figure twice, once reached and once intended, in the same words. The words are in
``outlook.tsv``. The ranker reads each text as a number from -1 (back) to 1 (ahead); hints, nothing is left out by them.
"""

import re
from pathlib import Path
from typing import Final

from zhengxie_qa.text.word_lists import listed

_FILE: Final = Path(__file__).with_name("outlook.tsv")


def outlook_words(part: str) -> re.Pattern[str]:
    """The words of one part of the list, for folded text.

    :param part: as its head names it, e.g. ``asks-planned``.
    """
    return re.compile("|".join(listed(_FILE, part)))


HEADING_BACK: Final = outlook_words("heading-back")
"""Headings of sections that review what was done."""
_QUESTION_AHEAD, _QUESTION_BACK = outlook_words("question-ahead"), outlook_words("question-back")
_TEXT_AHEAD, _TEXT_BACK = outlook_words("text-ahead"), outlook_words("text-back")
_HEADING_AHEAD: Final = outlook_words("heading-ahead")
_HEADING_STEPS = " › "
_DOUBT = 2
"""Added to the number of telling words, so that one alone does not decide."""


def question_outlook(folded: str) -> float:
    """Read a folded question; 0 where it says neither or both."""
    return float(bool(_QUESTION_AHEAD.search(folded))) - float(bool(_QUESTION_BACK.search(folded)))


def section_outlook(heading: str) -> float:
    """Read the path of headings above a passage; the topmost alone may look ahead, since any may name a task."""
    if HEADING_BACK.search(heading):
        return -1.0
    return float(bool(_HEADING_AHEAD.search(heading.split(_HEADING_STEPS)[0])))


def text_outlook(text: str) -> float:
    """Weigh the telling words of a passage, in (-1, 1)."""
    ahead, back = len(_TEXT_AHEAD.findall(text)), len(_TEXT_BACK.findall(text))
    return (ahead - back) / (ahead + back + _DOUBT)
