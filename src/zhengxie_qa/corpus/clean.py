"""Leave the furniture of a saved page out of its text, and read what it tells about the article.

Whole lines are left out, and what stands beside source and date in the line that tells them; what stays is copied
character for character. A text without navigation, widgets or footers comes out exactly as it went in, even where a
single line might be either. CR LF becomes LF.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zhengxie_qa.corpus.furniture import CERTAIN, Furniture, furniture, has_widget
from zhengxie_qa.corpus.metadata import Metadata
from zhengxie_qa.corpus.offsets import MappedTextBuilder
from zhengxie_qa.corpus.page_head import find_title, informative, is_meta_line, read_lines
from zhengxie_qa.types import LeftOut, Segment

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_SENTENCE_MARK = re.compile(r"[。！？；!?]")
_LONGEST_LABEL = 40
"""Characters; a longer line above the breadcrumb is not a site name or section label."""
_LONGEST_LINK = 60
"""Characters; a longer line below 相关阅读 is a paragraph again, not the title of another article."""
_TOP_LINES = 30


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
    """Take the article out of a decoded text, plain or as a scraper saves it."""
    spans = [match.span() for match in _LINE.finditer(raw)]
    lines = [raw[start:end].strip() for start, end in spans]
    kinds = [furniture(line) for line in lines]
    meta = _meta_lines(lines)
    is_page = any(kind in CERTAIN for kind in kinds) or any(has_widget(lines[index]) for index in meta)
    dropped = _dropped(lines, kinds) if is_page else set()
    builder = MappedTextBuilder(raw)
    for index, (start, end) in enumerate(spans):
        if index in dropped:
            continue
        if is_page and index in meta:
            start, end = _copy_telling(builder, raw, start, end)
        _copy_line(builder, raw, start, end)
    kept = [line for index, line in enumerate(lines) if index not in dropped]
    mapped = builder.build()
    metadata = read_lines(lines).or_else(Metadata(title=find_title(kept)))
    return CleanText(mapped.text, mapped.segments, metadata, is_page)


def _copy_telling(builder: MappedTextBuilder, raw: str, start: int, end: int) -> tuple[int, int]:
    """Copy what a line tells of the article; return the end of the line, which is still to be copied."""
    line = raw[start:end]
    left = start + len(line) - len(line.lstrip())
    first, last = informative(line.strip())
    builder.copy(left + first, left + last)
    return start + len(line.rstrip()), end


def _copy_line(builder: MappedTextBuilder, raw: str, start: int, end: int) -> None:
    """Copy a line; a carriage return before its line feed is mapped along with it."""
    if raw.endswith("\r\n", start, end):
        builder.copy(start, end - 2)
        builder.replace("\n", end - 2, end)
    else:
        builder.copy(start, end)


def _meta_lines(lines: Sequence[str]) -> set[int]:
    """Lines near the top that only tell source, date or views."""
    filled = [index for index, line in enumerate(lines) if line]
    return {index for index in filled[:_TOP_LINES] if is_meta_line(lines[index])}


def _dropped(lines: Sequence[str], kinds: Sequence[Furniture | None]) -> set[int]:
    """Choose the lines of a saved page that are left out, blank lines after them included."""
    dropped = {index for index, kind in enumerate(kinds) if kind in CERTAIN or kind is Furniture.CREDIT}
    dropped |= _site_header(lines, kinds)
    dropped |= _beside_the_article(lines, kinds)
    dropped |= _link_lists(lines, kinds)
    return dropped | _blank_after(lines, dropped)


def _site_header(lines: Sequence[str], kinds: Sequence[Furniture | None]) -> set[int]:
    """What stands above a breadcrumb near the top: site name, section label, search box."""
    filled = [index for index, line in enumerate(lines) if line][:_TOP_LINES]
    breadcrumb = next((index for index in filled if kinds[index] is Furniture.BREADCRUMB), None)
    if breadcrumb is None:
        return set()
    above = [index for index in filled if index < breadcrumb]
    if any(len(lines[index]) > _LONGEST_LABEL or _SENTENCE_MARK.search(lines[index]) for index in above):
        return set()
    below = [lines[i] for i, line in enumerate(lines) if line and i > breadcrumb and kinds[i] not in CERTAIN]
    if above and find_title(below) is None:
        above.pop()
    return set(above)


def _beside_the_article(lines: Sequence[str], kinds: Sequence[Furniture | None]) -> set[int]:
    """Lines that may be furniture, above the first and below the last paragraph, or beside certain furniture."""
    paragraphs = [index for index, line in enumerate(lines) if _is_paragraph(line)]
    first, last = (paragraphs[0], paragraphs[-1]) if paragraphs else (len(lines), -1)
    filled = [index for index, line in enumerate(lines) if line]
    dropped: set[int] = set()
    for place, index in enumerate(filled):
        if kinds[index] is not Furniture.POSSIBLE:
            continue
        beside = {kinds[near] for near in (*filled[max(0, place - 1) : place], *filled[place + 1 : place + 2])}
        if index < first or index > last or beside & CERTAIN:
            dropped.add(index)
    return dropped


def _link_lists(lines: Sequence[str], kinds: Sequence[Furniture | None]) -> set[int]:
    """相关阅读 and the titles of other articles below it."""
    dropped: set[int] = set()
    for index, kind in enumerate(kinds):
        if kind is not Furniture.RELATED:
            continue
        dropped.add(index)
        for below in range(index + 1, len(lines)):
            if len(lines[below]) > _LONGEST_LINK or _SENTENCE_MARK.search(lines[below]):
                break
            if lines[below]:
                dropped.add(below)
    return dropped


def _is_paragraph(line: str) -> bool:
    return len(line) > _LONGEST_LABEL and _SENTENCE_MARK.search(line) is not None


def _blank_after(lines: Sequence[str], dropped: set[int]) -> set[int]:
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
    return blank
