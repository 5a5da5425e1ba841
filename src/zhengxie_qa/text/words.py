"""Words, bigrams and characters of a text: the terms that are indexed and searched.

Han runs are segmented by rjieba with its HMM off (it splits names that it does not know); Latin words and numbers
come by pattern. Everything is taken from the folded text without illegible characters, and offsets are those of the
original. Words are not stemmed and not translated.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from zhengxie_qa.text.normalise import fold, legible

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U00032000々〆〇"
_TOKEN = re.compile(
    rf"(?P<han>[{_HAN}]+)"
    r"|(?P<number>\d+(?:,,?\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*)"
    rf"|(?P<word>[^\W\d_{_HAN}]+)"
)
_HAN_RUN = re.compile(rf"[{_HAN}]+")

_NUMERALS = "〇零一二三四五六七八九"
_YEAR = re.compile(rf"([{_NUMERALS}]{{4}})(?=年)")
_YEAR_DIGITS = str.maketrans(_NUMERALS, "00123456789")

_QUESTION_PHRASE = re.compile(
    r"请问|请告诉我|告诉我|我想知道|想知道|是什么时候|什么时候|什么时间|什么|是哪(?!吒)|哪(?:一)?[些个里儿位种年月天日场届次方部类家]|哪(?!吒)"
    r"|有没有|是不是|能不能|是否|多少|多大|多高|多长|多久|(?<![茶公])几(?![何内乎许])(?:个|次|年)?"
    r"|谁|为什么|为何|怎么样|怎么|怎样|如何|何时|何地|何人|何处|何种|几时|吗|呢"
    r"|(?:[场件条期台户家个次]数|场次)(?=\s*[?？]?\s*$)"
)
"""Words that ask, cut out before segmentation, which would glue them to their neighbours (几次, 深聊会场次)."""

_CHINESE_STOP_WORDS = """
的 了 是 么 着 过 也 都 就 还 又 在 有 和 与 及 或 被 把 之 其 这 那 您 你 我 他 她 它 吧 啊 呀 请 一下 分别 一共 总共
"""
_ENGLISH_STOP_WORDS = """
a an the of in on at to for from by with and or as into about than then so if is are was were be been being do does did
has have had can could would should shall it its this that these those there their they he she his her we our you your
i me my what which who whom whose when where why how many much please tell give s t
"""
STOP_WORDS = frozenset((_CHINESE_STOP_WORDS + _ENGLISH_STOP_WORDS).split())
"""Words of a question that say nothing about what is asked; content words such as 会, 年, 次, 项 stay."""


_LONGEST_REMEMBERED = 1000
"""Characters of the longest text whose words are remembered: passages and titles, not documents."""


class Word(NamedTuple):
    """One word: ``text`` is folded and without illegible characters, ``[start, end)`` its place in the original."""

    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Segment a text into words and numbers, in order; punctuation and spaces are left out."""
    read = legible(text)
    folded = fold(read.text)
    found = list((_remembered_words if len(folded) <= _LONGEST_REMEMBERED else _words)(folded))
    return found if read.whole else [Word(word.text, *read.span(word.start, word.end)) for word in found]


def index_terms(text: str) -> list[str]:
    """Return the terms of the words field: numbers without thousands commas, 二〇二五 before 年 as ``2025``."""
    terms: list[str] = []
    for match in _TOKEN.finditer(_plain(text)):
        terms.extend(_segment(match[0]) if match.lastgroup == "han" else [match[0]])
    return [_term(term) for term in terms]


def bigrams(text: str) -> list[str]:
    """Return the overlapping two-character terms of each Han run; a run of one character gives none."""
    return [run[i : i + 2] for run in _HAN_RUN.findall(_plain(text)) for i in range(len(run) - 1)]


def characters(text: str) -> list[str]:
    """Return each Han character as a term."""
    return [character for run in _HAN_RUN.findall(_plain(text)) for character in run]


def query_terms(text: str) -> list[str]:
    """Return the words of a query without words that ask and stop words (all of them, if nothing else is left)."""
    return index_terms(content_text(text)) or index_terms(text)


def query_bigrams(text: str) -> list[str]:
    """Return the bigrams of a query that do not touch or span a word that asks or a stop word."""
    return bigrams(content_text(text))


def query_characters(text: str) -> list[str]:
    """Return the characters of a query outside words that ask and stop words."""
    return characters(content_text(text))


def content_text(text: str) -> str:
    """Return the folded query, without illegible characters, with words that ask and stop words blanked out."""
    asked = _QUESTION_PHRASE.sub(lambda match: " " * len(match[0]), _plain(text))
    kept = [" "] * len(asked)
    for word in _words(asked):
        if word.text not in STOP_WORDS:
            kept[word.start : word.end] = asked[word.start : word.end]
    return "".join(kept)


def _plain(text: str) -> str:
    return fold(legible(text).text)


@lru_cache(maxsize=128)
def _remembered_words(folded: str) -> tuple[Word, ...]:
    """The words of a folded text; those who read for one question cut the same passages."""
    return tuple(_words(folded))


def _words(folded: str) -> Iterator[Word]:
    for match in _TOKEN.finditer(folded):
        start = match.start()
        if match.lastgroup != "han":
            yield Word(match[0], start, match.end())
            continue
        for piece in _segment(match[0]):
            end = start + len(piece)
            yield Word(piece, start, end)
            start = end


def _segment(run: str) -> list[str]:
    """Cut one Han run into words; a year in numerals (二〇二五 before 年) is one word."""
    cut = _segmenter()
    if "年" not in run or not _YEAR.search(run):
        return cut(run, False)
    pieces: list[str] = []
    for index, part in enumerate(_YEAR.split(run)):
        pieces.extend([part] if index % 2 else cut(part, False))
    return pieces


def _term(word: str) -> str:
    """The form of a word that is indexed: plain digits for a number with commas and for a year in numerals."""
    if "," in word:
        return word.replace(",", "")
    if len(word) == 4 and word[0] in _NUMERALS and all(character in _NUMERALS for character in word):
        return word.translate(_YEAR_DIGITS)
    return word


@lru_cache(maxsize=1)
def _segmenter() -> Callable[[str, bool], list[str]]:
    """Load rjieba (0.1 s, 26 MB) the first time a Han run is met; the second argument of ``cut`` is the HMM."""
    import rjieba

    cut: Callable[[str, bool], list[str]] = rjieba.cut
    return cut
