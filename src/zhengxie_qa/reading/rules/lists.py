"""The items of a list that stands in a text: 、-lists, 一是…二是…, and clauses set side by side by ； or ，.

Only punctuation and list markers are read; whether a list answers the question is decided elsewhere.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

_OPENING = "“‘《（(【「『〈"
_CLOSING = "”’》）)】」』〉"
_STOPS = "。！？!?；;：:\n，,"
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}(?:是|要)|第[一二三四五六七八九十]{1,2}[，,、]|其[一二三四五六七八九][，,是])"
)
_OPENS_LIST = re.compile(
    r"包括|包含|涉及|即|是指|是|指|为|以|对|在|把|将|了|从|到|向|有|和|与|及|送|推进|推动|加快|做好|重点|完善|加强|实施|建设|开展|"
    r"围绕|聚焦|促进|发展|坚持|落实|治理|打造|提供|申建|深化"
)
_LEADS_IN = re.compile(r".*(?:包括|包含|涉及|分别是|主要是|就是|是指|是|即|做好|开展|深入|推进|围绕|坚持|和|与)(?=..)")
_ENDS_LIST = re.compile(r"等|的|”")
_QUOTED = re.compile(r"“([^“”]{3,200})”")
_LAST_JOINT = re.compile(r"(?:以及|和|及|与|或)")
_EDGE = "，,；;。、 \n\u3000“”"
MAX_STRETCH = 600
"""Longest stretch, in characters, taken as one list; longer ones are sections rather than lists."""


def list_items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split ``text[start:end]`` into its items.

    :returns: half-open spans in ``text``, in order; empty if the stretch is not a list of two or more items.
    """
    for split in (_numbered_items, _items_between):
        items = split(text, start, end)
        if len(items) > 1:
            return items
    return []


def list_stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Propose the lists inside ``text[start:end]``, one sentence: each 、-list with several possible edges.

    A 、-list begins with its clause or behind the word that opens it (包括, 是, 推进…), and ends with its clause or
    before 等.
    """
    numbered = [m for m in _NUMBERED.finditer(text, start, end) if _opens_clause(text, m.start(), start)]
    if len(numbered) > 1:
        yield numbered[0].start(), _sentence_end(text, numbered[-1].end(), end)
    for left, right in _quoted_lists(text, start, end):
        yield left, right
    done = start
    for cut in _cuts(text, start, end, "、"):
        if cut < done:
            continue
        left, right = _item_start(text, cut), cut
        while right < end and text[right] == "、":
            last, right = right, _item_end(text, right + 1)
        done = right
        yield from _edges(text, max(left, start), cut, last, min(right, end))


def _edges(text: str, left: int, first: int, last: int, right: int) -> Iterator[tuple[int, int]]:
    starts = [left, *(m.end() for m in _OPENS_LIST.finditer(text, left, first) if m.end() < first)]
    ends = [right, *(m.start() for m in _ENDS_LIST.finditer(text, last, right))]
    for one in starts:
        for other in ends:
            if 2 < other - one <= MAX_STRETCH:
                yield _trim(text, one, other)


def _quoted_lists(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _QUOTED.finditer(text, start, end):
        if "、" in match.group(1):
            yield match.span(1)


def widen_to_list(text: str, start: int, end: int) -> tuple[int, int]:
    """Extend a span that is one item of a 、-list, or holds one of 一是…二是…, to the whole list.

    A 、-list inside one of the points is a list of its own. A span that touches no 、 and no marker comes back
    unchanged.
    """
    numbered = _whole_numbered(text, start, end) if not _is_among_items(text, start, end) else None
    if numbered is not None:
        return numbered
    new_start, new_end = start, end
    while new_start > 0 and text[new_start - 1] == "、":
        item_end = new_start - 1
        new_start = _item_start(text, item_end)
        lead = _LEADS_IN.match(text, new_start, item_end)
        if text[new_start - 1 : new_start] != "、" and lead:
            new_start = lead.end()
    while new_end < len(text) and text[new_end] == "、":
        new_end = _item_end(text, new_end + 1)
    return (new_start, new_end) if new_end - new_start <= MAX_STRETCH else (start, end)


def _numbered_items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    marks = [match for match in _NUMBERED.finditer(text, start, end) if _opens_clause(text, match.start(), start)]
    bounds = [*(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks[1:]), end]
    return [_trim(text, left, right) for left, right in zip(bounds, ends, strict=True)] if len(marks) > 1 else []


def _opens_clause(text: str, position: int, start: int) -> bool:
    return position == start or text[position - 1] in "。；;，,：: \n\u3000“—"


def _is_among_items(text: str, start: int, end: int) -> bool:
    """Whether a span holds or touches a 、 and begins behind the marker of its point, not with it."""
    touches = "、" in text[max(0, start - 1) : end + 1]
    return touches and not any(m.start() <= start <= m.end() for m in _NUMBERED.finditer(text, max(0, start - 6), end))


def _whole_numbered(text: str, start: int, end: int) -> tuple[int, int] | None:
    left = max(text.rfind("\n", 0, start) + 1, start - MAX_STRETCH)
    right = text.find("\n", end)
    right = min(len(text) if right < 0 else right, end + MAX_STRETCH)
    marks = [m for m in _NUMBERED.finditer(text, left, right) if _opens_clause(text, m.start(), left)]
    before = [mark for mark in marks if mark.start() <= start]
    if len(marks) < 2 or not before:
        return None
    first = marks[0]
    last = _sentence_end(text, marks[-1].end(), right)
    if last - first.start() > MAX_STRETCH or last < end:
        return None
    return first.start(), last


def _sentence_end(text: str, position: int, limit: int) -> int:
    while position < limit and text[position] not in "。；;\n":
        position += 1
    return position


def _items_between(text: str, start: int, end: int) -> list[tuple[int, int]]:
    for mark in ("、", "；;", "，,"):
        cuts = _cuts(text, start, end, mark)
        if cuts:
            break
    else:
        return _split_last(text, start, end)
    edges = [start - 1, *cuts, end]
    spans = [_trim(text, left + 1, right) for left, right in pairwise(edges)]
    if mark == "、":
        spans[-1:] = _split_last(text, *spans[-1]) or spans[-1:]
    return [span for span in spans if span[0] < span[1]]


def _cuts(text: str, start: int, end: int, marks: str) -> list[int]:
    """Positions of ``marks`` outside quotation marks and brackets that open inside the stretch."""
    depth, found = 0, []
    whole_quoted = end - start > 2 and text[start] in _OPENING and text[end - 1] in _CLOSING
    inside = (start + 1, end - 1) if whole_quoted and not _closes_early(text, start, end) else (start, end)
    for position in range(*inside):
        character = text[position]
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth <= 0 and character in marks:
            found.append(position)
    return found


def _closes_early(text: str, start: int, end: int) -> bool:
    depth = 0
    for position in range(start, end - 1):
        depth += (text[position] in _OPENING) - (text[position] in _CLOSING)
        if depth == 0:
            return True
    return False


def _split_last(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split the last item at its only joint: 政策咨询和法律援助 → two; none or several joints → no split."""
    joints = [m for m in _LAST_JOINT.finditer(text, start + 2, max(start + 2, end - 2)) if not _inside(text, start, m)]
    if len(joints) != 1:
        return []
    return [_trim(text, start, joints[0].start()), _trim(text, joints[0].end(), end)]


def _inside(text: str, start: int, match: re.Match[str]) -> bool:
    before = text[start : match.start()]
    return sum(before.count(mark) for mark in _OPENING) > sum(before.count(mark) for mark in _CLOSING)


def _item_start(text: str, end: int) -> int:
    """Start of the item that ends at ``end``: back to the previous 、 or stop, never into another clause."""
    depth, position = 0, end
    while position > 0:
        character = text[position - 1]
        depth += (character in _CLOSING) - (character in _OPENING)
        if depth < 0 or (depth == 0 and (character in _STOPS or character == "、")):
            break
        position -= 1
    return position


def _item_end(text: str, start: int) -> int:
    depth, position = 0, start
    while position < len(text):
        character = text[position]
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth < 0 or (depth == 0 and (character in _STOPS or character == "、")):
            break
        position += 1
    return position


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop stops and spaces at both ends, and quotation marks whose partner lies outside."""
    while start < end and text[start] in _EDGE and not _paired(text, start, end):
        start += 1
    while start < end and text[end - 1] in _EDGE and not _paired(text, start, end):
        end -= 1
    return start, end


def _paired(text: str, start: int, end: int) -> bool:
    """Whether the stretch's quotation marks are balanced, so that none at its ends may go."""
    edges = text[start] + text[end - 1]
    inner = text[start:end]
    return ("“" in edges or "”" in edges) and inner.count("“") == inner.count("”")
