"""Join lines that were broken inside a word, a number or a sentence, as in text copied from a PDF or an e-mail.

A break is mended only where the words on both sides show it: a figure, a word of the dictionary or a pair of marks goes
on in the next line; other breaks of the same paragraph are mended where the line before is as long as its lines get. A
new paragraph, heading, list item or row of a table is never joined to what stands before it. A page number between the
halves of a sentence is left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from zhengxie_qa.corpus.offsets import MappedTextBuilder
from zhengxie_qa.corpus.page.head import is_meta_line
from zhengxie_qa.text.quantities.units import NOT_FOLLOWED_BY, measure_words
from zhengxie_qa.text.words import words
from zhengxie_qa.types import LeftOut, Segment

PAGE_NUMBER: Final = "page number"
"""The rule by which a page number is left out."""

_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
_PAGE_NUMBER: Final = re.compile(
    r"\s*(?:[-—–－]\s*\d{1,4}\s*[-—–－]|第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4})\s*"
)
_STOP: Final = re.compile(r"[。！？!?；;：:…][”’」』）)】》\"]*$")
_ITEM: Final = re.compile(
    r"第[一二三四五六七八九十百〇零\d]{1,4}[章节条编部篇]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}(?:[、）)]|[.．](?!\d))|[①-⑳●■◆◇▲△○•·★☆※\-*—#>|]|\[|附件|附表|注[:：]"
)
_LABEL: Final = re.compile(r"[^\s，。；：:]{1,8}[:：]")
_ROW: Final = re.compile(r"[\t|│┃]|\S(?: {2,}|\u3000)\S|\d +[\d-]|[\u3400-\u9fff] +[\d-][\d.,，%％]*$")
_CLAUSE_MARK: Final = re.compile(r"[，。；、,;]")
_GOES_ON: Final = re.compile(r"[，、]$")
_HAN: Final = re.compile(r"[\u2e80-\u9fff]")
_YEAR: Final = re.compile(r"(?:19|20)\d\d年")
_NUMERALS: Final = "〇零一二三四五六七八九十百千万亿"
_FIGURE_CUT: Final = (
    (re.compile(r"\d[.,．]$"), re.compile(r"\d")),
    (
        re.compile(r"\d$"),
        re.compile(r"[.．]\d|[,，]\d{3}(?!\d)|\d[\d.,，]*\s?(?!年)[%％万亿千百\u3400-\u9fff]|\d{1,2}[月日]"),
    ),
    (re.compile(rf"[{_NUMERALS}]$"), re.compile(rf"[{_NUMERALS}](?![、是])")),
)
"""How a figure ends in one line and goes on in the next."""
_UNITS: Final = tuple(
    re.compile(re.escape(unit) + (f"(?![{NOT_FOLLOWED_BY[unit]}])" if unit in NOT_FOLLOWED_BY else ""))
    for unit in sorted(
        {*measure_words, "年", "月", "日", "号", "时", "万", "亿", "％"} - {"分之"}, key=lambda u: (-len(u), u)
    )
)
_PAIRS: Final = dict(zip("“《（【", "”》）】", strict=True))
_LEAST_HAN: Final = 6
"""Han characters of a line that can be a broken one: shorter lines are labels and cells."""
_SENTENCE_HAN: Final = 8
"""Han characters of a line without a comma that can be the beginning of a sentence."""
_BESIDE: Final = 8
"""Characters on each side of a break that are cut into words."""
_RAGGED: Final = 4
"""Half-widths by which a full line may be shorter than the longest one: a mark or a figure that did not fit."""
_DEEPER: Final = 1
"""Half-widths of indentation beyond the line before that begin no new paragraph."""


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """A text with whole lines.

    :param segments: to the text it was made from, covering all of ``text``.
    :param left_out: page numbers, in offsets of that text.
    """

    text: str
    segments: tuple[Segment, ...]
    left_out: tuple[LeftOut, ...]


class _Line(NamedTuple):
    """A filled line; ``text`` stands at ``[start, end)`` without the white space around it, ``page`` is the page number
    that stands between it and the line before; ``follows``: no blank line parts it from the line before.
    """

    text: str
    start: int
    end: int
    indent: int
    page: tuple[int, int] | None
    follows: bool


def unwrap(text: str) -> Unwrapped:
    """Mend the breaks inside words, figures and sentences of a text."""
    lines = list(_lines(text))
    builder = MappedTextBuilder(text)
    left_out: list[LeftOut] = []
    position = 0
    for index in _mended(lines):
        before, line = lines[index - 1], lines[index]
        builder.copy(position, before.end)
        position = line.start
        if line.page:
            left_out.append(LeftOut(*line.page, PAGE_NUMBER))
    builder.copy(position, len(text))
    built = builder.build()
    return Unwrapped(built.text, built.segments, tuple(left_out))


def _lines(text: str) -> Iterator[_Line]:
    page: tuple[int, int] | None = None
    follows = False
    for match in _LINE.finditer(text):
        line = match[0].strip()
        start = match.start() + match[0].index(line)
        if not line:
            follows = False
        elif _PAGE_NUMBER.fullmatch(line):
            page = (start, start + len(line))
        else:
            yield _Line(line, start, start + len(line), _width(match[0][: start - match.start()]), page, follows)
            page, follows = None, True


def _width(text: str) -> int:
    """Half-widths that a text takes in print."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def _mended(lines: Sequence[_Line]) -> Iterator[int]:
    """Indices of the lines that are joined to the line before."""
    start = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or not _may_go_on(lines[index - 1], lines[index]):
            yield from _of_paragraph(lines, start, index)
            start = index


def _may_go_on(before: _Line, line: _Line) -> bool:
    """Whether nothing shows that a line begins something new."""
    return (
        (line.follows or line.page is not None)
        and line.indent <= before.indent + _DEEPER
        and len(_HAN.findall(before.text)) >= _LEAST_HAN
        and not _STOP.search(before.text)
        and not _ITEM.match(line.text)
        and not _LABEL.match(line.text)
        and not _ROW.search(before.text)
        and not _ROW.search(line.text)
        and not is_meta_line(before.text)
    )


def _of_paragraph(lines: Sequence[_Line], start: int, end: int) -> Iterator[int]:
    """Choose the breaks to mend in a run of lines that may be one paragraph."""
    if end - start < 2:
        return
    is_sentence = _STOP.search(lines[end - 1].text) is not None
    cut = {i for i in range(start + 1, end) if _is_cut(lines[i - 1].text, lines[i].text, is_sentence=is_sentence)}
    widest = max(_width(line.text) + line.indent for line in lines[start : end - 1])
    for index in range(start + 1, end):
        before = lines[index - 1]
        is_full = _width(before.text) + before.indent >= widest - _RAGGED
        if index in cut or (cut and is_sentence and is_full and lines[index].page is None):
            yield index


def _is_cut(before: str, line: str, *, is_sentence: bool) -> bool:
    """Whether a word, a figure, a pair of marks or a sentence begun in one line goes on in the next.

    :param is_sentence: whether the paragraph ends as sentences do; a list of rows and cells does not.
    """
    if _is_word_cut(before, line, sure=not is_sentence) or _is_pair_cut(before, line):
        return True
    if not is_sentence or (len(_HAN.findall(before)) < _SENTENCE_HAN and not _CLAUSE_MARK.search(before)):
        return False
    return _is_figure_cut(before, line) or _GOES_ON.search(before) is not None


def _is_figure_cut(before: str, line: str) -> bool:
    if _YEAR.match(line):
        return False
    if any(ends.search(before) and begins.match(line) for ends, begins in _FIGURE_CUT):
        return True
    is_counted = before[-1].isdigit() and _CLAUSE_MARK.search(before) is not None
    return is_counted and any(unit.match(line) for unit in _UNITS)


def _is_word_cut(before: str, line: str, *, sure: bool) -> bool:
    """Whether a word of the dictionary lies across the break, and what is left of it on one side is no word.

    :param sure: ask the same of the other side too.
    """
    left, right = before[-_BESIDE:], line[:_BESIDE]
    if not (_HAN.match(left[-1]) and _HAN.match(right[0])):
        return False
    if not any(word.start < len(left) < word.end for word in words(left + right)):
        return False
    halves = [len(words(left)[-1].text) == 1, len(words(right)[0].text) == 1]
    return all(halves) if sure else any(halves)


def _is_pair_cut(before: str, line: str) -> bool:
    """Whether the last mark opened in one line is closed in the next."""
    for opening, closing in _PAIRS.items():
        if before.rfind(opening) > before.rfind(closing):
            closed, opened = line.find(closing), line.find(opening)
            if closed >= 0 and (opened < 0 or closed < opened):
                return True
    return False
