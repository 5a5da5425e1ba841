"""Lines of a PDF to paragraphs, joined across lines, columns and pages; running heads and page numbers are told apart.

A line goes on in the next where it reaches the edge of its column and nothing shows that something new begins: an
indent, a wider gap, another size of type, the cells of a row.
"""

import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from zhengxie_qa.corpus.load.office.pdf.lines import Line, Page

RUNNING_HEAD: Final = "running head"
PAGE_NUMBER: Final = "page number"

_EDGE: Final = 0.12
"""Share of a page's height, above and below, in which running heads and page numbers stand."""

_LEAST_PAGES, _LEAST_SHARE, _STEP = 3, 0.3, 6
"""A running head stands on so many pages, and on such a share of them, at the same height but for so many points."""

_NUMBER: Final = re.compile(r"[\s—\-–·第/共页]*[0-9０-９ivxIVX]{1,4}[\s—\-–·/共页0-9]*")
_DIGITS: Final = re.compile(r"\d+")
_BLANKS: Final = re.compile(r"\s")

_LONG: Final = 12
"""Characters of a line by which the columns are told."""
_COLUMN_SHARE, _COLUMN_WIDTH = 0.08, 60.0
"""Of the long lines, those that begin at a column's edge; points between the edges of two columns."""
_SOME: Final = 3
"""Lines that tell an edge left of that of most, at least."""
_REACHED_BY: Final = 0.9
"""Share of a column's long lines that end at its right edge or before."""

_INDENT, _FULL, _OPEN = 1.2, 1.6, 4.2
"""In widths of a Han character: an indent, how far a full line may fall short, and how far one without a final mark."""
_LEAST_FILLED: Final = 0.6
"""Share of its column that a line which goes on in the next must fill: cells do not."""
_WIDER: Final = 1.5
"""Of the usual distance of two lines: a distance that sets them apart."""
_OTHER_SIZE: Final = 0.15
_HAN_AND_FIGURE: Final = re.compile(r"[\u4e00-\u9fff].*\d\.$")
_FINAL: Final = tuple("。！？：；”")
_NEVER_FIRST: Final = tuple("，。、；：？！）》”%％")
"""With these no paragraph begins."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A line in its place.

    :param before: what stands between it and the line before: nothing where a paragraph goes on.
    :param rule: the rule that leaves it out, if any.
    """

    line: Line
    before: str
    rule: str | None = None


def placed_lines(pages: Sequence[Page]) -> list[Placed]:
    """Put the lines of a document in their places, in the order of reading."""
    furniture = _furniture(pages)
    body = [line for page in pages for line in page.lines if id(line) not in furniture]
    columns = _Columns(body)
    placed: list[Placed] = []
    before: Line | None = None
    for page in pages:
        for line in page.lines:
            rule = furniture.get(id(line))
            if rule:
                placed.append(Placed(line, "\n" if placed and not placed[-1].rule else "", rule))
                continue
            starts = before is not None and columns.starts_new(before, line)
            placed.append(Placed(line, "\n" if starts else _joint(before, line)))
            before = line
    return placed


def _furniture(pages: Sequence[Page]) -> dict[int, str]:
    """The rule of each line that is a running head or a page number, by the line's identity."""
    edges = [line for page in pages for line in page.lines if not _EDGE <= line.level <= 1 - _EDGE]
    seen = Counter(key for page in pages for key in {_key(line) for line in edges if line.page == page.number})
    least = max(_LEAST_PAGES, _LEAST_SHARE * len(pages))
    found = {}
    for line in edges:
        words, height = _key(line)
        if _NUMBER.fullmatch(line.text.strip()):
            found[id(line)] = PAGE_NUMBER
        elif any(seen[words, height + step] >= least for step in (-1, 0, 1)):
            found[id(line)] = RUNNING_HEAD
    return found


def _key(line: Line) -> tuple[str, int]:
    """What is the same of a running head from page to page: its words, whatever the number in it, and its height."""
    return _DIGITS.sub("#", _BLANKS.sub("", line.text)), round(line.y / _STEP)


def _joint(before: Line | None, line: Line) -> str:
    """A blank between the lines of a text of Latin words, nothing between Chinese ones."""
    if before is None:
        return ""
    left, right = before.text[-1:], line.text[:1]
    if left == "." and right.isdigit() and _HAN_AND_FIGURE.search(before.text):
        return ""
    is_word = left.isascii() and right.isascii() and (left.isalpha() or left in ",.;:)") and right.isalnum()
    return " " if is_word else ""


class _Columns:
    """The edges of the columns of a document, and what they tell of its lines."""

    def __init__(self, body: Sequence[Line]) -> None:
        long = [line for line in body if len(line.text) >= _LONG and not line.is_row]
        self._left = sorted({_outdented(edge, body) for edge in _left_edges(long)})
        ends: dict[float, list[float]] = {edge: [] for edge in self._left}
        for line in long:
            ends[self._edge(line)].append(line.x1)
        self._right = {
            edge: sorted(found)[int(_REACHED_BY * (len(found) - 1))] for edge, found in ends.items() if found
        }
        self._distance = statistics.median(list(_distances(body, self._edge)) or [0.0])

    def starts_new(self, before: Line, line: Line) -> bool:
        """Whether a line begins something new after the one before."""
        edge, last = self._edge(line), self._edge(before)
        if before.is_row or line.is_row or abs(before.em - line.em) >= _OTHER_SIZE * line.em:
            return True
        if line.text.startswith(_NEVER_FIRST):
            return False
        if line.x0 - edge >= _INDENT * line.em:
            return True
        is_below = before.page == line.page and edge == last and before.y > line.y
        if is_below and self._distance and before.y - line.y > _WIDER * self._distance:
            return True
        return not self._is_full(before, last)

    def _is_full(self, line: Line, edge: float) -> bool:
        right = self._right.get(edge, line.x1)
        missing = right - line.x1
        reaches = missing < _FULL * line.em or (missing < _OPEN * line.em and not line.text.endswith(_FINAL))
        return reaches and line.x1 - line.x0 >= _LEAST_FILLED * (right - edge)

    def _edge(self, line: Line) -> float:
        return max((edge for edge in self._left if edge <= line.x0 + line.em), default=self._left[0])


def _left_edges(long: Sequence[Line]) -> list[float]:
    """Where many long lines begin, from left to right."""
    starts = Counter(round(line.x0) for line in long)
    edges: list[float] = []
    for start, count in sorted(starts.items(), key=lambda item: (-item[1], item[0])):
        is_apart = all(abs(start - edge) > _COLUMN_WIDTH for edge in edges)
        if is_apart and (count >= _COLUMN_SHARE * len(long) or not edges):
            edges.append(float(start))
    return sorted(edges) or [0.0]


def _outdented(edge: float, body: Sequence[Line]) -> float:
    """The edge itself; or, where it is that of first lines because most paragraphs are short, the one left of it.

    There full lines go on; numbers that hang out to the left do not follow full lines.
    """
    below = [
        (before, line)
        for before, line in pairwise(body)
        if before.page == line.page and before.y > line.y and abs(before.x0 - line.x0) < _COLUMN_WIDTH
    ]
    starts = Counter(round(line.x0) for _, line in below if _INDENT * line.em <= edge - line.x0 < _OPEN * line.em)
    start, count = max(starts.items(), key=lambda item: (item[1], -item[0]), default=(round(edge), 0))
    if count < _SOME:
        return edge
    before = [above for above, line in below if round(line.x0) == start]
    right = sorted(line.x1 for line in body if start - 1 <= line.x0 <= edge + 1)
    reached = right[int(_REACHED_BY * (len(right) - 1))]
    full = sum(above.x1 >= reached - _OPEN * above.em for above in before)
    return float(start) if full >= _REACHED_BY * len(before) else edge


def _distances(body: Sequence[Line], edge: Callable[[Line], float]) -> Iterator[float]:
    """Distances of lines one below the other in a column."""
    for before, line in pairwise(body):
        if before.page == line.page and edge(before) == edge(line) and 0 < before.y - line.y < 4 * line.em:
            yield before.y - line.y
