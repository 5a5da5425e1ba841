"""Which lines of a saved page are left out, by what stands beside them.

Certain furniture goes wherever it stands. What may be furniture goes only in an unbroken row with certain furniture or
with the line of source and date; the figures and paragraphs of an article break the row.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from zhengxie_qa.corpus.page.furniture import CERTAIN, Furniture, furniture, states_figure
from zhengxie_qa.corpus.page.head import find_title
from zhengxie_qa.corpus.page.widgets import torn_pieces

SITE_HEADER = "site header"
"""The rule by which what stands above a breadcrumb is left out."""

TOP_LINES = 30
"""Filled lines from the top among which a page prints its header, source and date."""

_SENTENCE_MARK = re.compile(r"[。！？；!?]")
_LINK_STOP = re.compile(r"[。；]|^(?:[一二三四五六七八九十]{1,3}\s*[、．.]|[（(][一二三四五六七八九十]{1,3}[）)])")
_LONGEST_LABEL = 40
"""Characters; a longer line above the breadcrumb is not a site name or section label."""
_LONGEST_LINK = 60
"""Characters; a longer line below 相关阅读 is a paragraph again, not the title of another article."""
_WITH_CERTAIN = frozenset({Furniture.CREDIT, Furniture.POSSIBLE})


def kinds_of(lines: Sequence[str]) -> list[Furniture | None]:
    """Tell which furniture each line is; pieces of a widget torn over several lines are possible furniture.

    :param lines: all lines in order, without white space around them.
    """
    pieces = torn_pieces(lines)
    kinds = [furniture(line) for line in lines]
    return [Furniture.POSSIBLE if i in pieces and kind not in CERTAIN else kind for i, kind in enumerate(kinds)]


def dropped_lines(lines: Sequence[str], kinds: Sequence[Furniture | None], meta: AbstractSet[int]) -> dict[int, str]:
    """Choose the lines of a saved page that are left out, each with the rule that says so.

    :param meta: lines that tell source and date; they stay.
    """
    apart = [None if index in meta else kind for index, kind in enumerate(kinds)]
    links = _links(lines, apart)
    known = [Furniture.RELATED if index in links else kind for index, kind in enumerate(apart)]
    dropped = {index: str(known[index]) for row in _rows(lines, known, meta) for index in _leaving(row, known, links)}
    dropped.update(dict.fromkeys(_site_header(lines, kinds, meta), SITE_HEADER))
    return dropped


def _rows(lines: Sequence[str], kinds: Sequence[Furniture | None], meta: AbstractSet[int]) -> Iterator[list[int]]:
    """Unbroken rows of lines that are or may be furniture or tell source and date; blank lines do not break a row."""
    row: list[int] = []
    for index, line in enumerate(lines):
        if kinds[index] is not None or index in meta:
            row.append(index)
        elif line:
            yield row
            row = []
    yield row


def _leaving(row: Sequence[int], kinds: Sequence[Furniture | None], links: AbstractSet[int]) -> Iterator[int]:
    """The lines of one row that are left out. A row without certain furniture holds a meta line or stays."""
    is_beside = any(kinds[index] in CERTAIN or kinds[index] is None for index in row)
    last_footer = max((index for index in row if kinds[index] is Furniture.FOOTER), default=-1)
    is_in_footer = False
    for index in row:
        kind = kinds[index]
        is_organiser = kind is Furniture.ORGANISER and index < last_footer
        is_contact = kind is Furniture.CONTACT and is_in_footer and last_footer >= 0
        is_in_footer = is_in_footer or is_organiser or kind is Furniture.FOOTER
        if kind in CERTAIN or index in links or is_organiser or is_contact or (kind in _WITH_CERTAIN and is_beside):
            yield index


def _links(lines: Sequence[str], kinds: Sequence[Furniture | None]) -> set[int]:
    """相关阅读 and the titles of other articles below it, where nothing but furniture follows them."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        if kinds[index] is Furniture.RELATED:
            found.add(index)
        elif found and line and kinds[index] is None:
            if _is_link(line):
                found.add(index)
            else:
                found.clear()
    return found


def _is_link(line: str) -> bool:
    return len(line) <= _LONGEST_LINK and not _LINK_STOP.search(line) and not states_figure(line)


def _site_header(lines: Sequence[str], kinds: Sequence[Furniture | None], meta: AbstractSet[int]) -> set[int]:
    """What stands above a breadcrumb near the top: site name, section label, search box."""
    filled = [index for index, line in enumerate(lines) if line][:TOP_LINES]
    breadcrumb = next((index for index in filled if kinds[index] is Furniture.BREADCRUMB), None)
    if breadcrumb is None:
        return set()
    above = [index for index in filled if index < breadcrumb and kinds[index] not in CERTAIN and index not in meta]
    if not all(_is_label(lines[index]) for index in above):
        return set()
    below = [lines[i] for i, line in enumerate(lines) if line and i > breadcrumb and kinds[i] not in CERTAIN]
    if above and find_title(below[:TOP_LINES]) is None:
        above.pop()
    return set(above)


def _is_label(line: str) -> bool:
    return len(line) <= _LONGEST_LABEL and not _SENTENCE_MARK.search(line) and not states_figure(line)
