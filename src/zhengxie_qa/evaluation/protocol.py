"""What an evaluation needs of an engine; the product's own engine has it, and so may any other."""

from collections.abc import Sequence
from typing import Protocol

from zhengxie_qa.answering.answer import Answer
from zhengxie_qa.types import Document, DocumentInfo, Filters, Hit, IndexState, SearchMode, Turn


class QuestionAnswerer(Protocol):
    """Answers questions over an index, or over one given text."""

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        top_k: int = 10,
        filters: Filters = Filters(),
        explain: bool = False,
    ) -> Answer:
        """Answer from the index."""

    def read_context(
        self, question: str, context: str, history: Sequence[Turn] = (), *, decline: bool = False
    ) -> Answer:
        """Answer from ``context`` alone, offsets in it; the best span is given unless ``decline`` allows none."""

    def search(
        self, query: str, *, top_k: int = 10, mode: SearchMode = SearchMode.HYBRID, filters: Filters = Filters()
    ) -> list[Hit]:
        """Find passages, best first."""

    def verify(self, doc_id: str, start: int, end: int, quote: str) -> bool:
        """Whether the document holds ``quote`` at exactly these offsets."""

    def documents(self) -> list[DocumentInfo]:
        """Every document of the index."""

    def document(self, doc_id: str) -> Document:
        """One document with its text."""

    def state(self) -> IndexState:
        """Which build of the index answers."""
