"""The figures of a file read in two ways and compared: digits, points, percent and minus signs. Pure.

What the second way is, each format knows: the text of a page as the PDF library itself puts it together, the lines with
figures of a scan looked at once more, the bare words in the XML of an Office file, the number that a cell holds. What
differs is listed in the document's record; nothing is put right by it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final, NamedTuple

from zhengxie_qa.types import Audit, Doubt

_FIGURE: Final = re.compile(r"(?:(?<![0-9A-Za-z)）\-−－.．%％])[-−－])?\d(?:[.．,]?\d)*(?:\s{0,3}[%％‰])?")
_SIGNS: Final = str.maketrans({"−": "-", ",": None})
_BROKEN: Final = re.compile(r"(?<=[\d.．])[ \t]*[\r\n]+[ \t]*(?=[\d.．%％‰])")
"""A line that ends within a figure."""
_MOST: Final = 2000
"""Figures of a stretch whose order is compared; of longer ones only how often each occurs."""
_MOST_TOLD: Final = 500
"""Differing figures of a file that are listed."""


class Figure(NamedTuple):
    """A figure with its place in the text that it was found in, and how it is compared."""

    start: int
    end: int
    folded: str


Stretch = tuple[int, int, str]
"""A half-open stretch of the raw text, and the same words as they were read in the second way."""


def figures(text: str, *, start: int = 0, end: int | None = None) -> Iterator[Figure]:
    """Find the figures of a text in order."""
    for match in _FIGURE.finditer(text, start, len(text) if end is None else end):
        yield Figure(*match.span(), _folded(match[0]))


def _folded(figure: str) -> str:
    return "".join(unicodedata.normalize("NFKC", figure).translate(_SIGNS).split())


def audit(raw: str, stretches: Iterable[Stretch]) -> Audit:
    """Compare the figures of some stretches of a raw text with those of the second reading of each."""
    compared, doubts = 0, list[Doubt]()
    for start, end, second in stretches:
        ours = list(figures(raw, start=start, end=end))
        compared += len(ours)
        if _marks(raw[start:end]) != _marks(second):
            doubts += _differing(ours, list(figures(_BROKEN.sub("", second))), raw, start)
    return Audit(compared, tuple(doubts[:_MOST_TOLD]))


def _marks(text: str) -> str:
    """All figures of a text in a row, however they are parted."""
    return "".join(each.folded for each in figures("".join(text.split())))


def _differing(ours: Sequence[Figure], others: Sequence[Figure], raw: str, start: int) -> Iterator[Doubt]:
    """Yield the figures that only one of two readings has; where they stand and how they are parted may differ."""
    mine, theirs = [each.folded for each in ours], [each.folded for each in others]
    lost, found = Counter(mine) - Counter(theirs), Counter(theirs) - Counter(mine)
    if not lost and not found:
        return
    for first, last, other_first, other_last in _blocks(mine, theirs):
        here, there = ours[first:last], others[other_first:other_last]
        only_here = [each for each in here if _taken(lost, each.folded)]
        only_there = [each.folded for each in there if _taken(found, each.folded)]
        if "".join(each.folded for each in only_here) == "".join(only_there):
            continue
        place = ours[first - 1].end if first else start
        for figure, other in zip_longest(only_here, only_there):
            at = (figure.start, figure.end) if figure else (place, place)
            yield Doubt(*at, raw[at[0] : at[1]], other or "")


def _blocks(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield where two rows of figures differ."""
    if max(len(mine), len(theirs)) > _MOST:
        yield 0, len(mine), 0, len(theirs)
        return
    for tag, *places in SequenceMatcher(None, mine, theirs).get_opcodes():
        if tag != "equal":
            yield places[0], places[1], places[2], places[3]


def _taken(counter: Counter[str], figure: str) -> bool:
    """Whether a figure is still among those counted; it then no longer is."""
    has = counter[figure] > 0
    counter[figure] -= has
    return has
