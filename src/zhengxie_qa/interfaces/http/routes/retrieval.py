"""``/retrieval``, shaped as Dify's interface for external knowledge: passages for its own language model to read."""

from itertools import accumulate
from typing import Any, Final, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from zhengxie_qa.errors import InputError, Said
from zhengxie_qa.interfaces import payloads
from zhengxie_qa.interfaces.http.description import refusals
from zhengxie_qa.interfaces.http.schemas import Count, ShortText
from zhengxie_qa.interfaces.limits import build_filters
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.types import MAX_QUESTION, DocumentKind, Filters, Hit, SearchMode

EQUALS: Final = frozenset({"is", "=", "in", "contains"})
KNOWN: Final = frozenset({"source", "doc_id", "year", "place", "kind"})
METADATA: Final = ("doc_id", "file", "source", "published", "url", "year", "place", "kind")


class Condition(BaseModel):
    """A limit on what is known of documents."""

    model_config = ConfigDict(extra="allow")

    name: list[ShortText] | ShortText = Field(description="`source`, `year`, `place`, `kind` or `doc_id`.")
    comparison_operator: str = Field(description="`is`, `=`, `in` or `contains`, which here mean the same.")
    value: str | int | float | list[str | int] | None = Field(
        default=None, description="What it must be, or any of these."
    )


class MetadataCondition(BaseModel):
    """Limits, all of which must hold."""

    model_config = ConfigDict(extra="allow")

    logical_operator: Literal["and"] = Field(default="and", description="Only `and`.")
    conditions: list[Condition] | None = Field(default=None, description="The limits.")

    def to_filters(self) -> Filters:
        """The engine's filters.

        :raises InputError: for what is not known of documents or cannot be compared.
        """
        known: dict[str, list[Any]] = {}
        for condition in self.conditions or ():
            names = condition.name if isinstance(condition.name, list) else [condition.name]
            values = condition.value if isinstance(condition.value, list) else [condition.value]
            if condition.comparison_operator.strip().lower() not in EQUALS or len(names) != 1 or None in values:
                raise _unknown(condition.comparison_operator)
            known.setdefault(names[0], []).extend(values)
        if known.keys() - KNOWN:
            raise _unknown(", ".join(known.keys() - KNOWN))
        try:
            return build_filters(
                source=[str(each) for each in known.get("source", [])],
                doc_ids=[str(each) for each in known.get("doc_id", [])],
                year=[int(each) for each in known.get("year", [])],
                place=[str(each) for each in known.get("place", [])],
                kind=[DocumentKind(each) for each in known.get("kind", [])],
            )
        except ValueError as error:
            raise _unknown(str(error)) from error


class RetrievalSetting(BaseModel):
    """How much is wanted."""

    model_config = ConfigDict(extra="allow")

    top_k: Count = Field(default=5, description="How many passages at most.")
    score_threshold: float | None = Field(default=0.0, ge=0, le=1, description="None whose score is lower.")


class RetrievalRequest(BaseModel):
    """What Dify sends."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [
                {"knowledge_id": "reports", "query": "深聊会", "retrieval_setting": {"top_k": 3, "score_threshold": 0}}
            ]
        },
    )

    knowledge_id: ShortText = Field(default="", description="Any name: there is one library.")
    query: str = Field(min_length=1, max_length=MAX_QUESTION, description="Words or a question, in Chinese or English.")
    retrieval_setting: RetrievalSetting = Field(default=RetrievalSetting(), description="How much is wanted.")
    metadata_condition: MetadataCondition | None = Field(default=None, description="Limits on the documents.")


class RecordOut(BaseModel):
    """A passage."""

    content: str = Field(description="The passage, verbatim.")
    score: float = Field(description="From 0 to 1, falling.")
    title: str = Field(description="Title of the document.")
    metadata: dict[str, Any] = Field(description="What is known of the document, and where in it the passage stands.")


class RetrievalResponse(BaseModel):
    """Passages, best first."""

    records: list[RecordOut] = Field(description="The passages.")


def add_retrieval(router: APIRouter, service: Service) -> None:
    """Add the route."""

    @router.post("/retrieval", response_model=RetrievalResponse, tags=["chat"], responses=refusals(400, 413, 422, 503))
    @service.questions.queued
    def retrieve(body: RetrievalRequest) -> payloads.Json:
        """Find the passages that fit a query, as Dify asks for external knowledge."""
        wanted = body.retrieval_setting
        filters = body.metadata_condition.to_filters() if body.metadata_condition else Filters()
        hits, _ = service.search(body.query, top_k=wanted.top_k, mode=SearchMode.HYBRID, filters=filters)
        scored = zip(hits, _falling([_likeness(hit) for hit in hits]), strict=True)
        return {"records": [_record(hit, score) for hit, score in scored if score >= (wanted.score_threshold or 0)]}


def _likeness(hit: Hit) -> float:
    """How much of the query the passage covers, in words and in meaning, from 0 to 1."""
    return min(max(hit.parts.get("score", hit.score), 0.0), 1.0)


def _falling(scores: list[float]) -> list[float]:
    """Raise a score to the greatest behind it, so that ordering by score keeps the order of the passages."""
    return list(accumulate(reversed(scores), max))[::-1]


def _record(hit: Hit, score: float) -> payloads.Json:
    known = payloads.document_info(hit.document)
    told = {name: known[name] for name in METADATA if known[name] is not None}
    place = {"start": hit.passage.start, "end": hit.passage.end}
    title = hit.document.title
    return {
        "content": hit.passage.text,
        "score": round(score, payloads.SCORE_DIGITS),
        "title": title,
        "metadata": {**told, **place},
    }


def _unknown(what: str) -> InputError:
    return InputError(
        Said(
            f"{what!r} cannot be used as a condition. Compare source, year, place, kind or doc_id by is, = or in.",
            f"{what} 不能用作条件。可用 is、= 或 in 比较 source、year、place、kind、doc_id。",
        )
    )
