"""Whether the words around a span speak of the year, the place and the report that a question asks for.

Each agreement is a number in [-1, 1]: 1 said so, 0 nothing said or nothing asked, -1 said otherwise.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from zhengxie_qa.evidence.passage import PassageParts, take_apart
from zhengxie_qa.question.question import Question
from zhengxie_qa.text.dates import DateMention, find_dates, ordinals_in, years_in
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.places import places_in, province_of
from zhengxie_qa.types import AnswerKind, DocumentInfo, Hit

_YEAR: Final = r"(?P<year>\d{4}|[〇零○一二三四五六七八九]{2,4})"
_REPORT_OF_YEAR: Final = re.compile(
    rf"{_YEAR} ?年?(?:的|国务院|中央|全国)*(?:政府)?(?:工作)?报告"
    rf"|{_YEAR.replace('year', 'english')} (?:government )?(?:work )?report"
)
_REPORT_OF_CONGRESS: Final = re.compile(
    r"[一二三四五六七八九十]{1,3}大(?:政治)?报告"
    r"|\d{1,2}(?:st|nd|rd|th) (?:cpc |party |national )*congress(?:'s)? (?:political )?report"
)
_CONGRESS: Final = re.compile(
    r"第?[一二三四五六七八九十\d]{1,3}次(?:中共|党的|中国共产党)?全国代表大会|\d{1,2}\w{2} .*congress"
)
_SET_AGAINST: Final = re.compile(r"(?:比|较|从|自|由|于|同|与)$")
_FIRST_LEVEL: Final = re.compile(r"[一二三四五六七八九十]{1,3}、")
"""A heading numbered 一、 stands under no other, whatever stood before it."""
_ONWARDS: Final = re.compile(
    r"以来|起|底?的?基础|前|相比|的?(?:同期|水平)|的[近约超过]{0,2}\d+(?:\.\d+)?(?:%|％|倍|成)"
)
_OPENS_WITHIN: Final = 3
"""Characters of a sentence in which a time that is said of it and of those behind it begins."""
_SUMMED: Final = frozenset({AnswerKind.COUNT, AnswerKind.AMOUNT})
_REACHED: Final = re.compile("[达至到超]|突破|稳定|保持|年均|平均|每年")
"""Said of a figure at the end of a period, or of each of its years: no sum over it."""
NATIONAL: Final = "全国"
"""Territory of a report that speaks for the whole country, and so of any place in it."""
NEAR_MISS: Final = -0.5
"""Disagreement that other evidence may outweigh."""
PART_OF_PERIOD: Final = 0.5
"""Agreement of a year with a period that contains it: 2023年 asked, 2021—2025年 said."""
LONGER_PERIOD: Final = -0.25
"""Agreement of one year with a period of which a figure is the sum: 去年 asked, 五年来新增522万人 said."""
OF_THE_REPORT: Final = 0.4
"""Agreement of a year with a report that speaks of it as a whole, no nearer words saying which."""


def year_agreement(question: Question, hit: Hit, position: int) -> float:
    """Compare the question's years with the nearest ones said before a position, in sentence, heading, then report.

    A single year asked for is compared with single years where any are said: a heading that names 2025年 and the
    period 2021—2025 does not speak of 2024. The year of a report that the question names by it (2005年报告) is no
    year asked about. Where a date is asked for, the sentence's dates are answers, so only heading and report count.

    :param position: offset in the passage's text.
    """
    wanted = _wanted_years(question, hit.document)
    if not wanted:
        return 0.0
    year = hit.document.year
    said = [] if question.kind is AnswerKind.DATE else _sentence_years(hit, position)
    said = said or _years_around(hit, position)
    agreement = max((_agree(wanted, years) for years in _comparable(wanted, said)), default=-1.0)
    if agreement < 0 and _mentioned(wanted, hit, position):
        return PART_OF_PERIOD
    if agreement == PART_OF_PERIOD and len(wanted) == 1 and question.kind in _SUMMED and _is_sum(hit, position):
        return LONGER_PERIOD
    if agreement > 0 or (year is None and not said):
        return max(agreement, 0.0)
    of_report = year is not None and bool(wanted & {year, year - 1})
    if not said or all(len(years) > 1 for years in said):
        return OF_THE_REPORT if of_report else -1.0
    return NEAR_MISS if of_report and question.kind is AnswerKind.DATE else -1.0


def _wanted_years(question: Question, info: DocumentInfo) -> frozenset[int]:
    """The years asked about; 去年 beside a named report (1978年报告说去年…) is the year before that report."""
    of_reports = _named_reports(question.text)
    years = frozenset(question.years)
    if any(of_reports):
        years = years_in(question.text, info.as_of)
    return years - of_reports[0]


def _comparable(wanted: frozenset[int], said: Sequence[frozenset[int]]) -> Sequence[frozenset[int]]:
    single = [years for years in said if len(years) == 1]
    return single if single and len(wanted) == 1 else said


def said_years(hit: Hit, position: int) -> Sequence[frozenset[int]]:
    """The periods that the words around a position say it belongs to: one of its sentence, or those of its heading."""
    return _sentence_years(hit, position) or _years_around(hit, position)


def _years_around(hit: Hit, position: int) -> tuple[frozenset[int], ...]:
    """The periods said outside what stands before a position in its sentence, nearest first."""
    return (
        _opening_years(hit, position)
        or _heading_years(hit.passage.heading or "", hit.document.as_of)
        or _years_behind(hit, position)
    )


def _sentence_years(hit: Hit, position: int) -> tuple[frozenset[int], ...]:
    """The period last named before a position in its sentence, unless it is only what a figure is set against.

    比2002年, 从2021年的, 1998年以来 and a quarter without its year say what a figure is compared with, not when it was.
    """
    parts = take_apart(hit.passage.text, hit.document.as_of)
    start, _ = parts.sentence_at(position)
    named = [m for m in parts.dates if m.years and start <= m.start < position and not _is_baseline(parts, m)]
    return (frozenset(named[-1].years),) if named else ()


def _opening_years(hit: Hit, position: int) -> tuple[frozenset[int], ...]:
    """The period (五年来，…) that last opened a sentence before a position in its paragraph, set off by a comma.

    Where days or months open sentences, nothing is said of those behind them.
    """
    parts = take_apart(hit.passage.text, hit.document.as_of)
    sentence, _ = parts.sentence_at(position)
    paragraph = parts.text.rfind("\n", 0, position) + 1
    opening = [
        mention
        for mention in parts.dates
        if paragraph <= mention.start < sentence
        and mention.start - parts.sentence_at(mention.start)[0] <= _OPENS_WITHIN
        and parts.folded.startswith(",", mention.end)
        and not _is_baseline(parts, mention)
    ]
    if not opening or opening[-1].month or not opening[-1].years:
        return ()
    return (frozenset(opening[-1].years),)


def _is_sum(hit: Hit, position: int) -> bool:
    """Whether nothing before a figure in its clause says that it was reached at last or is that of each year."""
    parts = take_apart(hit.passage.text, hit.document.as_of)
    return not _REACHED.search(parts.text, parts.clause_at(position)[0], position)


def _years_behind(hit: Hit, position: int) -> tuple[frozenset[int], ...]:
    """The period first named behind a position in its sentence."""
    parts = take_apart(hit.passage.text, hit.document.as_of)
    _, end = parts.sentence_at(position)
    named = [m for m in parts.dates if m.years and position < m.start < end and not _is_baseline(parts, m)]
    return (frozenset(named[0].years),) if named else ()


def _mentioned(wanted: frozenset[int], hit: Hit, position: int) -> bool:
    """Whether the sentence names the year asked for in any way, be it as what a figure is set against."""
    parts = take_apart(hit.passage.text, hit.document.as_of)
    start, end = parts.sentence_at(position)
    return any(wanted == frozenset(m.years) for m in parts.dates if start <= m.start < end and not m.relative)


def _is_baseline(parts: PassageParts, mention: DateMention) -> bool:
    before = parts.text[max(0, mention.start - 3) : mention.start]
    behind = parts.text[mention.end : mention.end + 12]
    partial = mention.relative and not re.search("[年届]|时期", mention.text)
    titled = any(start <= mention.start < end for start, end in parts.titles)
    return partial or titled or bool(_SET_AGAINST.search(before)) or bool(_ONWARDS.match(behind))


@lru_cache(maxsize=1024)
def _heading_years(heading: str, as_of: str | None) -> tuple[frozenset[int], ...]:
    """The periods named by the innermost part of a heading that names any (一、2025年工作回顾 › （四）…)."""
    for part in reversed(heading.split("›")):
        found = tuple(frozenset(mention.years) for mention in find_dates(part, as_of=as_of) if mention.years)
        if found or _FIRST_LEVEL.match(part.strip()):
            return found
    return ()


def _agree(wanted: frozenset[int], said: frozenset[int]) -> float:
    if wanted == said:
        return 1.0
    return PART_OF_PERIOD if wanted & said else -1.0


def place_agreement(question: Question, hit: Hit, position: int) -> float:
    """Compare the question's places with those of the report, the sentence and the passage.

    A city's province's report may speak of it without naming it; one of the whole country hardly, but may. In a report
    on no place of its own, a sentence about other places does not speak of the one asked for.

    :param position: offset in the passage's text.
    """
    wanted = frozenset(place.canonical for place in question.places)
    if not wanted:
        return 0.0
    info = hit.document
    parts = take_apart(hit.passage.text, info.as_of)
    start, end = parts.sentence_at(position)
    here = _with_provinces(tuple((p.canonical, p.province) for p in parts.places if start <= p.start < end))
    if wanted & document_places(info) or wanted & here:
        return 1.0
    general = info.place in {None, NATIONAL}
    if wanted & passage_places(parts):
        return NEAR_MISS if general and here and question.kind is not AnswerKind.PLACE else 1.0
    if info.place in {province_of(name) for name in wanted}:
        return 0.0
    return NEAR_MISS if general else -1.0


def document_places(info: DocumentInfo) -> frozenset[str]:
    """Canonical names of the places that a document's title, place or file name says it is about."""
    return _places("\n".join(part for part in (info.title, info.place, info.file) if part))


def passage_places(parts: PassageParts) -> frozenset[str]:
    """Canonical names of the places a passage names, with their provinces."""
    return _with_provinces(tuple((place.canonical, place.province) for place in parts.places))


@lru_cache(maxsize=2048)
def _places(text: str) -> frozenset[str]:
    return _with_provinces(tuple((place.canonical, place.province) for place in places_in(text)))


def _with_provinces(found: tuple[tuple[str, str | None], ...]) -> frozenset[str]:
    return frozenset(name for pair in found for name in pair if name)


def report_agreement(question: Question, hit: Hit) -> float:
    """Compare the report a question names (2004年报告, 十六大报告) with the one at hand; 0 if none is named."""
    years, congresses = _named_reports(question.text)
    if not years and not congresses:
        return 0.0
    info = hit.document
    if info.year in years or congresses & _congresses(f"{info.title}\n{info.file}"):
        return 1.0
    return -1.0 if info.year or congresses else 0.0


def named_reports(question: Question) -> list[str]:
    """The reports a question names, as it writes them (2004年报告, 16th Congress report)."""
    return [
        question.text[match.start() : match.end()]
        for pattern in (_REPORT_OF_YEAR, _REPORT_OF_CONGRESS)
        for match in pattern.finditer(fold(question.text))
    ]


@lru_cache(maxsize=256)
def _named_reports(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """The years and the congresses whose reports a text names."""
    folded = fold(text)
    years = frozenset(
        year
        for match in _REPORT_OF_YEAR.finditer(folded)
        for mention in find_dates(f"{match['year'] or match['english']}年")
        for year in mention.years
    )
    return years, frozenset(
        number for match in _REPORT_OF_CONGRESS.finditer(folded) for number in _congresses(match.group())
    )


@lru_cache(maxsize=1024)
def _congresses(text: str) -> frozenset[int]:
    """Numbers of the party congresses a text names: 十六大, 第十六次全国代表大会, 16th Congress."""
    return frozenset(
        ordinal.number for ordinal in ordinals_in(text) if ordinal.unit == "大" or _CONGRESS.match(text, ordinal.start)
    )
