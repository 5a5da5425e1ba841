"""One line of ``predictions.jsonl``: what was asked, what came back, how it scored; nothing of the clock."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

_DECIMALS = 6
"""Digits kept of scores, so that files stay readable and equal across machines."""


class Outcome(StrEnum):
    """What happened to a question: right, or the first stage at which it went wrong.

    ``RETRIEVED`` and ``NOT_JUDGED`` (nothing to be found for it in this index) come from retrieval runs only.
    """

    RIGHT = "right"
    PARTLY_RIGHT = "partly_right"
    RIGHTLY_DECLINED = "rightly_declined"
    NOT_RETRIEVED = "not_retrieved"
    READ_WRONG = "read_wrong"
    WRONGLY_DECLINED = "wrongly_declined"
    WRONGLY_ANSWERED = "wrongly_answered"
    FAILED = "failed"
    RETRIEVED = "retrieved"
    NOT_JUDGED = "not_judged"


@dataclass(frozen=True, slots=True)
class CitationRecord:
    """A citation and whether it holds.

    :param start: in code points of the document's clean text (of the context when reading).
    :param verified: the document holds ``quote`` at these offsets.
    :param in_gold: the span overlaps a gold answer's place; None where the set gives no places.
    """

    doc_id: str
    file: str
    passage_id: str
    start: int
    end: int
    quote: str
    verified: bool
    in_gold: bool | None


@dataclass(frozen=True, slots=True)
class RetrievedRecord:
    """A retrieved passage; ``text`` only for the first few, which the report shows."""

    rank: int
    score: float
    passage_id: str
    doc_id: str
    file: str
    start: int
    end: int
    relevant: bool
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """The outcome of one question.

    :param answer: None when declined.
    :param candidate: the words that would have been answered had the engine not declined, where it tells.
    :param gold_rank: rank of the first passage holding a gold answer; None if none was found or none is known.
    :param gold_document_rank: rank of the first gold document among distinct documents, likewise.
    :param relevant: ids of every passage that holds a gold answer → grade; empty where unknown.
    :param relevant_documents: doc_id → grade of every gold document; empty where unknown.
    :param scores: metric name → value in [0, 1], for this question.
    :param error: what went wrong instead of an answer.
    """

    id: str
    question: str
    interpreted_as: str
    lang: str
    kind: str
    tags: tuple[str, ...]
    history: tuple[str, ...]
    golds: tuple[str, ...]
    impossible: bool
    context: str | None
    answer: str | None
    reason: str | None
    candidate: str | None
    confidence: float
    outcome: Outcome
    gold_places: tuple[tuple[int, int], ...] = ()
    gold_rank: int | None = None
    gold_document_rank: int | None = None
    citations: tuple[CitationRecord, ...] = ()
    retrieved: tuple[RetrievedRecord, ...] = ()
    relevant: Mapping[str, int] = field(default_factory=dict)
    relevant_documents: Mapping[str, int] = field(default_factory=dict)
    scores: Mapping[str, float] = field(default_factory=dict)
    error: str | None = None

    def to_line(self) -> str:
        """One line of JSON, keys in a fixed order, without the newline."""
        return json.dumps(_rounded(asdict(self)), ensure_ascii=False)

    @classmethod
    def from_line(cls, line: str) -> "Prediction":
        """Read a line back.

        :raises ValueError: when the line is not a prediction.
        """
        try:
            row = json.loads(line)
            return cls(
                **row
                | {name: tuple(row[name]) for name in ("tags", "history", "golds")}
                | {
                    "outcome": Outcome(row["outcome"]),
                    "gold_places": tuple((start, end) for start, end in row["gold_places"]),
                    "citations": tuple(CitationRecord(**each) for each in row["citations"]),
                    "retrieved": tuple(RetrievedRecord(**each) for each in row["retrieved"]),
                }
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not a prediction: {error}") from error


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _DECIMALS)
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(each) for each in value]
    return value
