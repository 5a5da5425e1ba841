"""The spans proposed as the answer: what the reader finds, and what a table, label, definition or article number says.

What is asked about an article itself is looked up in its text and nowhere else; of a work it speaks of, it is read.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from zhengxie_qa.answering.by_form.clauses import from_article
from zhengxie_qa.answering.by_form.definitions import parts_span
from zhengxie_qa.answering.by_form.labels import labelled_span
from zhengxie_qa.answering.by_form.metadata import asked_document, metadata_span, names_another_work
from zhengxie_qa.answering.by_form.tables import cell_span, without_others
from zhengxie_qa.question.question import Question
from zhengxie_qa.reading.protocol import Reader
from zhengxie_qa.types import AnswerKind, Document, Hit, Span


def proposed(
    question: Question, hits: Sequence[Hit], reader: Reader, *, fetch: Callable[[str], Document | None]
) -> list[Span]:
    """Propose spans, best first.

    :param fetch: gives a document by its id, ``None`` for one that is gone.
    """
    if question.kind is AnswerKind.METADATA:
        if not names_another_work(question, hits):
            return _of_the_article(question, hits, fetch)
        question = replace(question, kind=AnswerKind.OTHER)
    found = parts_span(question, hits) or cell_span(question, hits, fetch) or labelled_span(question, hits, fetch)
    read = without_others(question, reader.read(question, hits), fetch)
    return from_article(question, hits, [*([found] if found else []), *read], fetch=fetch)


def _of_the_article(question: Question, hits: Sequence[Hit], fetch: Callable[[str], Document | None]) -> list[Span]:
    meant = asked_document(question, hits)
    if meant is None:
        return []
    hit, sure = meant
    document = fetch(hit.passage.doc_id)
    span = metadata_span(question, document, hit, sure=sure) if document else None
    return [span] if span else []
