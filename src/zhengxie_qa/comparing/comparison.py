"""What a comparison is made of: rows that quote, blanks that say why, and the order of the figures. Only nouns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from zhengxie_qa.answering.answer import Answer, Reason
from zhengxie_qa.types import DocumentInfo, Hit, Language


class By(StrEnum):
    """What a row of the table stands for."""

    PLACE = "place"
    YEAR = "year"
    DOCUMENT = "document"
    THING = "thing"
    """Things that the question names side by side; any other question is not laid out so."""


class Order(StrEnum):
    """Which end of the figures is asked for."""

    HIGHEST = "highest"
    LOWEST = "lowest"


class Apart(StrEnum):
    """Why a figure is not ranked with the others."""

    UNIT = "unit"
    """Counted in another unit: % beside 元."""
    PER_HEAD = "per_head"
    """人均 beside totals."""
    AVERAGE = "average"
    """年均 beside single years."""
    STATUS = "status"
    """Planned where what was achieved is asked for, or the other way round."""
    NO_FIGURE = "no_figure"
    """Words without a number (与经济增长同步)."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one document says.

    :param label: the place, year or title that the row stands under; documents that share it stand side by side.
    :param answer: quoted, with its citation; never one that abstained.
    :param apart: why its figure is not ranked with the others; ``None`` where it is, or nothing is ranked.
    """

    label: str
    document: DocumentInfo
    answer: Answer
    apart: Apart | None = None


@dataclass(frozen=True, slots=True)
class Blank:
    """A document that does not say, where no other of the same label does.

    :param message: why, in the language of the question; in ``messages``, in Chinese and English.
    :param nearest: the passage that comes nearest.
    """

    label: str
    document: DocumentInfo
    reason: Reason
    message: str
    nearest: Hit | None = None
    messages: Mapping[Language, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The order of the figures.

    :param first: labels at the end asked for, ties among them.
    """

    order: Order
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One question put to many documents.

    :param question: as it came.
    :param interpreted_as: what each document was asked.
    :param rows: by label; in the order asked for where one is, those set apart behind the others.
    :param blanks: labels of which no document says it.
    :param asked: how many labels there are; ``stated``: of how many a document says it.
    :param message: one sentence that sums up, in the language of the question; in ``messages``, in both.
    """

    question: str
    interpreted_as: str
    by: By
    rows: tuple[Row, ...]
    blanks: tuple[Blank, ...]
    ranking: Ranking | None
    stated: int
    asked: int
    message: str
    messages: Mapping[Language, str] = field(default_factory=dict)
    timings_ms: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Compared(Answer):
    """What ``ask`` says to a question that compares: the quote of the first row, with the table that proves it.

    Where figures cannot be held against each other there is no first row, and ``message`` says so.
    """

    comparison: Comparison = field(kw_only=True)


OnCell = Callable[[Row | Blank, int, int], None]
"""What is called with each row or blank as soon as it is known, how many are done, and of how many."""


def ignore(cell: Row | Blank, done: int, total: int) -> None:
    """Watch nothing."""
