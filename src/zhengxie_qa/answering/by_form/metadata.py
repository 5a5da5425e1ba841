"""Questions about the article itself (哪天发布, 来源, 标题), answered with the words that say so in its text.

What the file name or the loader knows but the text does not say is never quoted.
"""

import re
from collections.abc import Sequence

from zhengxie_qa.answering.by_form.imprint import Place, said_of_itself, signed_day
from zhengxie_qa.answering.by_form.span import Form, form_span
from zhengxie_qa.answering.cite import line_hit
from zhengxie_qa.answering.decide import ANSWER_THRESHOLD
from zhengxie_qa.evidence.missing import MARKS
from zhengxie_qa.question.asking_words import KIND_OF_ARTICLE
from zhengxie_qa.question.question import MetadataField, Question
from zhengxie_qa.text.dates import find_dates
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.types import Document, DocumentInfo, Hit, Span

METADATA_CONFIDENCE = 0.9
"""Confidence of a metadata answer: the words are the document's own, and it is clear which is meant."""
GUESSED_CONFIDENCE = ANSWER_THRESHOLD
"""Confidence where 这篇文章 may be any of several documents: just enough to be shown."""


_KIND = re.compile(KIND_OF_ARTICLE)
_SOURCE_LABEL = re.compile(r"(?:信息来源|文章来源|稿件来源|来源|出处|转自)\s*[:：]?\s*$")
_ISSUE_NUMBER = re.compile(r"(?P<number>[\u4e00-\u9fff]{2,12}[〔\[［(（]\d{4}[〕\]］)）]\s?\d{1,5}号)")
_LABELLED_NUMBER = re.compile(rf"(?:发文字号|文\s?号)\s?[:：]\s?{_ISSUE_NUMBER.pattern}")


def metadata_span(question: Question, document: Document, hit: Hit, *, sure: bool = True) -> Span | None:
    """Find the words of the text that state what is asked about the article.

    :param hit: a hit of that document.
    :param sure: whether this is the document meant.
    :returns: a span whose hit is the line it stands on; ``None`` where the text does not say.
    """
    place = _said(question.metadata, document) if question.metadata else None
    if place is None:
        return None
    start, end = place
    confidence = METADATA_CONFIDENCE if sure else GUESSED_CONFIDENCE
    return form_span(Form.METADATA, line_hit(hit, document, start=start, end=end), start, end, confidence)


def asked_document(question: Question, hits: Sequence[Hit]) -> tuple[Hit, bool] | None:
    """The hit of the article a metadata question means: one of the named place and year first, then the best rank.

    :returns: the hit, and whether nothing else can be meant: the question names it, or all hits are of one document;
        ``None`` without hits, or where the title is asked of what came out on a day on which nothing did.
    """
    if question.metadata is MetadataField.TITLE and (days := _days(question)):
        hits = [hit for hit in hits if hit.document.published in days]
    best = min(hits, key=lambda hit: (-_named(question, hit.document), hit.rank), default=None)
    if best is None:
        return None
    alone = len({hit.passage.doc_id for hit in hits}) == 1
    return best, alone or _named(question, best.document) > 0


def names_another_work(question: Question, hits: Sequence[Hit]) -> bool:
    """Whether a question for an author and the like names a 《title》 that no article found has: a book."""
    if question.metadata in _FINDERS:
        return False
    titles = "\n".join(fold(hit.document.title).translate(MARKS) for hit in hits)
    works = [name for name in question.quoted if f"《{name}》" in question.text]
    return any(fold(name).translate(MARKS) not in titles for name in works)


def _days(question: Question) -> set[str]:
    """The days that a question names in full, ISO 8601."""
    return {
        f"{mention.years[0]:04}-{mention.month:02}-{mention.day:02}"
        for mention in find_dates(question.chinese)
        if len(mention.years) == 1 and mention.month and mention.day
    }


def _named(question: Question, info: DocumentInfo) -> float:
    """How much of what a question names, place, year, kind of article and words of the title, is a document's own."""
    places = {place.canonical for place in question.places}
    is_kind = any(kind in info.title for kind in _KIND.findall(question.chinese))
    title = fold(info.title)
    shared = sum(term in title for term in question.terms) / max(1, len(question.terms))
    return (info.place in places) + (info.year in question.years if info.year else False) + is_kind + shared


def _said(field: MetadataField, document: Document) -> Place | None:
    return _FINDERS[field](document) if field in _FINDERS else said_of_itself(field, document)


def _published(document: Document) -> Place | None:
    """The first date in the text equal to the day it was published."""
    published = document.info.published
    if not published:
        return None
    literal = document.text.find(published)
    if literal >= 0:
        return (literal, literal + len(published))
    year, month, day = (int(part) for part in published.split("-"))
    for mention in find_dates(document.text, as_of=document.info.as_of):
        if mention.day == day and mention.month == month and year in mention.years:
            return (mention.start, mention.end)
    return None


def _source(document: Document) -> Place | None:
    """The source's name where it follows 来源, else where it stands first."""
    source = document.info.source
    if not source:
        return None
    places = [match.start() for match in re.finditer(re.escape(source), document.text)]
    labelled = [start for start in places if _SOURCE_LABEL.search(document.text, max(0, start - 12), start)]
    start = next(iter(labelled or places), None)
    return None if start is None else (start, start + len(source))


def _title(document: Document) -> Place | None:
    title = document.info.title
    start = document.text.find(title) if title else -1
    return None if start < 0 else (start, start + len(title))


def _number(document: Document) -> Place | None:
    """The number that stands first, behind its label where it has one."""
    found = _LABELLED_NUMBER.search(document.text) or _ISSUE_NUMBER.search(document.text)
    return found.span("number") if found else None


_FINDERS = {
    MetadataField.PUBLISHED: _published,
    MetadataField.SOURCE: _source,
    MetadataField.TITLE: _title,
    MetadataField.SIGNED: signed_day,
    MetadataField.NUMBER: _number,
}
