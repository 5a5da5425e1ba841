"""Asks each document for itself: its best passages, read and decided on as ``ask`` reads and decides.

The best passage that could answer is read alone first, since it mostly does; the others where it leaves that open.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import AbstractContextManager
from contextvars import copy_context
from dataclasses import dataclass, replace
from typing import Final, Protocol

from zhengxie_qa.answering.answer import Answer, Reason
from zhengxie_qa.answering.case import Case
from zhengxie_qa.answering.compose import compose
from zhengxie_qa.answering.decide import Check, Decision
from zhengxie_qa.answering.messages import message, reply_language
from zhengxie_qa.comparing.chosen import label_of
from zhengxie_qa.comparing.comparison import Blank, By, Row
from zhengxie_qa.comparing.mentions import mention
from zhengxie_qa.comparing.named.in_words import InWords
from zhengxie_qa.comparing.promising import Promising
from zhengxie_qa.comparing.ranking import other_scope, said_by
from zhengxie_qa.evidence.fitting import FIGURES
from zhengxie_qa.index.encoders.protocol import Encoder
from zhengxie_qa.question.question import Question
from zhengxie_qa.retrieval.protocol import Retriever
from zhengxie_qa.types import Document, DocumentInfo, Filters, Hit, Language, Span

PASSAGES_READ: Final = 3
"""Passages of a document that are read at most."""
PASSAGES_LOOKED_AT: Final = 8
"""Passages of a document in which a figure is looked for that could answer, before any is read."""
SURE: Final = 0.5
"""Confidence from which the answer of a document's best passage stands without a look at its others."""
NAMED: Final = 0.2
"""Least confidence of a figure whose words name what is asked for: nothing but that was doubtful of most below 0.4."""
IN_WORDS: Final = 0.7
"""Confidence of a clause that says in words what others give as a figure: found by its form, not read."""
MOST_DOCUMENTS: Final = 1000
"""Documents read at most; of more, those whose passages fit the question best."""
_CANDIDATES_EACH: Final = 20
"""Passages asked of the index for each document."""
_MOST_CANDIDATES: Final = 2500
_SIDE_BY_SIDE: Final = 2
"""Documents read at the same time."""

Cell = Row | Blank


@dataclass(frozen=True, slots=True)
class Put:
    """What each document is asked.

    :param whole: the question as it came.
    :param mentioned: the words that are looked for as they stand, where nothing else is asked.
    :param is_sure_of_status: whether its words say that what was planned, or achieved, is asked for.
    :param language: the one it came in.
    :param is_named: whether the question is asked by the name that reports give what it asks for.
    """

    whole: str
    question: Question
    mentioned: str | None = None
    is_sure_of_status: bool = False
    language: Language = Language.ZH
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A year or thing that is asked for itself, of some documents: of all, or those that may speak of it."""

    label: str
    question: str
    documents: Sequence[DocumentInfo]


class Asker(Protocol):
    """What answers questions; ``engine.Engine`` does."""

    def documents(self) -> list[DocumentInfo]:
        """List the documents of the index."""

    def pinned(self) -> AbstractContextManager[None]:
        """Answer all inside a block from one build of the index."""

    def understood(self, question: str, *, filters: Filters = Filters()) -> Question:
        """Understand a question."""

    def answer_from(
        self,
        question: Question,
        hits: Sequence[Hit],
        *,
        asked: str,
        filters: Filters = Filters(),
        choose: Callable[[Sequence[Span]], Sequence[Span]] = tuple,
        threshold: float | None = None,
    ) -> Answer:
        """Answer a question from passages already found."""

    def document(self, doc_id: str) -> Document:
        """Give one document."""

    @property
    def retriever(self) -> Retriever:
        """The retriever in use."""

    @property
    def encoder(self) -> Encoder:
        """The encoder in use."""


def passages_of(
    retriever: Retriever, question: Question, documents: Sequence[DocumentInfo]
) -> dict[str, tuple[Hit, ...]]:
    """Search all documents at once and give each its own best passages, by ``doc_id``, the best document first."""
    filters = Filters(doc_ids=tuple(info.doc_id for info in documents))
    wanted = min(_CANDIDATES_EACH * len(documents), _MOST_CANDIDATES)
    found: dict[str, list[Hit]] = defaultdict(list)
    for hit in retriever.retrieve(question, k=wanted, filters=filters):
        own = found[hit.passage.doc_id]
        if len(own) < PASSAGES_LOOKED_AT:
            own.append(replace(hit, rank=len(own) + 1))
    return {doc_id: tuple(hits) for doc_id, hits in list(found.items())[:MOST_DOCUMENTS]}


def cells(
    asker: Asker, asked: Put, passages: Mapping[str, Sequence[Hit]], *, filters: Filters, by: By
) -> Iterator[Cell]:
    """Ask the documents and give the cell of each as soon as it is known.

    :param passages: of each document, best first.
    """

    def full_text(doc_id: str) -> str:
        return asker.document(doc_id).text

    promising = Promising(
        asked.question, passages.values(), full_text=full_text, is_sure_of_status=asked.is_sure_of_status
    )

    def cell(hits: Sequence[Hit]) -> Cell:
        answer = _answer(asker, asked, hits, promising, filters)
        return _row(asked.question, answer, by) if answer.citations else _blank(asked, answer, hits[0], by)

    with ThreadPoolExecutor(_SIDE_BY_SIDE, thread_name_prefix="compare") as pool:
        waiting = [pool.submit(copy_context().run, cell, hits) for hits in passages.values()]
        try:
            for done in as_completed(waiting):
                yield done.result()
        finally:
            for each in waiting:
                each.cancel()


def cells_of_parts(asker: Asker, asked: Put, parts: Sequence[Part], *, filters: Filters, by: By) -> Iterator[Cell]:
    """Ask for each of some years or things, whichever document speaks of it."""
    for part in parts:
        question = asker.understood(part.question, filters=filters)
        doc_ids = tuple(info.doc_id for info in part.documents)
        hits = asker.retriever.retrieve(question, k=PASSAGES_LOOKED_AT, filters=Filters(doc_ids=doc_ids))
        answer = asker.answer_from(question, hits, asked=asked.whole, filters=filters)
        if answer.citations:
            yield Row(part.label, answer.citations[0].document, answer)
        elif hits:
            yield replace(_blank(asked, answer, hits[0], by), label=part.label)
        else:
            yield replace(unfound(asked, part.documents[0], by=by), label=part.label)


def years_of(asked: Put, years: Sequence[int], documents: Sequence[DocumentInfo]) -> list[Part]:
    """What is asked for each of some years: of its documents and the next year's, else of all."""
    return [
        Part(
            str(year),
            f"{year}年{asked.question.chinese}",
            [info for info in documents if info.year in {year, year + 1}] or documents,
        )
        for year in years
    ]


def unfound(asked: Put, info: DocumentInfo, *, by: By) -> Blank:
    """The blank of a document in which no passage fits the question."""
    question = asked.question
    said = {
        language: message(Reason.NO_PASSAGE, language=language, kind=question.kind)
        for language in (Language.ZH, Language.EN)
    }
    own = said[reply_language(asked.whole, language=asked.language)]
    return Blank(label_of(info, by), info, Reason.NO_PASSAGE, own, messages=said)


def _answer(asker: Asker, asked: Put, hits: Sequence[Hit], promising: Promising, filters: Filters) -> Answer:
    if asked.mentioned:
        document = asker.document(hits[0].passage.doc_id)
        return mention(asked.question, asked.mentioned, document, hits, asked=asked.whole)
    in_words = promising.told_in_words(hits, instead=True)
    if in_words:
        return _in_words(asker, asked, hits, in_words)
    answer = _read(asker, asked, hits, promising, filters)
    in_words = promising.told_in_words(hits) if answer.abstained else None
    return _in_words(asker, asked, hits, in_words) if in_words else answer


def _in_words(asker: Asker, asked: Put, hits: Sequence[Hit], found: InWords) -> Answer:
    """The answer of a document that says in words what others give as a figure; sure as their form tells."""
    said = found.evidence
    document = asker.document(said.hit.passage.doc_id)
    begins = said.hit.passage.start
    span = Span(said.hit, begins + said.start, begins + said.end, said.text, IN_WORDS, IN_WORDS)
    decision = Decision(Check(span, said), None, IN_WORDS)
    case = Case(asked.whole, asked.question, hits, [span])
    answer = compose(case, decision, document=document, fetch=asker.document)
    return replace(answer, status=found.status)


def _read(asker: Asker, asked: Put, hits: Sequence[Hit], promising: Promising, filters: Filters) -> Answer:
    could = promising.passages(hits, most=PASSAGES_READ)
    if not could:
        nothing = Case(asked.whole, asked.question, hits, ())
        return compose(nothing, Decision(None, Reason.WRONG_KIND), document=None, fetch=asker.document)

    def read(chosen: Sequence[Hit]) -> Answer:
        return asker.answer_from(
            asked.question,
            chosen,
            asked=asked.whole,
            filters=filters,
            choose=promising.spans,
            threshold=NAMED if promising.is_held_to_words else None,
        )

    best = read(could[:1])
    return best if len(could) == 1 or _is_sure(best, asked.question) else read(could)


def _is_sure(answer: Answer, question: Question) -> bool:
    """Whether nothing is left open: neither the confidence, nor planned or achieved, nor 年均 beside one year."""
    if answer.abstained or answer.confidence < SURE or answer.status not in {None, question.status}:
        return False
    return other_scope(said_by(answer, question)) is None


def _row(question: Question, answer: Answer, by: By) -> Row:
    """The row of an answer; a figure stands under the year that its own words speak of."""
    citation = answer.citations[0]
    label = label_of(citation.document, by)
    if by is By.YEAR and question.kind in FIGURES:
        year = said_by(answer, question).own_year
        label = str(year) if year else label
    return Row(label, citation.document, answer)


def _blank(asked: Put, answer: Answer, nearest: Hit, by: By) -> Blank:
    return Blank(
        label_of(nearest.document, by),
        nearest.document,
        answer.reason or Reason.LOW_CONFIDENCE,
        answer.messages.get(reply_language(asked.whole, language=asked.language), answer.message or ""),
        nearest,
        answer.messages,
    )
