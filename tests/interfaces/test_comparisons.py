"""A table in files: CSV and workbook hold the same, and an article's words are no formulas."""

import csv
import io
from dataclasses import replace

import pytest
from interface_fakes import FakeEngine
from openpyxl import load_workbook

from zhengxie_qa.comparing.comparison import Comparison
from zhengxie_qa.interfaces.comparisons import QUOTES, VALUES, reference
from zhengxie_qa.interfaces.table_files import csv_of, xlsx_of
from zhengxie_qa.types import DocumentInfo


@pytest.fixture
def table() -> Comparison:
    return FakeEngine().compare("“深聊会”开了多少场？")


def saying(table: Comparison, words: str) -> Comparison:
    """The same table, its quote replaced."""
    (row,) = table.rows
    quoted = replace(row.answer.citations[0], quote=words)
    return replace(table, rows=(replace(row, answer=replace(row.answer, text=words, citations=(quoted,))),))


def test_csv_has_a_line_for_each_row_and_blank(table: Comparison) -> None:
    text = csv_of(table)
    assert text.startswith("\ufeff")
    head, row, blank = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert head == [*VALUES, *QUOTES[1:]]
    said = dict(zip(head, row, strict=True))
    assert (said["label"], said["answer"], said["value"], said["unit"]) == ("海港市<政协>报告", "275场", "275.0", "场")
    assert (said["file"], said["quote"]) == ("harbour.txt", "275场")
    assert {name: cell for name, cell in zip(head, blank, strict=False) if cell} == {
        "label": "湖滨市政协报告",
        "missing": "没有找到相关段落",
    }


def test_a_workbook_has_a_sheet_of_values_and_one_of_quotes(table: Comparison) -> None:
    book = load_workbook(io.BytesIO(xlsx_of(table)))
    assert book.sheetnames == ["values", "quotes", "question"]
    values = list(book["values"].values)
    assert values[0] == VALUES
    assert values[1][:3] == ("海港市<政协>报告", "275场", 275)
    assert values[2] == ("湖滨市政协报告", *[None] * 8, "没有找到相关段落")
    head, quote = list(book["quotes"].values)
    assert head == QUOTES
    assert dict(zip(head, quote, strict=True))["source"] == "海港日报. 海港市<政协>报告[R]. (2025-07-25)."


@pytest.mark.parametrize("words", ["=1+1", "@SUM(A1)", "+cmd", "-cmd", "\tx"])
def test_words_are_never_formulas(table: Comparison, words: str) -> None:
    book = load_workbook(io.BytesIO(xlsx_of(saying(table, words))))
    cell = book["values"]["B2"]
    assert (cell.value, cell.data_type) == (words, "s")
    row = list(csv.reader(io.StringIO(csv_of(saying(table, words)).removeprefix("\ufeff"))))[1]
    assert row[1] == f"'{words}"


def test_a_negative_figure_stays_as_it_is(table: Comparison) -> None:
    assert ",-5%," in csv_of(saying(table, "-5%"))


def test_control_characters_do_not_spoil_a_workbook(table: Comparison) -> None:
    book = load_workbook(io.BytesIO(xlsx_of(saying(table, "275\x00场"))))
    assert book["values"]["B2"].value == "275场"


def test_a_source_is_cited_as_far_as_it_is_known() -> None:
    bare = DocumentInfo(doc_id="a", file="a.txt", title="报告")
    assert reference(bare) == "报告[R]."
    known = replace(bare, source="新华社", published="2025-03-05", url="https://example.org/a")
    assert reference(known) == "新华社. 报告[EB/OL]. (2025-03-05). https://example.org/a."
