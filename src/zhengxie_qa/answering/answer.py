"""What the engine says: an answer of quoted words with their citations, or the reason why there is none.

Only nouns; how an answer comes about is the part of the modules beside this one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from zhengxie_qa.location import Location
from zhengxie_qa.types import AnswerKind, DocumentInfo, Doubt, Hit, Language, Passage, Quantity, Status


class Reason(StrEnum):
    """Why there is no answer."""

    NO_PASSAGE = "no_passage"
    TERM_MISSING = "term_missing"
    WRONG_KIND = "wrong_kind"
    LOW_CONFIDENCE = "low_confidence"
    OUT_OF_SCOPE = "out_of_scope"


class AnswerLevel(StrEnum):
    """How much of the text it takes to answer: some words of a sentence, or whole clauses and sentences."""

    WORDS = "words"
    SENTENCES = "sentences"


class ConfidenceLevel(StrEnum):
    """Confidence as a person reads it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where quoted words stand: ``document.text[start:end] == quote``; ``locations`` of the first and the last word.

    :param doubts: the figures of the same page, paragraph or cell that two readings of the file see differently.
    """

    n: int
    document: DocumentInfo
    passage: Passage
    start: int
    end: int
    quote: str
    raw_start: int
    raw_end: int
    locations: tuple[Location, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """The sentence or sentences around quoted words: ``document.text[start:end] == text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class CellNames:
    """What the table in which quoted words stand calls their cell, each name with its place in the document.

    :param row: names of its row, outermost first. :param column: of its column.
    :param unit: the unit of its figure, where it stands in a name or above the table.
    :param caption: the name of the table.
    """

    row: tuple[Sentence, ...]
    column: tuple[Sentence, ...]
    unit: Sentence | None
    caption: Sentence | None


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another figure the corpus gives for the same question, with the year or place it belongs to."""

    text: str
    citation: Citation
    label: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine says: quoted words with citations, or why there are none.

    ``text is None`` exactly when ``abstained``; otherwise ``text == citations[0].quote``. For a list, ``text`` and
    the first citation are the whole quoted stretch, and one citation per item follows, in the order of the text.

    :param level: whether words or sentences answer; ``None`` exactly when ``abstained``.
    :param evidence: what stands around the first citation, in its document; it holds the whole quote.
    :param cell: how the first citation is called, if it stands in a cell of a table.
    :param also_asked: further questions of the same message, which this answer leaves open.
    :param message: why there is no answer, in the language of the question; in ``messages``, in Chinese and English.
    """

    question: str
    interpreted_as: str
    text: str | None
    abstained: bool
    reason: Reason | None
    message: str | None
    kind: AnswerKind
    confidence: float
    confidence_level: ConfidenceLevel
    level: AnswerLevel | None = None
    citations: tuple[Citation, ...] = ()
    evidence: Sentence | None = None
    cell: CellNames | None = None
    nearest: tuple[Hit, ...] = ()
    items: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    quantity: Quantity | None = None
    status: Status | None = None
    as_of: str | None = None
    missing_terms: tuple[str, ...] = ()
    also_asked: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    explanation: Mapping[str, Any] = field(default_factory=dict)
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    messages: Mapping[Language, str] = field(default_factory=dict)
