"""Which cells of an HTML page belong to rows of figures, to be read as one line; layout tables are not."""

from collections import defaultdict
from collections.abc import Sequence

from zhengxie_qa.corpus.load.html.elements import Page
from zhengxie_qa.corpus.load.html.measures import Measure

_CELLS = frozenset({"td", "th"})
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


def _keeps_lines(own: Measure) -> bool:
    return bool(own.tables or own.titles or (own.characters > _LONGEST_JOINED and own.lines > 1))
