"""Workbooks (.xlsx): every sheet row by row, each cell as it shows: 3.9%, 1,368.0, 2024年3月.

Cells are parted by a tab and rows by a line end; a column that is empty in the whole sheet is passed over. Hidden
sheets, rows, columns and cells are no part of the article and are listed. Not read: charts, pictures, comments, and a
formula whose value the file does not hold.
"""

import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile

from zhengxie_qa.corpus.load.office.number_formats import shown
from zhengxie_qa.corpus.load.office.package import Package
from zhengxie_qa.corpus.load.office.pieces import Pieces
from zhengxie_qa.corpus.load.office.twice.held_figures import held_figures
from zhengxie_qa.corpus.load.parsed import Format, Parsed
from zhengxie_qa.corpus.page.titles import plausible_title
from zhengxie_qa.location import LocationKind

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_UNNAMED: Final = re.compile(r"(?:sheet|工作表)\s*\d*", re.IGNORECASE)
_BREAKS: Final = re.compile(r"\s*[\r\n\t\v\f]\s*")
_VISIBLE: Final = "visible"


def read(data: bytes, name: str) -> Parsed:
    """Read a workbook.

    :raises FileError: when it is damaged, encrypted, of another format, or holds too much.
    """
    package = Package(data, name=name, save_as=".xlsx")
    book = _opened(data, package)
    pieces = Pieces()
    has_several = sum(sheet.sheet_state == _VISIBLE for sheet in book.worksheets) > 1
    for sheet in book.worksheets:
        _add(pieces, sheet, has_name=has_several and not _UNNAMED.fullmatch(sheet.title))
    article = pieces.parsed()
    titled = replace(article.metadata, title=_title(article.text))
    return replace(article, metadata=titled, audit=held_figures(article, package, since_1904=_counts_from_1904(book)))


def _counts_from_1904(book: Any) -> bool:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    return bool(book.epoch == CALENDAR_MAC_1904)


def _opened(data: bytes, package: Package) -> Any:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it does not know, such as the rules of what may be typed in
            return load_workbook(BytesIO(data), data_only=True)
    except (
        BadZipFile,
        InvalidFileException,
        LookupError,
        ArithmeticError,
        TypeError,
        ValueError,
        OSError,
        SyntaxError,
    ):
        raise package.broken() from None


def _add(pieces: Pieces, sheet: "Worksheet", *, has_name: bool) -> None:
    """Add the rows of a sheet, below its name where it has one that tells anything."""
    hidden = None if sheet.sheet_state == _VISIBLE else "hidden sheet"
    rows = [(number, list(row)) for number, row in groupby(_filled(sheet), key=lambda each: each[0].row)]
    if not rows:
        return
    if has_name:
        pieces.at(LocationKind.SHEET, sheet.title)
        pieces.add(f"{sheet.title}\n", hidden)
    columns = {column: at for at, column in enumerate(sorted({cell.column for _, row in rows for cell, _, _ in row}))}
    unseen = _hidden_columns(sheet)
    for number, row in rows:
        rule = hidden or ("hidden row" if sheet.row_dimensions[number].hidden else None)
        position = 0
        for cell, text, is_blank in row:
            pieces.add("\t" * (columns[cell.column] - position), rule)
            position = columns[cell.column]
            pieces.at(LocationKind.SHEET, sheet.title, cell.coordinate)
            own = "hidden column" if cell.column in unseen else "hidden cell" if is_blank else None
            pieces.add(text, rule or own)
        pieces.add("\n", rule)


def _filled(sheet: "Worksheet") -> "Iterator[tuple[Any, str, bool]]":
    """Yield the cells of a sheet that hold something, row by row: each, what it shows in one line, whether it is blank.

    A blank cell, whose format shows nothing, is given with its bare value, to be listed.
    """
    for _, cell in sorted(sheet._cells.items()):  # noqa: SLF001 - all else makes a cell of every place up to the last
        if cell.value is not None:
            seen = shown(cell.value, cell.number_format)
            text = _BREAKS.sub(" ", seen or str(cell.value)).strip()
            if text:
                yield cell, text, not seen


def _hidden_columns(sheet: "Worksheet") -> set[int]:
    """Numbers of the hidden columns; the file describes neighbours together."""
    return {
        number
        for width in sheet.column_dimensions.values()
        if width.hidden and width.min and width.max
        for number in range(width.min, min(width.max, sheet.max_column) + 1)
    }


def _title(text: str) -> str | None:
    """The first line, if it is one cell that can be a title; a row of headings is none."""
    line = next((line for line in text.split("\n") if line.strip()), "")
    return None if "\t" in line.strip() else plausible_title(line)


FORMAT = Format((".xlsx", ".xlsm", ".xltx"), read, version=2)
