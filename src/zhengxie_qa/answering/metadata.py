"""Questions about the article itself (哪天发布, 来源, 标题), answered with the words that say so in its text.

What the file name or the loader knows but the text does not say is never quoted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zhengxie_qa.answering.cite import line_hit
from zhengxie_qa.reading.question import MetadataField, Question
from zhengxie_qa.text.dates import find_dates
from zhengxie_qa.types import Document, Hit, Span

METADATA_CONFIDENCE = 0.9
"""Confidence of a metadata answer: the words are the document's own, only the choice of document can be wrong."""


_SOURCE_LABEL = re.compile(r"(?:信息来源|文章来源|稿件来源|来源|出处|转自)\s*[:：]?\s*$")


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int


def metadata_span(question: Question, document: Document, hit: Hit) -> Span | None:
    """Find the words of the text that state what is asked about the article.

    :param hit: a hit of that document.
    :returns: a span whose hit is the line it stands on; ``None`` where the text does not say.
    """
    place = _FINDERS[question.metadata](document) if question.metadata else None
    if place is None:
        return None
    found = line_hit(hit, document, start=place.start, end=place.end)
    return Span(
        hit=found,
        start=place.start,
        end=place.end,
        text=document.text[place.start : place.end],
        score=METADATA_CONFIDENCE,
        confidence=METADATA_CONFIDENCE,
        parts={"metadata": 1.0},
    )


def asked_document(question: Question, hits: Sequence[Hit]) -> Hit | None:
    """The hit of the article a metadata question means: one of the named place and year first, then the best rank."""
    places = {place.canonical for place in question.places}
    years = frozenset(question.years)

    def agreement(hit: Hit) -> tuple[int, int]:
        info = hit.document
        matches = (info.place in places) + (info.year in years if info.year else False)
        return -int(matches), hit.rank

    return min(hits, key=agreement, default=None)


def _published(document: Document) -> _Place | None:
    """The first date in the text equal to the day it was published."""
    published = document.info.published
    if not published:
        return None
    literal = document.text.find(published)
    if literal >= 0:
        return _Place(literal, literal + len(published))
    year, month, day = (int(part) for part in published.split("-"))
    for mention in find_dates(document.text, as_of=document.info.as_of):
        if mention.day == day and mention.month == month and year in mention.years:
            return _Place(mention.start, mention.end)
    return None


def _source(document: Document) -> _Place | None:
    """The source's name where it follows 来源, else where it stands first."""
    source = document.info.source
    if not source:
        return None
    places = [match.start() for match in re.finditer(re.escape(source), document.text)]
    labelled = [start for start in places if _SOURCE_LABEL.search(document.text, max(0, start - 12), start)]
    start = next(iter(labelled or places), None)
    return None if start is None else _Place(start, start + len(source))


def _title(document: Document) -> _Place | None:
    title = document.info.title
    start = document.text.find(title) if title else -1
    return None if start < 0 else _Place(start, start + len(title))


_FINDERS = {MetadataField.PUBLISHED: _published, MetadataField.SOURCE: _source, MetadataField.TITLE: _title}
