"""The contract's responses as pydantic models, for validation and the OpenAPI document.

The models hold no logic; ``payloads`` builds the dictionaries they describe.
"""

from typing import Any, Literal

from pydantic import BaseModel

from zhengxie_qa.answering.answer import AnswerLevel, ConfidenceLevel, Reason
from zhengxie_qa.comparing.comparison import Apart, By, Order
from zhengxie_qa.interfaces.http.listed import DocumentInfoOut, ListedOut
from zhengxie_qa.interfaces.http.places import CellOut, DoubtOut, LocatedDoubtOut, LocationOut, PageOut
from zhengxie_qa.types import AnswerKind, PassageKind, SearchMode, Status


class IndexOut(BaseModel):
    """Which build of the index answered."""

    generation: str
    encoder: str
    documents: int
    passages: int


class HitOut(BaseModel):
    """A passage found; ``start`` and ``end`` are code points of the document's text."""

    rank: int
    score: float
    passage_id: str
    doc_id: str
    title: str
    source: str | None
    published: str | None
    url: str | None
    start: int
    end: int
    text: str
    file: str
    heading: str | None
    kind: PassageKind
    parts: dict[str, float] | None = None


class SearchResponse(BaseModel):
    """Passages, best first."""

    query: str
    mode: SearchMode
    took_ms: float
    index: IndexOut
    hits: list[HitOut]


class CitationOut(BaseModel):
    """Where quoted words stand: the document's ``text[start:end] == quote``."""

    n: int
    doc_id: str
    file: str
    title: str
    source: str | None
    published: str | None
    url: str | None
    passage_id: str
    start: int
    end: int
    quote: str
    passage: str
    passage_start: int
    raw_start: int
    raw_end: int
    heading: str | None
    location: LocationOut | None
    doubts: list[DoubtOut]


class AlternativeOut(BaseModel):
    """Another figure the corpus gives, with the year or place it belongs to."""

    text: str
    label: str
    citation: CitationOut


class EvidenceOut(BaseModel):
    """The sentence or sentences around the quoted words: the document's ``text[start:end] == evidence.text``."""

    doc_id: str
    start: int
    end: int
    text: str


class RowOut(BaseModel):
    """What one document says; ``apart`` says why its figure is not ranked with the others."""

    label: str
    doc_id: str
    file: str
    answer: str
    value: float | None
    upper: float | None
    unit: str | None
    approximate: bool | None
    status: Status | None
    confidence: float
    citation: CitationOut
    confidence_level: ConfidenceLevel
    apart: Apart | None
    items: list[str]


class MissingOut(BaseModel):
    """A place, year or document of which nothing says it, and the passage that comes nearest."""

    label: str
    doc_id: str
    reason: Reason
    nearest: HitOut | None
    file: str
    message: str


class RankingOut(BaseModel):
    """The labels that come first, ties among them."""

    order: Order
    first: list[str]


class ComparisonOut(BaseModel):
    """One question put to many documents."""

    question: str
    by: By
    rows: list[RowOut]
    missing: list[MissingOut]
    ranking: RankingOut | None
    interpreted_as: str
    stated: int
    asked: int
    message: str


class AskResponse(BaseModel):
    """An answer quoted word for word, or why there is none; of the kind ``comparison`` it is the first row's."""

    question: str
    interpreted_as: str
    answer: str | None
    abstained: bool
    reason: Reason | None
    kind: AnswerKind | Literal["comparison"]
    confidence: float
    citations: list[CitationOut]
    nearest: list[HitOut]
    took_ms: float
    index: IndexOut | None
    confidence_level: ConfidenceLevel
    level: AnswerLevel | None
    evidence: EvidenceOut | None
    cell: CellOut | None
    message: str | None
    missing_terms: list[str]
    also_asked: list[str]
    items: list[str]
    value: float | None
    upper: float | None
    unit: str | None
    approximate: bool | None
    status: Status | None
    as_of: str | None
    alternatives: list[AlternativeOut]
    comparison: ComparisonOut | None
    explanation: dict[str, Any] | None = None
    timings_ms: dict[str, float] | None = None


class CompareResponse(ComparisonOut):
    """One question put to many documents, and how it was done."""

    took_ms: float
    index: IndexOut


class DocumentsResponse(BaseModel):
    """The documents of the index, by file name."""

    total: int
    documents: list[ListedOut]
    index: IndexOut


class LeftOutOut(BaseModel):
    """A stretch of the source file that the text does without: ``[start, end)`` in its code points."""

    start: int
    end: int
    rule: str
    excerpt: str
    location: LocationOut | None


class DocumentResponse(DocumentInfoOut):
    """A document in full."""

    characters: int
    text: str
    raw_text: str | None
    left_out: list[LeftOutOut]
    original: dict[str, str | None]
    pages: list[PageOut]
    figures: int | None
    doubts: list[LocatedDoubtOut]


class UploadResponse(DocumentInfoOut):
    """What became of an uploaded file."""

    status: Literal["added", "updated", "unchanged"]
    index: IndexOut


class EditedResponse(DocumentInfoOut):
    """What is known about a document after it was edited."""

    original: dict[str, str | None]
    index: IndexOut


class RemovedResponse(BaseModel):
    """What was removed."""

    doc_id: str
    removed: bool
    index: IndexOut


class VerifyResponse(BaseModel):
    """Whether the quoted words stand where the citation says; ``actual`` is what stands there."""

    verified: bool
    doc_id: str
    start: int
    end: int
    quote: str
    actual: str


class HealthResponse(BaseModel):
    """The process is alive."""

    status: Literal["ok"]
    version: str


class ReadyResponse(BaseModel):
    """Questions can be answered."""

    status: Literal["ready"]
    index: IndexOut


class FieldProblem(BaseModel):
    """One wrong part of a request."""

    field: str
    message: str
    message_zh: str


class Problem(BaseModel):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    detail: str
    detail_zh: str | None = None
    instance: str | None = None
    errors: list[FieldProblem] | None = None
