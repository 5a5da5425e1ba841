"""Cut a document into passages: contiguous slices of about 300 characters with exact offsets.

The cutting is langchain's: paragraphs that are too long are split by ``RecursiveCharacterTextSplitter`` at Chinese
sentence and clause marks, short ones are merged by ``CharacterTextSplitter``. They see each number, 《title》 and
“quotation” that fits into a passage as one character, so none of them can be cut. Passages never overlap, never reach
into the next section or a photo caption, and cover all text except white space.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from zhengxie_qa.corpus.offsets import to_raw
from zhengxie_qa.corpus.structure import LONGEST_NUMBERED_HEADING, Block, BlockKind, blocks
from zhengxie_qa.location import LocationKind, locate
from zhengxie_qa.text.quantities.figures import figure_spans
from zhengxie_qa.text.sentences import paired_spans
from zhengxie_qa.types import Document, Passage, PassageKind

if TYPE_CHECKING:
    from langchain_text_splitters import CharacterTextSplitter, RecursiveCharacterTextSplitter

PASSAGE_SIZE = 300
"""Characters a passage is meant to have."""

MAX_PASSAGE_SIZE = 400
"""Characters a passage never exceeds."""

HEADING_SEPARATOR = " › "
_PATH_LENGTH = 2

_TINY_SHARE = 4
"""A piece below ``size / 4`` joins a neighbour where there is room."""

_RUN_IN_LEVEL = 5
"""Paragraphs that begin with （一） open a section; articles of a law (第三条) do not."""

_BELOW_TITLE = 1
"""What is added to the depth of a heading of the file: 一、 at depth 4 stands below its first three."""

_WHOLE_PAIRS = frozenset('“‘《〈「『"')
_NUMBER = re.compile(
    r"(?:[12]\d{3}|[〇零一二三四五六七八九]{4})年"
    r"(?:\d{1,2}月(?:\d{1,2}[日号])?|[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}[日号])?)?"
    r"|\d{1,2}月\d{1,2}[日号]"
    r"|百分之(?:\d+(?:\.\d+)?|[〇零一二三四五六七八九十百点]+)"
    r"|\d+(?:[,，.．:：]\d+)*(?:[百千万亿]{1,3}|个百分点|[%％‰])?"
    r"|[〇零一二两三四五六七八九十百千万亿]{2,}(?:点[〇零一二三四五六七八九]+)?"
)
"""What must stay whole: dates, percentages and numbers with their multiplier."""

_SYMBOL, _SENTENCE_SYMBOL = 0xF0000, 0x100000
"""A private character ``_SYMBOL + n`` stands for a whole stretch of ``n`` characters; one of the second kind for a
stretch that ends a sentence (“……。”)."""

_CHARACTER, _UNIT_END = "x", "|"
"""How the lengths of units are written for langchain."""

_LONGEST_STRETCH = 0xFFFD
_PLANE = 0x10000
_SYMBOLS = re.compile("[\U000f0000-\U0010ffff]")
_STOPS = "。！？!?…"
_SEPARATORS = [
    rf"(?:[{_STOPS}]|[\U00100000-\U0010ffff](?![，、；：,的]))[{_STOPS}”’）)]*\s*",
    r"\n+",
    r"[；;]\s*",
    r"[，：,:]\s*|\.\s+",
    r"、",
    r"\s+",
    "",
]


def chunk(document: Document, *, size: int = PASSAGE_SIZE, max_size: int = MAX_PASSAGE_SIZE) -> list[Passage]:
    """Cut a document into passages, in the order of the text.

    :param size: characters a passage is meant to have.
    :param max_size: characters it never exceeds.
    :returns: passages with ``document.text[start:end] == text``; none for a document of white space.
    :raises ValueError: unless ``0 < size <= max_size``.
    """
    if not 0 < size <= max_size:
        raise ValueError(f"passage sizes must satisfy 0 < size <= max_size, got {size} and {max_size}")
    text, doc_id = document.text, document.info.doc_id
    found = _as_styled(blocks(text), document)
    passages: list[Passage] = []
    for start, end, kind in _stretches(text, found, size=size, max_size=max_size):
        passages.append(Passage(f"{doc_id}:{start}", doc_id, start, end, text[start:end], kind))
    return _with_headings(passages, found, text)


def _as_styled(found: Sequence[Block], document: Document) -> list[Block]:
    """Take lines for headings that the file itself calls so, where their wording does not tell it already."""
    if not document.locations:
        return list(found)
    styled: list[Block] = []
    for block in found:
        place = locate(document.locations, *to_raw(document.segments, block.start, block.start + 1))[0]
        is_told = place.kind is LocationKind.HEADING and block.end - block.start <= LONGEST_NUMBERED_HEADING
        if is_told and block.kind is BlockKind.PARAGRAPH and block.level == 0 and block is not found[0]:
            depth = _BELOW_TITLE + int(place.at[1])
            styled.append(replace(block, kind=BlockKind.HEADING, level=depth))
        else:
            styled.append(block)
    return styled


def _stretches(
    text: str, found: Sequence[Block], *, size: int, max_size: int
) -> Iterator[tuple[int, int, PassageKind]]:
    """Spans of all passages with their kind, trimmed of white space."""
    for group in _sections(found):
        kind = PassageKind.CAPTION if group[0].kind is BlockKind.CAPTION else PassageKind.BODY
        pieces = _section_pieces(text, group, size=size, max_size=max_size)
        for start, end in _merged(pieces, size=size, max_size=max_size):
            piece = text[start:end]
            left = start + len(piece) - len(piece.lstrip())
            if piece.strip():
                yield left, left + len(piece.strip()), kind


def _sections(found: Sequence[Block]) -> Iterator[list[Block]]:
    """Groups of blocks that belong together: headings with what follows, each caption alone."""
    group: list[Block] = []
    has_text = False
    for block in found:
        is_heading = block.kind is BlockKind.HEADING or (block.run_in > block.start and block.level <= _RUN_IN_LEVEL)
        opens = is_heading and has_text
        if group and (opens or block.kind is BlockKind.CAPTION or group[0].kind is BlockKind.CAPTION):
            yield group
            group, has_text = [], False
        group.append(block)
        has_text = has_text or block.kind is not BlockKind.HEADING
    if group:
        yield group


def _section_pieces(text: str, group: Sequence[Block], *, size: int, max_size: int) -> list[tuple[int, int]]:
    """Split the paragraphs of one section and merge the short ones. A heading stays with the paragraph below it."""
    units: list[tuple[int, int]] = []
    start = group[0].start
    for index, block in enumerate(group):
        if block.kind is BlockKind.HEADING and index + 1 < len(group):
            continue
        end = group[index + 1].start if index + 1 < len(group) else block.end
        units += _split(text, start, end, size=size, max_size=max_size)
        start = end
    lengths = _UNIT_END.join(_CHARACTER * (right - left) for left, right in units)
    merged = _merger(size).split_text(lengths)
    return list(_offsets(group[0].start, (piece.count(_CHARACTER) for piece in merged)))


def _split(text: str, start: int, end: int, *, size: int, max_size: int) -> list[tuple[int, int]]:
    """Split one paragraph if it is too long, into parts of about equal length."""
    length = len(text[start:end].rstrip())
    if length <= max_size:
        return [(start, end)]
    parts = -(-length // size)
    target = min(size, -(-length // parts) + size // 10)
    pieces = _splitter(target).split_text(_shortened(text, start, end, max_size))
    return list(_offsets(start, (_full_length(piece) for piece in pieces)))


def _shortened(text: str, start: int, end: int, max_size: int) -> str:
    """Write a stretch with one private character for everything that must stay whole: what langchain sees."""
    parts: list[str] = []
    position = start
    for left, right in _whole_spans(text, start, end, min(max_size, _LONGEST_STRETCH)):
        ends_sentence = right - left > 1 and text[right - 2] in _STOPS
        parts += [text[position:left], chr((_SENTENCE_SYMBOL if ends_sentence else _SYMBOL) + right - left)]
        position = right
    return "".join([*parts, text[position:end]])


def _full_length(part: str) -> int:
    """Characters of the original that a part of a shortened text stands for."""
    return len(part) + sum(ord(symbol) % _PLANE - 1 for symbol in _SYMBOLS.findall(part))


def _whole_spans(text: str, start: int, end: int, max_size: int) -> list[tuple[int, int]]:
    """Spans of at most ``max_size`` characters that are not cut: outermost pairs that fit, numbers, private symbols."""
    spans: list[tuple[int, int]] = []
    position = start
    pairs = [(a, b) for a, b in paired_spans(text, start, end) if b - a <= max_size and text[a] in _WHOLE_PAIRS]
    others = [match.span() for pattern in (_NUMBER, _SYMBOLS) for match in pattern.finditer(text, start, end)]
    others += [(start + left, start + right) for left, right in figure_spans(text[start:end])]
    for left, right in sorted(pairs + [(a, b) for a, b in others if b - a <= max_size], key=lambda s: (s[0], -s[1])):
        if left >= position:
            spans.append((left, right))
            position = right
    return spans


@lru_cache(maxsize=8)
def _merger(size: int) -> "CharacterTextSplitter":
    """Merge neighbours greedily, as langchain does; a piece longer than the size counts as a full one.

    What merges depends on lengths alone, so this is all it sees: characters without their meaning, and where units end.
    """
    from langchain_text_splitters import CharacterTextSplitter

    return CharacterTextSplitter(
        separator=_UNIT_END,
        chunk_size=size,
        chunk_overlap=0,
        strip_whitespace=False,
        length_function=lambda lengths: min(lengths.count(_CHARACTER), size),
    )


@lru_cache(maxsize=512)
def _splitter(size: int) -> "RecursiveCharacterTextSplitter":
    """Split, as langchain does, at the strongest marks that give pieces of the size."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(
        separators=_SEPARATORS,
        is_separator_regex=True,
        keep_separator="end",
        strip_whitespace=False,
        chunk_size=size,
        chunk_overlap=0,
        length_function=lambda part: min(_full_length(part), size),
    )


def _offsets(start: int, lengths: Iterator[int]) -> Iterator[tuple[int, int]]:
    for length in lengths:
        yield start, start + length
        start += length


def _merged(pieces: Sequence[tuple[int, int]], *, size: int, max_size: int) -> list[tuple[int, int]]:
    """Join tiny pieces of one section to the piece before, or the piece after to them, where there is room."""
    tiny = size // _TINY_SHARE
    kept: list[tuple[int, int]] = []
    for start, end in pieces:
        if kept and end - kept[-1][0] <= max_size and min(end - start, start - kept[-1][0]) < tiny:
            kept[-1] = (kept[-1][0], end)
        else:
            kept.append((start, end))
    return kept


def _with_headings(passages: Sequence[Passage], found: Sequence[Block], text: str) -> list[Passage]:
    """Give each passage the headings in force at its first paragraph."""
    paths = list(_heading_paths(found, text))
    result: list[Passage] = []
    first = 0
    for passage in passages:
        while first < len(found) and found[first].end <= passage.start:
            first += 1
        inside = first
        while found[inside].kind is BlockKind.HEADING and _starts_before(found, inside + 1, passage.end):
            inside += 1
        result.append(replace(passage, heading=paths[inside]))
    return result


def _starts_before(found: Sequence[Block], index: int, position: int) -> bool:
    return index < len(found) and found[index].start < position


def _heading_paths(found: Sequence[Block], text: str) -> Iterator[str | None]:
    """For each block, the outermost and the innermost heading it stands under, itself included."""
    open_headings: list[tuple[int, str]] = []
    for block in found:
        if block.level:
            name = text[block.start : block.end if block.kind is BlockKind.HEADING else block.run_in]
            open_headings = [*(pair for pair in open_headings if pair[0] < block.level), (block.level, name)]
        names = [name for _, name in open_headings]
        yield HEADING_SEPARATOR.join(names if len(names) <= _PATH_LENGTH else [names[0], names[-1]]) or None
