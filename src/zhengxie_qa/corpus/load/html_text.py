"""The visible text of an HTML page with the place of every character in the source.

Blocks become lines, runs of white space one space, entities their characters. Scripts, styles and the like are left
out; whether a block is the article or navigation is not judged here, only noted by its enclosing tags.
"""

import html
import re
from dataclasses import dataclass
from html.parser import HTMLParser

from zhengxie_qa.corpus.offsets import MappedTextBuilder

_SILENT_NAMES = """
script style noscript template svg math iframe object select textarea button canvas audio video head
"""
_BLOCK_NAMES = """
address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form
h1 h2 h3 h4 h5 h6 header hr html li main menu nav ol option p pre section summary table tbody tfoot thead tr ul
"""
_VOID_NAMES = "area base br col embed hr img input link meta source track wbr"
_SILENT, _BLOCKS, _VOID = (frozenset(names.split()) for names in (_SILENT_NAMES, _BLOCK_NAMES, _VOID_NAMES))
_SIDE = frozenset({"nav", "header", "footer", "aside", "menu"})
_ARTICLE = frozenset({"article", "main"})
_CELLS = frozenset({"td", "th"})
_DEEPEST = 1000
"""Open elements that are kept track of; pages that nest deeper are broken."""

_SPACE = re.compile(r"[ \t\n\r\f]+")
_HAN_NEIGHBOUR = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef，。、；：？！“”‘’（）《》]")


@dataclass(frozen=True, slots=True)
class Line:
    """One visible line of a page.

    :param pieces: slices ``(text, raw_start, raw_end)``; ``text`` equals the raw slice or stands for all of it.
    :param is_side: stands in navigation, header, footer, a form or an aside.
    :param tag: the innermost block tag around it.
    """

    pieces: tuple[tuple[str, int, int], ...]
    is_side: bool
    tag: str

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(text for text, _, _ in self.pieces)


class PageParser(HTMLParser):
    """Collects the visible lines, the ``meta`` fields, the title and the canonical address of a page."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.lines: list[Line] = []
        self.meta: dict[str, str] = {}
        self.title = ""
        self.canonical: str | None = None
        self._source = source
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", source))]
        self._pieces: list[tuple[str, int, int]] = []
        self._open: list[str] = []
        self._in_title = False
        self.feed(source)
        self.close()
        self._end_line()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note fields, begin a new line at a block."""
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            name = (values.get("name") or values.get("property") or values.get("itemprop") or "").lower()
            if name and values.get("content"):
                self.meta.setdefault(name, values["content"].strip())
        elif tag == "link" and values.get("rel") == "canonical":
            self.canonical = values.get("href") or None
        self._in_title = tag == "title" and not self.title
        if tag in _BLOCKS:
            self._end_line()
            self._leave_head()
        elif tag in _CELLS and self._pieces:
            position = self._offset()
            self._pieces.append((" ", position, position))
        if tag not in _VOID and len(self._open) < _DEEPEST:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Treat ``<br/>`` as ``<br>`` and an empty element as nothing."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """End the line at the end of a block."""
        if tag in _BLOCKS:
            self._end_line()
        self._in_title = False
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Take text with its place."""
        if self._in_title:
            self.title += data
        if self._is_silent():
            return
        start = self._offset()
        position = 0
        for space in _SPACE.finditer(data):
            self._take(data[position : space.start()], start + position)
            self._take_space(data, space, start)
            position = space.end()
        self._take(data[position:], start + position)

    def handle_entityref(self, name: str) -> None:
        """Take a named character."""
        self._take_reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        """Take a numbered character."""
        self._take_reference(f"&#{name}")

    def _take(self, text: str, start: int) -> None:
        if text:
            self._pieces.append((text, start, start + len(text)))

    def _take_space(self, data: str, space: re.Match[str], start: int) -> None:
        """A run of white space is one space, or nothing where a line break parts two Chinese characters."""
        if not self._pieces:
            return
        if space[0] == " ":
            self._take(" ", start + space.start())
            return
        before = self._pieces[-1][0][-1:]
        after = data[space.end() : space.end() + 1]
        if "\n" in space[0] and _HAN_NEIGHBOUR.match(before) and _HAN_NEIGHBOUR.match(after):
            return
        end = space.end() if space.end() - space.start() > 1 else space.start()
        self._pieces.append((" ", start + space.start(), start + end))

    def _take_reference(self, written: str) -> None:
        start = self._offset()
        if self._source.startswith(";", start + len(written)):
            written += ";"
        character = html.unescape(written)
        if self._in_title:
            self.title += character
        if not self._is_silent():
            self._pieces.append((character, start, start + len(written)))

    def _is_silent(self) -> bool:
        return any(tag in _SILENT for tag in self._open)

    def _end_line(self) -> None:
        if any(text.strip() for text, _, _ in self._pieces):
            tag = next((tag for tag in reversed(self._open) if tag in _BLOCKS), "")
            self.lines.append(Line(tuple(self._pieces), self._is_side(), tag))
        self._pieces = []

    def _is_side(self) -> bool:
        """Whether navigation or the like encloses the place; the header of an article is none."""
        outside = next((i for i, tag in enumerate(self._open) if tag in _ARTICLE), len(self._open))
        inside = set(self._open[outside:]) - {"header"}
        return bool(_SIDE & (set(self._open[:outside]) | inside))

    def _leave_head(self) -> None:
        """A block ends a head that was never closed."""
        if "head" in self._open:
            self._open.remove("head")

    def _offset(self) -> int:
        """Code point of the source at which the parser stands."""
        line, column = self.getpos()
        return self._line_starts[line - 1] + column


def append_line(builder: MappedTextBuilder, line: Line, break_at: int) -> None:
    """Append a line and a line break that stands for nothing in the source but the place ``break_at``."""
    for text, start, end in line.pieces:
        builder.replace(text, start, end)
    builder.replace("\n", break_at, break_at)
