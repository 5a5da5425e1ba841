"""A page of a PDF as lines of text: what stands on one baseline, turned upright, with its place on the page.

pdfium gives characters in the order in which they were set; spaces and line ends that it guesses are not used. What
stands apart on one baseline, as the cells of a row do, is parted by a tab, so that no two figures become one.
"""

import ctypes
import re
import statistics
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from zhengxie_qa.corpus.load.office.pdf.upright import upright, upright_text
from zhengxie_qa.corpus.scans.boxes import Box

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_HAN: Final = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u2014\u2018-\u201d\u2026]")
_NO_CHARACTER: Final = frozenset({0, 10, 13, 0xFFFE, 0xFFFF})
_GUESSED: Final = frozenset({0x02, 0x20, 0x2D, 0xA0, 0xAD})
"""Blanks and hyphens: pdfium puts in some of its own."""
_RADICALS: Final = str.maketrans(
    {chr(code): None for code in range(0xD800, 0xE000)}
    | dict(
        zip(
            "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
            "民虎西见角贝车长门青页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
            strict=True,
        )
    )
)
"""Radicals that a font names where it means the character that looks the same; halves of characters are dropped."""
_KANGXI: Final = range(0x2F00, 0x2FD6)

_SAME_LINE, _BACK, _APART = 0.5, 0.3, 2.5
"""Of a character's height: how far a baseline may move, how far the next character may stand back, and from which gap
on it begins something of its own."""

_CELL_GAP, _SPACE_GAP = 1.2, 0.25
"""Of a Han character's width: gaps that part cells, and Latin words or figures. Between Han characters lesser gaps tell
nothing: lines are filled by them."""

_RAISED, _SMALL = 0.12, 0.8
"""Of a line's size: how much higher, and how much smaller at most, a note mark stands."""
_NOTE_MARK: Final = re.compile(r"[\[［(（]?[\d①-⑳*]{1,3}[\]］)）]?")
NOTE_MARK: Final = "note mark"

_MOST_UNKNOWN: Final = 0.05
"""Of a page's characters: those of which the font does not tell what they are."""
_PRIVATE: Final = range(0xE000, 0xF900)
_LOOKED_AT: Final = 300
"""Characters of a page of which it is asked, spread over all of it."""


class Character(NamedTuple):
    """A character with its edges and baseline on the upright page, its height, and the width of a Han character.

    ``box`` is where it stands in the picture in which it was recognised.
    """

    text: str
    x0: float
    x1: float
    y: float
    height: float
    em: float
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on one baseline.

    :param words: stretches of it, each with the rule that leaves it out, if any.
    :param x0: left edge in points. :param x1: right edge. :param y: height of the baseline.
    :param level: the same as a share of the page's height, 0 at the bottom.
    :param em: width of a Han character.
    :param cells: left and right edge of each part, where they stand as far apart as cells do; else of all of it.
    :param boxes: of its characters but the blanks, if they were recognised in a picture.
    """

    page: int
    words: tuple[tuple[str, str | None], ...]
    x0: float
    x1: float
    y: float
    level: float
    em: float
    cells: tuple[tuple[float, float], ...] = ()
    boxes: tuple[Box, ...] = ()

    @property
    def is_row(self) -> bool:
        """Whether its parts stand as far apart as cells do."""
        return len(self.cells) > 1

    @property
    def text(self) -> str:
        """Its words without those left out."""
        return "".join(text for text, rule in self.words if not rule)


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page, in the order in which they were set.

    :param is_unread: whether there is something on it that cannot be read as text.
    :param is_scan: whether its words were recognised in its picture.
    :param second: its words as they were read in a second way, for the sake of the figures.
    """

    number: int
    lines: tuple[Line, ...]
    is_unread: bool
    is_scan: bool = False
    second: str | None = None


def page_lines(page: "PdfPage", number: int) -> Page:
    """Read a page.

    :param number: from 1.
    """
    import pypdfium2.raw as pdfium

    text, quarter = upright_text(page)
    box = page.get_mediabox()
    left, bottom, right, top = box
    height = (right - left) if quarter % 2 else (top - bottom)
    try:
        characters = _characters(text, quarter, box)
        is_unknown = _is_unknown(text)
        second = text.get_text_range()
    finally:
        text.close()
    if not characters or is_unknown:
        return Page(number, (), is_unread=pdfium.FPDFPage_CountObjects(page) > 0)
    return Page(number, lines_of(characters, number, max(height, 1.0)), is_unread=False, second=second)


def lines_of(characters: Iterable[Character], number: int, height: float) -> tuple[Line, ...]:
    """Put the characters of a page, in the order in which they were set, together to lines.

    :param height: of the page in points.
    """
    lines = (_line(part, number, height) for part in _parts(characters))
    return tuple(_rows(line for line in lines if line.text.strip()))


def characters_of(text: "PdfTextPage") -> "Iterator[tuple[int, str]]":
    """Yield the characters of a page in the order in which they were set, each with its number in pdfium's own count.

    What stands for one that looks the same comes as that one, half of a character as nothing.
    """
    import pypdfium2.raw as pdfium

    code_of, is_generated = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_IsGenerated
    page = text.raw
    for index in range(text.count_chars()):
        code = code_of(page, index)
        if code in _NO_CHARACTER or (code in _GUESSED and is_generated(page, index) == 1):
            continue
        yield index, _folded(code)


def _characters(text: "PdfTextPage", quarter: int, box: tuple[float, float, float, float]) -> list[Character]:
    """The characters of a page."""
    import pypdfium2.raw as pdfium

    page, box_of, origin_of = text.raw, pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
    edges, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at_edges, at_x, at_y = ctypes.byref(edges), ctypes.byref(x), ctypes.byref(y)
    found: list[Character] = []
    for index, character in characters_of(text):
        box_of(page, index, at_edges)
        origin_of(page, index, at_x, at_y)
        x0, y0 = upright(quarter, box, edges.left, edges.bottom)
        x1, y1 = upright(quarter, box, edges.right, edges.top)
        _, base = upright(quarter, box, x.value, y.value)
        height = abs(y1 - y0)
        has_width = is_han(character)
        em = abs(x1 - x0) if has_width else 0.8 * height
        found.append(Character(character, min(x0, x1), max(x0, x1), base, height, em))
    return found


def _is_unknown(text: "PdfTextPage") -> bool:
    """Whether the font does not tell, of too many characters of a page, what they are."""
    import pypdfium2.raw as pdfium

    count = text.count_chars()
    looked = range(0, count, max(1, count // _LOOKED_AT))
    unknown = sum(
        pdfium.FPDFText_GetUnicode(text, index) in _PRIVATE or pdfium.FPDFText_HasUnicodeMapError(text, index) == 1
        for index in looked
    )
    return bool(unknown > _MOST_UNKNOWN * len(looked))


@lru_cache(maxsize=1 << 14)
def _folded(code: int) -> str:
    character = chr(code)
    return unicodedata.normalize("NFKC", character) if code in _KANGXI else character.translate(_RADICALS)


@lru_cache(maxsize=1 << 14)
def is_han(character: str) -> bool:
    """Say whether a character is as wide as it is high."""
    return _HAN.match(character) is not None


def _parts(characters: Iterable[Character]) -> Iterator[list[Character]]:
    """Cut the characters of a page where the next does not go on in the same line."""
    part: list[Character] = []
    for each in characters:
        if part and not _goes_on(part[-1], each):
            yield part
            part = []
        part.append(each)
    if part:
        yield part


def _goes_on(before: Character, each: Character) -> bool:
    height = max(before.height, each.height, 4.0)
    is_level = abs(each.y - before.y) < _SAME_LINE * height
    return is_level and before.x0 - _BACK * height <= each.x0 < before.x1 + _APART * height


def _line(part: Sequence[Character], page: int, height: float) -> Line:
    while len(part) > 1 and part[0].text.isspace():
        part = part[1:]
    while len(part) > 1 and part[-1].text.isspace():
        part = part[:-1]
    base = statistics.median(each.y for each in part)
    size = statistics.median(each.height for each in part)
    words: list[tuple[str, str | None]] = []
    for is_raised, run in groupby(
        part, key=lambda each: each.y - base > _RAISED * size and each.height < _SMALL * size
    ):
        before = words[-1][0][-1] if words else ""
        words.append(_stretch(list(run), is_raised=is_raised, before=before))
    em = statistics.median([each.em for each in part if is_han(each.text)] or [each.em for each in part])
    boxes = tuple(each.box for each in part if each.box)
    return Line(page, tuple(words), part[0].x0, part[-1].x1, base, base / height, em, tuple(_cells(part)), boxes)


def _cells(part: Sequence[Character]) -> Iterator[tuple[float, float]]:
    """Where each cell of a line begins and ends."""
    begins = part[0].x0
    for left, right in pairwise(part):
        if _gap(left, right) == "\t":
            yield begins, left.x1
            begins = right.x0
    yield begins, part[-1].x1


def _stretch(run: Sequence[Character], *, is_raised: bool, before: str) -> tuple[str, str | None]:
    """Write characters that stand side by side; a raised number after a Han character is the mark of a note.

    :param before: the character before them, which must not make one number with theirs.
    """
    text = run[0].text + "".join(_gap(left, right) + right.text for left, right in pairwise(run))
    if is_raised and _NOTE_MARK.fullmatch(text) and _HAN.match(before):
        return text, NOTE_MARK
    return f"{' ' if before.isdigit() and text[:1].isdigit() else ''}{text}", None


def _gap(left: Character, right: Character) -> str:
    """What stands between two characters of a line, for the gap between them."""
    gap = (right.x0 - left.x1) / max(left.em, right.em, 1.0)
    if gap < _SPACE_GAP or left.text.isspace() or right.text.isspace():
        return ""
    is_latin = not is_han(left.text) and not is_han(right.text)
    return "\t" if gap >= _CELL_GAP else " " if is_latin else ""


def _rows(lines: Iterable[Line]) -> Iterator[Line]:
    """Join what stands side by side on one baseline, one after the other, to one line with tabs."""
    pending: Line | None = None
    for line in lines:
        if pending is None:
            pending = line
        elif abs(line.y - pending.y) < _BACK * line.em and line.x0 > pending.x1:
            words = (*pending.words, ("\t", None), *line.words)
            cells, boxes = (*pending.cells, *line.cells), (*pending.boxes, *line.boxes)
            pending = replace(pending, words=words, x1=line.x1, cells=cells, boxes=boxes)
        else:
            yield pending
            pending = line
    if pending is not None:
        yield pending
