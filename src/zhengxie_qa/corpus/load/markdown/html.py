"""HTML within Markdown: blocks of it, such as tables, and what no reader sees."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from zhengxie_qa.corpus.load.html.elements import BLOCKS, read_elements
from zhengxie_qa.corpus.load.html.regions import regions
from zhengxie_qa.corpus.load.html.tokens import Kind
from zhengxie_qa.types import LeftOut

_BEGINS = re.compile(r"[ ]{0,3}<([A-Za-z][A-Za-z0-9]*+)(?=[\s/>])")
_BLOCK_NAMES = (BLOCKS | {"script", "style", "iframe"}) - {"br", "option", "optgroup"}
_TABLE = re.compile(r"<(/?)table(?=[\s/>])", re.IGNORECASE)
_BLANK = re.compile(r"\n[ \t]*+\r?+\n")
_UNSEEN = frozenset({"hidden", "code"})


def unseen(raw: str) -> list[LeftOut]:
    """Find what a reader does not see, wherever it stands: comments, and hidden elements that have an end.

    A tag right behind a backtick is spoken of, not used.
    """
    if "<" not in raw:
        return []
    page = read_elements(raw)
    judged = regions(page)
    found = []
    for event in page.events:
        token, number = event.token, event.element
        if token.kind is Kind.COMMENT and raw.startswith("<!--", token.start) and raw.endswith("-->", 0, token.end):
            found.append(LeftOut(token.start, token.end, "comment"))
        elif token.kind is Kind.END and page.elements[number].is_closed and judged.roots[number] == number:
            rule = judged.rules[number]
            if rule in _UNSEEN:
                found.append(LeftOut(page.elements[number].start, token.end, rule))
    used = [each for each in found if raw[each.start - 1 : each.start] != "`"]
    return _outermost(sorted(used, key=lambda each: (each.start, -each.end)))


def _outermost(found: Sequence[LeftOut]) -> list[LeftOut]:
    kept: list[LeftOut] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


class HtmlBlocks:
    """Finds the blocks of HTML in a Markdown file: from a line that begins with a block's tag to an empty line.

    A table goes on to its end.
    """

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._blanks = [blank.start() + 1 for blank in _BLANK.finditer(raw)]
        self._table_ends = _table_ends(raw)

    def end(self, line_start: int) -> int | None:
        """Where the block ends that begins with a line, just behind a line break; nothing where none begins."""
        begins = _BEGINS.match(self._raw, line_start)
        if begins is None or begins[1].lower() not in _BLOCK_NAMES:
            return None
        table_end = self._table_ends.get(begins.start(1) - 1, line_start)
        place = bisect_right(self._blanks, max(line_start, table_end))
        return self._blanks[place] if place < len(self._blanks) else len(self._raw)


def _table_ends(raw: str) -> dict[int, int]:
    """Where each table begins → where it ends, for those that do."""
    ends: dict[int, int] = {}
    begun: list[int] = []
    for tag in _TABLE.finditer(raw):
        if not tag[1]:
            begun.append(tag.start())
        elif begun:
            ends[begun.pop()] = tag.end()
    return ends
