"""Whether what a question names (places, years, 第N届, offices, 《》, “”, 1+10+N) stands in the evidence for an answer.

Only names are looked for: ordinary words may be paraphrased and are never missing. Nothing is decided here.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from zhengxie_qa.evidence.agreement import NEAR_MISS, named_reports
from zhengxie_qa.evidence.evidence import Evidence
from zhengxie_qa.question.question import Question
from zhengxie_qa.text.dates import ordinals_in
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.places import short_names
from zhengxie_qa.types import Language

FullText = Callable[[str], str | None]
"""``doc_id`` → the document's clean text, or ``None`` where only passages are at hand."""

NEVER = 0.0
"""Agreement below which something is missing where nothing is let pass."""
MARKS = str.maketrans("", "", "\"'“”‘’《》〈〉「」『』 \u3000\n")


def missing_terms(
    evidence: Evidence, *, strict: bool = True, full_text: FullText = lambda doc_id: None
) -> tuple[str, ...]:
    """List what the question names and the evidence does not, as the question writes it.

    The evidence is the passage, its heading and the document's title and metadata; for titles, quoted names and
    ordinals also the whole document. A place is present under any of its names, a year also as 去年 or in a period.

    :param strict: also list what may be missing: a place that a national report need not name, a quoted word that
        may be the asker's own (“打标签”). Meant for spans that little else speaks for.
    """
    question = evidence.question
    document = _Document(evidence, full_text)
    tolerated = NEVER if strict else NEAR_MISS
    names = [
        *(named_reports(question) if evidence.report < 0 else ()),
        *(_years(question) if evidence.year < tolerated else ()),
        *evidence.other_days,
        *evidence.other_bound,
        *_places(document, tolerated),
        *_absent([title for title in question.quoted if f"《{title}》" in question.text], document),
        *_absent([name for name in question.names if "+" in fold(name)], document),
        *_ordinals_named(document),
        *evidence.other_offices,
        *evidence.opposites,
        *evidence.counted_otherwise,
        *(_absent(question.quoted, document) if strict else ()),
    ]
    return tuple(dict.fromkeys(names))


@dataclass(frozen=True)
class _Document:
    """Evidence with the document it is from, which is fetched only where something is looked for in it."""

    evidence: Evidence
    full_text: FullText

    @cached_property
    def text(self) -> str:
        """All of it, and what is known of it."""
        return f"{self.evidence.near}\n{self.full_text(self.evidence.hit.document.doc_id) or ''}"


def _years(question: Question) -> Iterator[str]:
    """The question's years as a person names them: a period by its ends."""
    years = question.years if len(question.years) < 3 else (question.years[0], question.years[-1])
    yield from (str(year) if question.language is Language.EN else f"{year}年" for year in years)


def _places(document: _Document, tolerated: float) -> Iterator[str]:
    """The question's places, if the evidence is about others; one that the document names anywhere may be meant."""
    agreement = document.evidence.place
    if agreement >= NEVER:
        return
    for place in document.evidence.question.places:
        if agreement < tolerated or not _named_anywhere(place.canonical, document):
            yield place.name


def _named_anywhere(canonical: str, document: _Document) -> bool:
    text = _bare(document.text)
    return any(len(name) > 1 and name in text for name in short_names(canonical))


def _ordinals_named(document: _Document) -> Iterator[str]:
    """第N届 and the like, unless the document holds the same number of the same thing in other writing (第14届)."""
    question = document.evidence.question
    numbered = [name for name in question.ordinals if f"哪{name}" not in question.text]
    for name in _absent(numbered, document):
        if not _ordinals(name) & _ordinals(document.text):
            yield name


def _absent(names: Sequence[str], document: _Document) -> list[str]:
    text = _bare(document.text) if names else ""
    return [name for name in names if _bare(name) not in text]


@lru_cache(maxsize=256)
def _ordinals(text: str) -> frozenset[tuple[int, str]]:
    return frozenset((ordinal.number, ordinal.unit) for ordinal in ordinals_in(text))


@lru_cache(maxsize=256)
def _bare(text: str) -> str:
    return fold(text).translate(MARKS)
