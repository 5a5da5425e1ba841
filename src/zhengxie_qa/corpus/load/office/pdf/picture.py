"""A page of a PDF or picture file as a picture, words of it marked: one band a line over the boxes of the characters.

Words are told by their numbers among the characters of the page that are no blanks, in the order in which the reader
of the format met them. Only ever called in a guarded process.
"""

import ctypes
import math
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zhengxie_qa.corpus.load.office import image
from zhengxie_qa.corpus.load.office.pdf.document import drawn, opened
from zhengxie_qa.corpus.load.office.pdf.lines import characters_of
from zhengxie_qa.corpus.load.office.pdf.upright import upright_text
from zhengxie_qa.corpus.scans.files import PICTURES
from zhengxie_qa.errors import NotFoundError, Said

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage, PdfTextPage

_SCALE: Final = 2.0
"""Pixels a point: 144 to the inch."""
_MOST_PIXELS, _LONGEST_SIDE = 4_000_000, 4_000
_QUALITY, _EFFORT = 80, 2
"""Of WebP: 1 MB of a page in 0.1 s."""
_BAND, _EDGE = (255, 226, 90), (155, 44, 34)
_PADDING: Final = 2
_SAME_LINE: Final = 0.5
"""Share of a character's height that it must have in common with a band to be in it."""
_GAP: Final = 3.0
"""In heights of a character: the widest gap within a band."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""


def draw(
    path: Path,
    file: str,
    number: int,
    words: str,
    marked: Sequence[tuple[int, int]],
    quote: str,
    boxes: Sequence[Box] = (),
) -> Iterator[bytes | float]:
    """Draw a page.

    :param number: from 1.
    :param words: the page's characters as they were read. :param marked: which of them to mark.
    :param quote: the same characters as words, looked for where the page is read otherwise today.
    :param boxes: of a scan, where what is to be marked stands, as shares of the page.
    :returns: a WebP picture, then how far down in it the first mark stands, as a share of its height, if there is one.
    :raises NotFoundError: when there is no such page.
    """
    with ExitStack() as opened_here:
        found: Iterator[Box]
        if file.lower().endswith(PICTURES):
            picture, found = _frame(path.read_bytes(), file, number), iter(())
        else:
            picture, found = _page(opened_here, path.read_bytes(), file, number, words, marked, quote)
        width, height = picture.size
        scanned = ((x0 * width, y0 * height, x1 * width, y1 * height) for x0, y0, x1, y1 in boxes)
        bands = list(_bands(scanned if boxes else found))
        for band in bands:
            _mark(picture, band)
        yield _webp(picture)
        if bands:
            yield bands[0][1] / picture.height


def _frame(data: bytes, file: str, number: int) -> "Image":
    """A page of a picture file, not larger than pages are drawn."""
    pages = 0
    for pages, picture in enumerate(image.pictures(data, file), start=1):
        if pages == number:
            picture.thumbnail((image.LONGEST_SHOWN, image.LONGEST_SHOWN))
            return picture
    raise NotFoundError(no_page(file, number, pages))


def _page(
    opened_here: ExitStack,
    data: bytes,
    file: str,
    number: int,
    words: str,
    marked: Sequence[tuple[int, int]],
    quote: str,
) -> "tuple[Image, Iterator[Box]]":
    """A page of a PDF, and the boxes of what is to be marked, to be asked for while the file is open."""
    document = opened(data, file)
    opened_here.callback(document.close)
    if not 1 <= number <= len(document):
        raise NotFoundError(no_page(file, number, len(document)))
    page = document[number - 1]
    opened_here.callback(page.close)
    text, _ = upright_text(page)
    opened_here.callback(text.close)
    picture = _drawn(page)
    return picture, _boxes(page, text, picture.size, words, marked, quote)


def no_page(file: str, number: int, pages: int) -> Said:
    """Say that a document has no such page."""
    return Said(f"{file} has no page {number}: its pages are 1 to {pages}.", f"{file} 没有第{number}页，共{pages}页。")


def _drawn(page: "PdfPage") -> "Image":
    width, height = page.get_size()
    scale = min(_SCALE, math.sqrt(_MOST_PIXELS / max(1.0, width * height)), _LONGEST_SIDE / max(1.0, width, height))
    return drawn(page, longest=scale * max(width, height))


def _boxes(
    page: "PdfPage",
    text: "PdfTextPage",
    size: tuple[int, int],
    words: str,
    marked: Sequence[tuple[int, int]],
    quote: str,
) -> Iterator[Box]:
    """Yield where in the picture each marked character stands."""
    import pypdfium2.raw as pdfium

    if not marked:
        return
    found = [(index, each) for index, character in characters_of(text) for each in character if not each.isspace()]
    shown = "".join(each for _, each in found)
    if shown != words:
        at = shown.find(quote)
        marked = [(at, at + len(quote))] if at >= 0 and shown.count(quote) == 1 else []
    edges, x, y = pdfium.FS_RECTF(), ctypes.c_int(), ctypes.c_int()
    for first, last in marked:
        for index, _ in found[first:last]:
            pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(edges))
            corners = []
            for at_x, at_y in ((edges.left, edges.top), (edges.right, edges.bottom)):
                pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, at_x, at_y, ctypes.byref(x), ctypes.byref(y))
                corners.append((x.value, y.value))
            (x0, y0), (x1, y1) = corners
            yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _bands(boxes: Iterator[Box]) -> Iterator[Box]:
    """Join the boxes of a line, one after the other, to one band, so that blanks and punctuation leave no gaps."""
    band: Box | None = None
    for box in boxes:
        if band is not None and _is_beside(band, box):
            band = (min(band[0], box[0]), min(band[1], box[1]), max(band[2], box[2]), max(band[3], box[3]))
        else:
            if band is not None:
                yield band
            band = box
    if band is not None:
        yield band


def _is_beside(band: Box, box: Box) -> bool:
    height = max(1.0, box[3] - box[1])
    common = min(band[3], box[3]) - max(band[1], box[1])
    return common >= _SAME_LINE * height and -height <= box[0] - band[2] <= _GAP * height


def _mark(picture: "Image", band: Box) -> None:
    """Lay a colour over a band as a marker does, with a line below it for pages that are not white."""
    from PIL import Image, ImageChops, ImageDraw

    left, top, right, bottom = band
    area = (
        max(0, int(left) - _PADDING),
        max(0, int(top) - _PADDING),
        min(picture.width, int(right) + _PADDING),
        min(picture.height, int(bottom) + _PADDING),
    )
    if area[0] >= area[2] or area[1] >= area[3]:
        return
    stretch = picture.crop(area)
    picture.paste(ImageChops.multiply(stretch, Image.new("RGB", stretch.size, _BAND)), area[:2])
    ImageDraw.Draw(picture).line((area[0], area[3] - 1, area[2], area[3] - 1), fill=_EDGE, width=2)


def _webp(picture: "Image") -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "WEBP", quality=_QUALITY, method=_EFFORT)
    return buffer.getvalue()
