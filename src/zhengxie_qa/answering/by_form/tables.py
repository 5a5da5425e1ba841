"""Questions about a cell of a table (教育支出决算数是多少): the figure where the named row and column meet.

A table is read from its lines: a name and figures, below a line of as many names. Row and column must both be named by
the question and be the only ones that are; a table without a line of names, or with merged cells, is for the reader.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from zhengxie_qa.answering.by_form.span import Form, form_span
from zhengxie_qa.evidence.fitting import NUMERIC
from zhengxie_qa.question.question import Question
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.types import Document, Hit, Span

CELL_CONFIDENCE = 0.8
"""The words are where row and column meet; that they mean what is asked is all but certain."""

_HITS = 5
"""Passages looked at, best first."""

_LINES_ABOVE = 80
"""Lines above a row among which the names of its columns are looked for."""

_CELL = re.compile(r"[^\s|\u2500-\u257f]+")
"""What stands between white space, bars and the rules of a table drawn with them (│东城│ 112│)."""

_FIGURE = re.compile(r"[-+−]?\d[\d,，]*(?:[.．]\d+)?[%％]?[\u4e00-\u9fff]{0,2}")
_REMARK = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]|[%％]")
_COUNTING_END = re.compile(r"(?:人|件|个|次|户|家|项|条)?数量?$|金额$|额$|情况$")
_LEAST_NAME = 2
_EXACT = 100
"""Score of a column's name that the question holds whole, over any that it holds in part."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a table: what names it, and the place of each figure in the document."""

    name: str
    figures: tuple[tuple[int, int], ...]
    line: int


def cell_span(question: Question, hits: Sequence[Hit], fetch: Callable[[str], Document | None]) -> Span | None:
    """Find the figure that a question names by row and column.

    :param fetch: gives documents in full, as a passage may begin in the middle of a table.
    """
    if question.kind not in NUMERIC:
        return None
    asked = _bare(question.chinese)
    for hit in hits[:_HITS]:
        document = fetch(hit.passage.doc_id)
        place = _cell(asked, document.text, hit) if document else None
        if place:
            return form_span(Form.CELL, hit, *place, CELL_CONFIDENCE)
    return None


def _cell(asked: str, text: str, hit: Hit) -> tuple[int, int] | None:
    """Where the named row and column meet within a passage, if they do and only there."""
    lines = list(_lines(text))
    rows = [row for row in _rows(text, lines, hit.passage.start, hit.passage.end) if row.name in asked]
    longest = max((len(row.name) for row in rows), default=0)
    named = [row for row in rows if len(row.name) == longest]
    if longest < _LEAST_NAME or len({row.name for row in named}) != 1:
        return None
    found = {place for row in named if (place := _column(asked.replace(row.name, " ", 1), text, lines, row))}
    return found.pop() if len(found) == 1 else None


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _rows(text: str, lines: Sequence[tuple[int, int]], first: int, last: int) -> Iterator[_Row]:
    """The lines of figures within ``[first, last)``."""
    for number, (start, end) in enumerate(lines):
        if first <= start and end <= last:
            cells = _cells(text, start, end)
            figures = _trailing_figures(text, cells)
            names = cells[: len(cells) - len(figures)]
            if figures and names:
                yield _Row(_bare(text[names[-1][0] : names[-1][1]]), tuple(figures), number)


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [cell.span() for cell in _CELL.finditer(text, start, end)]


def _trailing_figures(text: str, cells: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    count = 0
    while count < len(cells) and _FIGURE.fullmatch(text, *cells[len(cells) - count - 1]):
        count += 1
    return list(cells[len(cells) - count :])


def _column(asked: str, text: str, lines: Sequence[tuple[int, int]], row: _Row) -> tuple[int, int] | None:
    """The figure of a row below the name that the question holds, if it holds one alone."""
    names = _column_names(text, lines, row)
    scores = [_score(asked, name) for name in names]
    best = max(scores, default=0)
    return row.figures[scores.index(best)] if best and scores.count(best) == 1 else None


def _column_names(text: str, lines: Sequence[tuple[int, int]], row: _Row) -> list[str]:
    """The names above the figures: of the nearest line above that has names only, and enough of them."""
    for number in range(row.line - 1, max(-1, row.line - _LINES_ABOVE), -1):
        start, end = lines[number]
        cells = _cells(text, start, end)
        is_rule = not cells and bool(text[start:end].strip())
        if is_rule or _trailing_figures(text, cells):
            continue
        is_enough = len(row.figures) <= len(cells) <= len(row.figures) + 1
        return [text[start:end] for start, end in cells[-len(row.figures) :]] if is_enough else []
    return []


def _score(asked: str, name: str) -> int:
    """How much of a column's name the question holds; 委员 stands for 委员人数."""
    whole = _bare(_REMARK.sub("", name))
    if len(whole) >= _LEAST_NAME and whole in asked:
        return _EXACT + len(whole)
    stem = _COUNTING_END.sub("", whole)
    return len(stem) if len(stem) >= _LEAST_NAME and stem in asked else 0


def _bare(text: str) -> str:
    return "".join(fold(text).split())
