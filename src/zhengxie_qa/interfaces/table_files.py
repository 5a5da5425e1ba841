"""A comparison written to a file: CSV, or a workbook with a sheet of values and one of quotes with their sources.

Words of an article are written as words: what a spreadsheet would take for a formula is none.
"""

import csv
import io
import re
from collections.abc import Sequence
from typing import Any, Final

from zhengxie_qa.comparing.comparison import Comparison
from zhengxie_qa.interfaces.comparisons import QUOTES, VALUES, Flat, quotes, values

_FORMULA: Final = re.compile(r"[=+@\t\r]|-(?!\d)")
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Control characters that no workbook may hold."""
_WIDTHS: Final = (8, 60)
"""Least and greatest width of a column, in characters."""
_HEAD: Final = "EFE9DF"
"""Colour behind the names of columns."""


def csv_of(table: Comparison) -> str:
    """Write values and quotes side by side; with a byte order mark, without which Excel misreads Chinese."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow([*VALUES, *QUOTES[1:]])
    told = quotes(table)
    for position, line in enumerate(values(table)):
        quoted = told[position][1:] if position < len(told) else ()
        writer.writerow([_harmless(each) for each in (*line, *quoted)])
    return out.getvalue()


def xlsx_of(table: Comparison) -> bytes:
    """Make a workbook: the sheet ``values`` with the blanks below, the sheet ``quotes``, and what was asked."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    _fill(book.create_sheet("values"), VALUES, values(table))
    _fill(book.create_sheet("quotes"), QUOTES, quotes(table))
    asked = [("question", table.question), ("asked of each", table.interpreted_as), ("result", table.message)]
    _fill(book.create_sheet("question"), ("", ""), asked)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, head: Sequence[str], lines: Sequence[Flat]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for at, line in enumerate([tuple(head), *lines], start=1):
        for column, value in enumerate(line, start=1):
            cell = sheet.cell(at, column, _UNWRITABLE.sub("", value) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"
            if at == 1:
                cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=_HEAD)
            cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str))
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for column, cells in zip(sheet.columns, zip(*[tuple(head), *lines], strict=True), strict=True):
        longest = max((_width(str(value)) for value in cells if value is not None), default=0)
        sheet.column_dimensions[column[0].column_letter].width = min(max(longest + 2, _WIDTHS[0]), _WIDTHS[1])


def _width(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text)


def _harmless(value: str | float | None) -> str | float | None:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
