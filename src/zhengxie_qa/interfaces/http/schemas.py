"""The contract's requests as pydantic models: what FastAPI validates and documents. Responses are in ``responses``."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from zhengxie_qa.comparing.comparison import By
from zhengxie_qa.interfaces.limits import build_filters
from zhengxie_qa.types import MAX_QUESTION, MAX_TOP_K, DocumentKind, Filters, SearchMode, Turn

MAX_HISTORY = 50
MAX_QUOTE = 20_000
MAX_BATCH = 10_000
MAX_FILTER_VALUES = 1_000
LARGEST_OFFSET = 2**53 - 1

ShortText = Annotated[str, Field(max_length=300)]


def _is_number(value: object) -> object:
    """Take JSON numbers only, where pydantic would also take "3" and true."""
    if isinstance(value, bool | str):
        raise ValueError("this is not a number; write it without quotation marks")
    return value


Count = Annotated[int, Field(ge=1, le=MAX_TOP_K), BeforeValidator(_is_number)]
Offset = Annotated[int, Field(ge=0, le=LARGEST_OFFSET), BeforeValidator(_is_number)]
Year = Annotated[int, Field(ge=1, le=9999), BeforeValidator(_is_number)]
Flag = Annotated[bool, Field(strict=True)]
Day = Annotated[str, Field(max_length=10, json_schema_extra={"format": "date"})]


class Request(BaseModel):
    """A request body; unknown keys are errors, since a misspelt key would silently do nothing."""

    model_config = ConfigDict(extra="forbid")


class FiltersIn(Request):
    """Hard limits on where to look; an absent or empty one does not limit."""

    source: list[ShortText] = Field(default=[], max_length=MAX_FILTER_VALUES, description="信息来源, any of these.")
    published_from: Day | None = Field(default=None, description="First day, inclusive.", examples=["2025-01-01"])
    published_to: Day | None = Field(default=None, description="Last day, inclusive.", examples=["2025-12-31"])
    doc_ids: list[ShortText] = Field(default=[], max_length=MAX_FILTER_VALUES, description="Only these documents.")
    year: list[Year] = Field(
        default=[], max_length=MAX_FILTER_VALUES, description="The year a document speaks from, any of these."
    )
    place: list[ShortText] = Field(
        default=[],
        max_length=MAX_FILTER_VALUES,
        description="The place a document speaks of: any of these, and places in them (广东, 深圳市, Guangdong, 全国).",
    )
    kind: list[DocumentKind] = Field(
        default=[], max_length=MAX_FILTER_VALUES, description="What a document's title says it is, any of these."
    )

    def to_filters(self) -> Filters:
        """Check the dates and give the engine's filters.

        :raises InputError: if a date does not exist or the period ends before it begins.
        """
        return build_filters(
            source=self.source,
            published_from=self.published_from,
            published_to=self.published_to,
            doc_ids=self.doc_ids,
            year=self.year,
            place=self.place,
            kind=self.kind,
        )


class TurnIn(BaseModel):
    """One earlier question of the conversation and, if known, its answer; a whole earlier response will do."""

    question: str = Field(max_length=MAX_QUESTION)
    answer: str | None = Field(default=None, max_length=MAX_QUOTE)


History = list[TurnIn | Annotated[str, Field(max_length=MAX_QUESTION)]]


def turns_of(history: History) -> tuple[Turn, ...]:
    """The engine's history."""
    return tuple(
        Turn(question=entry) if isinstance(entry, str) else Turn(question=entry.question, answer=entry.answer)
        for entry in history
    )


class SearchRequest(Request):
    """What to search for."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"query": "深聊会 场次", "top_k": 5, "mode": "hybrid"}]}
    )

    query: str = Field(min_length=1, max_length=MAX_QUESTION, description="Words or a question, in Chinese or English.")
    top_k: Count = Field(default=10, description="How many passages to return.")
    mode: SearchMode = Field(default=SearchMode.HYBRID, description="How passages are ranked.")
    filters: FiltersIn = FiltersIn()
    explain: Flag = Field(default=False, description="Also give each part of the score.")


class AskRequest(Request):
    """What to answer."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"question": "How many 深聊会 were held?", "history": []}]}
    )

    question: str = Field(min_length=1, max_length=MAX_QUESTION, description="In Chinese, English or both.")
    history: History = Field(
        default=[], max_length=MAX_HISTORY, description="Earlier questions, oldest first; completes 那浙江呢？."
    )
    top_k: Count | None = Field(default=None, description="How many passages to read; the server's setting if absent.")
    filters: FiltersIn = FiltersIn()
    explain: Flag = Field(default=False, description="Also give terms, passages, candidate spans and the decision.")


class BatchRow(Request):
    """One question of many; what it leaves open is as the whole batch says."""

    id: str | int | float | None = Field(default=None, description="Given back with the answer; else its number.")
    question: str = Field(min_length=1, max_length=MAX_QUESTION, description="In Chinese, English or both.")
    history: History = Field(default=[], max_length=MAX_HISTORY, description="Earlier questions, oldest first.")
    top_k: Count | None = Field(default=None, description="How many passages to read.")
    filters: FiltersIn | None = Field(default=None, description="Where to look, instead of the batch's filters.")

    def joined(self, batch: "BatchRequest") -> AskRequest:
        """The question with what it leaves open."""
        return AskRequest(
            question=self.question,
            history=self.history,
            top_k=self.top_k or batch.top_k,
            filters=self.filters or batch.filters,
            explain=batch.explain,
        )


class BatchRequest(Request):
    """Questions that have nothing to do with each other."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"questions": ["深聊会举行了多少场？", {"id": "a2", "question": "委员提交了多少件提案？"}], "top_k": 10}
            ]
        },
    )

    questions: list[Any] = Field(
        min_length=1,
        max_length=MAX_BATCH,
        description="Strings, or objects with question and perhaps id, history, top_k, filters. Each is checked when "
        "it is its turn: one that cannot be used stops none of the others.",
        json_schema_extra={
            "items": {
                "anyOf": [{"type": "string", "maxLength": MAX_QUESTION}, {"$ref": "#/components/schemas/BatchRow"}]
            }
        },
    )
    top_k: Count | None = Field(default=None, description="How many passages to read; the server's setting if absent.")
    filters: FiltersIn = Field(default=FiltersIn(), description="Where to look.")
    explain: Flag = Field(default=False, description="Also give terms, passages, candidate spans and the decision.")


class CompareRequest(Request):
    """What to put to every document."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"question": "各省2026年GDP增长目标是多少？", "by": "place"}]}
    )

    question: str = Field(min_length=1, max_length=MAX_QUESTION, description="In Chinese, English or both.")
    by: By | None = Field(default=None, description="What a row stands for; as the question says if absent.")
    filters: FiltersIn = FiltersIn()


class EditRequest(Request):
    """What to say of a document in place of what its file says; what is left out stays as it is.

    An empty word says that there is none, null gives back what the file says.
    """

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"title": "湖滨市政府工作报告", "published": "2026-01-20"}]}
    )

    title: ShortText | None = Field(default=None, description="Title; not empty.")
    source: ShortText | None = Field(default=None, description="信息来源.")
    published: Day | None = Field(default=None, description="Day of publication; the year follows it.")
    place: ShortText | None = Field(default=None, description="Place it speaks of: 广东, 深圳市, 全国.")


class VerifyRequest(Request):
    """A citation to check."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"doc_id": "0123456789ab", "start": 1200, "end": 1204, "quote": "275场"}]},
    )

    doc_id: ShortText
    start: Offset = Field(description="First character, counted in code points from 0.")
    end: Offset = Field(description="One past the last character.")
    quote: str = Field(max_length=MAX_QUOTE)

    @model_validator(mode="after")
    def _in_order(self) -> "VerifyRequest":
        """Refuse a span that ends before it begins."""
        if self.end < self.start:
            raise ValueError("end is smaller than start; a span is [start, end)")
        return self
