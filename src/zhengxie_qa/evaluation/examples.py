"""One question of a set with its golds, and what is said of a row that cannot be used. No file is read here."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from zhengxie_qa.errors import Said
from zhengxie_qa.types import Turn


@dataclass(frozen=True, slots=True)
class GoldAnswer:
    """An answer that counts as right.

    :param start: where it stands, in code points of the example's ``context``, or of the raw text of its ``doc``;
        None where the set does not say.
    """

    text: str
    start: int | None = None

    @property
    def end(self) -> int | None:
        """One past the last code point, or None without a start."""
        return None if self.start is None else self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Example:
    """One question to be asked.

    :param answers: golds with places; empty for an unanswerable question or a set that judges retrieval alone.
    :param alternatives: other accepted wordings, without places.
    :param context: the text to be read with ``reader_only``; golds are offsets in it.
    :param doc: the file (a path suffix) whose raw text the golds are offsets in, when there is no context.
    :param relevant: file → grade (1 or more), for sets that judge documents rather than answers.
    :param kind: as the set names it; free text.
    :param line: line of the file the row starts on, from 1.
    :param flaw: what is wrong with the row although it can be used.
    """

    id: str
    question: str
    answers: tuple[GoldAnswer, ...] = ()
    alternatives: tuple[str, ...] = ()
    context: str | None = None
    doc: str | None = None
    history: tuple[Turn, ...] = ()
    impossible: bool = False
    kind: str | None = None
    lang: str | None = None
    tags: tuple[str, ...] = ()
    relevant: Mapping[str, int] = field(default_factory=dict)
    line: int = 0
    flaw: str | None = None

    @property
    def golds(self) -> tuple[str, ...]:
        """Every accepted text once, in the order given."""
        return tuple(dict.fromkeys([*(answer.text for answer in self.answers), *self.alternatives]))


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that was left out, or a gold that does not stand where the row says."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """Show as compilers do: ``file:line: message``."""
        return f"{self.file}:{self.line}: {self.message}"

    @property
    def told(self) -> Said:
        """The same, in both languages where the message is."""
        return Said(str(self), f"{self.file} 第 {self.line} 行：{getattr(self.message, 'zh', self.message)}")
