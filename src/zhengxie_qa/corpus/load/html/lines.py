"""Puts one visible line together: words with their places, and what stands between them."""

import re
from dataclasses import dataclass
from enum import IntEnum

Piece = tuple[str, int, int]
"""``(text, raw_start, raw_end)``; the text equals the raw slice or stands for all of it."""

_HAS_DIGIT = re.compile(r"\d")
_HAN_NEIGHBOUR = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef，。、；：？！“”‘’（）《》]")


class Gap(IntEnum):
    """What parts two words, from weak to strong.

    ``FIGURES`` shows only between two figures; ``SPACE`` stands in the source, ``APART`` does not, and is a line break
    between two things with figures.
    """

    FIGURES = 1
    SPACE = 2
    APART = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One visible line of a page.

    :param element: number of the element in which it begins.
    :param links: links to other pages that hold all its words, 0 where words stand outside of links.
    """

    pieces: tuple[Piece, ...]
    element: int = 0
    links: int = 0

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(text for text, _, _ in self.pieces)

    @property
    def start(self) -> int:
        """Where it begins in the source."""
        return self.pieces[0][1]

    @property
    def end(self) -> int:
        """Where it ends in the source."""
        return self.pieces[-1][2]


class LineWriter:
    """Takes words and gaps in the order of the source; a gap shows only once words follow."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._pieces: list[Piece] = []
        self._gap: tuple[Gap, int, int] | None = None
        self._start_anew()

    def enter(self, element: int, *, is_link: bool) -> None:
        """Say which element the words that follow stand in."""
        self._element, self._is_link, self._is_new = element, is_link, True

    def gap(self, kind: Gap, start: int, end: int | None = None) -> None:
        """Note that something parts the words: ``[start, end)`` of the source, or nothing at ``start``."""
        if self._pieces and (self._gap is None or kind > self._gap[0]):
            self._gap = (kind, start, start if end is None else end)

    def cell(self, column: int) -> None:
        """Say that the words that follow stand in a column of a row, from 0: so many tabs stand before it."""
        self._column = column

    def write(self, start: int, end: int) -> None:
        """Append ``[start, end)`` of the source."""
        if start < end:
            self.replace(self._source[start:end], start, end)

    def replace(self, text: str, start: int, end: int) -> None:
        """Append characters that ``[start, end)`` of the source stands for."""
        if len(text) == end - start:
            text = self._source[start:end]
        if not text:
            return
        self._bridge(text, start)
        self._note_link(text)
        if not self._pieces:
            self._first = self._element
        self._pieces.append((text, start, end))

    def last_words(self) -> str:
        """The words that were written last."""
        return self._pieces[-1][0] if self._pieces else ""

    def line(self) -> Line | None:
        """Return the line and begin another; nothing where it has no visible character."""
        line = Line(tuple(self._pieces), self._first, 0 if self._has_other else self._links)
        self._start_anew()
        return line if any(text.strip() for text, _, _ in line.pieces) else None

    def _start_anew(self) -> None:
        self._pieces = []
        self._gap = None
        self._column = self._written_column = 0
        self._element = self._first = self._links = 0
        self._is_link = self._is_new = self._has_other = False

    def _note_link(self, text: str) -> None:
        if not any(map(str.isalnum, text)):
            return
        if not self._is_link:
            self._has_other = True
        elif self._is_new:
            self._links += 1
        self._is_new = False

    def _bridge(self, after: str, place: int) -> None:
        """Write what parts the last words from those that follow."""
        if self._column > self._written_column:
            self._pieces.append(("\t" * (self._column - self._written_column), place, place))
            self._written_column, self._gap = self._column, None
        if self._gap is None:
            return
        kind, start, end = self._gap
        self._gap = None
        last = self._pieces[-1][0]
        is_between_figures = last[-1].isdigit() and after[0].isdigit()
        if kind is Gap.SPACE:
            self._bridge_space(last[-1], after[0], start, end)
        elif kind is Gap.APART and _HAS_DIGIT.search(last) and _HAS_DIGIT.search(after):
            self._pieces.append(("\n", start, start))
        elif kind is not Gap.FIGURES or is_between_figures:
            self._pieces.append((" ", start, start))

    def _bridge_space(self, before: str, after: str, start: int, end: int) -> None:
        """A run of white space is one space, or nothing where a line break parts two Chinese characters."""
        run = self._source[start:end]
        if run == " ":
            self._pieces.append((" ", start, end))
        elif "\n" not in run or not (_HAN_NEIGHBOUR.match(before) and _HAN_NEIGHBOUR.match(after)):
            self._pieces.append((" ", start, end if len(run) > 1 else start))
