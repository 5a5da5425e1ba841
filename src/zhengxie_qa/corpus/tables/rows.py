"""Lines of a text that are rows: where each cell stands, and which cells of neighbouring rows are one column.

Cells are parted by tabs (Word, Excel, PDF, HTML), bars (Markdown, drawn tables) or runs of white space. Says nothing of
what a cell means; a line of a single cell is no row.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

Place = tuple[int, int]
"""``[start, end)`` in the text."""

_Found = tuple[Place, list[Place | None], Place | None]
"""A line, its cells from left to right, and the name of its group."""

LONGEST_LABEL: Final = 40
"""Characters of a line between rows that can be the name of a group of them."""

_BARS: Final = re.compile(r"[|│┃║]")
_RULE: Final = re.compile(r"[\s|:+=_\-\u2500-\u257f]*[-=_\u2500-\u257f][\s|:+=_\-\u2500-\u257f]*")
_WIDE: Final = re.compile(r"[ \u3000]{2,}|\u3000")
_BLANK: Final = " \u3000\xa0"
_MARKS: Final = re.compile(r"[。！？；]")


class Kind(IntEnum):
    """What parts the cells of a line."""

    NARROW = 1
    WIDE = 2
    TAB = 3
    BAR = 4


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row.

    :param cells: column, from 0, to the place of what stands there; empty cells are not among them.
    :param group: a line of its own between this row and the rows before, which names what follows.
    """

    line: Place
    cells: Mapping[int, Place]
    group: Place | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows one below the other whose columns are the same.

    :param above: the lines before the first row, nearest first.
    """

    rows: tuple[GridRow, ...]
    above: tuple[Place, ...]
    kind: Kind


def grids(text: str, *, above: int) -> Iterator[Grid]:
    """Find the runs of rows in a text.

    :param above: lines given that stand above each.
    """
    lines = [line for line in _lines(text) if not _is_rule(text, line)]
    kinds = [_kind(text, line) for line in lines]
    at = 0
    while at < len(lines):
        kind = kinds[at]
        end = _run_end(text, lines, kinds, at) if kind else at + 1
        if kind and end - at > 1:
            rows = _aligned(text, lines[at:end], kinds[at:end], kind)
            if len(rows) > 1:
                yield Grid(tuple(rows), tuple(reversed(lines[max(0, at - above) : at])), kind)
        at = end


def cells_of(text: str, line: Place, kind: Kind) -> list[Place | None]:
    """The cells of a line from left to right, empty ones as nothing where the parting marks show them."""
    start, end = line
    if kind is Kind.BAR:
        return [_stripped(text, *part) for part in _split(text, start, end, _BARS)]
    if kind is Kind.TAB:
        return [_stripped(text, *part) for part in _split(text, start, end, re.compile("\t"))]
    parting = _WIDE if kind is Kind.WIDE else re.compile(rf"[{_BLANK}]+")
    parts = [_stripped(text, *part) for part in _split(text, start, end, parting)]
    return [part for part in parts if part]


def _lines(text: str) -> Iterator[Place]:
    """The lines with words or rules, to their ends."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _is_rule(text: str, line: Place) -> bool:
    return _RULE.fullmatch(text, *line) is not None


def _kind(text: str, line: Place) -> Kind | None:
    words = text[line[0] : line[1]]
    inner = words.strip(_BLANK)
    if len(_BARS.findall(words)) and len([c for c in cells_of(text, line, Kind.BAR) if c]) > 1:
        return Kind.BAR
    if "\t" in inner.strip("\t") or (words.startswith("\t") and inner.strip()):
        return Kind.TAB
    if _WIDE.search(inner):
        return Kind.WIDE
    return Kind.NARROW if " " in inner else None


def _run_end(text: str, lines: Sequence[Place], kinds: Sequence[Kind | None], at: int) -> int:
    """Where the rows end that begin here; a short line between rows is the name of a group of them."""
    kind, end = kinds[at], at + 1
    while end < len(lines):
        if kinds[end] is kind:
            end += 1
        elif (
            kind in {Kind.TAB, Kind.BAR}
            and end + 1 < len(lines)
            and kinds[end + 1] is kind
            and lines[end][1] - lines[end][0] <= LONGEST_LABEL
            and not _MARKS.search(text, *lines[end])
        ):
            end += 2
        else:
            break
    return end


def _aligned(text: str, lines: Sequence[Place], kinds: Sequence[Kind | None], kind: Kind) -> list[GridRow]:
    """Give each cell its column; between single spaces, where names may hold some, counted from the right."""
    rows: list[_Found] = []
    group: Place | None = None
    for line, own in zip(lines, kinds, strict=True):
        if own is not kind:
            group = _stripped(text, *line)
            continue
        rows.append((line, cells_of(text, line, kind), group))
    if kind is Kind.BAR:
        rows = _without_frame(rows)
    if kind is Kind.WIDE:
        return _by_sight(text, rows)
    widest = max(len(cells) for _, cells, _ in rows)
    return [
        GridRow(
            line,
            {
                column: cell
                for column, cell in enumerate(cells, start=widest - len(cells) if kind is Kind.NARROW else 0)
                if cell
            },
            group,
        )
        for line, cells, group in rows
    ]


def _without_frame(rows: list[_Found]) -> list[_Found]:
    """Drop the empty cells outside of the bars that frame a table; a frame is there in every row."""
    if all(cells[0] is None for _, cells, _ in rows):
        rows = [(line, cells[1:], group) for line, cells, group in rows]
    if all(cells and cells[-1] is None for _, cells, _ in rows):
        rows = [(line, cells[:-1], group) for line, cells, group in rows]
    return rows


def _by_sight(text: str, rows: Sequence[_Found]) -> list[GridRow]:
    """Give cells parted by white space their columns: by count where all rows have as many, else by what stands below.

    Where neither tells, the rows of the commonest count are kept.
    """
    counts = Counter(len(cells) for _, cells, _ in rows)
    most = max(counts)
    bounds = _bounds(text, rows) if len(counts) > 1 else []
    kept = []
    for line, cells, group in rows:
        found = [cell for cell in cells if cell]
        if len(bounds) == most:
            columns = [_column(bounds, _seen(text, line, cell)) for cell in found]
        elif len(found) == counts.most_common(1)[0][0]:
            columns = list(range(len(found)))
        else:
            continue
        kept.append(GridRow(line, dict(zip(columns, found, strict=True)), group))
    return kept


def _bounds(text: str, rows: Sequence[_Found]) -> list[tuple[int, int]]:
    """What of a line's width is taken by any cell, in stretches that touch none."""
    seen = sorted(_seen(text, line, cell) for line, cells, _ in rows for cell in cells if cell)
    bounds: list[tuple[int, int]] = []
    for left, right in seen:
        if bounds and left < bounds[-1][1]:
            bounds[-1] = (bounds[-1][0], max(bounds[-1][1], right))
        else:
            bounds.append((left, right))
    return bounds


def _column(bounds: Sequence[tuple[int, int]], seen: tuple[int, int]) -> int:
    return next(index for index, (left, right) in enumerate(bounds) if left <= seen[0] < right)


def _seen(text: str, line: Place, cell: Place) -> tuple[int, int]:
    """From which half-width of a line to which a cell stands in print."""
    left = _width(text[line[0] : cell[0]])
    return left, left + max(1, _width(text[cell[0] : cell[1]]))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def _split(text: str, start: int, end: int, parting: re.Pattern[str]) -> Iterator[Place]:
    for mark in parting.finditer(text, start, end):
        yield start, mark.start()
        start = mark.end()
    yield start, end


def _stripped(text: str, start: int, end: int) -> Place | None:
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    return (left, left + len(words.strip())) if words.strip() else None
