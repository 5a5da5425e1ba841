"""Pages of documents as pictures with quoted words marked: which page holds which words, and a small store of pictures.

Drawing is done in a process beside, within limits, as reading is; the last pictures are remembered.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Final

from zhengxie_qa.corpus.guarded_process import EndedError, GuardedProcess, How, Limits
from zhengxie_qa.corpus.offsets import is_verbatim
from zhengxie_qa.corpus.scans.boxes import Box, unpacked
from zhengxie_qa.corpus.scans.files import WITH_PAGES
from zhengxie_qa.errors import FileError, InputError, NotFoundError, Said
from zhengxie_qa.location import Location, LocationKind
from zhengxie_qa.types import Document, Segment

DRAWING: Final = "2"
"""Bump when pages are drawn otherwise: browsers then fetch them again."""
_PAGES: Final = frozenset({LocationKind.PAGE, LocationKind.SCAN})
_REMEMBERED: Final = 48
"""Pictures kept, of about a quarter of a megabyte each."""
_LIMITS: Final = Limits(seconds=6.0, seconds_per_mb=0.5)


@dataclass(frozen=True, slots=True)
class Page:
    """A page and what of a document's text stands on it.

    :param number: from 1.
    :param start: with ``end``, its stretch of the text, in code points.
    :param is_scan: whether its words were recognised in its picture.
    """

    number: int
    start: int
    end: int
    is_scan: bool = False


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A page to be drawn.

    :param file: its name for people.
    :param words: the characters of the page as they were read, without blanks.
    :param marked: half-open ranges of those that are to be marked.
    :param boxes: of a scan, where these stand.
    """

    file: str
    number: int
    words: str
    marked: tuple[tuple[int, int], ...]
    boxes: tuple[Box, ...] = ()

    def etag(self, path: Path) -> str:
        """What tells its picture from any other.

        :param path: where its file is kept, under a name that tells its content.
        """
        named = f"{DRAWING} {path.name} {self.number} {self.marked} {self.words if self.marked else ''}"
        return sha256(named.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as WebP.

    :param marked_at: how far down the first mark stands, as a share of its height, if there is one.
    """

    content: bytes
    marked_at: float | None = None


def pages(document: Document) -> tuple[Page, ...]:
    """Return the pages of a document that can be drawn, in order; none of a file that has no pages.

    A page that holds nothing at all is not among them.
    """
    if not document.info.file.lower().endswith(WITH_PAGES):
        return ()
    found = [each for each in document.locations if each.kind in _PAGES]
    places = [_clean(document.segments, each.start) for each in found]
    return tuple(
        Page(int(each.at[0]), start, end, each.kind is LocationKind.SCAN)
        for each, start, end in zip(found, places, [*places[1:], len(document.text)], strict=True)
    )


def marked_page(document: Document, number: int, *, start: int = 0, end: int = 0) -> MarkedPage:
    """Say what of a page is to be marked: those characters of ``[start, end)`` of the text that stand on it.

    :raises NotFoundError: when the document has no pages that can be drawn, or certainly not this one.
    :raises InputError: when there is no such stretch in the text.
    """
    file, length = document.info.file, len(document.text)
    if not 0 <= start <= end <= length:
        raise InputError(
            Said(
                f"[{start}, {end}) is no stretch of {file}, whose text has {length} characters.",
                f"{file} 的正文有{length}个字符，没有 [{start}, {end}) 这一段。",
            )
        )
    known = pages(document)
    if not known:
        raise NotFoundError(
            Said(
                f"{file} has no pages that can be shown: only PDF files and pictures have.",
                f"{file} 没有可以显示的页面：只有 PDF 和图片有。",
            )
        )
    if number < 1:
        raise NotFoundError(Said(f"{file} has no page {number}: pages count from 1.", f"{file} 没有第{number}页。"))
    words, places = _words(document, number)
    ranges = _ranges(document, start, end)
    found = ((bisect_left(places, first), bisect_left(places, last)) for first, last in ranges)
    marked = tuple(each for each in found if each[0] < each[1])
    return MarkedPage(file, number, words, marked, tuple(_boxes(document, number, marked)))


def _words(document: Document, number: int) -> tuple[str, list[int]]:
    """The characters of a page without blanks, and the place of each in the raw text."""
    places: list[int] = []
    for location, until in _stretches(document):
        if location.kind in _PAGES and location.at[0] == number:
            places += [at for at in range(location.start, until) if not document.raw_text[at].isspace()]
    return "".join(document.raw_text[at] for at in places), places


def _stretches(document: Document) -> Iterator[tuple[Location, int]]:
    """Every place of a document, and where in the raw text it ends."""
    ends = [*(each.start for each in document.locations[1:]), len(document.raw_text)]
    return zip(document.locations, ends, strict=False)


def _boxes(document: Document, number: int, marked: Sequence[tuple[int, int]]) -> Iterator[Box]:
    """Where the characters of a scan stand that are to be marked, of any other page nothing."""
    before = 0
    for location, until in _stretches(document):
        if location.kind is not LocationKind.SCAN:
            continue
        if location.at[0] == number:
            for first, last in marked:
                yield from unpacked(document.boxes, before + first, before + last)
            return
        before += sum(not each.isspace() for each in document.raw_text[location.start : until])


def _ranges(document: Document, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of the raw text that a stretch of the text came from; what was left out between is not in them."""
    for segment in document.segments:
        first, last = max(start, segment.start), min(end, segment.end)
        if first < last:
            shift = segment.raw_start - segment.start
            is_copy = is_verbatim(segment)
            yield (first + shift, last + shift) if is_copy else (segment.raw_start, segment.raw_end)


def _clean(segments: Sequence[Segment], place: int) -> int:
    """Where in the text that stands, or what follows it, that stands at a place of the raw text."""
    at = bisect_right(segments, place, key=lambda each: each.raw_end)
    if at == len(segments):
        return segments[-1].end if segments else 0
    segment = segments[at]
    return segment.start + max(0, place - segment.raw_start) if is_verbatim(segment) else segment.start


class PagePictures:
    """Draws pages, one at a time, and remembers the last ones. Safe to use from several threads."""

    def __init__(self, limits: Limits = _LIMITS) -> None:
        self._process = GuardedProcess(
            "zhengxie_qa.corpus.load.office.pdf.picture:draw",
            limits=limits,
            imports=("pypdfium2", "PIL.ImageDraw", "PIL.WebPImagePlugin"),
        )
        self._drawn: dict[str, Picture] = {}
        self._looking = Lock()

    def draw(self, page: MarkedPage, path: Path) -> Picture:
        """Draw a page.

        :param path: where its file is kept.
        :raises NotFoundError: when the file has no such page.
        :raises FileError: when it cannot be drawn, or not within the limits.
        """
        key = page.etag(path)
        with self._looking:
            if key in self._drawn:
                self._drawn[key] = drawn = self._drawn.pop(key)
                return drawn
        quote = "".join(page.words[first:last] for first, last in page.marked)
        try:
            drawn = Picture(
                *self._process.ask(path, page.file, page.number, page.words, page.marked, quote, page.boxes)
            )
        except EndedError as ended:
            raise FileError(_why(ended.how, page)) from None
        with self._looking:
            self._drawn[key] = drawn
            while len(self._drawn) > _REMEMBERED:
                del self._drawn[next(iter(self._drawn))]
        return drawn

    def close(self) -> None:
        """End the process."""
        self._process.close()


def _why(how: How, page: MarkedPage) -> Said:
    english = "took too long" if how is How.TIME else "needed too much memory"
    chinese = "用时太久" if how is How.TIME else "占用内存过多"
    return Said(
        f"Page {page.number} of {page.file} {english} to draw. Its words can be read in the text.",
        f"{page.file} 第{page.number}页显示时{chinese}。文字仍可在正文中查看。",
    )
