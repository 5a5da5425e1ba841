"""Where sentences and clauses begin and end, as spans; the text itself is never changed.

A span never ends inside a matched pair of quotation marks, title marks or brackets on one line, nor inside a
number. Line breaks always end a sentence. It does not resolve what a sentence means, and knows no grammar.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from zhengxie_qa.text.lines import BREAKS

Span = tuple[int, int]

_PAIRS = dict(zip("“‘《〈「『（(【〔", "”’》〉」』）)】〕", strict=True))
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_MARKS = re.compile("[" + re.escape("".join(_PAIRS) + "".join(_CLOSERS) + '"') + "]")

_STOPS = "。！？!?｡…‼⁇⁈⁉"
_STOP = re.compile(
    rf"[{_STOPS}]+"
    r"|(?<=[^\W\d_])\.(?=[\s\"”’)）]|$|[\u4e00-\u9fff])"
    r"|(?<=[\d%％)\]）”\"])\.(?=\s+[A-Z]|\s*$)"
)
_SENTENCE_TAIL = re.compile(rf"[{_STOPS}”’」』）)】〕\"]*")
_CONTINUES = frozenset("，、；：,;:的")
"""After ``。”`` one of these says that the sentence around the quotation goes on."""
_ABBREVIATION = re.compile(
    r"(?:^|[^A-Za-z])(?:[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Sen|No|Nos|Vol|Art|Fig|vs|cf|approx|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Co|Corp|Inc|Ltd|St|[a-z]\.[a-z]|[A-Z]\.[A-Z])\.$"
)
_ABBREVIATION_REACH = 8
_ITEM_NUMBER = re.compile(r"\s*\d{1,3}\.")
_THOUSANDS = (
    r"(?<=\d)(?<!\d{4})(?<![.．]\d)(?<![.．]\d\d)(?<![.．]\d{3})"
    r"[,，](?:(?=\d{3}(?!\d))|(?=[ \u00a0\u3000]\d{3}(?:[.．]\d+)?[%％\u3400-\u9fff]))"
)
"""A comma inside a figure, as :func:`zhengxie_qa.text.normalise.fold` reads it."""
_CLAUSE_STOP = re.compile(
    rf"(?:(?!{_THOUSANDS}|(?<=\d)：(?=\d\d))[，；：{_STOPS}\n])+"
    rf"|(?!{_THOUSANDS})(?:[,;:](?!\d)|(?<!\d)[,;:])|(?<=[A-Za-z])\.(?=\s|$)"
)
_CLAUSE_TAIL = re.compile(rf"[{_STOPS}，；：,;:”’」』）)\"]*")
_LINE = re.compile(f"[^{BREAKS}]+")


def sentence_spans(text: str) -> list[Span]:
    """Return the sentences in order, without surrounding white space; together they hold all other characters."""
    spans: list[Span] = []
    for line in _LINE.finditer(text):
        for start, end in _split(text, line.start(), line.end(), _sentence_cuts(text, line.start(), line.end())):
            spans.append((start, end))
    return spans


def sentences_around(text: str, start: int, end: int) -> Span:
    """Widen ``[start, end)`` to the whole sentences that it touches; it may lie across several lines."""
    left = text.rfind("\n", 0, start) + 1
    right = text.find("\n", end)
    lines = text[left : len(text) if right < 0 else right]
    touched = [(left + a, left + b) for a, b in sentence_spans(lines) if left + a < end and start < left + b]
    return (min(start, touched[0][0]), max(end, touched[-1][1])) if touched else (start, end)


def clause_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the clauses of ``text[start:end]``: sentences split further at commas, semicolons and colons.

    The ideographic comma 、 joins items of one clause and never splits. Each clause keeps its closing mark.
    """
    last = len(text) if end is None else end
    return list(_split(text, start, last, _clause_cuts(text, start, last)))


def enclosed_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the outermost matched pairs (quotes, 《》, brackets) inside each line of ``text[start:end]``.

    Unmatched marks are ignored. Straight double quotes pair up in turn where a line holds an even number of them.
    """
    spans: list[Span] = []
    for line in _LINE.finditer(text, start, len(text) if end is None else end):
        spans.extend(_outermost(_pairs(text, line.start(), line.end())))
    return spans


def paired_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return every matched pair, inner ones too, ordered by start; see :func:`enclosed_spans`."""
    spans: list[Span] = []
    for line in _LINE.finditer(text, start, len(text) if end is None else end):
        spans.extend(_pairs(text, line.start(), line.end()))
    return spans


def _pairs(text: str, start: int, end: int) -> list[Span]:
    """All matched pairs of one line, ordered by start."""
    marks = list(_MARKS.finditer(text, start, end))
    if not marks:
        return []
    straight = [mark.start() for mark in marks if mark[0] == '"']
    pairs = [(left, right + 1) for left, right in zip(straight[::2], straight[1::2], strict=False)]
    if len(straight) % 2:
        pairs = []
    curled = _curled_pairs(marks)
    return sorted(_uncrossed(pairs, curled) + curled)


def _curled_pairs(marks: list[re.Match[str]]) -> list[Span]:
    """Pairs of marks that have an opening and a closing form; they nest, never cross."""
    pairs: list[Span] = []
    stack: list[tuple[str, int]] = []
    depths: dict[str, list[int]] = {opener: [] for opener in _PAIRS}
    for mark in marks:
        character = mark[0]
        if character in _PAIRS:
            depths[character].append(len(stack))
            stack.append((character, mark.start()))
        elif character in _CLOSERS and depths[_CLOSERS[character]]:
            depth = depths[_CLOSERS[character]][-1]
            pairs.append((stack[depth][1], mark.end()))
            for opener, _ in stack[depth:]:
                depths[opener].pop()
            del stack[depth:]
    return pairs


def _uncrossed(pairs: list[Span], others: list[Span]) -> list[Span]:
    """The pairs, ordered and apart, that cross none of the others: no other has one end inside a pair and one outside.

    Each end of the others lies inside one pair at most, so all of them are looked at once.
    """
    by_start = sorted(others)
    by_end = sorted(others, key=_end)
    kept: list[Span] = []
    for start, end in pairs:
        opening = by_start[bisect_right(by_start, start, key=_start) : bisect_left(by_start, end, key=_start)]
        closing = by_end[bisect_right(by_end, start, key=_end) : bisect_left(by_end, end, key=_end)]
        if all(_end(other) <= end for other in opening) and all(_start(other) >= start for other in closing):
            kept.append((start, end))
    return kept


def _start(span: Span) -> int:
    return span[0]


def _end(span: Span) -> int:
    return span[1]


def _outermost(pairs: list[Span]) -> list[Span]:
    """Merge nested and overlapping pairs, ordered by start."""
    merged: list[Span] = []
    for start, end in pairs:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _sentence_cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Positions within one line after which a new sentence begins."""
    enclosed = _outermost(_pairs(text, start, end))
    index = 0
    for stop in _STOP.finditer(text, start, end):
        index = _first_ending_after(enclosed, index, stop.start())
        cut = stop.end()
        if index < len(enclosed) and enclosed[index][0] <= stop.start():
            cut = enclosed[index][1]
            if not _is_closed_by_stop(text, stop.end(), cut, end):
                continue
        elif _is_abbreviation(text, start, stop):
            continue
        yield _after_tail(text, _SENTENCE_TAIL, cut, end, enclosed, index)


def _is_closed_by_stop(text: str, stop_end: int, pair_end: int, line_end: int) -> bool:
    """Whether only closing marks stand between a stop and the end of its pair, and the sentence ends with it."""
    tail = _SENTENCE_TAIL.match(text, stop_end, pair_end)
    if tail is None or tail.end() != pair_end:
        return False
    return pair_end >= line_end or text[pair_end] not in _CONTINUES


def _clause_cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Positions after which a new clause begins."""
    enclosed = enclosed_spans(text, start, end)
    index = 0
    for stop in _CLAUSE_STOP.finditer(text, start, end):
        index = _first_ending_after(enclosed, index, stop.start())
        is_inside = index < len(enclosed) and enclosed[index][0] <= stop.start()
        if not is_inside and not _is_abbreviation(text, start, stop):
            yield _after_tail(text, _CLAUSE_TAIL, stop.end(), end, enclosed, index)


def _first_ending_after(enclosed: list[Span], index: int, position: int) -> int:
    """The first pair, from ``index`` on, that ends after a position."""
    while index < len(enclosed) and enclosed[index][1] <= position:
        index += 1
    return index


def _is_abbreviation(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a full stop belongs to ``No.``, ``U.S.`` or to the number of a list item at the start of a line."""
    if stop[0] != ".":
        return False
    reach = max(start, stop.end() - _ABBREVIATION_REACH)
    return bool(_ABBREVIATION.search(text[reach : stop.end()]) or _ITEM_NUMBER.fullmatch(text, start, stop.end()))


def _after_tail(text: str, tail: re.Pattern[str], cut: int, end: int, enclosed: list[Span], index: int) -> int:
    """Take closing marks along with a cut, but never the opening mark of the next pair."""
    found = tail.match(text, cut, end)
    position = found.end() if found else cut
    while index < len(enclosed) and enclosed[index][0] < position:
        if position < enclosed[index][1]:
            return max(cut, enclosed[index][0])
        index += 1
    return position


def _split(text: str, start: int, end: int, cuts: Iterator[int]) -> Iterator[Span]:
    """Yield the trimmed, non-empty pieces between ordered cuts."""
    previous = start
    for cut in (*cuts, end):
        if cut <= previous:
            continue
        left, right = previous, cut
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        if left < right:
            yield left, right
        previous = cut
