"""Tables in a clean text: what each cell is called by its row and its column, and in which unit its figure is given.

Works on lines alone, whatever the file was: the first rows without figures name the columns, the first columns without
figures the rows. A table that names no columns, or whose rows do not fit them, is none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

from zhengxie_qa.corpus.tables.rows import Grid, GridRow, Kind, Place, grids
from zhengxie_qa.corpus.tables.units import DAY, UNIT_NOTE, has_unit, quantity_of, unit_of
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.types import Quantity

_LINES_ABOVE: Final = 4
"""Lines above a table among which its name and its unit are looked for."""
_LONGEST_NAME: Final = 60
"""Characters of the longest line above a table that can be its name."""
_MOST_HEADS: Final = 3
"""Rows of names above the figures at most."""
_MOSTLY: Final = 0.7
"""Share of a column's cells without figures from which on it names the rows."""

_NUMBER: Final = r"[-+−–]?\d[\d,，]*(?:[.．]\d+)?"
_FIGURE: Final = re.compile(
    rf"[约近超逾]?(?:{_NUMBER})\s?[%％‰]?(?:\s?[-—–~～至到]\s?{_NUMBER})?\s?[%％‰]?[\u4e00-\u9fff㎡℃/]{{0,4}}"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_ONE_YEAR: Final = re.compile(r"(?:19|20)\d\d\s?年?度?")
_COUNTER: Final = re.compile(r"序号|编号|№|no\.?", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"[。！？；]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the names of the columns.

    :param names: column to the place of what names the row there; where it stands in a row above, that place.
    :param cells: column to place, those that name the row too.
    """

    line: Place
    names: Mapping[int, Place]
    cells: Mapping[int, Place]
    group: Place | None


@dataclass(frozen=True)
class Table:
    """A table of a text.

    :param columns: column to the places of its names, outermost first.
    :param above: the lines above it that can be its name or its unit, nearest first.
    """

    text: str = field(repr=False)
    columns: Mapping[int, tuple[Place, ...]]
    rows: tuple[Row, ...]
    above: tuple[Place, ...]
    start: int

    @property
    def end(self) -> int:
        """Where its last row ends."""
        return self.rows[-1].line[1]

    @cached_property
    def around(self) -> str:
        """All that names the table: the lines above it and the names of its columns."""
        names = [place for column in self.columns.values() for place in column]
        return "\n".join(self.text[start:end] for start, end in (*self.above, *names))

    @cached_property
    def caption(self) -> Place | None:
        """The line that names it."""
        return next((each for each in self.above if not UNIT_NOTE.search(self.text, *each)), None)

    @cached_property
    def has_years(self) -> bool:
        """Whether a year names one of its rows or columns."""
        names = [*(place for names in self.columns.values() for place in names)]
        names += [place for row in self.rows for place in row.names.values()]
        return any(_ONE_YEAR.fullmatch(self.text, *place) for place in names)

    def names(self, row: Row) -> list[str]:
        """What names a row, outermost first."""
        return [self.text[slice(*place)] for place in (*filter(None, [row.group]), *row.names.values())]

    def heads(self, column: int) -> list[str]:
        """What names a column, outermost first."""
        return [self.text[slice(*place)] for place in self.columns.get(column, ())]

    def unit(self, row: Row, column: int) -> Place | None:
        """Where the unit of a cell stands, if the cell does not give its own: in a name, or above the table."""
        own = [*reversed(self.columns.get(column, ())), *reversed(list(row.names.values()))]
        heads = [place for places in self.columns.values() for place in places]
        return unit_of(self.text, own, (*heads, *self.above))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with what it is called.

    :param row: places of the names of its row, outermost first. :param column: of its column.
    :param unit: where the unit stands that its figure is given in, if not beside the figure itself.
    """

    place: Place
    row: tuple[Place, ...]
    column: tuple[Place, ...]
    unit: Place | None
    caption: Place | None
    line: Place
    quantity: Quantity | None


@lru_cache(maxsize=16)
def tables(text: str) -> tuple[Table, ...]:
    """Find the tables of a clean text, in order."""
    return tuple(_tables(text))


def cell_at(text: str, start: int, end: int) -> Cell | None:
    """Return the cell that holds ``[start, end)``; names of rows and columns are none."""
    for table in tables(text):
        if table.start <= start and end <= table.end:
            for row in table.rows:
                if row.line[0] <= start and end <= row.line[1]:
                    return _holding(table, row, start, end)
    return None


def cell_of(table: Table, row: Row, column: int) -> Cell:
    """Give a cell with all it is called."""
    place = row.cells[column]
    names = tuple(name for at, name in row.names.items() if at != column)
    unit = table.unit(row, column)
    return Cell(
        place=place,
        row=(*((row.group,) if row.group else ()), *names),
        column=table.columns.get(column, ()),
        unit=unit if unit and not has_unit(table.text[slice(*place)]) else None,
        caption=table.caption,
        line=row.line,
        quantity=quantity_of(table.text[slice(*place)], table.text[slice(*unit)] if unit else ""),
    )


def is_figure(words: str) -> bool:
    """Whether a cell holds a figure; a year or a day names rows and columns as well as it answers."""
    return bool(_FIGURE.fullmatch(words)) and not DAY.fullmatch(words)


def _holding(table: Table, row: Row, start: int, end: int) -> Cell | None:
    first = min(row.names, default=-1)
    for column, (left, right) in row.cells.items():
        if left <= start and end <= right and column != first:
            return cell_of(table, row, column)
    return None


def _tables(text: str) -> Iterator[Table]:
    for grid in grids(text, above=_LINES_ABOVE):
        pieces = list(_pieces(text, grid))
        for number, rows in enumerate(pieces):
            above = grid.above if number == 0 else tuple(filter(None, [rows[0].group]))
            table = _table(text, grid.kind, rows, _names_above(text, above))
            if table and table.rows:
                yield table


def _pieces(text: str, grid: Grid) -> Iterator[Sequence[GridRow]]:
    """Part rows where names of columns follow figures: tables one below the other."""
    begin = 0
    had_figures = False
    for at, row in enumerate(grid.rows):
        has_figures = _has_figures(text, row)
        if had_figures and not has_figures and len(row.cells) > 1 and _is_head(text, grid.rows, at):
            yield grid.rows[begin:at]
            begin, had_figures = at, False
        had_figures = had_figures or has_figures
    yield grid.rows[begin:]


def _is_head(text: str, rows: Sequence[GridRow], at: int) -> bool:
    """Whether a row without figures stands above one with some in the columns that it names."""
    below = rows[at + 1] if at + 1 < len(rows) else None
    if below is None or len(rows[at].cells) < len(below.cells):
        return False
    figures = [column for column, place in below.cells.items() if is_figure(text[slice(*place)])]
    return bool(figures) and all(column in rows[at].cells for column in figures)


def _has_figures(text: str, row: GridRow) -> bool:
    return any(is_figure(text[slice(*place)]) and not _YEAR.fullmatch(text, *place) for place in row.cells.values())


def _names_above(text: str, lines: Sequence[Place]) -> tuple[Place, ...]:
    """The lines right above a table that are no sentences."""
    names: list[Place] = []
    for start, end in lines:
        words = text[start:end]
        if len(words.strip()) > _LONGEST_NAME or _SENTENCE.search(words):
            break
        left = start + len(words) - len(words.lstrip())
        names.append((left, left + len(words.strip())))
    return tuple(names)


def _table(text: str, kind: Kind, rows: Sequence[GridRow], above: tuple[Place, ...]) -> Table | None:
    """Make a table of rows, if it has names of columns and of rows."""
    depth = next((at for at, row in enumerate(rows) if _has_figures(text, row)), None)
    if depth is None:
        depth = 1 if kind is not Kind.NARROW else 0
    while depth and len(rows[0].cells) == 1:  # a name across all columns
        above = (next(iter(rows[0].cells.values())), *above)
        rows, depth = rows[1:], depth - 1
    if not 1 <= depth <= _MOST_HEADS or len(rows) <= depth:
        return None
    heads, body = rows[:depth] if kind is not Kind.NARROW else rows[depth - 1 : depth], rows[depth:]
    columns = _columns(heads)
    body = [row for row in body if len(row.cells) > 1 and set(row.cells) <= {*columns, 0}]
    naming = _naming(text, body, columns)
    if not body or len(columns) < 1 or (kind is Kind.NARROW and not _figures_named(text, body, columns)):
        return None
    return Table(text, columns, tuple(_rows(text, body, naming)), above, rows[0].line[0])


def _columns(heads: Sequence[GridRow]) -> dict[int, tuple[Place, ...]]:
    """Names of each column; one that spans several stands above the first of them."""
    found: dict[int, tuple[Place, ...]] = {}
    last = max(column for row in heads for column in row.cells)
    for column in range(last + 1):
        names = []
        for depth, row in enumerate(heads):
            place = row.cells.get(column)
            if place is None and depth + 1 < len(heads) and column in heads[-1].cells:
                place = next((row.cells[at] for at in range(column, -1, -1) if at in row.cells), None)
            if place:
                names.append(place)
        if names:
            found[column] = tuple(dict.fromkeys(names))
    return found


def _naming(text: str, body: Sequence[GridRow], columns: Mapping[int, tuple[Place, ...]]) -> list[int]:
    """The columns from the left that name the rows; one that only counts them does not."""
    naming: list[int] = []
    has_figures = any(_has_figures(text, row) for row in body)
    for column in range(max(columns, default=0) + 1):
        words = [text[slice(*row.cells[column])] for row in body if column in row.cells]
        head = " ".join(text[slice(*place)] for place in columns.get(column, ()))
        if not words or _COUNTER.fullmatch(fold(head).strip()):
            continue
        named = sum(not is_figure(each) or _YEAR.fullmatch(each) is not None for each in words)
        if naming and (not has_figures or named < _MOSTLY * len(words)):
            break
        if not naming and named < _MOSTLY * len(words):
            break
        naming.append(column)
    return naming


def _figures_named(text: str, body: Sequence[GridRow], columns: Mapping[int, tuple[Place, ...]]) -> bool:
    """Whether single spaces part names and as many figures, so that words of a sentence are taken for no cells."""
    figures = [sum(is_figure(text[slice(*place)]) for place in row.cells.values()) for row in body]
    return bool(figures) and all(1 <= count <= len(columns) <= count + 1 for count in figures)


def _rows(text: str, body: Sequence[GridRow], naming: Sequence[int]) -> Iterator[Row]:
    """Rows with their names; an outer name goes on until the next."""
    before: dict[int, Place] = {}
    for row in body:
        names: dict[int, Place] = {}
        for column in naming:
            if column in row.cells:
                names[column] = row.cells[column]
            elif column in before and column != naming[-1]:
                names[column] = before[column]
        before = names
        if names:
            yield Row(row.line, names, row.cells, row.group)
