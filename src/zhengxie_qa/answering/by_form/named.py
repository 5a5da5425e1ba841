"""Which rows and columns of a table a question names, and whether it names anything that the table does not.

A name is held whole, by another name of the same place or year, or in part (大庆 for 大庆油田); what is left of the
question must stand in the table's other names or above it.
"""

import re
from collections.abc import Iterable
from typing import Final

from zhengxie_qa.question.question import Question
from zhengxie_qa.text.dates import find_dates
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.places import places_in

WHOLE: Final = 100.0
"""Score of a name that a question holds whole, over any that it holds in part."""

_PART: Final = 0.5
_LEAST_NAME: Final = 2
_LONGEST_SHARED: Final = 24
"""Characters of the longest stretch that a question and a table's names are taken to share."""

_REMARK: Final = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]|[%％‰]")
_NUMBERING: Final = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|[(][一二三四五六七八九十\d]{1,2}[)]|\d{1,2}[、.](?!\d)|其中:?|#)"
)
_COUNTING_END: Final = re.compile(r"(?:人|件|个|次|户|家|项|条)?数量?$|金额$|额$|情况$")
_YEAR: Final = re.compile(r"((?:19|20)\d\d)年?度?")
_SAID_YEAR: Final = re.compile(r"(?:19|20)\d\d年?度?|[去今前本上]年")
_SOFT: Final = re.compile(
    r"全年|达到|实现|完成|数值|数据|总共|一共|共计|分别|大约|大概|请问|根据|按照|显示|表格|表中|多少|百分之|百分点|百分比|什么时候|什么|万亿|[哪几][个些位家]?"
    r"|担任|参加|参与|负责|情况|水平|当年|年度|安排|规模|[是为的了在有于中里达谁由各与和同比数量多少年月]"
)
"""Words of a question that name nothing which a table could lack."""
_RUN: Final = re.compile(r"[\u4e00-\u9fff]{2,}|\d+|[a-z]{2,}")


class Named:
    """What a question names."""

    def __init__(self, question: Question) -> None:
        self.words = "".join(fold(question.chinese).split())
        self._unit = question.unit or ""
        self._terms = [term for term in question.terms if len(term) >= _LEAST_NAME]
        self._years = frozenset(question.years)
        self._places = frozenset(place.canonical for place in question.places)

    def score(self, label: str, words: str | None = None) -> float:
        """How much of a name the question holds; 0 where it does not name it.

        :param words: the question, or what is left of it.
        """
        words = self.words if words is None else words
        name = bare_name(label)
        years = years_of(name)
        if years:
            return WHOLE + len(name) if years == self._years else 0.0
        if len(name) >= _LEAST_NAME and (name in words or self._is_place(name)):
            return WHOLE + len(name)
        stem = _COUNTING_END.sub("", name)
        if len(stem) >= _LEAST_NAME and stem in words:
            return float(len(stem))
        parts = [term for term in self._terms if term in words and (name.startswith(term) or name.endswith(term))]
        return _PART * max(map(len, parts), default=0)

    def without(self, labels: Iterable[str]) -> str:
        """The question without names."""
        words = self.words
        for name in sorted(map(bare_name, labels), key=len, reverse=True):
            words = words.replace(name, "\n", 1) if name else words
        return words

    def is_covered(self, names: str, *, years: frozenset[int]) -> bool:
        """Whether all that the question names stands among the names of a cell and its table.

        :param names: those names. :param years: which the cell belongs to.
        """
        if not self._years <= years:
            return False
        known = "".join(fold(names).split())
        left = _SAID_YEAR.sub("\n", self.words)
        left = left.replace(self._unit, "\n") if self._unit else left
        at = 0
        while at < len(left):
            length = _shared(left, at, known)
            left = f"{left[:at]}\n{left[at + length :]}" if length else left
            at += 1
        return not _RUN.search(_SOFT.sub("\n", left))

    def _is_place(self, name: str) -> bool:
        return any(
            place.start == 0 and place.end == len(name) and place.canonical in self._places for place in places_in(name)
        )


def bare_name(label: str) -> str:
    """A name without blanks, remarks, units and numbering."""
    return _NUMBERING.sub("", "".join(_REMARK.sub("", fold(label)).split())).rstrip(":")


def years_of(name: str) -> frozenset[int]:
    """The years that a name is, if it is nothing else."""
    year = _YEAR.fullmatch(name)
    if year:
        return frozenset([int(year[1])])
    dates = [date for date in find_dates(name) if date.start == 0 and date.end == len(name)]
    return frozenset(dates[0].years) if dates and dates[0].month is None else frozenset()


def years_in_names(names: str) -> frozenset[int]:
    """All years that names speak of."""
    said = frozenset(year for date in find_dates(names) for year in date.years)
    return said | frozenset(int(found) for found in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", names))


def _shared(words: str, at: int, known: str) -> int:
    """Length of the longest stretch from a place on that stands among known words, if it is two characters or more."""
    longest = 0
    for length in range(_LEAST_NAME, _LONGEST_SHARED):
        part = words[at : at + length]
        if len(part) < length or "\n" in part or part not in known:
            break
        longest = length
    return longest
