"""One question with all that was found for it: what is decided, composed and explained from. Decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from zhengxie_qa.evidence.evidence import Evidence, evidence_of
from zhengxie_qa.question.question import Question
from zhengxie_qa.types import Hit, Span


@dataclass(frozen=True)
class Case:
    """All that is known of one question when it is decided.

    :param asked: the question as it came.
    :param spans: best first.
    """

    asked: str
    question: Question
    hits: Sequence[Hit]
    spans: Sequence[Span]

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """What the words around each span say, in the order of the spans."""
        return tuple(evidence_of(self.question, span) for span in self.spans)
