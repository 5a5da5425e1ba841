"""What a question seeks, in the form in which candidates are held against it: its words, head, thing counted.

Read off the question once; what a candidate makes of it is ``clues``'s part.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from zhengxie_qa.evidence.fitting import FIGURES
from zhengxie_qa.evidence.overlap import BIGRAM_WEIGHT, Term, weigh
from zhengxie_qa.evidence.passage import PassageParts
from zhengxie_qa.question.question import Question
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.quantities.numbers import parse_quantity
from zhengxie_qa.text.words import Word, query_bigrams, words

_ASIDE: Final = "达到 实现 完成 增长 提高 下降 新增 增加 一共 总共 大约 目标 数量 总数 去年 今年"
_NO_THINGS: Final = frozenset(_ASIDE.split())
"""Words beside 多少 that are no things to count."""
_SO_MANY: Final = re.compile(
    r"哪(?P<one>[两二三四五六七八九十]|\d{1,2})"
    r"|(?P<two>[两二三四五六七八九十]|\d{1,2})(?:大|个|项|种|条|类|方面)[^,，。?？]{0,14}(?:是|指|叫|有|为|包括)(?:什么|哪|啥)"
)


@dataclass(frozen=True, slots=True)
class Sought:
    """What candidates are held against, all in matching form.

    :param terms: the words of the question, rare ones weighing more.
    :param left: what stands before the asking words, ``right``: behind them.
    :param head: the end of the noun right behind them (哪家|报纸); empty without one.
    :param defined: the last quoted word with its marks; empty without one.
    :param counted: the thing whose number is asked for; empty where no figure is.
    :param how_many: how many things are to be named; ``None`` if the question does not say.
    """

    question: Question
    terms: list[Term]
    left: str
    right: str
    head: str
    defined: str
    counted: str
    how_many: int | None


def sought(question: Question, taken: Sequence[PassageParts]) -> Sought:
    """Read off what a question seeks.

    :param taken: the passages, in which words that are rare weigh more.
    """
    sentences = [parts.folded[start:end] for parts in taken for start, end in parts.sentences]
    terms = weigh([*question.terms, *question.names], sentences)
    terms += weigh(query_bigrams(question.chinese), sentences, scale=BIGRAM_WEIGHT)
    folded = fold(question.chinese)
    start, end = question.wh_span or (len(folded), len(folded))
    segmented = list(words(question.chinese))
    return Sought(
        question=question,
        terms=terms,
        left=folded[:start],
        right=folded[end:].rstrip("?？。!！ 呢吗"),
        head=_noun_behind(segmented, end),
        defined=_last_quoted(folded),
        counted=thing_counted(question),
        how_many=_how_many(question.chinese),
    )


def _noun_behind(segmented: Sequence[Word], end: int) -> str:
    """The last two characters of the word right behind the asking words (哪家|报纸); empty if none follows."""
    behind = next((word for word in segmented if word.start >= end), None)
    return behind.text[-2:] if behind is not None and behind.start == end else ""


def thing_counted(question: Question) -> str:
    """The thing whose number a question asks for, folded: the word behind 多少家, else the last one before it."""
    if question.kind not in FIGURES:
        return ""
    start, end = question.wh_span or (len(question.chinese), len(question.chinese))
    found = [word for word in words(question.chinese) if len(word.text) > 1 and word.text not in _NO_THINGS]
    behind = [word.text for word in found if word.start >= end][:1]
    before = [word.text for word in found if word.end <= start][-1:]
    return fold((behind or before or [""])[0])


def _how_many(chinese: str) -> int | None:
    """How many things a question wants named: 哪三个, 四大…是什么; ``None`` if it does not say."""
    match = _SO_MANY.search(chinese)
    number = parse_quantity(f"{match['one'] or match['two']}个") if match else None
    return int(number.value) if number else None


def _last_quoted(folded: str) -> str:
    """The last quoted word of a question with its marks, as in the matching form; empty if nothing is quoted."""
    found = re.findall(r'"[^"]{1,30}"', folded)
    return found[-1] if found else ""
