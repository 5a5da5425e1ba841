"""The audit of each format: what its reader brings is held against a second reading of the same file."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from corpus.load.office.office_files import docx, p, r, tbl, tr
from corpus.load.office.pdf_files import Text, pdf, set_in_lines
from zhengxie_qa.corpus.load import load_bytes
from zhengxie_qa.corpus.load.office.package import Package
from zhengxie_qa.corpus.load.office.pdf.document import article_of
from zhengxie_qa.corpus.load.office.pdf.lines import Character, Page, lines_of
from zhengxie_qa.corpus.load.office.twice.held_figures import held_figures
from zhengxie_qa.corpus.load.office.twice.recognised_again import recognised_again
from zhengxie_qa.corpus.load.office.xlsx import read
from zhengxie_qa.types import Audit, Doubt

PARAGRAPHS = "全市生产总值1368.5亿元，增长3.9%，城镇新增就业4.5万人。\n新建学校12所，一般公共预算收入下降-0.7%。"


def workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    rows = [0.039, "0.0%"], [1368.04, "#,##0.0"], [-0.012, "0.0%;(0.0%)"], [123456.0, '0.0,"千元"'], [3.9, '0.0"%"']
    for value, code in [*rows, [45352, 'yyyy"年"m"月"d"日"'], [datetime(2024, 3, 1, 14, 30), "h:mm"]]:
        sheet.append(["指标12", value])
        sheet.cell(sheet.max_row, 2).number_format = str(code)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_the_figures_of_a_pdf_are_compared_page_by_page() -> None:
    pages = [*set_in_lines(PARAGRAPHS), [Text(90, 700, "投资增长8%")]]
    document = load_bytes(pdf(pages), file="a.pdf", doc_id="d")
    assert document.audit == Audit(6)


def test_a_page_whose_second_reading_differs_says_so_at_its_place() -> None:
    words = "增长3.9%共12项"
    characters = [Character(each, 90 + 16 * at, 106 + 16 * at, 700, 16, 16) for at, each in enumerate(words)]
    page = Page(1, lines_of(characters, 1, 842), is_unread=False, second="增长8.9%共12项")
    assert article_of([page]).audit == Audit(2, (Doubt(2, 6, "3.9%", "8.9%"),))


def test_a_word_document_is_compared_with_the_bare_words_of_its_xml() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="7"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    raised = '<w:vertAlign w:val="superscript"/>'
    body = p("增长3", r(".9%")) + p("共12", r("1", raised), props=numbered) + tbl(tr("产值", "1,368.5"))
    notes = f'<w:footnote w:id="1">{p("见2024年公报")}</w:footnote>'
    document = load_bytes(docx(body, numbering=numbering, footnotes=notes), file="a.docx", doc_id="d")
    assert document.raw_text.startswith("增长3.9%\n7. 共12 1\n")
    assert document.audit == Audit(6)


def test_a_figure_that_the_reader_passed_over_is_told() -> None:
    body = p("增长3.9%") + "<w:sdt><w:sdtPr><w:t>41</w:t></w:sdtPr></w:sdt>" + p("共12项")
    document = load_bytes(docx(body), file="a.docx", doc_id="d")
    assert document.audit == Audit(2, (Doubt(6, 6, "", "41"),))


def test_cells_are_compared_with_the_numbers_they_hold() -> None:
    document = load_bytes(workbook(), file="a.xlsx", doc_id="d")
    shown = [line.split("\t")[1] for line in document.text.strip().split("\n")]
    assert shown == ["3.9%", "1,368.0", "(1.2%)", "123.5千元", "3.9%", "2024年3月1日", "14:30"]
    assert document.audit == Audit(7)


@pytest.mark.parametrize(
    ("right", "wrong", "held"),
    [
        ("3.9%", "39%", "0.039"),
        ("1,368.0", "1,363.0", "1368.04"),
        ("(1.2%)", "1.2%", "-0.012"),
        ("2024年3月1日", "2024年3月2日", "45352"),
    ],
)
def test_a_cell_that_shows_another_number_than_it_holds_is_told(right: str, wrong: str, held: str) -> None:
    data = workbook()
    article = read(data, "a.xlsx")
    start = article.raw_text.index(right)
    altered = article.raw_text[:start] + wrong + article.raw_text[start + len(right) :]
    shift = len(wrong) - len(right)
    places = tuple(replace(e, start=e.start + (shift if e.start > start else 0)) for e in article.locations)
    package = Package(data, name="a.xlsx", save_as=".xlsx")
    found = held_figures(replace(article, raw_text=altered, locations=places), package, since_1904=False)
    (doubt,) = found.doubts
    assert (doubt.start, doubt.end, doubt.read) == (start, start + len(wrong), wrong)
    assert doubt.other == held


def test_figures_of_a_scan_are_put_where_they_stood_as_they_were_read_again() -> None:
    from PIL import Image

    class Engine:
        def recognize_txt(self, strips: list[object]) -> object:
            return type("Read", (), {"txts": ("长8.9%，", "共12项")[: len(strips)]})

    words = "增长3.9%，共12项"
    boxes = [(at / 20, 0.1, (at + 1) / 20, 0.2) for at in range(len(words))]
    seen = recognised_again(Image.new("RGB", (400, 200)), [(words, boxes), ("乙市5", [None] * 3)], Engine())
    assert seen == "增长8.9%，共12项\n乙市5"
