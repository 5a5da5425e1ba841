"""An engine over invented reports whose answers are written down beforehand."""

from collections.abc import Mapping, Sequence

from zhengxie_qa.answering.answer import Answer, Citation, ConfidenceLevel, Reason
from zhengxie_qa.corpus.chunk import chunk
from zhengxie_qa.errors import QuestionError
from zhengxie_qa.types import AnswerKind, Document, DocumentInfo, Filters, Hit, IndexState, SearchMode, Segment, Turn

NOISE = "您现在的位置 首页\n"
REPORTS = {
    "东湖市.txt": "东湖市政协组织“湖畔会”120场。收集意见建议3500条，办复率达到98.5%。\n委员工作站建成46个。",
    "西岭市.txt": "西岭市全年提案立案611件。市政协主席由王敏担任。\n西岭市新增公园27座。",
}
"""File → clean text; the raw file has a line of noise above it."""


def document(file: str, text: str) -> Document:
    """A document whose raw file starts with a line that cleaning drops."""
    shift = len(NOISE)
    info = DocumentInfo(doc_id=f"id-{file[:2]}", file=f"reports/{file}", title=file[:3])
    return Document(info, text, NOISE + text, (Segment(0, len(text), shift, shift + len(text)),))


class FakeEngine:
    """Answers by a table: question → (words, confidence), or None to decline; searches by shared characters."""

    def __init__(self, answers: Mapping[str, tuple[str, float] | None] | None = None) -> None:
        self.answers = dict(answers or {})
        self.asked: list[str] = []
        self._documents = {each.info.doc_id: each for each in (document(*item) for item in REPORTS.items())}

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        top_k: int = 10,
        filters: Filters = Filters(),
        explain: bool = False,
    ) -> Answer:
        self.asked.append(question)
        if question == "？":
            raise QuestionError("The question is empty.")
        full = f"{history[-1].question} {question}" if history else question
        hits = self.search(full, top_k=top_k, filters=filters)
        told = self.answers.get(question)
        found = [hit for hit in hits if told and told[0] in hit.passage.text]
        if told is None or not found:
            spans = {"spans": [{"text": hits[0].passage.text[:2]}]} if explain and hits else {}
            return answer(question, full, None, explanation=spans)
        hit = found[0]
        start = hit.passage.start + hit.passage.text.index(told[0])
        shift = len(NOISE)
        citation = Citation(
            1,
            hit.document,
            hit.passage,
            start,
            start + len(told[0]),
            told[0],
            start + shift,
            start + len(told[0]) + shift,
        )
        return answer(question, full, told, citation)

    def read_context(
        self, question: str, context: str, history: Sequence[Turn] = (), *, decline: bool = False
    ) -> Answer:
        self.asked.append(question)
        told = self.answers.get(question)
        if told is None or told[0] not in context:
            return answer(question, question, None)
        text = document("context.txt", context)
        passage = chunk(text)[0]
        start = context.index(told[0])
        end = start + len(told[0])
        return answer(question, question, told, Citation(1, text.info, passage, start, end, told[0], start, end))

    def search(
        self, query: str, *, top_k: int = 10, mode: SearchMode = SearchMode.HYBRID, filters: Filters = Filters()
    ) -> list[Hit]:
        kept = [each for each in self._documents.values() if not filters.doc_ids or each.info.doc_id in filters.doc_ids]
        passages = [passage for each in kept for passage in chunk(each)]
        scored = sorted((-len(set(query) & set(each.text)), each.passage_id, each) for each in passages)
        return [
            Hit(rank, float(-score), passage, self._documents[passage.doc_id].info)
            for rank, (score, _, passage) in enumerate(scored[:top_k], start=1)
        ]

    def verify(self, doc_id: str, start: int, end: int, quote: str) -> bool:
        return self._documents[doc_id].text[start:end] == quote

    def documents(self) -> list[DocumentInfo]:
        return [each.info for each in self._documents.values()]

    def document(self, doc_id: str) -> Document:
        return self._documents[doc_id]

    def state(self) -> IndexState:
        return IndexState("g1", "fake", len(self._documents), 4)


def answer(
    question: str,
    full: str,
    told: tuple[str, float] | None,
    *citations: Citation,
    explanation: Mapping[str, object] | None = None,
) -> Answer:
    """An answer object with the fields that matter here."""
    return Answer(
        question=question,
        interpreted_as=full,
        text=told[0] if told else None,
        abstained=told is None,
        reason=None if told else Reason.LOW_CONFIDENCE,
        message=None,
        kind=AnswerKind.COUNT,
        confidence=told[1] if told else 0.1,
        confidence_level=ConfidenceLevel.HIGH if told else ConfidenceLevel.LOW,
        citations=citations,
        explanation=explanation or {},
        timings_ms={"retrieve": 1.0, "read": 2.0},
    )
