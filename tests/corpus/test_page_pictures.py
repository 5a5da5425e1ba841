"""Pages as pictures: which characters are marked, and where in the picture the marks are."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from corpus.load.office.pdf_files import HEIGHT, WIDTH, Text, pdf
from zhengxie_qa.corpus.guarded_process import Limits
from zhengxie_qa.corpus.load import load_bytes
from zhengxie_qa.corpus.load.office.pdf.picture import draw
from zhengxie_qa.corpus.page_pictures import PagePictures, marked_page, pages
from zhengxie_qa.errors import FileError, InputError, NotFoundError
from zhengxie_qa.types import Document

LEFT = [Text(60, 740 - 24 * row, f"左栏{row}行吞吐量达12.5亿吨", 11) for row in range(12)]
RIGHT = [Text(320, 740 - 24 * row, f"右栏{row}行总产量达39.2亿斤", 11) for row in range(12)]
COLUMNS = pdf([[*LEFT, *RIGHT], [Text(90, 700, "次页12场")]])


def load(content: bytes) -> Document:
    return load_bytes(content, file="report.pdf", doc_id="d")


def lines_below(picture: bytes) -> list[tuple[int, int, int]]:
    """The line below each band: its left end, its right end and its height, in points from the upper left corner."""
    pixels = np.asarray(Image.open(BytesIO(picture)).convert("RGB")).astype(int)
    is_red = (pixels[:, :, 0] > 110) & (pixels[:, :, 0] - pixels[:, :, 1] > 60)
    scale = pixels.shape[1] / WIDTH
    found: list[tuple[int, int, int]] = []
    for y in np.flatnonzero(is_red.sum(axis=1) > 10):
        red = np.flatnonzero(is_red[y])
        if not (found and y / scale - found[-1][2] < 5):
            found.append((round(red[0] / scale), round(red[-1] / scale), round(y / scale)))
    return found


def drawn(content: bytes, quote: str, tmp_path: Path, *, page: int = 1) -> list[tuple[int, int, int]]:
    document = load(content)
    at = document.text.index(quote)
    marked = marked_page(document, page, start=at, end=at + len(quote))
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    picture, *_ = draw(path, "report.pdf", page, marked.words, marked.marked, quote)
    return lines_below(picture)


def test_words_that_go_on_in_the_next_line_get_one_band_in_each_line_of_their_own_column(tmp_path: Path) -> None:
    first, second = drawn(COLUMNS, "总产量达39.2亿斤右栏4行", tmp_path)
    baseline = HEIGHT - (740 - 24 * 3)
    assert first == (pytest.approx(320 + 11 * 3.5, abs=3), pytest.approx(320 + 11 * 11.5, abs=3), first[2])
    assert second == (pytest.approx(320, abs=3), pytest.approx(320 + 11 * 3.5, abs=3), second[2])
    assert first[2] == pytest.approx(baseline + 3, abs=4)
    assert second[2] - first[2] == pytest.approx(24, abs=2)


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_turned_page_is_shown_upright_with_its_words_marked(rotate: int, tmp_path: Path) -> None:
    content = pdf([[Text(90, 600, "全市调研12次", 16)]], rotate=rotate)
    ((left, right, height),) = drawn(content, "12次", tmp_path)
    assert (left, right) == (pytest.approx(90 + 16 * 4, abs=3), pytest.approx(90 + 16 * 6, abs=3))
    assert height == pytest.approx(HEIGHT - 600 + 3, abs=5)


def test_what_is_left_out_between_two_pages_is_not_marked() -> None:
    paragraph = "全市上下同心协力推动各项工作再上新的台阶不断取得成效"
    body = [[Text(90, 820, "工作简报"), *(Text(90, 760 - 24 * row, paragraph) for row in range(28))] for _ in range(4)]
    document = load(pdf(body))
    assert "工作简报" not in document.text
    first, second, *_ = pages(document)
    marked = marked_page(document, 2, start=first.end - 3, end=second.start + 4)
    assert [marked.words[start:end] for start, end in marked.marked] == [paragraph[:4]]
    assert [page.number for page in pages(document)] == [1, 2, 3, 4]
    assert document.text[second.start : second.end].strip().startswith(paragraph)


def test_a_page_that_is_read_otherwise_today_is_marked_where_the_words_stand_once(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(COLUMNS)
    picture, *_ = draw(path, "report.pdf", 1, "另一种读法", ((0, 2),), "右栏7行")
    assert [line[0] for line in lines_below(picture)] == [pytest.approx(320, abs=3)]
    picture, *_ = draw(path, "report.pdf", 1, "另一种读法", ((0, 2),), "12.5")
    assert lines_below(picture) == []


@pytest.fixture
def pictures() -> Iterator[PagePictures]:
    drawing = PagePictures()
    yield drawing
    drawing.close()


def test_pages_are_drawn_in_a_process_beside_and_remembered(pictures: PagePictures, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(COLUMNS)
    page = marked_page(load(COLUMNS), 2, start=0, end=4)
    first = pictures.draw(page, path)
    assert Image.open(BytesIO(first.content)).size == (WIDTH * 2, HEIGHT * 2)
    assert first.marked_at is None
    pictures._process.close()
    assert pictures.draw(page, tmp_path / "report.pdf") == first
    assert pictures._process._process is None
    with pytest.raises(NotFoundError, match=r"report\.pdf has no page 3: its pages are 1 to 2\.") as caught:
        pictures.draw(replace(page, number=3), path)
    assert caught.value.zh == "report.pdf 没有第3页，共2页。"


def test_a_page_that_takes_too_long_costs_its_own_sentence(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(COLUMNS)
    drawing = PagePictures(Limits(seconds=0.001, seconds_per_mb=0))
    with pytest.raises(FileError, match=r"Page 1 of report\.pdf took too long to draw") as caught:
        drawing.draw(marked_page(load(COLUMNS), 1), path)
    assert "用时太久" in (caught.value.zh or "")
    drawing.close()


def test_what_cannot_be_is_refused_in_both_languages() -> None:
    document = load(COLUMNS)
    length = len(document.text)
    with pytest.raises(InputError, match=rf"\[3, {length + 1}\) is no stretch of report\.pdf") as caught:
        marked_page(document, 1, start=3, end=length + 1)
    assert caught.value.zh == f"report.pdf 的正文有{length}个字符，没有 [3, {length + 1}) 这一段。"
    for start, end in ((5, 3), (-1, 3)):
        with pytest.raises(InputError):
            marked_page(document, 1, start=start, end=end)
    with pytest.raises(NotFoundError, match="no page 0"):
        marked_page(document, 0)
    text = load_bytes("市政协全年调研12次。".encode(), file="plain.txt", doc_id="d")
    assert pages(text) == ()
    with pytest.raises(NotFoundError, match=r"plain\.txt has no pages that can be shown") as refused:
        marked_page(text, 1)
    assert refused.value.zh == "plain.txt 没有可以显示的页面：只有 PDF 和图片有。"
