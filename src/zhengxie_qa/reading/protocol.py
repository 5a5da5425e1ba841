"""The one thing every reader does: question + hits → spans, best first. No reader lives here."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from zhengxie_qa.types import Hit, Span

if TYPE_CHECKING:
    from zhengxie_qa.question.question import Question


class Reader(Protocol):
    """Finds the words that answer a question inside passages already retrieved."""

    @property
    def fingerprint(self) -> str:
        """Identifies rules or weights; the same fingerprint gives the same spans."""

    def read(self, question: "Question", hits: Sequence[Hit]) -> list[Span]:
        """Read ``hits`` and propose spans.

        :param question: what is asked, already understood; English arrives with a Chinese rendering.
        :param hits: passages in rank order; an empty sequence gives no spans.
        :returns: spans in falling order of ``score``, no two with the same document and offsets. Every span lies
            wholly inside its hit's passage, ``start`` and ``end`` are offsets of the document, and
            ``hit.passage.text[start - hit.passage.start : end - hit.passage.start] == text``.
        """
