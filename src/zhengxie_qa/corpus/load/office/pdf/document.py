"""PDF files that hold text: paragraphs joined across lines and pages, each word with its page.

Running heads, page numbers and the marks of notes are left out and listed. A page that holds a picture of text only is
recognised, if that is installed; else it is listed without words. Tables are read line by line, their cells parted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Final

from zhengxie_qa.corpus.figures_twice import audit
from zhengxie_qa.corpus.load.office import recognition
from zhengxie_qa.corpus.load.office.pdf.lines import Page, page_lines
from zhengxie_qa.corpus.load.office.pdf.paragraphs import Placed, placed_lines
from zhengxie_qa.corpus.load.office.pdf.rows import in_columns, upright_rules
from zhengxie_qa.corpus.load.office.pieces import Pieces
from zhengxie_qa.corpus.load.parsed import UNREAD_PAGE, Format, Parsed
from zhengxie_qa.corpus.scans.files import can_recognise
from zhengxie_qa.errors import FileError, Said
from zhengxie_qa.location import LocationKind

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage

_STAMP: Final = 60
"""Characters of a page's text that are none beside a picture of the whole page: a scanner's mark, a number."""
_MOST_OF_PAGE: Final = 0.7
_INSTEAD: Final = Said("the text, Word or HTML version", "文本、Word 或网页版")
_ONE_AT_A_TIME: Final = Lock()
"""pdfium is not made for threads."""


def read(data: bytes, name: str) -> Parsed:
    """Read a PDF.

    :raises FileError: when it is damaged or encrypted, or has no page with text.
    """
    with _ONE_AT_A_TIME:
        document = opened(data, name)
        try:
            pages = list(_pages(document))
        finally:
            document.close()
    if not any(page.lines for page in pages):
        raise recognition.without_text(name, instead=_INSTEAD)
    return article_of(pages)


def article_of(pages: Sequence[Page]) -> Parsed:
    """Put the lines of pages together to paragraphs, each word with its page."""
    pieces = Pieces()
    placed: dict[int, list[Placed]] = {page.number: [] for page in pages}
    for each in placed_lines(pages):
        placed[each.line.page].append(each)
    for page in pages:
        if page.is_unread:
            pieces.at(LocationKind.PAGE, page.number)
            pieces.gap(UNREAD_PAGE)
        for each in placed[page.number]:
            pieces.add(each.before, each.rule)
            pieces.at(LocationKind.SCAN if page.is_scan else LocationKind.PAGE, page.number)
            pieces.stand(each.line.boxes)
            for text, rule in each.line.words:
                pieces.add(text, each.rule or rule)
            pieces.add("\n" if each.rule else "", each.rule)
    pieces.add("\n")
    return _read_twice(pieces.parsed(), {page.number: page.second for page in pages if page.second is not None})


def _read_twice(article: Parsed, second: Mapping[int, str]) -> Parsed:
    """Compare the figures of pages with those of their second reading."""
    if not second:
        return article
    ends = [*(each.start for each in article.locations[1:]), len(article.raw_text)]
    places = [(each, end) for each, end in zip(article.locations, ends, strict=False) if each.at[0] in second]
    stretches = [(each.start, end, second[int(each.at[0])]) for each, end in places]
    return replace(article, audit=audit(article.raw_text, stretches))


def opened(data: bytes, name: str) -> "PdfDocument":
    """Open a PDF; to be closed by who asks.

    :raises FileError: when it is damaged or encrypted.
    """
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

    try:
        return PdfDocument(data)
    except PdfiumError as error:
        is_locked = getattr(error, "err_code", None) in {FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY}
        raise FileError(_protected(name) if is_locked else _broken(name)) from None


def _pages(document: "PdfDocument") -> Iterator[Page]:
    """Read every page; one that cannot be opened is one without text."""
    from pypdfium2 import PdfiumError

    left = recognition.MOST_PAGES if can_recognise() else 0
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
            try:
                read = _page(page, number)
                if left and (read.is_unread or _is_stamped(read, page)):
                    left -= 1
                    seen = recognition.recognised(drawn(page), number, height=page.get_height())
                    read = seen if _length(seen) > _length(read) else read
            finally:
                page.close()
        except PdfiumError:
            read = Page(number, (), is_unread=True)
        yield read


def _page(page: "PdfPage", number: int) -> Page:
    read = page_lines(page, number)
    if any(line.is_row for line in read.lines):
        return replace(read, lines=tuple(in_columns(read.lines, upright_rules(page))))
    return read


def _length(page: Page) -> int:
    return sum(len(line.text) for line in page.lines)


def _is_stamped(read: Page, page: "PdfPage") -> bool:
    """Whether one picture fills most of a page, and what text there is beside it is no more than a stamp."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    if not 0 < _length(read) < _STAMP:
        return False
    width, height = page.get_size()
    pictures = (each.get_bounds() for each in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]))
    return any((x1 - x0) * (y1 - y0) >= _MOST_OF_PAGE * width * height for x0, y0, x1, y1 in pictures)


def drawn(page: "PdfPage", *, longest: float = recognition.LONGEST_SIDE) -> "Image":
    """Draw a page.

    :param longest: pixels of its longer side.
    """
    scale = longest / max(1.0, *page.get_size())
    picture: Image = page.render(scale=scale, fill_color=(255, 255, 255, 255)).to_pil().convert("RGB")
    return picture


def _protected(name: str) -> Said:
    return Said(
        f"{name} is protected by a password: save it without one and ingest it again.",
        f"{name} 有密码保护。请去掉密码后保存，再导入。",
    )


def _broken(name: str) -> Said:
    return Said(
        f"{name} is damaged or no PDF: open it in a PDF reader, print or save it as PDF again, and ingest that file.",
        f"{name} 已损坏，或不是 PDF。请用 PDF 阅读器打开，重新打印或另存为 PDF，再导入。",
    )


FORMAT = Format((".pdf",), read, version=3)
