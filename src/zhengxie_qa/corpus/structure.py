"""Which lines of a clean text are headings, photo captions and paragraphs.

It works on plain lines: numbering (一、（一）第一章), length, final marks and neighbours tell. Wording is never looked
up, so a heading without any of these signs counts as a paragraph.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from zhengxie_qa.text.lines import bare_lines

LONGEST_HEADING = 40
LONGEST_NUMBERED_HEADING = 60
LONGEST_CAPTION = 160
_SHORTEST_HEADING = 2
_SHORTEST_PARAGRAPH = 40
_LIST_LINES = 3
"""More short lines than this in a row are a list or a table, not headings."""

_HAN_NUMBER = "[一二三四五六七八九十百零〇\\d]"
_NUMBERINGS = (
    (1, re.compile(rf"第{_HAN_NUMBER}{{1,4}}[编篇部分]{{1,2}}(?![一-鿿])|(?:Part|PART)\s+[\dIVX]+\b")),
    (2, re.compile(rf"第{_HAN_NUMBER}{{1,4}}章|(?:Chapter|CHAPTER)\s+[\dIVX]+\b")),
    (3, re.compile(rf"第{_HAN_NUMBER}{{1,4}}节|(?:Section|SECTION)\s+[\dIVX]+\b")),
    (4, re.compile("[一二三四五六七八九十]{1,3}\\s*[、．.]")),
    (5, re.compile("[（(]\\s*[一二三四五六七八九十]{1,3}\\s*[）)]")),
)
"""Numberings that make a heading by themselves, with their depth."""

_PLAIN_LEVEL, _PLAIN_LEVEL_BELOW_NUMBERED = 2, 6
_ARTICLE = re.compile(rf"第{_HAN_NUMBER}{{1,5}}条(?:之[一二三四五六七八九十])?(?=[\s\u3000:：【])")
_ARTICLE_LEVEL = 7
_RUN_IN = re.compile(r"[^。！？\n]{4,}?。(?=\s*\S)")
_FINAL = re.compile(r"[。！？；，、：…!?;,:]$")
_SENTENCE_MARK = re.compile(r"[。！？]")
_ENDS_OPEN = re.compile(r"[^。！？；：…!?;:”’」』）)》】.]$")
_OPENING, _CLOSING = "“‘《〈「『（(【〔", "”’》〉」』）)】〕，。、；：,"
_CREDITED = re.compile(
    r"(?:[摄]|供图|摄影|配图|制图|绘图)[）)]?$|[（(](?:资料图|图片来源|图源|图自)[^（）()]{0,20}[）)]$"
    r"|(?:记者|通讯员)[\s　]*[\u4e00-\u9fff·]{1,6}(?:[\s　][\u4e00-\u9fff·]{1,4})?$"
    r"|(?:photo by|photo:|\(photo)\s*.{0,40}$",
    re.IGNORECASE,
)
_CAPTION_START = re.compile(r"(?:图为|图[一二三四五六七八九十\d]{1,2}[：:、\s]|[▲△▼▽]|[（(]?资料图)")
_DATED = re.compile(r"(?:(?:19|20)\d{2}年)?\d{1,2}月\d{1,2}日")
_INDENT = re.compile(r"[\s\u3000]{2,}|\u3000")


class BlockKind(StrEnum):
    """What a line is in its article."""

    HEADING = "heading"
    CAPTION = "caption"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Block:
    """One line of text without surrounding white space.

    :param level: depth of a heading, 1 outermost; 0 for other blocks.
    :param run_in: end of the heading a paragraph begins with (``（一）加强……。正文``, ``第三条``), else ``start``.
    """

    start: int
    end: int
    kind: BlockKind
    level: int
    run_in: int


def blocks(text: str) -> list[Block]:
    """Return the non-empty lines of a clean text in order, each with what it is."""
    lines = list(bare_lines(text))
    if not lines:
        return []
    body = _body_start(text, lines)
    captions = _captions(text, lines, body)
    found: list[Block] = []
    is_numbered = False
    for index, (start, end) in enumerate(lines):
        follows_heading = bool(found) and found[-1].kind is BlockKind.HEADING
        level = 0 if index in captions else _heading_level(text, lines, index, body, follows_heading=follows_heading)
        is_plain = level == _PLAIN_LEVEL and _numbering(text[start:end]) == 0
        if is_plain and is_numbered:
            level = _PLAIN_LEVEL_BELOW_NUMBERED
        is_numbered = is_numbered or (level > 0 and not is_plain)
        if level:
            found.append(Block(start, end, BlockKind.HEADING, level, start))
        elif index in captions:
            found.append(Block(start, end, BlockKind.CAPTION, 0, start))
        else:
            found.append(_paragraph(text, start, end))
    return found


def _body_start(text: str, lines: Sequence[tuple[int, int]]) -> int:
    """Index of the first paragraph that is neither title, date, speaker nor caption."""
    for index, (start, end) in enumerate(lines):
        line = text[start:end]
        if end - start >= _SHORTEST_PARAGRAPH and _SENTENCE_MARK.search(line) and not _CREDITED.search(line):
            return index
    return 0


def _captions(text: str, lines: Sequence[tuple[int, int]], body: int) -> set[int]:
    """Lines that are captions: credited to a photographer, marked as such, or dated lines between title and body."""
    captions = set()
    for index, (start, end) in enumerate(lines):
        line = text[start:end]
        if index == 0 or end - start > LONGEST_CAPTION:
            continue
        is_marked = _CAPTION_START.match(line) is not None and end - start < LONGEST_CAPTION
        is_credited = _CREDITED.search(line) is not None and _SENTENCE_MARK.search(line[:-1]) is not None
        if is_marked or is_credited or (_CREDITED.search(line) and line.rstrip("）)").endswith("摄")):
            captions.add(index)
    return captions | _image_captions(text, lines, body, captions)


def _image_captions(text: str, lines: Sequence[tuple[int, int]], body: int, credited: set[int]) -> set[int]:
    """Dated single sentences right below the title, set apart from an indented body or two and more in a row."""
    row: list[int] = []
    for index in range(1, len(lines)):
        start, end = lines[index]
        line = text[start:end]
        if index in credited:
            continue
        is_single = end - start <= LONGEST_CAPTION and len(_SENTENCE_MARK.findall(line)) <= 1
        if is_single and _DATED.match(line) and _SENTENCE_MARK.search(line) and not _is_indented(text, start):
            row.append(index)
        elif row or index > body:
            break
    if not row or row[-1] + 1 >= len(lines):
        return set()
    is_set_apart = _is_indented(text, lines[row[-1] + 1][0])
    return set(row) if is_set_apart or (len(row) > 1 and all(_DATED.match(text[lines[i][0] :]) for i in row)) else set()


def _is_indented(text: str, start: int) -> bool:
    """Whether white space stands between the line's beginning and ``start``."""
    line_start = text.rfind("\n", 0, start) + 1
    return _INDENT.match(text, line_start, start) is not None


def _heading_level(text: str, lines: Sequence[tuple[int, int]], index: int, body: int, *, follows_heading: bool) -> int:
    """Depth of a heading, 0 if the line is none."""
    start, end = lines[index]
    line = text[start:end]
    length = end - start
    if index == 0 or length > LONGEST_NUMBERED_HEADING or _FINAL.search(line) or _SENTENCE_MARK.search(line):
        return 0
    level = _numbering(line)
    if level:
        return level
    if index <= body or not _SHORTEST_HEADING <= length <= LONGEST_HEADING or not _can_be_heading(line):
        return 0
    is_set_off = follows_heading or not _ENDS_OPEN.search(text[slice(*lines[index - 1])])
    return _PLAIN_LEVEL if is_set_off and _leads_to_paragraph(text, lines, index) else 0


def _numbering(line: str) -> int:
    return next((level for level, pattern in _NUMBERINGS if pattern.match(line)), 0)


def _can_be_heading(line: str) -> bool:
    """Whether a line has words, is no row of a table, and is not torn inside a pair of marks."""
    is_torn = line[0] in _CLOSING or line[-1] in _OPENING
    is_row = "|" in line or "\t" in line
    return not is_torn and not is_row and any(character.isalpha() for character in line)


def _leads_to_paragraph(text: str, lines: Sequence[tuple[int, int]], index: int) -> bool:
    """Whether a paragraph follows after at most a few short lines; more of them are a list or a table."""
    for start, end in lines[index + 1 : index + 1 + _LIST_LINES]:
        if end - start > LONGEST_HEADING or _FINAL.search(text[start:end]):
            return end - start >= _SHORTEST_PARAGRAPH // 2
    return False


def _paragraph(text: str, start: int, end: int) -> Block:
    """A paragraph, with the heading that runs into it."""
    line = text[start:end]
    article = _ARTICLE.match(line)
    if article:
        return Block(start, end, BlockKind.PARAGRAPH, _ARTICLE_LEVEL, start + article.end())
    level = _numbering(line)
    if level:
        sentence = _RUN_IN.match(line)
        if sentence and sentence.end() <= LONGEST_NUMBERED_HEADING:
            return Block(start, end, BlockKind.PARAGRAPH, level, start + sentence.end() - 1)
    return Block(start, end, BlockKind.PARAGRAPH, 0, start)
