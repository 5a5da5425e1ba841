"""Markdown without its marks: headings, emphasis, links, lists, quotes, tables, code fences, front matter, HTML.

Marks are left out and the words copied, so every word maps to its place in the file. Nesting is not interpreted,
indented code counts as text, and what only looks like a mark is text: ``[表1]: …`` is no link's definition, ``---`` at
the top no front matter unless fields follow.
"""

import re
from dataclasses import dataclass

from zhengxie_qa.corpus.clean import clean
from zhengxie_qa.corpus.load.encodings import decode
from zhengxie_qa.corpus.load.html.text import PageParser, append_line
from zhengxie_qa.corpus.load.markdown.front_matter import front_matter
from zhengxie_qa.corpus.load.markdown.html import HtmlBlocks, unseen
from zhengxie_qa.corpus.load.markdown.inline import marks, without_marks
from zhengxie_qa.corpus.load.parsed import Format, Parsed, parsed
from zhengxie_qa.corpus.metadata import Metadata
from zhengxie_qa.corpus.offsets import MappedTextBuilder
from zhengxie_qa.types import LeftOut

_LINE = re.compile(r"[^\n\r]*+(?:\r\n|\n|\r)|[^\n\r]++")
_FENCE = re.compile(r"[ \t]*+(?:```++|~~~++)([^`\n\r]*+)$")
_DEFINITION = re.compile(r"[ ]{0,3}\[([^\[\]^\n][^\[\]\n]{0,200}+)\]:[ \t]*+(\S++)")
_DEFINITION_TITLE = re.compile(r"[ \t]*+(?:\"[^\"]*+\"|'[^']*+'|\([^()]*+\))?+[ \t]*+")
_ADDRESS = re.compile(
    r"<.*>|[a-z][a-z0-9+.-]*+:.*|(?:\.{0,2}/|#|www\.).*|[\w-]++(?:\.[\w-]++)+/.*|[\w./-]+\.[a-z]{2,5}", re.I | re.A
)
_PREFIX = re.compile(
    r"[ \t]{0,3}(?:\|[ \t]*+|(?:#{1,6}[ \t]++|>[ \t]?|[-*+][ \t]++(?:\[[ xX]\][ \t]++)?+)++(?:\|[ \t]*+)?+)"
)
"""Marks before the words of a line; of a row's bars the first only, as the next closes an empty cell."""
_RULER = frozenset("|:-+ \t")
_RULES = (frozenset("* \t"), frozenset("_ \t"), frozenset("= \t"))
"""Characters of lines that are nothing but the ruler of a table, a rule, or the underline of a heading."""


@dataclass(frozen=True, slots=True)
class _Line:
    """``[start, end)`` without the line break, which ends at ``after``."""

    start: int
    end: int
    after: int


def read(data: bytes, name: str) -> Parsed:
    """Read a Markdown file; the front matter's fields come before what the text says.

    :raises FileError: when it is not text.
    """
    raw = decode(data, name=name)
    front = front_matter(raw)
    reader = _Reader(raw, front.end if front else 0)
    visible = reader.builder.build()
    cleaned = clean(visible.text)
    left_out = reader.left_out
    if front:
        left_out.append(LeftOut(0, front.end, "front matter"))
    metadata = (front.metadata if front else Metadata()).or_else(cleaned.metadata)
    return parsed(raw, visible.segments, cleaned, metadata=metadata, left_out=left_out)


class _Reader:
    """Puts the words of a file together, line by line."""

    def __init__(self, raw: str, start: int) -> None:
        self.builder = MappedTextBuilder(raw)
        self.left_out: list[LeftOut] = []
        self._raw = raw
        self._unseen = [each for each in reversed(unseen(raw)) if each.start >= start]
        self._html = HtmlBlocks(raw)
        self._lines = [_line(found) for found in _LINE.finditer(raw, start)]
        self._labels = {label: line for line in self._lines if (label := _label(raw, line))}
        self._position = start
        self._read()

    def _read(self) -> None:
        is_code = False
        for line in self._lines:
            if line.after <= self._position:
                continue
            fence = _FENCE.match(self._raw, line.start, line.end)
            if fence and self._position <= line.start:
                is_code = not is_code
                self._fence(fence, line)
            elif is_code:
                self._copy(line.start, line.after)
            else:
                self._text(line)

    def _text(self, line: _Line) -> None:
        """A line outside of code."""
        self._pass_unseen(line.start)
        start = max(line.start, self._position)
        if start >= line.after:
            return
        html_end = self._html.end(line.start) if start == line.start else None
        if html_end is not None:
            self._html_block(start, html_end)
        elif _label(self._raw, line):
            self._leave_out(start, line.end, "link definition")
            self._position = line.after
        elif not _is_only_marks(self._raw[start : line.end]):
            self._words(start, line)
        else:
            self._position = line.after

    def _words(self, start: int, line: _Line) -> None:
        """Copy a line without its marks, in parts between what no reader sees."""
        prefix = _PREFIX.match(self._raw, start, line.end) if start == line.start else None
        self._position = prefix.end() if prefix else start
        end = self._content_end(line, is_heading=bool(prefix and "#" in prefix[0]))
        while self._position < end:
            until = min(end, self._unseen[-1].start) if self._unseen else end
            self._inline(self._position, until)
            self._position = max(self._position, until)
            self._pass_unseen(self._position)
        if self._position <= line.end:
            self._copy(line.end, line.after)

    def _content_end(self, line: _Line, *, is_heading: bool) -> int:
        """Where the words of a line end: before closing marks of a heading or a row, before a break made by hand."""
        content = self._raw[line.start : line.end].rstrip(" \t")
        without = content.rstrip("#")
        if is_heading and without.endswith((" ", "\t")):
            content = without
        elif (content.endswith("|") and "|" in content[:-1]) or content.endswith("\\"):
            content = content[:-1]
        return line.start + len(content.rstrip(" \t"))

    def _inline(self, start: int, end: int) -> None:
        found = marks(self._raw, start, end, labels=self._labels)
        for part_start, part_end, mark in without_marks(found, start, end):
            if mark is None:
                self.builder.copy(part_start, part_end)
                continue
            self.builder.replace(mark.text, part_start, part_end)
            if mark.rule == "link address":
                self._leave_out(part_start, part_end, mark.rule)

    def _html_block(self, start: int, end: int) -> None:
        """A block's text; what it leaves out is listed as outside of blocks, comments without Chinese words too."""
        page = PageParser(self._raw, start, end, only_chinese=frozenset())
        for line in page.lines:
            append_line(self.builder, line, line.end)
        self.left_out += page.left_out
        self._position = end

    def _fence(self, fence: re.Match[str], line: _Line) -> None:
        """Leave out a fence; what stands beside it names a language, or else is text."""
        if fence[1].isascii():
            self._leave_out(line.start, line.end, "code fence")
            self._position = line.after
        else:
            self._copy(fence.start(1), line.after)

    def _pass_unseen(self, position: int) -> None:
        """Leave out what no reader sees and begins here."""
        while self._unseen and self._unseen[-1].start <= position:
            unseen_now = self._unseen.pop()
            if unseen_now.start >= self._position:
                self._leave_out(unseen_now.start, unseen_now.end, unseen_now.rule)
                self._position = position = unseen_now.end

    def _copy(self, start: int, end: int) -> None:
        self.builder.copy(start, end)
        self._position = end

    def _leave_out(self, start: int, end: int, rule: str) -> None:
        """Note a stretch that is left out, where it holds words."""
        if any(map(str.isalnum, self._raw[start:end])):
            self.left_out.append(LeftOut(start, end, rule))


def _line(found: re.Match[str]) -> _Line:
    return _Line(found.start(), found.start() + len(found[0].rstrip("\r\n")), found.end())


def _label(raw: str, line: _Line) -> str | None:
    """The label of the link that a line defines, if it defines one."""
    definition = _DEFINITION.match(raw, line.start, line.end)
    if definition is None or not _ADDRESS.fullmatch(definition[2]):
        return None
    is_whole = _DEFINITION_TITLE.fullmatch(raw, definition.end(), line.end)
    return definition[1].lower() if is_whole else None


def _is_only_marks(line: str) -> bool:
    used = set(line)
    return len(line) > 1 and ((used <= _RULER and "-" in used) or any(used <= rule for rule in _RULES))


FORMAT = Format((".md", ".markdown"), read)
