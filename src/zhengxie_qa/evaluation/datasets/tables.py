"""Tables as offices keep them: CSV or XLSX with a column of questions and a column of answers.

Headings may be Chinese or English. Several accepted answers are separated by ``|`` or stand on lines of their own.
A question without an answer needs a yes in a column ``is_impossible`` (无答案), so that a forgotten cell is noticed.
"""

import csv
import datetime
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from zhengxie_qa.errors import DatasetError, Said
from zhengxie_qa.evaluation.datasets.encoding import read_text
from zhengxie_qa.evaluation.datasets.rows import RowError, example_from_row
from zhengxie_qa.evaluation.examples import Example, RowProblem

HEADINGS = {
    "id": ("id", "编号", "序号"),
    "question": ("question", "问题", "提问", "题目", "题干"),
    "answers": ("answer", "answers", "答案", "参考答案", "标准答案", "正确答案", "回答"),
    "is_impossible": ("is_impossible", "unanswerable", "无答案", "无法回答"),
    "context": ("context", "原文", "段落"),
    "doc": ("doc", "file", "document", "文件", "文档", "文件名"),
    "kind": ("kind", "类型", "问题类型"),
    "lang": ("lang", "language", "语言"),
}
"""Field → headings under which it is found, compared without case and spaces."""

LARGEST_UNPACKED = 64 * 1024 * 1024
"""Bytes of a workbook's parts, unpacked; ten thousand questions with their passages are a quarter of it."""

MOST_ROWS, MOST_COLUMNS = 100_000, 64
"""Of a sheet: rows that are not empty, and columns that are looked at."""

LAST_ROW = 1_048_576
"""The last that Excel has; a row that claims a higher number is not waited for."""

_COLUMNS = {"question": "questions", "answers": "answers"}
_CHINESE = {"question": "问题", "answers": "答案"}
"""Columns that must be there, as said to a person."""

_YES = frozenset({"1", "y", "yes", "true", "是", "对", "√", "✓", "无"})
_SEPARATORS = re.compile(r"[|\n\r]+")
_DELIMITERS = ",;\t"


def read_csv(path: Path) -> Iterator[Example | RowProblem]:
    """Yield a row or what is wrong with it; UTF-8, UTF-16 and GB18030 files, comma, semicolon or tab.

    :raises DatasetError: when there is no column of questions, or the file is not text.
    """
    text = read_text(path)
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from _rows(((reader.line_num, row) for row in reader), path)
    except csv.Error as error:
        raise DatasetError(
            Said(
                f"{path.name}:{reader.line_num}: not a CSV table: {error}.",
                f"{path.name} 第 {reader.line_num} 行不合 CSV 格式，请检查引号，或用 Excel、WPS 另存。",
            )
        ) from error


def read_xlsx(path: Path) -> Iterator[Example | RowProblem]:
    """Yield a row of the first sheet or what is wrong with it.

    :raises DatasetError: when there is no column of questions, or the file is not a workbook.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        _check_size(path)
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError) as error:
        raise DatasetError(
            Said(
                f"{path.name} is not an Excel workbook (.xlsx); save it again from Excel or WPS.",
                f"{path.name} 不是 Excel 工作簿（.xlsx），请用 Excel 或 WPS 重新保存。",
            )
        ) from error
    try:
        yield from _rows(_sheet_rows(book.worksheets[0], path), path)
    finally:
        book.close()


def _sheet_rows(sheet: Any, path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows of a sheet with their numbers.

    :raises DatasetError: when there are too many.
    """
    columns = min(sheet.max_column or MOST_COLUMNS, MOST_COLUMNS)
    filled, blank = 0, None
    for number, row in enumerate(sheet.iter_rows(max_row=LAST_ROW, max_col=columns), 1):
        if row is blank:  # openpyxl gives one and the same for all that a sheet leaves out
            continue
        if number > 1 and all(cell.value is None for cell in row):
            blank = row
            continue
        filled += 1
        if filled > MOST_ROWS:
            raise DatasetError(f"{path.name} has more than {MOST_ROWS:,} rows. Split it, or save it as CSV.")
        yield number, [_shown(cell) for cell in row]


def _check_size(path: Path) -> None:
    """Refuse a workbook that would unpack to far more than it is.

    :raises DatasetError: when it would.
    """
    with ZipFile(path) as packed:
        unpacked = sum(part.file_size for part in packed.infolist())
    if unpacked > LARGEST_UNPACKED:
        raise DatasetError(
            f"{path.name} unpacks to {unpacked >> 20} MB; the limit is {LARGEST_UNPACKED >> 20} MB. Take out what are "
            "no questions, split it, or save it as CSV."
        )


def _rows(numbered: Iterator[tuple[int, Sequence[str]]], path: Path) -> Iterator[Example | RowProblem]:
    number, header = next(numbered, (1, []))
    columns = _columns(header, path)
    for number, cells in numbered:
        if not any(cell.strip() for cell in cells):
            continue
        values = {name: cells[at].strip() for name, at in columns.items() if at < len(cells)}
        try:
            yield example_from_row(_project_row(values), line=number)
        except RowError as error:
            yield RowProblem(path.name, number, error.said)


def _columns(header: Sequence[str], path: Path) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, heading in enumerate(header):
        bare = re.sub(r"\s+", "", heading).lower().lstrip("\ufeff")
        for name, accepted in HEADINGS.items():
            if bare in accepted:
                found.setdefault(name, at)
    for name in _COLUMNS:
        if name not in found:
            seen = ", ".join(cell for cell in header if cell.strip())
            raise DatasetError(_no_column(name, seen, path))
    return found


def _no_column(name: str, seen: str, path: Path) -> Said:
    chinese, english = _CHINESE[name], HEADINGS[name][0]
    return Said(
        f"{path.name}:1: no column of {_COLUMNS[name]} in the first row (found: {seen or 'nothing'}); call it "
        f"{english} or {chinese}.",
        f"{path.name} 第一行没有“{chinese}”列（现有：{seen or '无'}），请把该列命名为“{chinese}”或“{english}”。",
    )


def _project_row(values: dict[str, str]) -> dict[str, Any]:
    answers = [each.strip() for each in _SEPARATORS.split(values.get("answers", "")) if each.strip()]
    impossible = values.get("is_impossible", "").lower() in _YES
    if not answers and not impossible:
        raise RowError(
            "the answer is empty; put yes into a column is_impossible (无答案) if there is none",
            "答案是空的；确实没有答案的，请加一列“无答案”并填“是”",
        )
    row: dict[str, Any] = {name: values[name] or None for name in values if name not in ("answers", "is_impossible")}
    return row | {"answers": [{"text": each} for each in answers], "is_impossible": impossible}


def _shown(cell: Any) -> str:
    """A cell as a person sees it: 18.5 % is stored as 0.185, dates as dates, 275 perhaps as 275.0."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        percent = "%" in (cell.number_format or "")
        return f"{round(value * 100, 6):g}%" if percent else _number(value)
    return str(value)


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(value)
