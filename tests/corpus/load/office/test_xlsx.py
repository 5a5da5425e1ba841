"""Workbooks as they show: every cell in its row, leading back to its sheet and cell, what is hidden only listed."""

import datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from corpus.load.office.office_files import package
from corpus.load.words import counted
from zhengxie_qa.corpus.load import load_bytes
from zhengxie_qa.corpus.offsets import to_raw
from zhengxie_qa.errors import FileError
from zhengxie_qa.location import LocationKind, locate
from zhengxie_qa.types import Document


def load(book: Workbook | bytes, file: str = "2024_指标.xlsx") -> Document:
    if isinstance(book, Workbook):
        buffer = BytesIO()
        book.save(buffer)
        book = buffer.getvalue()
    return load_bytes(book, file=file, doc_id="d")


def cell(document: Document, words: str) -> list[tuple[int | str, ...]]:
    start = document.text.index(words)
    found = locate(document.locations, *to_raw(document.segments, start, start + len(words)))
    assert {each.kind for each in found} == {LocationKind.SHEET}
    return [each.at for each in found]


@pytest.fixture
def book() -> Workbook:
    made = Workbook()
    sheet = made.active
    sheet.title = "经济指标"
    sheet["A1"] = "2024年全省经济指标"
    sheet.merge_cells("A1:D1")
    sheet["A2"] = "单位：亿元"
    for row in (["指标", None, "2023年", "增速"], ["产值", None, 1368, 0.039], ["其中：\n工业", None, 109.4, -0.012]):
        sheet.append(row)
    for place, code in {"C4": "#,##0.0", "D4": "0.0%", "D5": "0.0%", "A6": 'yyyy"年"m"月"'}.items():
        sheet[place].number_format = code
    sheet["A6"] = datetime.date(2024, 3, 1)
    return made


def test_cells_are_read_as_they_show(book: Workbook) -> None:
    document = load(book)

    assert document.text == (
        "2024年全省经济指标\n单位：亿元\n指标\t2023年\t增速\n产值\t1,368.0\t3.9%\n"
        "其中： 工业\t109.4\t-1.2%\n2024年3月\n"
    )
    assert (document.info.title, document.info.year) == ("2024年全省经济指标", 2024)
    assert cell(document, "3.9%") == [("经济指标", "D4")]
    assert cell(document, "1,368.0\t3.9%") == [("经济指标", "C4"), ("经济指标", "D4")]
    assert document.left_out == ()


def test_what_is_hidden_is_listed_and_not_read(book: Workbook) -> None:
    sheet = book["经济指标"]
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet["C5"].number_format = ";;;"
    draft = book.create_sheet("底稿")
    draft["B2"], draft.sheet_state = "秘密55", "hidden"
    document = load(book)

    assert document.text == "2024年全省经济指标\n单位：亿元\n指标\t2023年\t\n其中： 工业\t\t\n2024年3月\n"
    assert [(document.raw_text[each.start : each.end].strip(), each.rule) for each in document.left_out] == [
        ("增速", "hidden column"),
        ("产值\t1,368.0\t3.9%", "hidden row"),
        ("109.4", "hidden cell"),
        ("-1.2%", "hidden column"),
        ("秘密55", "hidden sheet"),
    ]


def test_several_sheets_stand_below_their_names(book: Workbook) -> None:
    book.create_sheet("人口")["A1"] = "常住人口12706万人"
    book.create_sheet("Sheet3")["A1"] = "其他"
    document = load(book)

    assert document.text.startswith("经济指标\n2024年全省")
    assert document.text.endswith("2024年3月\n人口\n常住人口12706万人\n其他\n")
    assert cell(document, "12706") == [("人口", "A1")]
    assert cell(document, "经济指标") == [("经济指标",)]


def test_a_row_of_headings_is_no_title() -> None:
    made = Workbook()
    made.active.append(["地区", "产值"])
    made.active.append(["广州", 30355])

    assert load(made, "2024_各市产值.xlsx").info.title == "各市产值"


def test_a_cell_at_the_far_end_of_a_sheet_costs_nothing() -> None:
    made = Workbook()
    made.active["A1"], made.active["XFD1048576"] = "甲", "乙"
    document = load(made)

    assert document.text == "甲\n\t乙\n"
    assert cell(document, "乙") == [("Sheet", "XFD1048576")]


VALUES = st.one_of(st.none(), st.integers(0, 10**9), st.text("产值单位109.4%\n", max_size=6))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(VALUES, max_size=4), max_size=5))
def test_every_cell_is_kept_and_found_again(rows: list[list[int | str | None]]) -> None:
    made = Workbook()
    made.active.append(["政协"])
    for row in rows:
        made.active.append(row)
    document = load(made)

    written = "政协" + "".join(str(value) for row in rows for value in row if value is not None)
    assert counted(document.text) == counted(written)
    ends = [each.start for each in document.locations[1:]] + [len(document.raw_text)]
    for place, end in zip(document.locations, ends, strict=True):
        value = made.active[str(place.at[1])].value
        assert document.raw_text[place.start : end].strip() == " ".join(str(value).split())


@pytest.mark.parametrize(
    ("data", "said", "zh"),
    [
        (b"PK\x03\x04", "damaged or no .xlsx file", "已损坏"),
        (package({"word/document.xml": "<w/>"}), "damaged or no .xlsx file", "不是 .xlsx 文件"),
        (package({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x"}), "damaged or no .xlsx", "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "by a password", "密码"),
        (package({"xl/worksheets/sheet1.xml": b" " * (257 << 20)}), "would unpack to more", "解压后过大"),
    ],
)
def test_what_cannot_be_read_is_said_in_both_languages(data: bytes, said: str, zh: str) -> None:
    with pytest.raises(FileError) as caught:
        load(data)
    assert said in str(caught.value)
    assert zh in (caught.value.zh or "")


def test_a_workbook_without_words_is_refused() -> None:
    with pytest.raises(FileError, match="holds no words"):
        load(Workbook())
