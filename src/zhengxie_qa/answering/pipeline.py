"""The way of a question: completed, understood, searched, read, decided, answered with citations.

Joins parts that are given to it and measures each; builds none of them and holds no rule of its own.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from types import TracebackType
from typing import Protocol, Self

from zhengxie_qa.answering import given
from zhengxie_qa.answering.answer import Answer
from zhengxie_qa.answering.case import Case
from zhengxie_qa.answering.cite import holds
from zhengxie_qa.answering.clock import Clock
from zhengxie_qa.answering.compose import compose
from zhengxie_qa.answering.decide import ANSWER_THRESHOLD, Check, Decision, decide
from zhengxie_qa.answering.explain import explanation
from zhengxie_qa.answering.proposed import proposed
from zhengxie_qa.answering.this_year import understand_among
from zhengxie_qa.errors import NotFoundError
from zhengxie_qa.evidence.days import as_the_text_writes
from zhengxie_qa.index.search.admission import admits
from zhengxie_qa.question.question import Question, Translator
from zhengxie_qa.question.understanding import understand, valid
from zhengxie_qa.question.wording import questions_in
from zhengxie_qa.reading.protocol import Reader
from zhengxie_qa.retrieval.protocol import Retriever
from zhengxie_qa.types import (
    Document,
    DocumentInfo,
    Filters,
    Hit,
    IndexState,
    Language,
    SearchMode,
    Span,
    Turn,
)


class Library(Protocol):
    """What the engine needs of an index besides searching it."""

    def document(self, doc_id: str) -> Document:
        """Give one document; raises NotFoundError."""

    def documents(self) -> Sequence[DocumentInfo]:
        """List all documents."""

    def state(self) -> IndexState:
        """Say which build of the index answers."""

    def refresh(self) -> None:
        """Take up what has changed on disk."""

    def pinned(self) -> AbstractContextManager[None]:
        """Serve one build, the newest, throughout a block; inside another such block, the one it serves."""

    def close(self) -> None:
        """Let go of the files."""


class Answerer:
    """Answers one question at a time about an indexed collection, or about a text given with it.

    :param translator: renders English questions in Chinese for reading; without one they are matched as they are.
    :param threshold: least confidence of an answer; lower answers more, higher declines more.
    """

    def __init__(
        self,
        index: Library,
        retriever: Retriever,
        reader: Reader,
        *,
        translator: Translator | None = None,
        threshold: float = ANSWER_THRESHOLD,
    ) -> None:
        self._index = index
        self._retriever = retriever
        self._reader = reader
        self._translator = translator
        self._threshold = threshold

    def close(self) -> None:
        """Let go of the index; questions being answered come to their end, later ones raise IndexClosedError."""
        self._index.close()

    def __enter__(self) -> Self:
        """Give the engine, to be closed at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def pinned(self) -> AbstractContextManager[None]:
        """Answer all that is asked inside a block, by this thread or task, from one build of the index: the newest.

        Each call does so for itself; a block joins several, such as an answer and the :meth:`state` that gave it.
        """
        return self._index.pinned()

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        top_k: int = 10,
        filters: Filters = Filters(),
        explain: bool = False,
    ) -> Answer:
        """Answer one question from the index, from one and the same build of it; of several the first, and say so.

        :param history: earlier turns, oldest first, from which a follow-up such as 那浙江呢 is completed.
        :param top_k: passages read.
        :param explain: fill ``Answer.explanation``.
        :raises QuestionError: if the question is empty, too long or not text.
        """
        clock = Clock()
        asked = valid(question)
        first, *others = questions_in(asked)
        with self.pinned():
            with clock.stage("understand"):
                understood = self.understood(first, history=history, filters=filters)
            with clock.stage("retrieve"):
                hits = [] if understood.out_of_scope else self._retriever.retrieve(understood, k=top_k, filters=filters)
            answer = self.answer_from(understood, hits, asked=first, filters=filters, explain=explain, clock=clock)
        return replace(answer, question=asked, also_asked=tuple(others), timings_ms=clock.timings())

    def understood(self, question: str, *, history: Sequence[Turn] = (), filters: Filters = Filters()) -> Question:
        """Understand a question for the documents that the filters admit: 去年 is counted from the newest of them."""
        documents = [info for info in self._index.documents() if not filters or admits(filters, info)]
        return understand_among(question, documents, history=history, translator=self._translator)

    def answer_from(
        self,
        question: Question,
        hits: Sequence[Hit],
        *,
        asked: str,
        filters: Filters = Filters(),
        explain: bool = False,
        clock: Clock | None = None,
        choose: Callable[[Sequence[Span]], Sequence[Span]] = tuple,
        threshold: float | None = None,
    ) -> Answer:
        """Answer a question understood from passages already found.

        :param asked: the question as it came; tells the language of the reply.
        :param filters: with which it was understood.
        :param choose: leaves out and reorders spans before one is decided on.
        :param threshold: least confidence of this answer; the engine's own by default.
        :param clock: measures each stage.
        """
        clock = clock or Clock()
        with clock.stage("read"):
            written = self._as_written(question, hits, filters)
            spans = choose(proposed(written, hits, self._reader, fetch=self._fetch))
        least = self._threshold if threshold is None else threshold
        with clock.stage("decide"):
            case = Case(asked, question, hits, spans)
            decision, document = self._decide(case, least)
        with clock.stage("compose"):
            told = explanation(case, decision, threshold=least) if explain else {}
            answer = compose(case, decision, document=document, fetch=self._fetch)
        return replace(answer, explanation=told)

    def read_context(
        self, question: str, context: str, history: Sequence[Turn] = (), *, decline: bool = False
    ) -> Answer:
        """Answer one question from a text given with it; offsets are those of the text.

        Reading sets score the words found, so the best span is given even where ``ask`` would decline; its
        confidence tells how sure the reader was.

        :param decline: decline as ``ask`` does.
        :raises QuestionError: if the question is empty, too long or not text.
        """
        clock = Clock()
        asked = valid(question)
        understood = understand(asked, history, translator=self._translator)
        document = given.document(context)
        with clock.stage("retrieve"):
            hits = given.hits(document, understood)
        with clock.stage("read"):
            spans = given.read(self._reader, understood, hits)
        with clock.stage("decide"):
            case = Case(asked, understood, hits, spans)
            if decline or not spans:
                decision = decide(case, full_text=lambda doc_id: context, threshold=self._threshold)
            else:
                decision = Decision(Check(spans[0], case.evidence[0]), None, spans[0].confidence)
        answer = compose(case, decision, document=document, fetch=lambda doc_id: document)
        return replace(answer, timings_ms=clock.timings())

    def search(
        self,
        query: str,
        *,
        top_k: int = 10,
        mode: SearchMode = SearchMode.HYBRID,
        filters: Filters = Filters(),
    ) -> list[Hit]:
        """Find passages, best first.

        :raises QuestionError: if the query is empty, too long or not text.
        """
        with self.pinned():
            question = self.understood(valid(query), filters=filters)
            return self._retriever.retrieve(question, k=top_k, mode=mode, filters=filters)

    def verify(self, doc_id: str, start: int, end: int, quote: str) -> bool:
        """Say whether ``quote`` stands at ``[start, end)`` of a document's text.

        :raises NotFoundError: if the index has no such document.
        """
        text = self.document(doc_id).text
        return 0 <= start < end <= len(text) and text[start:end] == quote

    def documents(self) -> list[DocumentInfo]:
        """List the documents of the index."""
        with self.pinned():
            return list(self._index.documents())

    def document(self, doc_id: str) -> Document:
        """Give one document.

        :raises NotFoundError: if the index has no such document.
        """
        with self.pinned():
            return self._index.document(doc_id)

    def state(self) -> IndexState:
        """Say which build of the index answers."""
        with self.pinned():
            return self._index.state()

    def refresh(self) -> None:
        """Take up what other processes have added to the index; every call above does so for itself."""
        self._index.refresh()

    @property
    def reader(self) -> Reader:
        """The reader in use."""
        return self._reader

    @property
    def retriever(self) -> Retriever:
        """The retriever in use."""
        return self._retriever

    @property
    def translator(self) -> Translator | None:
        """What renders English questions in Chinese, if anything does."""
        return self._translator

    def _as_written(self, question: Question, hits: Sequence[Hit], filters: Filters) -> Question:
        """Give the question with its days as the passages write them; an English one is rendered in their writing."""
        if question.language is Language.EN:
            return question
        text = as_the_text_writes(question.text, hits)
        return question if text == question.text else self.understood(text, filters=filters)

    def _decide(self, case: Case, threshold: float) -> tuple[Decision, Document | None]:
        """Decide, and fetch the document quoted; one deleted since it was found is passed over, never quoted."""
        while True:
            decision = decide(case, full_text=self._full_text, threshold=threshold)
            if decision.chosen is None:
                return decision, None
            span = decision.chosen.span
            document = self._fetch(span.hit.passage.doc_id)
            if document is not None and holds(document, span):
                return decision, document
            gone = span.hit.passage.doc_id
            case = replace(case, spans=[each for each in case.spans if each.hit.passage.doc_id != gone])

    def _fetch(self, doc_id: str) -> Document | None:
        try:
            return self._index.document(doc_id)
        except NotFoundError:
            return None

    def _full_text(self, doc_id: str) -> str | None:
        document = self._fetch(doc_id)
        return document.text if document is not None else None
