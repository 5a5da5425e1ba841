"""A question that stands on its own, read: its kind, unit, years, places and names, whether it looks ahead or back.

Reading only the question itself; neither index nor model. Follow-ups are completed with what is read here of the
questions before them.
"""

import re
from collections.abc import Sequence
from typing import Final

from zhengxie_qa.question.chinese import asked_in_chinese
from zhengxie_qa.question.english import asked_in_english, is_asking
from zhengxie_qa.question.metadata import metadata_asked_in_chinese, metadata_asked_in_english
from zhengxie_qa.question.question import Asked, Question, Surface, Translator
from zhengxie_qa.question.scope import is_out_of_scope
from zhengxie_qa.question.status import status_asked
from zhengxie_qa.text.dates import DateMention, find_dates, ordinals_in, years_in
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.outlook import question_outlook
from zhengxie_qa.text.places import Place, places_in
from zhengxie_qa.text.words import Word, content_text, query_terms, words
from zhengxie_qa.types import Language

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
    r"(?<![0-9A-Za-z+＋])[0-9A-Za-z]{1,3}(?:[+＋][0-9A-Za-z]{1,3})+(?![0-9A-Za-z+＋])"
    r"|[A-Za-z]*[A-Z][A-Za-z]*(?:[-·&+.]?[A-Z0-9][A-Za-z0-9]*)*|[A-Za-z]+[-.]?\d[\d.]*|\d+[A-Z]+\b"
)
_NAMED_ORDINALS: Final = frozenset(["届", "期", "号", "大", "次会议", "章", "卷"])
"""Units whose number names one thing; 第一批 or 第三轮 may be written otherwise (首批)."""

_RELATIVE: Final = re.compile(r"去年|今年|明年|前年|上年|上半年|下半年|this year|last year|next year", re.IGNORECASE)

_FUNCTION_CHARACTERS: Final = frozenset(
    "能到把让给被要就都还又再没不很太最更从往向对用去来上下里中外多少大小高低长有无做干说讲看想活建定办涨降增投花掏收交拿出进回开过着起"
    "年月日个座家场次项条件人户位名所处新老全各每约近超达共占比较后前内间时当按照由因为且但而仅只已将正在曾可该应须"
)
"""Single characters that are words of their own, so no part of an unknown word."""

_LONGEST_RARE: Final = 6
"""Characters of the longest run of single-character words taken for one unknown word."""


def understand_alone(text: str, *, as_of: str | None = None, translator: Translator | None = None) -> Question:
    """Understand a question that stands on its own; see :func:`~zhengxie_qa.question.understanding.understand`."""
    asked = text.strip()
    language = language_of(asked)
    translation = translator.translate(asked) if translator else None
    chinese = translation.chinese if translation and language is not Language.ZH else asked
    found = _asked(asked, chinese, language)
    years = _years(find_dates(asked, as_of=as_of))
    named = places_in(asked)
    quoted = _quoted(asked)
    return Question(
        text=asked,
        language=language,
        kind=found.kind,
        chinese=chinese,
        terms=_terms(chinese, found.span),
        unit=found.unit,
        years=years,
        places=_outside_quotes(named, asked),
        ordinals=tuple(ordinal.text for ordinal in ordinals_in(asked) if ordinal.unit in _NAMED_ORDINALS),
        names=_names(asked, quoted),
        quoted=tuple(name for name in quoted if _HAN.search(name)),
        status=status_asked(_blanked(asked), years=years, as_of=as_of),
        wh_span=found.span,
        metadata=found.metadata,
        out_of_scope=is_out_of_scope(asked),
        translation=translation,
        surface=Surface(
            years=years_in(asked),
            places=frozenset(place.canonical for place in named),
            is_relative=bool(_RELATIVE.search(asked)),
            outlook=question_outlook(fold(asked)),
        ),
    )


def language_of(text: str) -> Language:
    """Tell Chinese, English and mixed questions apart; a Latin name or abbreviation alone (GDP) is no English."""
    latin = _LATIN_WORD.findall(text)
    if not _HAN.search(text):
        return Language.EN if latin else Language.ZH
    grammar = sum(word.lower() in _ENGLISH_GRAMMAR for word in latin)
    ordinary = sum(word.islower() and len(word) > 3 for word in latin)
    return Language.MIXED if grammar >= 2 or ordinary >= 1 or is_asking(fold(text)) else Language.ZH


def is_english(text: str) -> bool:
    """Say whether a question is asked in English, whatever Chinese names stand in it."""
    language = language_of(text)
    return language is Language.EN or (language is Language.MIXED and is_asking(_blanked(text)))


def _asked(asked: str, chinese: str, language: Language) -> Asked:
    """Say what is asked for; asking words are placed in the Chinese rendering."""
    blanked, rendered = _blanked(asked), _blanked(chinese)
    if language is Language.ZH or not (language is Language.EN or is_asking(blanked)):
        in_english = metadata_asked_in_english(blanked) if language is Language.MIXED else None
        return metadata_asked_in_chinese(rendered) or in_english or asked_in_chinese(rendered)
    about = metadata_asked_in_english(blanked)
    found = about or asked_in_english(blanked)
    if chinese == asked:
        return found
    return found._replace(span=None if about else asked_in_chinese(rendered).span)


def _blanked(text: str) -> str:
    """Fold a question and blank out what stands in quotation marks, unless it is the asking word itself (叫“什么”)."""

    def blank(match: re.Match[str]) -> str:
        opening, inside, closing = (group for group in match.groups() if group is not None)
        return match.group() if _ONLY_ASKING.fullmatch(inside) else f"{opening}{'□' * len(inside)}{closing}"

    return _FOLDED_QUOTED.sub(blank, fold(text))


def _quoted(text: str) -> tuple[str, ...]:
    found = (next(group for group in match.groups() if group is not None) for match in _QUOTED.finditer(text))
    return tuple(dict.fromkeys(name.strip() for name in found if name.strip() and not _ONLY_ASKING.fullmatch(name)))


def _outside_quotes(places: Sequence[Place], text: str) -> tuple[Place, ...]:
    """Leave out the places inside quotation marks; the 深圳 of 《深圳特区报》 is part of a name."""
    names = [match.span() for match in _QUOTED.finditer(text)]
    return tuple(place for place in places if not any(start < place.start and place.end < end for start, end in names))


def _names(text: str, quoted: tuple[str, ...]) -> tuple[str, ...]:
    latin = [
        match.group()
        for match in _LATIN_NAME.finditer(text)
        if match.group().lower() not in _ENGLISH_GRAMMAR
        and (match.start() > 0 or not match.group().isalpha() or not match.group().istitle())
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
