"""Citations: words of a document, where they stand in it, and where in its raw file.

Takes the words from the document itself, never from what a reader says they are, so a citation always verifies.
"""

from zhengxie_qa.answering.answer import Citation
from zhengxie_qa.corpus.offsets import to_raw
from zhengxie_qa.location import around, locate
from zhengxie_qa.types import Document, Doubt, Hit, Passage, Span


def cite(n: int, document: Document, hit: Hit, *, start: int, end: int) -> Citation:
    """Quote ``document.text[start:end]``.

    :param n: number of the citation in its answer, from 1.
    :param hit: the passage that was read; its document's name is what is shown.
    """
    raw_start, raw_end = to_raw(document.segments, start, end)
    return Citation(
        n=n,
        document=hit.document,
        passage=hit.passage,
        start=start,
        end=end,
        quote=document.text[start:end],
        raw_start=raw_start,
        raw_end=raw_end,
        locations=locate(document.locations, raw_start, raw_end),
        doubts=_doubts(document, raw_start, raw_end),
    )


def _doubts(document: Document, start: int, end: int) -> tuple[Doubt, ...]:
    """What differs on the page, in the paragraph or cell, where some of the raw text stands."""
    if document.audit is None or not document.audit.doubts:
        return ()
    begins, ends = around(document.locations, start, end)
    return tuple(each for each in document.audit.doubts if begins <= each.start and (ends is None or each.end <= ends))


def line_hit(hit: Hit, document: Document, *, start: int, end: int) -> Hit:
    """The hit itself if its passage holds ``[start, end)``; else one on the line of the text that does."""
    if hit.passage.start <= start and end <= hit.passage.end:
        return hit
    left = document.text.rfind("\n", 0, start) + 1
    right = document.text.find("\n", end)
    right = len(document.text) if right < 0 else right
    passage = Passage(
        passage_id=f"{document.info.doc_id}:{left}",
        doc_id=document.info.doc_id,
        start=left,
        end=right,
        text=document.text[left:right],
    )
    return Hit(rank=hit.rank, score=hit.score, passage=passage, document=hit.document, parts=hit.parts)


def holds(document: Document, span: Span) -> bool:
    """Whether a span's words stand in the document where it says; one of a replaced document does not."""
    return document.text[span.start : span.end] == span.text
