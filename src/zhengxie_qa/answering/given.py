"""A text that comes with its question: made into a document and hits on the fly, and always read to some span.

Used where reading alone is measured; nothing is indexed.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from zhengxie_qa.corpus.chunk import chunk
from zhengxie_qa.evidence.overlap import coverage, occurrences, weigh
from zhengxie_qa.question.question import Question
from zhengxie_qa.reading.protocol import Reader
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.words import query_bigrams
from zhengxie_qa.types import AnswerKind, Document, DocumentInfo, Hit, Segment, Span

CONTEXT_ID: Final = "context"
"""``doc_id`` and ``file`` of a text that belongs to no index."""


def document(context: str) -> Document:
    """Wrap a text as it is: no cleaning, so offsets are those of the text given."""
    segments = (Segment(0, len(context), 0, len(context)),) if context else ()
    info = DocumentInfo(doc_id=CONTEXT_ID, file=CONTEXT_ID, title="")
    return Document(info=info, text=context, raw_text=context, segments=segments)


def hits(given: Document, question: Question) -> list[Hit]:
    """All passages of the text, those that share most with the question first."""
    passages = chunk(given)
    folded = [fold(passage.text) for passage in passages]
    terms = weigh([*question.terms, *query_bigrams(question.chinese)], folded)
    scores = [coverage(terms, occurrences(terms, text), 0, len(text)) for text in folded]
    order = sorted(range(len(passages)), key=lambda index: (-scores[index], index))
    return [
        Hit(rank=rank, score=scores[index], passage=passages[index], document=given.info, parts={})
        for rank, index in enumerate(order, start=1)
    ]


def read(reader: Reader, question: Question, found: Sequence[Hit]) -> list[Span]:
    """Read the hits; where nothing of the wanted kind stands in them, read again for any kind of words."""
    spans = reader.read(question, found)
    if not spans and question.kind is not AnswerKind.OTHER:
        spans = reader.read(replace(question, kind=AnswerKind.OTHER), found)
    return spans
