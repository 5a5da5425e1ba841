"""Which figures could fill a cell, told before anything is read and again of what was read.

A figure has to fit, to lack nothing that the question names, and, where the question is in words that reports use, to
stand in words that name what is asked for. What is asked in other words (经济长几个点) is not held to that.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from zhengxie_qa.answering.by_form.span import Form
from zhengxie_qa.comparing.named.in_words import InWords, in_words, is_aim
from zhengxie_qa.comparing.named.naming import ENOUGH, Naming
from zhengxie_qa.comparing.ranking import other_scope
from zhengxie_qa.evidence.evidence import Evidence, evidence_of
from zhengxie_qa.evidence.fitting import NUMERIC
from zhengxie_qa.evidence.missing import FullText, missing_terms
from zhengxie_qa.evidence.passage import take_apart
from zhengxie_qa.question.question import Question
from zhengxie_qa.types import Hit, Span, Status

_IN_FULL: Final = 1.0
_COMMON: Final = 2
"""Documents that name what is asked for, from which on its words are taken to be those of reports."""


class Promising:
    """What could answer one question, put to many documents.

    :param documents: the passages of each, best first.
    :param is_sure_of_status: whether the question's words say that what was planned, or achieved, is asked for.
    """

    def __init__(
        self,
        question: Question,
        documents: Iterable[Sequence[Hit]],
        *,
        full_text: FullText,
        is_sure_of_status: bool = False,
    ) -> None:
        self._question = question
        self._is_sure_of_status = is_sure_of_status
        self._full_text = full_text
        self._naming = Naming(question) if question.kind in NUMERIC else None
        self._held = False
        if self._naming is not None:
            self._held = sum(any(map(self._worth, hits)) for hits in documents) >= _COMMON

    @property
    def is_held_to_words(self) -> bool:
        """Whether what answers has to be named in the words of the question."""
        return self._held

    def passages(self, hits: Sequence[Hit], *, most: int) -> list[Hit]:
        """The passages of a document that could answer, ranked anew: those that answer all that is asked first."""
        if not self._held:
            could = [hit for hit in hits[:most] if self._could_answer(hit)]
        else:
            worth = {hit.passage.passage_id: self._worth(hit) for hit in hits}
            could = [hit for hit in hits if worth[hit.passage.passage_id]]
            could.sort(key=lambda hit: -worth[hit.passage.passage_id])
        return [replace(hit, rank=rank) for rank, hit in enumerate(could[:most], start=1)]

    def told_in_words(self, hits: Sequence[Hit], *, instead: bool = False) -> InWords | None:
        """The clause that says best in words what is asked for, where it agrees with year, plan and scope.

        :param instead: only a clause that names it better than any figure of these passages.
        """
        if self._naming is None:
            return None
        told = [each for each in in_words(self._question, self._naming, hits) if each.agrees]
        best = max(told, key=lambda each: each.share, default=None)
        if best is None or (instead and 2 + (best.share == _IN_FULL) <= max(map(self._worth, hits), default=0)):
            return None
        return best

    def spans(self, spans: Sequence[Span]) -> list[Span]:
        """Of what was read, what may fill a cell; what agrees with all that is asked before what does not."""
        if not self._held:
            return list(spans)
        worth = [3 if Form.CELL in each.parts else self._worth_of(evidence_of(self._question, each)) for each in spans]
        order = sorted(range(len(spans)), key=lambda index: -worth[index])
        return [spans[index] for index in order if worth[index] and not self._is_of_other_status(spans[index])]

    def _is_of_other_status(self, span: Span) -> bool:
        """Whether a figure is a plan where what was achieved is asked for in so many words, or the other way round."""
        return self._is_sure_of_status and _status(evidence_of(self._question, span)) < 0

    def _could_answer(self, hit: Hit) -> bool:
        return self._question.kind not in NUMERIC or any(True for _ in self._figures(hit))

    def _worth(self, hit: Hit) -> int:
        return max(map(self._worth_of, self._figures(hit)), default=0)

    def _figures(self, hit: Hit) -> Iterator[Evidence]:
        """The figures that fit and lack nothing; one without a unit may be a cell, whose unit stands elsewhere."""
        for mention in take_apart(hit.passage.text, hit.document.as_of).quantities:
            said = Evidence(self._question, hit, mention.start, mention.end)
            is_bare = said.quantity is not None and said.quantity.unit is None
            if (said.fits or is_bare) and not missing_terms(said, strict=False, full_text=self._full_text):
                yield said

    def _worth_of(self, said: Evidence) -> int:
        """0 for a figure not named, else 1; 1 more where it agrees with what is asked, 1 more if named in full."""
        parts = take_apart(said.hit.passage.text, said.hit.document.as_of)
        share = self._naming.of(parts, said.start, said.end) if self._naming else 0.0
        return 1 + _agrees(said) + (share == _IN_FULL) if share >= ENOUGH else 0


def _agrees(said: Evidence) -> bool:
    """Whether year, planned or achieved, and scope are those asked for, as far as anything is said of them."""
    return said.year >= 0 and _status(said) >= 0 and other_scope(said) is None


def _status(said: Evidence) -> float:
    """Agreement on planned or achieved; what stands in a list of aims is planned, whatever its verb (新增…人)."""
    if said.status < 0 and is_aim(take_apart(said.hit.passage.text, said.hit.document.as_of), said.start):
        return 1.0 if said.question.status is Status.PLANNED else -1.0
    return said.status
