"""A question understood: what kind of answer it wants, which years, places and names it speaks of, and how.

Reading only the question itself; neither index nor model. What an earlier turn leaves to be understood is
completed before, by ``answering.followup``.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple, Protocol

from zhengxie_qa.question.chinese import asked_in_chinese, metadata_asked_in_chinese
from zhengxie_qa.question.english import asked_in_english, is_asking, metadata_asked_in_english
from zhengxie_qa.question.scope import is_out_of_scope
from zhengxie_qa.question.status import status_asked
from zhengxie_qa.text.dates import DateMention, find_dates, ordinals_in
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.places import Place, places_in
from zhengxie_qa.text.words import Word, content_text, query_terms, words
from zhengxie_qa.types import AnswerKind, Language, Status


class Translator(Protocol):
    """Renders a question in Chinese."""

    def to_chinese(self, question: str) -> str:
        """Give a Chinese rendering of an English or mixed question; a Chinese one comes back as it is."""


class MetadataField(StrEnum):
    """Which fact about the article itself is asked for."""

    PUBLISHED = "published"
    SOURCE = "source"
    TITLE = "title"
    SIGNED = "signed"
    """The day under which a paper was signed, on a line of its own at the end."""
    NUMBER = "number"
    """The number under which a paper was issued: 国发〔2025〕12号."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    :param text: the question as typed, without spaces around it.
    :param language: the language it is asked in; Latin names in a Chinese question leave it Chinese.
    :param kind: the sort of words that would answer it.
    :param chinese: the Chinese rendering that passages are matched with; equals ``text`` for a Chinese question.
    :param terms: content words of ``chinese``, folded, in order, without repetition and without words that ask; a run
        of single characters (深聊会 where the dictionary has no such word) is given whole as well.
    :param measure_words: 量词 or units the answer must carry or be compatible with; empty where none is named.
    :param unit: the one of them that the question names itself, if any.
    :param years: the years spoken of, ascending; relative ones (去年) only where ``as_of`` is known.
    :param places: places named, in order.
    :param ordinals: numbered things as written (``第十四届``, ``第111期``, ``二十大``).
    :param names: what looks like a name: quoted words, titles, Latin words with capitals or digits.
    :param quoted: Chinese words in “” and titles in 《》, without the marks.
    :param status: whether a planned or an achieved figure is asked for; ``None`` where the question does not say.
    :param wh_span: where the asking words stand, ``[start, end)`` in ``chinese``.
    :param metadata: for METADATA, which fact about the article is asked for.
    :param out_of_scope: no question that reports could answer: a greeting, a request for a poem, the weather.
    """

    text: str
    language: Language
    kind: AnswerKind
    chinese: str
    terms: tuple[str, ...] = ()
    measure_words: frozenset[str] = frozenset()
    unit: str | None = None
    years: tuple[int, ...] = ()
    places: tuple[Place, ...] = ()
    ordinals: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    status: Status | None = None
    wh_span: tuple[int, int] | None = None
    metadata: MetadataField | None = None
    out_of_scope: bool = False


class _Kind(NamedTuple):
    kind: AnswerKind
    span: tuple[int, int] | None
    measures: frozenset[str]
    metadata: MetadataField | None = None


_QUOTED: Final = re.compile(
    r"“([^“”]{1,60})”|‘([^‘’]{1,60})’|「([^「」]{1,60})」|『([^『』]{1,60})』|\"([^\"]{1,60})\"|《([^《》]{1,80})》"
)
_FOLDED_QUOTED: Final = re.compile(r"(\")([^\"]+)(\")|(《)([^》]+)(》)")
_ONLY_ASKING: Final = re.compile(r"什么|啥|哪.{0,2}|几|多少|谁")
_HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_ENGLISH_GRAMMAR: Final = frozenset(
    [
        "how",
        "many",
        "much",
        "what",
        "which",
        "who",
        "whom",
        "whose",
        "when",
        "where",
        "why",
        "did",
        "does",
        "do",
        "is",
        "are",
        "was",
        "were",
        "the",
        "of",
        "in",
        "on",
        "by",
        "to",
        "for",
        "has",
        "have",
        "will",
        "been",
        "and",
        "an",
        "at",
        "from",
        "with",
        "under",
        "about",
        "according",
    ]
)
_LATIN_NAME: Final = re.compile(
    r"[A-Za-z]*[A-Z][A-Za-z]*(?:[-·&+.]?[A-Z0-9][A-Za-z0-9]*)*|[A-Za-z]+[-.]?\d[\d.]*|\d+[A-Z]+\b"
)
_NAMED_ORDINALS: Final = frozenset(["届", "期", "号", "大", "次会议", "章", "卷"])
"""Units whose number names one thing; 第一批 or 第三轮 may be written otherwise (首批)."""

_FUNCTION_CHARACTERS: Final = frozenset(
    "能到把让给被要就都还又再没不很太最更从往向对用去来上下里中外多少大小高低长有无做干说讲看想活建定办涨降增投花掏收交拿出进回开过着起"
    "年月日个座家场次项条件人户位名所处新老全各每约近超达共占比较后前内间时当按照由因为且但而仅只已将正在曾可该应须"
)
"""Single characters that are words of their own, so no part of an unknown word."""

_LONGEST_RARE: Final = 6
"""Characters of the longest run of single-character words taken for one unknown word."""


def understand(text: str, *, translator: Translator | None = None, as_of: str | None = None) -> Question:
    """Understand a question.

    :param translator: renders English questions in Chinese; without one they are matched as they are.
    :param as_of: ISO date or year against which 去年 or 今年 is read, e.g. that of the newest article.
    """
    asked = text.strip()
    language = language_of(asked)
    chinese = translator.to_chinese(asked) if translator and language is not Language.ZH else asked
    kind = _kind(asked, chinese, language)
    dates = find_dates(asked, as_of=as_of)
    quoted = _quoted(asked)
    return Question(
        text=asked,
        language=language,
        kind=kind.kind,
        chinese=chinese,
        terms=_terms(chinese, kind.span),
        measure_words=kind.measures,
        unit=next(iter(sorted(kind.measures)), None),
        years=_years(dates),
        places=_places(asked),
        ordinals=tuple(ordinal.text for ordinal in ordinals_in(asked) if ordinal.unit in _NAMED_ORDINALS),
        names=_names(asked, quoted),
        quoted=tuple(name for name in quoted if _HAN.search(name)),
        status=status_asked(_blanked(asked), years=_years(dates), as_of=as_of),
        wh_span=kind.span,
        metadata=kind.metadata,
        out_of_scope=is_out_of_scope(asked),
    )


def language_of(text: str) -> Language:
    """Tell Chinese, English and mixed questions apart; a Latin name or abbreviation alone (GDP) is no English."""
    latin = _LATIN_WORD.findall(text)
    if not _HAN.search(text):
        return Language.EN if latin else Language.ZH
    grammar = sum(word.lower() in _ENGLISH_GRAMMAR for word in latin)
    ordinary = sum(word.islower() and len(word) > 3 for word in latin)
    return Language.MIXED if grammar >= 2 or ordinary >= 1 or is_asking(fold(text)) else Language.ZH


def _kind(asked: str, chinese: str, language: Language) -> _Kind:
    """Say what kind of answer is wanted; asking words are placed in the Chinese rendering."""
    blanked, rendered = _blanked(asked), _blanked(chinese)
    if language is Language.ZH or not (language is Language.EN or is_asking(blanked)):
        about = metadata_asked_in_chinese(rendered)
        if about is not None:
            return _Kind(AnswerKind.METADATA, about[1], frozenset(), MetadataField(about[0]))
        return _Kind(*asked_in_chinese(rendered))
    about = metadata_asked_in_english(blanked)
    if about is not None:
        span = about[1] if chinese == asked else None
        return _Kind(AnswerKind.METADATA, span, frozenset(), MetadataField(about[0]))
    found = asked_in_english(blanked)
    if chinese == asked:
        return _Kind(*found)
    return _Kind(found.kind, asked_in_chinese(rendered).span, found.measures)


def _blanked(text: str) -> str:
    """Fold a question and blank out what stands in quotation marks, unless it is the asking word itself (叫“什么”)."""

    def blank(match: re.Match[str]) -> str:
        opening, inside, closing = (group for group in match.groups() if group is not None)
        return match.group() if _ONLY_ASKING.fullmatch(inside) else f"{opening}{'□' * len(inside)}{closing}"

    return _FOLDED_QUOTED.sub(blank, fold(text))


def _quoted(text: str) -> tuple[str, ...]:
    found = (next(group for group in match.groups() if group is not None) for match in _QUOTED.finditer(text))
    return tuple(dict.fromkeys(name.strip() for name in found if name.strip() and not _ONLY_ASKING.fullmatch(name)))


def _places(text: str) -> tuple[Place, ...]:
    """Give the places named outside quotation marks; the 深圳 of 《深圳特区报》 is part of a name."""
    names = [match.span() for match in _QUOTED.finditer(text)]
    return tuple(
        place for place in places_in(text) if not any(start < place.start and place.end < end for start, end in names)
    )


def _names(text: str, quoted: tuple[str, ...]) -> tuple[str, ...]:
    latin = [
        match.group()
        for match in _LATIN_NAME.finditer(text)
        if match.group().lower() not in _ENGLISH_GRAMMAR and (match.start() > 0 or not match.group().istitle())
    ]
    return tuple(dict.fromkeys([*quoted, *latin]))


def _years(dates: list[DateMention]) -> tuple[int, ...]:
    """Give the years spoken of; a month without its year (3月5日) says nothing about the year."""
    years = {year for date in dates if not (date.relative and _is_partial(date)) for year in date.years}
    return tuple(sorted(years))


def _is_partial(date: DateMention) -> bool:
    return re.match(r"[\d一二三四五六七八九十]+ ?月|[上下]半年|第?[一二三四]季度", fold(date.text)) is not None


def _terms(chinese: str, asking: tuple[int, int] | None) -> tuple[str, ...]:
    """List the content words; the asking words are cut out first, so that they glue nothing together."""
    start, end = asking or (0, 0)
    rest = f"{chinese[:start]}{' ' * (end - start)}{chinese[end:]}" if end > start else chinese
    return tuple(dict.fromkeys([*query_terms(rest), *_rare_words(words(content_text(rest)))]))


def _rare_words(found: list[Word]) -> list[str]:
    """Join neighbouring single characters into the unknown word they most likely are (深|聊|会)."""
    runs: list[list[Word]] = [[]]
    for word in found:
        single = len(word.text) == 1 and _HAN.match(word.text) and word.text not in _FUNCTION_CHARACTERS
        if single and (not runs[-1] or runs[-1][-1].end == word.start):
            runs[-1].append(word)
        else:
            runs.append([word] if single else [])
    return ["".join(word.text for word in run) for run in runs if 1 < len(run) <= _LONGEST_RARE]
