"""The marks within a line of Markdown: emphasis, code, links, tags, references to characters, escapes.

Only marks are found, and what becomes of them; nesting is not interpreted, as words stay where they are in any case.
One pass over the line: every opening mark is remembered, none is searched for again.
"""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from zhengxie_qa.corpus.load.html.elements import BLOCKS
from zhengxie_qa.corpus.load.html.tokens import REFERENCE, unescaped

_SPECIAL = re.compile(r"[\\`<&\[\]*_~]")
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
_BACKTICKS = re.compile(r"`++")
_RUN = re.compile(r"\*++|_++|~++")
_ADDRESS = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]{1,31}+:[^<>\s]*+>")
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*+)"
    r"(?:\s++[A-Za-z_:][\w:.-]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?+)*+\s*+/?>",
    re.ASCII,
)
_TARGET = re.compile(
    r"\(\s*+(?:<[^<>\n]*+>|[^()\s<>]*+(?:\([^()\s]*+\)[^()\s]*+)*+)"
    r"(?:\s++(?:\"[^\"\n]*+\"|'[^'\n]*+'|\([^()\n]*+\)))?+\s*+\)"
)
_LABEL = re.compile(r"\[([^\[\]\n]{0,200}+)\]")
_LONGEST_EMPHASIS = 3
_LONGEST_LINK = 1000
"""Characters of a link's words; text between brackets farther apart is text."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch that is a mark, what the text has in its place, and the rule by which words in it are left out."""

    start: int
    end: int
    text: str = ""
    rule: str = "mark"


def marks(raw: str, start: int, end: int, *, labels: Mapping[str, object]) -> list[Mark]:
    """Find the marks of a line, in order.

    :param labels: those of the links that the file defines, in lower case.
    """
    return sorted(_Line(raw, start, end, labels).marks(), key=lambda mark: mark.start)


class _Line:
    """One pass over a line."""

    def __init__(self, raw: str, start: int, end: int, labels: Mapping[str, object]) -> None:
        self._raw, self._start, self._end, self._labels = raw, start, end, labels
        self._found: list[Mark] = []
        self._brackets: list[tuple[int, int]] = []
        self._open: dict[str, int] = {}
        self._backticks: defaultdict[int, deque[int]] = defaultdict(deque)
        for run in _BACKTICKS.finditer(raw, start, end):
            self._backticks[run.end() - run.start()].append(run.start())

    def marks(self) -> list[Mark]:
        """Go through the line."""
        takes: Mapping[str, Callable[[int], int]] = {
            "\\": self._escape,
            "`": self._code,
            "<": self._tag,
            "&": self._reference,
            "[": self._bracket,
            "]": self._link,
        }
        position = self._start
        while special := _SPECIAL.search(self._raw, position, self._end):
            position = takes.get(special[0], self._emphasis)(special.start())
        return self._found

    def _mark(self, start: int, end: int, text: str = "", rule: str = "mark") -> int:
        self._found.append(Mark(start, end, text, rule))
        return end

    def _escape(self, position: int) -> int:
        if not _ESCAPED.match(self._raw, position, self._end):
            return position + 1
        return self._mark(position, position + 1) + 1

    def _code(self, position: int) -> int:
        """A run of backticks up to the next run of the same length."""
        run = _BACKTICKS.match(self._raw, position, self._end)
        opened = run.end() if run else position + 1
        length = opened - position
        others = self._backticks[length]
        while others and others[0] < opened:
            others.popleft()
        if others:
            self._mark(position, opened)
            return self._mark(others[0], others[0] + length)
        return opened

    def _tag(self, position: int) -> int:
        address = _ADDRESS.match(self._raw, position, self._end)
        if address:
            self._mark(position, position + 1)
            return self._mark(address.end() - 1, address.end())
        tag = _TAG.match(self._raw, position, self._end)
        return self._mark(*tag.span(), text=self._between(tag), rule="tag") if tag else position + 1

    def _between(self, tag: re.Match[str]) -> str:
        """What a tag sets between the words beside it."""
        name = tag["name"].lower()
        if name in {"td", "th"}:
            return "\t"
        if name in BLOCKS:
            return "\n"
        before, after = self._raw[tag.start() - 1 : tag.start()], self._raw[tag.end() : tag.end() + 1]
        return " " if name in {"sup", "sub"} and before.isdigit() and after.isdigit() else ""

    def _reference(self, position: int) -> int:
        written = REFERENCE.match(self._raw, position, self._end)
        if not written or not written[0].endswith(";"):
            return position + 1
        text = unescaped(written[0])
        return written.end() if text == written[0] else self._mark(*written.span(), text=text)

    def _bracket(self, position: int) -> int:
        is_picture = position > self._start and self._raw[position - 1] == "!"
        self._brackets.append((position - is_picture, position + 1))
        return position + 1

    def _link(self, position: int) -> int:
        """The end of a link's words, where a target follows or its label is defined."""
        if not self._brackets:
            return position + 1
        start, words = self._brackets.pop()
        after = position + 1
        if position - words > _LONGEST_LINK or self._raw.startswith("^", words):
            return after
        target = _TARGET.match(self._raw, after, self._end)
        label = None if target else _LABEL.match(self._raw, after, self._end)
        if target:
            end = target.end()
        elif label and (label[1] or self._raw[words:position]).lower() in self._labels:
            end = label.end()
        elif not label and self._raw[words:position].lower() in self._labels:
            end = after
        else:
            return after
        self._mark(start, words)
        return self._mark(position, end, rule="link address")

    def _emphasis(self, position: int) -> int:
        """A run of stars, underscores or tildes that begins or ends emphasis."""
        run = _RUN.match(self._raw, position, self._end)
        end = run.end() if run else position + 1
        kind = self._raw[position:end]
        if end - position > _LONGEST_EMPHASIS or (kind[0] == "~" and kind != "~~"):
            return end
        before = self._raw[position - 1] if position > self._start else " "
        after = self._raw[end] if end < self._end else " "
        is_within_word = _joins(kind, before, after)
        if kind in self._open and not before.isspace() and not is_within_word(after):
            opened = self._open.pop(kind)
            self._mark(opened, opened + len(kind))
            self._mark(position, end)
        elif not after.isspace() and not is_within_word(before):
            self._open[kind] = position
        return end


def _joins(kind: str, before: str, after: str) -> Callable[[str], bool]:
    """How to tell that a run stands within a word or number, where it is no mark; two stars may part Latin words."""
    if kind.startswith("**"):
        between_figures = before.isdigit() and after.isdigit()
        return lambda beside: between_figures
    return lambda beside: beside.isascii() and beside.isalnum()


def without_marks(found: list[Mark], start: int, end: int) -> Iterator[tuple[int, int, Mark | None]]:
    """Yield the stretches of a line in order: ``(start, end, None)`` for words, ``(start, end, mark)`` for a mark."""
    position = start
    for mark in found:
        if mark.start < position:
            continue
        if position < mark.start:
            yield position, mark.start, None
        yield mark.start, mark.end, mark
        position = mark.end
    if position < end:
        yield position, end, None
