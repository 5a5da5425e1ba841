"""Questions about a cell of a table (教育支出决算数是多少): the words where the named row and column meet.

Row and column must both be named by the question and be the only ones that are, and whatever else the question names
must be named by the table, by the lines above it, or by its document; else the table does not say.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from zhengxie_qa.answering.by_form.named import Named, years_in_names
from zhengxie_qa.answering.by_form.span import Form, form_span
from zhengxie_qa.answering.cite import line_hit
from zhengxie_qa.corpus.tables.table import Cell, Row, Table, cell_at, cell_of, is_figure, tables
from zhengxie_qa.evidence.fitting import NUMERIC
from zhengxie_qa.question.question import Question
from zhengxie_qa.text.quantities.units import compatible_units
from zhengxie_qa.types import AnswerKind, Document, Hit, Span

CELL_CONFIDENCE: Final = 0.8
"""The words are where row and column meet; that they mean what is asked is all but certain."""

_HITS: Final = 5
"""Passages whose documents' tables are looked at, best first."""

_CALLED: Final = {
    AnswerKind.PERSON: re.compile(r"姓名|人员?$|负责人|联系人|成员|代表|委员|领导|组长|主任|局长|校长|书记"),
    AnswerKind.DATE: re.compile(r"时间|日期|[时期]限|年月"),
    AnswerKind.PLACE: re.compile(r"地[点址]|场所|位置"),
    AnswerKind.ORGANISATION: re.compile(r"单位|部门|机构|企业|公司|主体"),
}
"""What a column is called whose words answer a kind of question, where the question does not name it."""
_KINDS: Final = NUMERIC | _CALLED.keys() | {AnswerKind.OTHER, AnswerKind.TITLE, AnswerKind.DURATION}
_TOTAL: Final = re.compile(r"[合总小]\s*计|全[国省市区县]")

Fetch = Callable[[str], Document | None]
"""Gives documents in full, as a passage may begin in the middle of a table."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A cell that a question names, and how much of its names the question holds."""

    cell: Cell
    score: float


def cell_span(question: Question, hits: Sequence[Hit], fetch: Fetch) -> Span | None:
    """Find the cell that a question names by row and column."""
    if question.kind not in _KINDS:
        return None
    named = Named(question)
    for doc_id, hit in _by_document(hits).items():
        document = fetch(doc_id)
        if document is None:
            continue
        found = [each for table in tables(document.text) for each in _cells(question, named, table, hit)]
        best = max((each.score for each in found), default=0.0)
        cells = {each.cell.place: each.cell for each in found if each.score == best}
        if cells:
            return _span(document, hit, *cells.values()) if len(cells) == 1 else None
    return None


def without_others(question: Question, spans: Sequence[Span], fetch: Fetch) -> list[Span]:
    """Leave out figures of a table whose row or column is another than the question names."""
    if question.kind not in NUMERIC:
        return list(spans)
    named = Named(question)
    return [span for span in spans if not _is_of_another(named, span, fetch(span.hit.passage.doc_id))]


def _is_of_another(named: Named, span: Span, document: Document | None) -> bool:
    cell = cell_at(document.text, span.start, span.end) if document else None
    if document is None or cell is None or not is_figure(document.text[slice(*cell.place)]):
        return False
    row, column = ([document.text[slice(*place)] for place in places] for places in (cell.row, cell.column))
    is_total = any(_TOTAL.match(name) for name in row)
    return not (is_total or any(map(named.score, row))) or not (not column or any(map(named.score, column)))


def _by_document(hits: Sequence[Hit]) -> Mapping[str, Hit]:
    """The best hit of each document among the first hits."""
    found: dict[str, Hit] = {}
    for hit in hits[:_HITS]:
        found.setdefault(hit.passage.doc_id, hit)
    return found


def _cells(question: Question, named: Named, table: Table, hit: Hit) -> Iterator[_Found]:
    """The cell of a table that a question names, if there is one."""
    scored = [(sum(named.score(name) for name in table.names(row)), row) for row in table.rows]
    best = max((score for score, _ in scored), default=0.0)
    rows = [row for score, row in scored if score == best > 0]
    if len(rows) != 1:
        return
    left = named.without(table.names(rows[0]))
    columns = _columns(question, named, table, rows[0], left)
    if len(columns) == 1:
        ((column, score),) = columns.items()
        cell = cell_of(table, rows[0], column)
        if named.is_covered(_names(table, cell, hit, beside=rows[0]), years=_years(table, cell, hit)):
            yield _Found(cell, best + score)


def _columns(question: Question, named: Named, table: Table, row: Row, left: str) -> dict[int, float]:
    """The columns that the rest of a question names best; the only one that could answer need not be named."""
    able = [column for column in row.cells if column != min(row.names) and _answers(question, table, row, column)]
    scores = {column: sum(named.score(name, left) for name in table.heads(column)) for column in able}
    best = max(scores.values(), default=0.0)
    if best > 0:
        return {column: score for column, score in scores.items() if score == best}
    data = [column for column in row.cells if column not in row.names]
    if len(data) == 1 and able == data:
        return {data[0]: 0.0}
    called = _CALLED.get(question.kind)
    return {column: 0.0 for column in able if called and any(map(called.search, table.heads(column)))}


def _answers(question: Question, table: Table, row: Row, column: int) -> bool:
    """Whether a cell can answer as far as its form tells: a figure in a unit that fits, or words."""
    cell = cell_of(table, row, column)
    words = table.text[slice(*cell.place)]
    if question.kind not in NUMERIC:
        return question.kind not in _CALLED or not is_figure(words)
    unit = cell.quantity.unit if cell.quantity else None
    return cell.quantity is not None and (unit is None or not question.unit or compatible_units(question.unit, unit))


def _names(table: Table, cell: Cell, hit: Hit, *, beside: Row | None = None) -> str:
    """All that names a cell: its table and document, and the words of the row that it stands in."""
    info = hit.document
    own = [table.text[slice(*place)] for place in (*cell.row, *cell.column, *filter(None, [cell.unit]))]
    around = (table.around, hit.passage.heading, info.title, info.file, info.source, info.place)
    others = [table.text[slice(*place)] for place in beside.cells.values() if place != cell.place] if beside else []
    return "\n".join([*own, *others, *filter(None, around)])


def _years(table: Table, cell: Cell, hit: Hit) -> frozenset[int]:
    """The years that a cell belongs to: of its own names, where rows or columns are years, else of all around it."""
    own = "\n".join(table.text[slice(*place)] for place in (*cell.row, *cell.column))
    if table.has_years:
        return years_in_names(own)
    year = hit.document.year
    return years_in_names(_names(table, cell, hit)) | (frozenset([year]) if year else frozenset())


def _span(document: Document, hit: Hit, cell: Cell) -> Span:
    """The words of a cell, in a hit whose heading says what they are called."""
    start, end = cell.place
    found = line_hit(hit, document, start=start, end=end)
    places = (*filter(None, [cell.caption]), *cell.column)
    names = [found.passage.heading, *(document.text[slice(*place)] for place in places)]
    heading = " › ".join(dict.fromkeys(filter(None, names)))
    found = replace(found, passage=replace(found.passage, heading=heading or None))
    return form_span(Form.CELL, found, start, end, CELL_CONFIDENCE)
