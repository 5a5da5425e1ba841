"""Which cells of an HTML page belong to rows of figures, to be read as one line, and in which column each stands.

Layout tables are no rows.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from zhengxie_qa.corpus.load.html.elements import Page
from zhengxie_qa.corpus.load.html.measures import Measure

_CELLS = frozenset({"td", "th"})
_WIDEST = 100
"""Columns or rows that one cell can reach over; what claims more is no table."""
_LONGEST_JOINED = 120
"""Characters; a longer cell keeps its lines apart."""


def joined_cells(page: Page, measures: Sequence[Measure]) -> list[bool]:
    """Tell of every element whether it is, or stands in, a cell whose lines join those of the cells beside it."""
    rows: dict[int, list[int]] = defaultdict(list)
    for number, element in enumerate(page.elements):
        if element.name in _CELLS and page.elements[element.parent].name == "tr":
            rows[element.parent].append(number)
    joined = [False] * len(page.elements)
    for cells in rows.values():
        is_row = sum(measures[number].characters > 0 for number in cells) > 1
        for number in cells:
            joined[number] = is_row and not _keeps_lines(measures[number])
    for number, element in enumerate(page.elements[1:], start=1):
        joined[number] = joined[number] or joined[element.parent]
    return joined


def cell_columns(page: Page) -> dict[int, int]:
    """Number the column of every cell, from 0, columns counted that a cell beside or above it reaches over."""
    columns: dict[int, int] = {}
    rows_left: dict[int, dict[int, int]] = defaultdict(dict)  # table → column → rows that a cell above still takes
    blocked: dict[int, set[int]] = {}
    following: dict[int, int] = {}
    for number, element in enumerate(page.elements):
        if element.name == "tr":
            left = rows_left[_table(page, number)]
            blocked[number] = {column for column, rows in left.items() if rows > 0}
            following[number] = 0
            for column in blocked[number]:
                left[column] -= 1
        elif element.name in _CELLS and element.parent in following:
            row = element.parent
            while following[row] in blocked[row]:
                following[row] += 1
            columns[number] = following[row]
            following[row] += _span(element.attributes, "colspan")
            rows = _span(element.attributes, "rowspan") - 1
            for column in range(columns[number], following[row]) if rows else ():
                rows_left[_table(page, row)][column] = rows
    return columns


def _table(page: Page, number: int) -> int:
    """The table that a row stands in."""
    while number > 0 and page.elements[number].name != "table":
        number = page.elements[number].parent
    return number


def _span(attributes: Mapping[str, str], name: str) -> int:
    written = attributes.get(name, "")
    return max(1, min(int(written), _WIDEST)) if written.isascii() and written.isdigit() else 1


def _keeps_lines(own: Measure) -> bool:
    return bool(own.tables or own.titles or (own.characters > _LONGEST_JOINED and own.lines > 1))
