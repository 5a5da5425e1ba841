"""Scans and pictures: what is recognised in them, where it stands, and what is said where recognition is missing."""

import socket
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from corpus.load.office.pdf_files import Text, pdf, set_in_lines
from corpus.load.office.scans import Line, scan
from corpus.load.words import counted
from zhengxie_qa.corpus.guarded_process import Limits
from zhengxie_qa.corpus.load import load_bytes
from zhengxie_qa.corpus.load.office.pdf.picture import draw
from zhengxie_qa.corpus.offsets import to_raw
from zhengxie_qa.corpus.page_pictures import marked_page, pages
from zhengxie_qa.corpus.reading_process import ReadingProcess
from zhengxie_qa.errors import FileError
from zhengxie_qa.interfaces.locations import named
from zhengxie_qa.location import locate
from zhengxie_qa.types import Document

PARAGRAPHS = (
    "过去一年，全市地区生产总值1368.5亿元，增长5.2%，城镇新增就业3.6万人。",
    "我们坚持稳中求进，新建学校12所，一般公共预算收入下降0.7%，好于预期。",
)
TABLE = [["地区", "产值", "增速"], ["甲市", "1204.5", "5.2%"], ["乙市", "", "-3.6%"]]
SIZE = 40
LEFT, TOP, STEP = 120, 200, 64
IN_A_LINE = 20


def set_lines(text: str, top: int) -> Iterator[Line]:
    indented = "　　" + text
    for row, start in enumerate(range(0, len(indented), IN_A_LINE)):
        yield Line(LEFT, top + STEP * row, indented[start : start + IN_A_LINE], SIZE)


SCANNED = [*set_lines(PARAGRAPHS[0], TOP), *set_lines(PARAGRAPHS[1], TOP + 3 * STEP)]
CELLS = [
    Line(100 + 300 * column, 80 + 90 * row, cell, SIZE)
    for row, cells in enumerate(TABLE)
    for column, cell in enumerate(cells)
    if cell
]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of text and a scanned one."""
    path = tmp_path_factory.mktemp("scans") / "报告.pdf"
    path.write_bytes(pdf(set_in_lines("第一页有文字，讲的是275场深聊会。")))
    scan(SCANNED, size=(1100, 800), tilt=0.7).save(path, "PDF", append=True, resolution=150)
    return path


@pytest.fixture(scope="module")
def document(mixed: Path) -> Document:
    """Read as any file is, by a process whose time would not be enough for it if a scan did not bring its own."""
    process = ReadingProcess(Limits(seconds=1.0, seconds_per_mb=0, megabytes=1024))
    read, _ = process.read(mixed, mixed.name, "d")
    process.close()
    return read


def test_a_scanned_page_is_read_beside_one_with_text(document: Document) -> None:
    assert document.text.split("\n")[:-1] == ["第一页有文字，讲的是275场深聊会。", *PARAGRAPHS]
    assert document.left_out == ()
    assert [(each.number, each.is_scan) for each in pages(document)] == [(1, False), (2, True)]
    at = document.text.index("1368.5")
    place = named(locate(document.locations, *to_raw(document.segments, at, at + 6)))
    assert place is not None
    assert (place, place.zh) == ("p. 2, read by OCR", "第2页，由 OCR 读出")


def test_words_are_marked_where_they_stand_in_the_picture(document: Document, mixed: Path) -> None:
    quote = "新建学校12所"
    at = document.text.index(quote)
    page = marked_page(document, 2, start=at, end=at + len(quote))
    assert "".join(page.words[first:last] for first, last in page.marked) == quote
    assert len(page.boxes) == len(quote)
    content, marked_at = draw(mixed, mixed.name, 2, page.words, page.marked, quote, page.boxes)
    picture = np.asarray(Image.open(BytesIO(content)).convert("RGB")).astype(int)
    scale = picture.shape[1] / 1100
    is_yellow = picture[:, :, 0] - picture[:, :, 2] > 90
    rows, columns = np.flatnonzero(is_yellow.sum(axis=1) > 20), np.flatnonzero(is_yellow.sum(axis=0) > 5)
    before = PARAGRAPHS[1].index(quote)
    left = LEFT + SIZE * (2 + before)
    assert columns[0] / scale == pytest.approx(left, abs=SIZE * 0.5)
    assert columns[-1] / scale == pytest.approx(left + SIZE * 6, abs=SIZE * 0.6)
    assert rows.mean() / scale == pytest.approx(TOP + 3 * STEP + SIZE * 0.6, abs=SIZE * 0.6)
    assert marked_at == pytest.approx(rows[0] / picture.shape[0], abs=0.02)


def test_a_table_in_a_photograph_keeps_its_empty_cell_and_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, address: called.append(address))
    photograph = BytesIO()
    scan(CELLS, size=(900, 400)).save(photograph, "JPEG", quality=70)
    read = load_bytes(photograph.getvalue(), file="表.JPG", doc_id="d")
    assert read.text == "".join("\t".join(cells) + "\n" for cells in TABLE)
    assert "".join(filter(counted, read.raw_text)) == "".join(filter(counted, "".join(map("".join, TABLE))))
    assert called == []


def test_without_the_extra_pages_with_text_are_read_and_the_others_named(
    mixed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    read = load_bytes(mixed.read_bytes(), file="报告.pdf", doc_id="d")
    assert read.text == "第一页有文字，讲的是275场深聊会。\n"
    assert [each.rule for each in read.left_out] == ["page without text"]
    photograph = BytesIO()
    scan(CELLS, size=(900, 400)).save(photograph, "PNG")
    for content, file in ((photograph.getvalue(), "a.png"), (pdf([[]], drawing="9 9 99 99 re f"), "a.pdf")):
        with pytest.raises(FileError, match=r"pip install 'zhengxie-qa\[ocr\]'") as caught:
            load_bytes(content, file=file, doc_id="d")
        assert "zhengxie-qa[ocr]" in (caught.value.zh or "")


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\nxx", pdf([[Text(90, 700, "字")]])])
def test_a_damaged_picture_is_named(content: bytes) -> None:
    with pytest.raises(FileError, match=r"a\.png is damaged or no picture") as caught:
        load_bytes(content, file="a.png", doc_id="d")
    assert "已损坏" in (caught.value.zh or "")


def test_a_picture_without_words_is_named() -> None:
    blank = BytesIO()
    Image.new("RGB", (300, 300), "white").save(blank, "PNG")
    with pytest.raises(FileError, match=r"none was recognised") as caught:
        load_bytes(blank.getvalue(), file="a.png", doc_id="d")
    assert "没有识别出文字" in (caught.value.zh or "")
