"""What a long ingestion tells whoever waits for it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """What is being done."""

    READING = "reading"
    ENCODING = "encoding"
    BUILDING = "building"


class Outcome(StrEnum):
    """What became of one file."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Progress:
    """One step done.

    :param done: steps of this stage done so far, of ``total``: files when reading, passages otherwise.
    :param file: the file just finished, when reading.
    :param outcome: what became of it.
    :param message: why it failed, if it did.
    """

    stage: Stage
    done: int
    total: int
    file: str | None = None
    outcome: Outcome | None = None
    message: str | None = None


OnProgress = Callable[[Progress], None]


def silent(_: Progress) -> None:
    """Tell nobody."""
