"""Leave the furniture of a saved page out of its text, and read what it tells about the article.

Whole lines are left out, and counters and buttons beside source and date in the line that tells them; each stretch is
listed with its rule. What stays is copied character for character, only every kind of line end becomes a line feed. A
text without navigation, widgets or footers comes out as it went in, even where a single line might be either.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from zhengxie_qa.corpus.invisible import without_invisible
from zhengxie_qa.corpus.metadata import Metadata
from zhengxie_qa.corpus.offsets import MappedTextBuilder, compose, to_raw
from zhengxie_qa.corpus.page.furniture import CERTAIN, Furniture
from zhengxie_qa.corpus.page.head import find_title, is_meta_line, read_lines
from zhengxie_qa.corpus.page.labels import telling
from zhengxie_qa.corpus.page.layout import TOP_LINES, dropped_lines, kinds_of
from zhengxie_qa.corpus.page.widgets import has_widget
from zhengxie_qa.corpus.unwrap import unwrap
from zhengxie_qa.text.lines import line_spans
from zhengxie_qa.types import LeftOut, Segment


@dataclass(frozen=True, slots=True)
class CleanText:
    """The article without furniture.

    :param segments: clean → raw, covering all of ``text``.
    :param is_page: whether the text was recognised as a saved page, furniture and all.
    :param left_out: every stretch with words that was left out and the name of its rule, ordered, in offsets of the
        text that was cleaned.
    """

    text: str
    segments: tuple[Segment, ...]
    metadata: Metadata
    is_page: bool
    left_out: tuple[LeftOut, ...] = ()


def clean(raw: str) -> CleanText:
    """Take the article out of a decoded text, plain or as a scraper saves it, its lines whole again."""
    article = clean_lines(raw)
    joined = unwrap(article.text)
    return _through(article.segments, replace(article, text=joined.text, segments=joined.segments), joined.left_out)


def clean_lines(raw: str) -> CleanText:
    """Take the article out of a text whose every line is known to be whole, a paragraph or a row."""
    shown = without_invisible(raw)
    article = _without_furniture(shown.text)
    return _through(shown.segments, replace(article, left_out=()), article.left_out)


def _through(segments: Sequence[Segment], article: CleanText, left_out: Sequence[LeftOut]) -> CleanText:
    """Give a second reading in offsets of what the first was made from.

    :param segments: of the first reading. :param article: what it left out already is in those offsets.
    :param left_out: by the second reading.
    """
    told = [LeftOut(*to_raw(segments, stretch.start, stretch.end), stretch.rule) for stretch in left_out]
    stretches = sorted([*article.left_out, *told], key=lambda stretch: stretch.start)
    return replace(article, segments=compose(segments, article.segments), left_out=tuple(stretches))


def _without_furniture(raw: str) -> CleanText:
    spans = line_spans(raw)
    lines = [raw[start:end].strip() for start, end, _ in spans]
    kinds = kinds_of(lines)
    meta = _meta_lines(lines)
    is_page = any(kind in CERTAIN for kind in kinds) or any(has_widget(lines[index]) for index in meta)
    dropped = dropped_lines(lines, kinds, meta) if is_page else {}
    blank = _blank_after(lines, dropped) if is_page else frozenset()
    builder = MappedTextBuilder(raw)
    left_out: list[LeftOut] = []
    for index, (start, end, following) in enumerate(spans):
        if index in dropped:
            left_out.append(_stripped(raw, start, end, dropped[index]))
        elif index not in blank:
            stays = _stretches(raw, start, end) if is_page and index in meta else ((start, end),)
            left_out.extend(_copy(builder, raw, stays, start, end))
            _end_line(builder, raw, end, following)
    mapped = builder.build()
    kept = [line for index, line in enumerate(lines) if index not in dropped]
    metadata = read_lines(kept).or_else(Metadata(title=find_title(kept)))
    told = tuple(part for part in left_out if any(map(str.isalnum, raw[part.start : part.end])))
    return CleanText(mapped.text, mapped.segments, metadata, is_page, told)


def _stretches(raw: str, start: int, end: int) -> list[tuple[int, int]]:
    """What a line tells of the article, without the counters and buttons beside it."""
    line = raw[start:end]
    left = start + len(line) - len(line.lstrip())
    return [(left + first, left + last) for first, last in telling(line.strip())]


def _copy(
    builder: MappedTextBuilder, raw: str, stays: Collection[tuple[int, int]], start: int, end: int
) -> Iterator[LeftOut]:
    """Copy the stretches of a line that stay, and tell those that do not."""
    position = start
    for first, last in stays:
        if position > start:
            builder.copy(*_separator(raw, position, first))
        if raw[position:first].strip():
            yield _stripped(raw, position, first, Furniture.WIDGET)
        builder.copy(first, last)
        position = last
    if raw[position:end].strip():
        yield _stripped(raw, position, end, Furniture.WIDGET)


def _separator(raw: str, start: int, end: int) -> tuple[int, int]:
    """The white space, else the first character, that keeps two stretches apart which stay of a line."""
    at = next((place for place in range(start, end) if raw[place].isspace()), start)
    return at, min(at + 1, end)


def _stripped(raw: str, start: int, end: int, rule: str) -> LeftOut:
    stretch = raw[start:end]
    left = start + len(stretch) - len(stretch.lstrip())
    return LeftOut(left, left + len(stretch.strip()), rule)


def _end_line(builder: MappedTextBuilder, raw: str, end: int, following: int) -> None:
    """End a line with a line feed: the file's own, without the CR before it, else one tied to the line's end alone."""
    if raw.endswith("\n", end, following):
        builder.copy(following - 1, following)
    elif following > end:
        builder.replace("\n", end, end)


def _meta_lines(lines: Sequence[str]) -> set[int]:
    """Lines near the top that only tell source, date or views."""
    filled = [index for index, line in enumerate(lines) if line]
    return {index for index in filled[:TOP_LINES] if is_meta_line(lines[index])}


def _blank_after(lines: Sequence[str], dropped: Collection[int]) -> frozenset[int]:
    """Blank lines that only set a dropped line apart, and those left at the top."""
    blank: set[int] = set()
    nothing_kept = True
    after_dropped = False
    for index, line in enumerate(lines):
        if line:
            after_dropped = index in dropped
            nothing_kept = nothing_kept and after_dropped
        elif after_dropped or nothing_kept:
            blank.add(index)
    return frozenset(blank)
