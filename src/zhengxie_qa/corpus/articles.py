"""The numbered articles of a law or of rules (第三条, 第十条之一), each with all that stands under its number.

An article begins on a line of its own and goes on to the next one or to the next heading. Whatever refers to an
article inside a sentence is none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhengxie_qa.corpus.structure import Block, BlockKind, blocks
from zhengxie_qa.text.quantities.numerals import number_value

NUMBER = r"第\s*(?P<number>[一二三四五六七八九十百千零〇\d]{1,6})\s*条(?:之(?P<part>[一二三四五六七八九十\d]{1,2}))?"
"""The number of an article as it is written, in folded text or not."""

_NUMBER = re.compile(NUMBER)


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a document.

    :param number: 10, with ``part`` 1 for 第十条之一; ``part`` is 0 for 第十条 itself.
    :param start: with ``end`` its words without the number, code points of the document's text.
    """

    number: int
    part: int
    start: int
    end: int


def numbers_of(match: re.Match[str]) -> tuple[int, int]:
    """Read number and part of a match of :data:`NUMBER`; 0 for what is no number."""
    number, part = (number_value(match[name]) if match[name] else None for name in ("number", "part"))
    return int(number[0]) if number else 0, int(part[0]) if part else 0


def articles(text: str) -> Iterator[Article]:
    """Find the articles of a clean text in order."""
    current: re.Match[str] | None = None
    start = end = 0
    for block in blocks(text):
        opens = _opening(text, block)
        if opens or block.kind is BlockKind.HEADING:
            if current and start < end:
                yield Article(*numbers_of(current), start, end)
            current, start = opens, block.run_in
        if current:
            end = block.end
            start += _white_space(text, start, end)
    if current and start < end:
        yield Article(*numbers_of(current), start, end)


def _opening(text: str, block: Block) -> re.Match[str] | None:
    return _NUMBER.fullmatch(text, block.start, block.run_in) if block.run_in > block.start else None


def _white_space(text: str, start: int, end: int) -> int:
    stretch = text[start:end]
    return len(stretch) - len(stretch.lstrip(" \t\u3000\xa0\n:："))
