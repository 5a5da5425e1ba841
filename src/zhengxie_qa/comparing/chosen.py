"""Which documents a comparison asks, and under which label each stands.

A document belongs to the place and year that its title, file or day of publication names; one that names none is asked
where titles are compared, and else only if no document names any.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from zhengxie_qa.comparing.asked import Asked, Level
from zhengxie_qa.comparing.comparison import By
from zhengxie_qa.question.question import Question
from zhengxie_qa.text.places import province_of
from zhengxie_qa.types import DocumentInfo, Status

NATIONAL: Final = "全国"
"""Place of a report that speaks for the whole country."""


def layout(infos: Sequence[DocumentInfo]) -> By:
    """Choose across what to compare where nobody says: places if the documents are of several, else years or titles."""
    places = {info.place for info in infos if info.place not in {None, NATIONAL}}
    if len(places) > 1:
        return By.PLACE
    return By.YEAR if len({info.year for info in infos if info.year}) > 1 else By.DOCUMENT


def chosen(infos: Sequence[DocumentInfo], asked: Asked, question: Question, *, by: By) -> list[DocumentInfo]:
    """Choose the documents that are asked.

    :param infos: those that the filters admit.
    :param question: what each is asked.
    """
    if by is By.PLACE:
        return _of_years(_of_places(infos, asked), question, latest=True)
    if by is By.YEAR:
        return _of_one_place([info for info in infos if info.year] or infos, question)
    named = {place.canonical for place in question.places}
    return _of_years([info for info in infos if info.place in named] or infos, question, latest=False)


def label_of(info: DocumentInfo, by: By) -> str:
    """The label of a document; one without the place or year asked for goes by its title."""
    if by is By.PLACE:
        return info.place or info.title
    return str(info.year) if by is By.YEAR and info.year else info.title


def _of_places(infos: Sequence[DocumentInfo], asked: Asked) -> list[DocumentInfo]:
    placed = [info for info in infos if info.place and info.place != NATIONAL]
    if asked.places:
        return [info for info in placed if info.place in asked.places]
    if asked.level is not Level.ANY:
        provinces = asked.level is Level.PROVINCES
        level = [info for info in placed if (province_of(info.place or "") == info.place) is provinces]
        placed = level or placed
    return placed or list(infos)


def _of_years(infos: Sequence[DocumentInfo], question: Question, *, latest: bool) -> list[DocumentInfo]:
    """Those in which a figure of the years asked for may stand: a plan in the same year, a result also in the next.

    :param latest: without a year, take the newest of each place.
    """
    wanted = set(question.years)
    if not wanted:
        return _latest(infos) if latest else list(infos)
    if question.status is not Status.PLANNED:
        wanted |= {year + 1 for year in wanted}
    return [info for info in infos if info.year is None or info.year in wanted] or list(infos)


def _latest(infos: Iterable[DocumentInfo]) -> list[DocumentInfo]:
    kept = list(infos)
    newest: dict[str | None, int] = {}
    for info in kept:
        newest[info.place] = max(newest.get(info.place, 0), info.year or 0)
    return [info for info in kept if info.place is None or (info.year or 0) == newest[info.place]]


def _of_one_place(infos: Sequence[DocumentInfo], question: Question) -> list[DocumentInfo]:
    """Years are compared of one place: the one named, else the country, else the one with most years."""
    named = [info for info in infos if info.place in {place.canonical for place in question.places}]
    if named:
        return named
    years: dict[str | None, set[int | None]] = {}
    for info in infos:
        years.setdefault(info.place, set()).add(info.year)
    most = max(years, key=lambda place: (len(years[place]), place == NATIONAL, place or ""), default=None)
    return [info for info in infos if info.place == most]
