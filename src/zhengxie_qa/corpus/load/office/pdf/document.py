"""PDF files that hold text: paragraphs joined across lines and pages, each word with its page.

Running heads, page numbers and the marks of notes are left out and listed, and so is, without words, every page that
holds pictures of text only: text recognition is not there yet. Tables are read line by line, their cells parted.
"""

from collections.abc import Sequence
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Final

from zhengxie_qa.corpus.load.office.pdf.lines import Page, page_lines
from zhengxie_qa.corpus.load.office.pdf.paragraphs import Placed, placed_lines
from zhengxie_qa.corpus.load.office.pdf.rows import in_columns, upright_rules
from zhengxie_qa.corpus.load.office.pieces import Pieces
from zhengxie_qa.corpus.load.parsed import Format, Parsed
from zhengxie_qa.errors import FileError, Said
from zhengxie_qa.location import LocationKind

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

UNREAD: Final = "page without text"

_ONE_AT_A_TIME: Final = Lock()
"""pdfium is not made for threads."""


def read(data: bytes, name: str) -> Parsed:
    """Read a PDF.

    :raises FileError: when it is damaged or encrypted, or has no page with text.
    """
    with _ONE_AT_A_TIME:
        document = opened(data, name)
        try:
            pages = [_page(document, number) for number in range(1, len(document) + 1)]
        finally:
            document.close()
    if not any(page.lines for page in pages):
        raise FileError(_without_text(name))
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
            pieces.gap(UNREAD)
        for each in placed[page.number]:
            pieces.add(each.before, each.rule)
            pieces.at(LocationKind.PAGE, page.number)
            for text, rule in each.line.words:
                pieces.add(text, each.rule or rule)
            pieces.add("\n" if each.rule else "", each.rule)
    pieces.add("\n")
    return pieces.parsed()


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


def _page(document: "PdfDocument", number: int) -> Page:
    """Read a page; one that cannot be opened is one without text."""
    from pypdfium2 import PdfiumError

    try:
        page = document[number - 1]
        try:
            read = page_lines(page, number)
            if any(line.is_row for line in read.lines):
                read = replace(read, lines=tuple(in_columns(read.lines, upright_rules(page))))
            return read
        finally:
            page.close()
    except PdfiumError:
        return Page(number, (), is_unread=True)


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


def _without_text(name: str) -> Said:
    return Said(
        f"{name} holds no text that can be read, only pictures of its pages or fonts that do not say what they show. "
        "Text recognition (OCR) is not there yet: ingest the text, Word or HTML version, or recognise the text first.",
        f"{name} 没有可读的文字，只有页面图像（扫描件），或字体没有标明字符。目前还不支持文字识别（OCR）："
        "请导入文本、Word 或网页版，或先做文字识别。",
    )


FORMAT = Format((".pdf",), read)
