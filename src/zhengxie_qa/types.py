"""The nouns of the product and the protocols of its exchangeable parts; no behaviour beyond small conveniences.

All offsets are half-open ``[start, end)`` in code points of ``Document.text`` (the clean text), unless a name
says ``raw``: then they are code points of ``Document.raw_text``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from zhengxie_qa.location import Location

MAX_QUESTION: Final = 500
"""Longest question, in characters, as the contract says."""
MAX_TOP_K: Final = 100
"""Most passages that may be asked for."""


class SearchMode(StrEnum):
    """How passages are ranked."""

    HYBRID = "hybrid"
    LEXICAL = "lexical"
    DENSE = "dense"


class PassageKind(StrEnum):
    """What a passage is in its article."""

    BODY = "body"
    CAPTION = "caption"


class DocumentKind(StrEnum):
    """What sort of document it is, as its title names it."""

    REPORT = "report"
    RULES = "rules"
    PAPER = "paper"
    SPEECH = "speech"
    ARTICLE = "article"


class Language(StrEnum):
    """The language of a question; ``MIXED`` is English around Chinese terms, or the other way round."""

    ZH = "zh"
    EN = "en"
    MIXED = "mixed"


class AnswerKind(StrEnum):
    """What sort of words would answer a question."""

    COUNT = "count"
    AMOUNT = "amount"
    PERCENTAGE = "percentage"
    DATE = "date"
    DURATION = "duration"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    TITLE = "title"
    QUOTATION = "quotation"
    DEFINITION = "definition"
    LIST = "list"
    REASON = "reason"
    MANNER = "manner"
    YES_NO = "yes_no"
    METADATA = "metadata"
    OTHER = "other"


class Status(StrEnum):
    """Whether a figure was reached or is only intended."""

    PLANNED = "planned"
    ACHIEVED = "achieved"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of clean text and the raw characters it came from.

    Equal lengths mean a verbatim copy; unequal ones that the stretch maps only as a whole (``&amp;`` → ``&``).
    """

    start: int
    end: int
    raw_start: int
    raw_end: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A stretch of ``Document.raw_text`` that the clean text does without, and the rule that left it out.

    :param rule: a short name in lower case (``footer``, ``hidden``), shown to people beside the words left out.
    """

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure that two readings of a file see differently.

    :param start: with ``end``, its place in ``Document.raw_text``; empty where only the second reading has one.
    :param read: ``raw_text[start:end]``. :param other: what the second reading has there, if anything.
    """

    start: int
    end: int
    read: str
    other: str


@dataclass(frozen=True, slots=True)
class Audit:
    """The figures of a file read in two ways: how many were compared, and which differ."""

    compared: int
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What is known about one article besides its words.

    :param doc_id: stable across re-ingestion of the same path.
    :param file: path relative to the ingested folder.
    :param published: ISO 8601 date, e.g. ``2025-07-25``; ``published_time`` is ``HH:MM``, where the page gives one.
    :param year: the year the article speaks from (published, else named by its title or file name).
    :param place: the province, city or body's territory named by the title, e.g. ``北京市``.
    """

    doc_id: str
    file: str
    title: str
    source: str | None = None
    published: str | None = None
    published_time: str | None = None
    url: str | None = None
    year: int | None = None
    place: str | None = None

    @property
    def as_of(self) -> str | None:
        """The date against which 去年 or 今年 is read: published, else the year alone."""
        return self.published or (str(self.year) if self.year else None)


@dataclass(frozen=True, slots=True)
class Document:
    """One article: clean text, raw text and the map between the two.

    :param raw_text: the source file as decoded; of one that is no text, all words in it, in the order of reading.
    :param segments: clean → raw, ordered, covering all of ``text``.
    :param left_out: every stretch of ``raw_text`` with words that ``text`` does without, ordered.
    :param locations: where in the file ``raw_text`` comes from, ordered; none where the file is its own text.
    :param original: what the file says of itself, where a person has corrected ``info``.
    :param boxes: where on its page each character stands that was recognised in a picture, packed as
        ``corpus.scans.boxes`` does: those of ``raw_text`` at a place of the kind ``SCAN``, in order and without blanks.
    :param audit: of its figures; none where its format is read in one way only.
    """

    info: DocumentInfo
    text: str
    raw_text: str
    segments: tuple[Segment, ...]
    left_out: tuple[LeftOut, ...] = ()
    locations: tuple[Location, ...] = ()
    original: DocumentInfo | None = None
    boxes: bytes = b""
    audit: Audit | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """One document as a list of the collection shows it.

    :param passages: into which it was cut.
    :param characters: of its clean text.
    :param pages: of a file that has pages; none where places are named otherwise.
    :param unread_pages: pages in which no text was found. :param scanned_pages: those that were read by OCR.
    :param left_out: stretches of the file that the clean text does without.
    :param uploaded: whether its file came by upload, and goes when the document is removed.
    :param original: what the file says of itself, where a person has corrected ``info``.
    :param figures: that were read in two ways, if its format is. :param doubts: those of them that differ.
    """

    info: DocumentInfo
    passages: int
    characters: int
    pages: int | None
    unread_pages: int
    scanned_pages: int
    left_out: int
    uploaded: bool
    original: DocumentInfo | None = None
    figures: int | None = None
    doubts: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """A contiguous slice of one document, the unit we index: ``document.text[start:end] == text``."""

    passage_id: str
    doc_id: str
    start: int
    end: int
    text: str
    kind: PassageKind = PassageKind.BODY
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """Hard limits a user sets; empty means no limit. Dates are ISO 8601 and inclusive.

    :param years: years that documents speak from, as in :attr:`DocumentInfo.year`.
    :param places: canonical names; a province stands for the places in it too.
    """

    sources: tuple[str, ...] = ()
    published_from: str | None = None
    published_to: str | None = None
    doc_ids: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    kinds: tuple[DocumentKind, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query. ``rank`` starts at 1; ``parts`` names each part of the score."""

    rank: int
    score: float
    passage: Passage
    document: DocumentInfo
    parts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Span:
    """A candidate answer inside a hit; offsets are the document's.

    :param score: comparable across passages of one question, higher is better.
    :param confidence: calibrated probability in [0, 1] that this span answers the question.
    """

    hit: Hit
    start: int
    end: int
    text: str
    score: float
    confidence: float
    parts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number understood.

    :param value: the number itself, 万/亿 multiplied out, percentages as given (18.5% → 18.5).
    :param unit: the unit or measure word as written, without 万/亿 (``场``, ``元``, ``%``).
    :param approximate: 多/余/近/超/约/以上 or similar stands with it.
    :param upper: the upper end where the text gives a range; ``value`` is then the lower end.
    """

    value: float
    unit: str | None
    approximate: bool = False
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of a conversation, with its answer if known."""

    question: str
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class IndexState:
    """Which build of the index answered."""

    generation: str
    encoder: str
    documents: int
    passages: int
