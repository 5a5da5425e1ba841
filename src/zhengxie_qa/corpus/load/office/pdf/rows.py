"""Rows of a page whose empty cells are kept: as many tabs between two cells as there are columns from one to the other.

In a ruled table the upright rules tell the columns; where there are none, what stands one below the other in
neighbouring rows, and only where that parts as many columns as the fullest row has cells.
"""

import ctypes
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from zhengxie_qa.corpus.load.office.pdf.lines import Line
from zhengxie_qa.corpus.load.office.pdf.upright import upright

if TYPE_CHECKING:
    from pypdfium2 import PdfPage
    from pypdfium2.raw import FPDF_PAGEOBJECT

_SAME_RULE: Final = 3.0
"""Points within which two rules are one."""
_BEYOND: Final = 2.0
"""Points by which a cell may reach over a rule, and a row over the end of one."""
_STRAIGHT, _SHORTEST = 1.0, 6.0
"""Points: how far a rule may lean, and how high it is at least."""
_MOST_SEGMENTS: Final = 20_000
"""Of what is drawn on a page."""
Point = tuple[float, float]
_LEAST_RULES: Final = 3
"""Upright rules of a row that part columns: those of its frame and one between."""


@dataclass(frozen=True, slots=True)
class Rule:
    """An upright line on the upright page, in points: where it stands, and from which height to which."""

    x: float
    low: float
    high: float


def in_columns(lines: Sequence[Line], rules: Sequence[Rule]) -> Iterator[Line]:
    """Give each row of a page as many tabs as its cells are columns apart; other lines come as they are.

    :param rules: the upright rules of the page.
    """
    for is_row, run in groupby(lines, key=lambda line: line.is_row):
        rows = list(run)
        bounds = _by_sight(rows) if is_row else []
        for row in rows:
            columns = _by_rules(row, rules) or _by_bounds(row, bounds) if is_row else None
            yield _parted(row, columns) if columns and row.text.count("\t") == len(columns) - 1 else row


def upright_rules(page: "PdfPage") -> list[Rule]:
    """The upright lines that are drawn on a page that was turned upright, those of boxes among them."""
    import pypdfium2.raw as pdfium

    quarter, box = page.get_rotation() // 90, page.get_mediabox()
    rules: list[Rule] = []
    left = _MOST_SEGMENTS
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        drawn = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        left -= pdfium.FPDFPath_CountSegments(drawn)
        if left < 0:  # a map or a chart
            break
        for (x0, y0), (x1, y1) in _strokes(drawn):
            (x0, y0), (x1, y1) = upright(quarter, box, x0, y0), upright(quarter, box, x1, y1)
            if abs(x1 - x0) <= _STRAIGHT and abs(y1 - y0) >= _SHORTEST:
                rules.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return rules


def _strokes(drawn: "FPDF_PAGEOBJECT") -> "Iterator[tuple[Point, Point]]":
    """The straight strokes of a path, from point to point of the page."""
    import pypdfium2.raw as pdfium

    matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
    first = before = (0.0, 0.0)
    for index in range(pdfium.FPDFPath_CountSegments(drawn)):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        at = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = at
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield before, at
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield at, first
        before = at


def _by_rules(row: Line, rules: Sequence[Rule]) -> list[int] | None:
    """The column of each cell of a row between the upright rules that cross it, if they part its cells."""
    height = row.y + row.em / 3
    crossing = sorted(rule.x for rule in rules if rule.low - _BEYOND <= height <= rule.high + _BEYOND)
    edges = [x for at, x in enumerate(crossing) if at == 0 or x - crossing[at - 1] > _SAME_RULE]
    if len(edges) < _LEAST_RULES:
        return None
    if row.cells[0][0] < edges[0] - _BEYOND or row.cells[-1][1] > edges[-1] + _BEYOND:
        return None
    return _apart([bisect_right(edges, (left + right) / 2) - 1 for left, right in row.cells])


def _by_sight(rows: Sequence[Line]) -> list[tuple[float, float]]:
    """What of the width is taken by any cell of rows one below the other, in stretches that touch none."""
    most = max(len(row.cells) for row in rows)
    if all(len(row.cells) == most for row in rows):
        return []
    bounds: list[tuple[float, float]] = []
    for left, right in sorted(cell for row in rows for cell in row.cells):
        if bounds and left < bounds[-1][1]:
            bounds[-1] = (bounds[-1][0], max(bounds[-1][1], right))
        else:
            bounds.append((left, right))
    return bounds if len(bounds) == most else []


def _by_bounds(row: Line, bounds: Sequence[tuple[float, float]]) -> list[int] | None:
    if not bounds:
        return None
    return _apart([sum(left < cell[0] + 0.01 for left, _ in bounds) - 1 for cell in row.cells])


def _apart(columns: list[int]) -> list[int] | None:
    """The columns of the cells, if no two have the same."""
    return columns if all(left < right for left, right in pairwise(columns)) else None


def _parted(row: Line, columns: Sequence[int]) -> Line:
    """Write a row with its tabs; those it has part its cells."""
    tabs = iter([right - left for left, right in pairwise(columns)])
    words = [
        ("".join("\t" * next(tabs, 1) if each == "\t" else each for each in text), rule) for text, rule in row.words
    ]
    return replace(row, words=(*([("\t" * columns[0], None)] if columns[0] else []), *words))
