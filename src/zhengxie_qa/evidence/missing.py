"""Whether the things a question names (places, years, 第N届, offices, 《》, “”) stand in the evidence for an answer.

Only names are looked for: ordinary words may be paraphrased and are never missing. Nothing is decided here.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from zhengxie_qa.evidence.agreement import (
    NEAR_MISS,
    named_reports,
    place_agreement,
    report_agreement,
    year_agreement,
)
from zhengxie_qa.evidence.contrast import contradicted_words
from zhengxie_qa.evidence.days import days_missing
from zhengxie_qa.evidence.fitting import FIGURES
from zhengxie_qa.question.understanding import Question
from zhengxie_qa.text.dates import ordinals_in
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.offices import OFFICE
from zhengxie_qa.text.places import short_names
from zhengxie_qa.types import AnswerKind, DocumentInfo, Language, Span

FullText = Callable[[str], str | None]
"""``doc_id`` → the document's clean text, or ``None`` where only passages are at hand."""

_SURE_IN_ENGLISH = frozenset({"市长", "副市长", "省长", "副省长", "总理", "副主席"})
NEVER = 0.0
"""Agreement below which something is missing where nothing is let pass."""
MARKS = str.maketrans("", "", "\"'“”‘’《》〈〉「」『』 \u3000\n")


def missing_terms(
    question: Question, span: Span, *, strict: bool = True, full_text: FullText = lambda doc_id: None
) -> tuple[str, ...]:
    """List what the question names and the evidence does not, as the question writes it.

    The evidence is the passage, its heading and the document's title and metadata; for titles, quoted names and
    ordinals also the whole document. A place is present under any of its names, a year also as 去年 or in a period.

    :param strict: also list what may be missing: a place that a national report need not name, a quoted word that
        may be the asker's own (“打标签”). Meant for spans that little else speaks for.
    """
    evidence = _Evidence(span, full_text, NEVER if strict else NEAR_MISS)
    finders = [_reports, _years, _days, _places, _titles, _ordinals_named, _offices, _contradicted]
    if strict:
        finders.append(_quoted)
    return tuple(dict.fromkeys(name for find in finders for name in find(question, evidence)))


class _Evidence:
    """What may confirm a name, gathered lazily: most questions name little."""

    def __init__(self, span: Span, full_text: FullText, tolerated: float) -> None:
        self.span = span
        self.tolerated = tolerated
        self.info: DocumentInfo = span.hit.document
        self.position = span.start - span.hit.passage.start
        self._full_text = full_text

    @property
    def near(self) -> str:
        info, passage = self.info, self.span.hit.passage
        return "\n".join(
            part for part in (info.title, info.file, info.source, info.place, passage.heading, passage.text) if part
        )

    @property
    def everywhere(self) -> str:
        return f"{self.near}\n{self._full_text(self.info.doc_id) or ''}"


def _years(question: Question, evidence: _Evidence) -> Iterator[str]:
    """The question's years, if the nearest words that name a year, or the report as a whole, speak of others."""
    span = evidence.span
    if year_agreement(question, span.hit, evidence.position) < evidence.tolerated:
        yield from (str(year) if question.language is Language.EN else f"{year}年" for year in _written(question))


def _days(question: Question, evidence: _Evidence) -> Iterator[str]:
    """The question's days, if the paragraph speaks of others."""
    yield from days_missing(question.text, evidence.span)


def _reports(question: Question, evidence: _Evidence) -> Iterator[str]:
    """The report a question names, if the evidence is from another."""
    if report_agreement(question, evidence.span.hit) < 0:
        yield from named_reports(question)


def _written(question: Question) -> tuple[int, ...]:
    """The years as a person named them: a period by its ends."""
    years = question.years
    return years if len(years) < 3 else (years[0], years[-1])


def _places(question: Question, evidence: _Evidence) -> Iterator[str]:
    """The question's places, if the evidence is about others; one that the document names anywhere may be meant."""
    agreement = place_agreement(question, evidence.span.hit, evidence.position)
    if agreement >= NEVER:
        return
    for place in question.places:
        if agreement < evidence.tolerated or not _named_anywhere(place.canonical, evidence):
            yield place.name


def _named_anywhere(canonical: str, evidence: _Evidence) -> bool:
    text = _bare(evidence.everywhere)
    return any(len(name) > 1 and name in text for name in short_names(canonical))


def _contradicted(question: Question, evidence: _Evidence) -> Iterator[str]:
    """Words whose opposite the evidence is about, where a figure is asked for: 城镇 against 农村."""
    if question.kind in FIGURES:
        yield from contradicted_words(question.chinese, evidence.span.hit, evidence.position)


def _offices(question: Question, evidence: _Evidence) -> Iterator[str]:
    """The office whose holder is asked for, if the passage names no such office: 秘书长是谁 beside 主席林洁.

    In English questions only for offices whose rendering is no guess.
    """
    if question.kind is not AnswerKind.PERSON:
        return
    said = {match.group() for match in OFFICE.finditer(evidence.near)}
    asked = [match.group() for match in OFFICE.finditer(question.chinese)]
    if question.language is Language.EN:
        asked = [office for office in asked if office in _SURE_IN_ENGLISH]
    yield from (office for office in asked if office not in said)


def _titles(question: Question, evidence: _Evidence) -> Iterator[str]:
    yield from _absent([title for title in question.quoted if f"《{title}》" in question.text], evidence)


def _quoted(question: Question, evidence: _Evidence) -> Iterator[str]:
    yield from _absent(question.quoted, evidence)


def _ordinals_named(question: Question, evidence: _Evidence) -> Iterator[str]:
    """第N届 and the like, unless the evidence holds the same number of the same thing in other writing (第14届)."""
    numbered = [name for name in question.ordinals if f"哪{name}" not in question.text]
    for name in _absent(numbered, evidence):
        if not _ordinals(name) & _ordinals(evidence.everywhere):
            yield name


def _absent(names: Sequence[str], evidence: _Evidence) -> list[str]:
    text = _bare(evidence.everywhere) if names else ""
    return [name for name in names if _bare(name) not in text]


@lru_cache(maxsize=256)
def _ordinals(text: str) -> frozenset[tuple[int, str]]:
    return frozenset((ordinal.number, ordinal.unit) for ordinal in ordinals_in(text))


@lru_cache(maxsize=256)
def _bare(text: str) -> str:
    return fold(text).translate(MARKS)
