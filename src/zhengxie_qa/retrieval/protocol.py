"""The one thing every retriever does: question → hits. No retriever lives here."""

from typing import Protocol

from zhengxie_qa.question.question import Question
from zhengxie_qa.types import Filters, Hit, SearchMode


class Retriever(Protocol):
    """Question → hits, best first, ranks from 1, ties broken by passage id."""

    def retrieve(
        self, question: Question, *, k: int, mode: SearchMode = SearchMode.HYBRID, filters: Filters = Filters()
    ) -> list[Hit]:
        """Find the ``k`` best passages."""
