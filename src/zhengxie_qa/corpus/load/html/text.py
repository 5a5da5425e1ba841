"""The text of an HTML page as a reader sees it, line by line, with the place of every character in the source.

Blocks become lines, the cells of a row of figures one line, runs of white space one space, references their
characters. What is left out by :mod:`zhengxie_qa.corpus.load.html.regions` is noted with its rule.
"""

import re
from collections.abc import Set

from zhengxie_qa.corpus.load.html.elements import BLOCKS, Event, Page, read_elements
from zhengxie_qa.corpus.load.html.lines import Gap, Line, LineWriter
from zhengxie_qa.corpus.load.html.measures import linked
from zhengxie_qa.corpus.load.html.regions import regions
from zhengxie_qa.corpus.load.html.tables import cell_columns, joined_cells
from zhengxie_qa.corpus.load.html.tokens import REFERENCE, Kind, unescaped
from zhengxie_qa.corpus.offsets import MappedTextBuilder
from zhengxie_qa.types import LeftOut

_CELLS = frozenset({"td", "th"})
_RAISED = frozenset({"sup", "sub"})
_PREFORMATTED = frozenset({"pre", "textarea", "xmp"})
_PREFORMATTED_STYLE = re.compile(r"white-space\s*+:\s*+pre", re.IGNORECASE)
_PART = re.compile(rf"(?P<space>[ \t\n\r\f]++)|{REFERENCE.pattern}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_NOTE_MARK = re.compile(r"\s*+(?:[\[(［（]?\d{1,2}[\])］）]?|[①-⑳*※])\s*+")
_POWER_OF_TEN = re.compile(r"(?<!\d)10$")
CODE_AND_COMMENTS = frozenset({"code", "comment"})
"""Rules by which a page leaves out much that none of its readers would miss, unless it holds Chinese words."""


class PageParser:
    """Collects the visible lines, what was left out, the ``meta`` fields, the title and the canonical address.

    :param start: with ``end``, the part of the source that is read.
    :param only_chinese: rules by which what is left out is noted only where it holds Chinese words.
    """

    def __init__(
        self, source: str, start: int = 0, end: int | None = None, *, only_chinese: Set[str] = CODE_AND_COMMENTS
    ) -> None:
        self.lines: list[Line] = []
        self.left_out: list[LeftOut] = []
        self.meta: dict[str, str] = {}
        self.meta_tags: dict[str, tuple[int, int]] = {}
        self.title = ""
        self.canonical: str | None = None
        self._source = source
        self._only_chinese = only_chinese
        self._page = read_elements(source, start, end)
        self._regions = regions(self._page)
        self._is_joined = joined_cells(self._page, self._regions.measures)
        self._columns = cell_columns(self._page)
        self._is_preformatted = _preformatted(self._page)
        self._block = _blocks(self._page)
        self._is_link = linked(self._page)
        self._writer = LineWriter(source)
        self._last_root = -1
        for event in self._page.events:
            self._take(event)
        self._end_line()

    def block(self, line: Line) -> str:
        """Name the innermost block around the beginning of a line."""
        return self._block[line.element]

    def is_beside(self, line: Line) -> bool:
        """Whether a line stands beside the article's own block."""
        return self._regions.is_beside[line.element]

    def _take(self, event: Event) -> None:
        token = event.token
        if token.kind is Kind.TEXT:
            self._text(event)
        elif token.kind is Kind.COMMENT:
            self._leave_out(token.start, token.end, "comment", root=-1)
        elif token.kind is Kind.CODE:
            self._leave_out(token.start, token.end, "code", root=event.element)
        else:
            if token.kind is Kind.START:
                self._head_field(event)
            self._boundary(event)

    def _boundary(self, event: Event) -> None:
        """Begin a new line at a block, a new cell within a row of figures; nothing within what is left out."""
        element, name, position = event.element, event.token.name, event.token.start
        if self._regions.rules[self._page.elements[element].parent] is not None:
            return
        if name in _RAISED:
            self._writer.gap(Gap.FIGURES, position)
        elif name == "rt" and self._regions.rules[element] is None:
            self._writer.gap(Gap.APART, position)
        elif name in BLOCKS and self._is_joined[element]:
            self._writer.gap(Gap.APART, position)
            if name in _CELLS and event.token.kind is Kind.START:
                self._writer.cell(self._columns.get(element, 0))
        elif name in BLOCKS:
            self._end_line()

    def _text(self, event: Event) -> None:
        start, end, element = event.token.start, event.token.end, event.element
        if self._page.elements[element].name == "title" and not self.title:
            self.title = " ".join(unescaped(self._source[start:end]).split())
        rule = self._regions.rules[element]
        if rule is not None:
            self._leave_out(start, end, rule, root=self._regions.roots[element])
        elif self._is_note_mark(event):
            self._leave_out(start, end, "note mark", root=element)
        else:
            self._last_root = -1
            self._write(start, end, element)

    def _write(self, start: int, end: int, element: int) -> None:
        """Write visible text: words as they are, references as their characters, white space as gaps."""
        self._writer.enter(element, is_link=self._is_link[element])
        position = start
        for part in _PART.finditer(self._source, start, end):
            self._writer.write(position, part.start())
            position = part.end()
            if not part["space"]:
                self._writer.replace(unescaped(part[0]), part.start(), part.end())
            elif self._is_preformatted[element]:
                self._write_preformatted(*part.span())
            else:
                self._writer.gap(Gap.SPACE, *part.span())
        self._writer.write(position, end)

    def _write_preformatted(self, start: int, end: int) -> None:
        last_break = self._source.rfind("\n", start, end)
        if last_break >= 0:
            self._end_line()
        self._writer.write(max(start, last_break + 1), end)

    def _is_note_mark(self, event: Event) -> bool:
        """Whether a stretch is a raised number right after a figure, with which it would make another figure."""
        if self._page.elements[event.element].name != "sup":
            return False
        before = self._writer.last_words()
        if not before[-1:].isdigit() or _POWER_OF_TEN.search(before):
            return False
        return _NOTE_MARK.fullmatch(self._source, event.token.start, event.token.end) is not None

    def _end_line(self) -> None:
        line = self._writer.line()
        if line is not None:
            self.lines.append(line)

    def _leave_out(self, start: int, end: int, rule: str, *, root: int) -> None:
        """Note a stretch with words that is left out; stretches of one element in a row make one."""
        words = self._source[start:end]
        tells = _HAN.search(words) if rule in self._only_chinese else any(map(str.isalnum, unescaped(words)))
        if not tells:
            return
        if root >= 0 and root == self._last_root:
            start = self.left_out.pop().start
        self._last_root = root
        self.left_out.append(LeftOut(start, end, rule))

    def _head_field(self, event: Event) -> None:
        values = self._page.elements[event.element].attributes
        if event.token.name == "meta":
            name = (values.get("name") or values.get("property") or values.get("itemprop") or "").lower()
            content = values.get("content", "").strip()
            if name and content and name not in self.meta:
                self.meta[name] = content
                self.meta_tags[name] = (event.token.start, event.token.end)
        elif event.token.name == "link" and values.get("rel", "").lower() == "canonical":
            self.canonical = self.canonical or values.get("href") or None


def _preformatted(page: Page) -> list[bool]:
    """Tell of every element whether line breaks in its text are breaks of lines."""
    is_preformatted = [False] * len(page.elements)
    for number, element in enumerate(page.elements[1:], start=1):
        own = element.name in _PREFORMATTED or _PREFORMATTED_STYLE.search(element.attributes.get("style", ""))
        is_preformatted[number] = bool(own) or is_preformatted[element.parent]
    return is_preformatted


def _blocks(page: Page) -> list[str]:
    """Tell of every element the name of the innermost block that it is or stands in."""
    blocks = [""] * len(page.elements)
    for number, element in enumerate(page.elements[1:], start=1):
        blocks[number] = element.name if element.name in BLOCKS else blocks[element.parent]
    return blocks


def append_line(builder: MappedTextBuilder, line: Line, break_at: int) -> None:
    """Append a line and a line break that stands for nothing in the source but the place ``break_at``."""
    for text, start, end in line.pieces:
        builder.replace(text, start, end)
    builder.replace("\n", break_at, break_at)
