"""Build the records of ``predictions.jsonl`` from an example, its golds and what the engine returned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhengxie_qa.answering.answer import Answer, Citation
from zhengxie_qa.evaluation.examples import Example
from zhengxie_qa.evaluation.gold import Gold
from zhengxie_qa.evaluation.runs.prediction import CitationRecord, Outcome, Prediction, RetrievedRecord
from zhengxie_qa.question.alone import language_of
from zhengxie_qa.types import Hit

SHOWN_PASSAGES = 5
"""Passages per question whose text is kept for the report."""


@dataclass(frozen=True, slots=True)
class Ranks:
    """Ranks of the first gold passage and the first gold document, from 1."""

    passage: int | None = None
    document: int | None = None


def ranks_of(hits: Sequence[Hit], gold: Gold) -> Ranks:
    """Find the golds in a ranking; documents are ranked by their first passage."""
    passages = [hit.passage.passage_id for hit in hits]
    documents = list(dict.fromkeys(hit.passage.doc_id for hit in hits))
    return Ranks(_first(passages, gold.passages), _first(documents, gold.documents))


def _first(ids: Sequence[str], relevant: Mapping[str, int]) -> int | None:
    return next((rank for rank, each in enumerate(ids, start=1) if relevant.get(each, 0) > 0), None)


def citation_record(citation: Citation, *, verified: bool, in_gold: bool | None) -> CitationRecord:
    """Keep of a citation what tells whether it holds."""
    return CitationRecord(
        doc_id=citation.document.doc_id,
        file=citation.document.file,
        passage_id=citation.passage.passage_id,
        start=citation.start,
        end=citation.end,
        quote=citation.quote,
        verified=verified,
        in_gold=in_gold,
    )


def prediction_of(
    example: Example,
    gold: Gold,
    *,
    outcome: Outcome,
    scores: Mapping[str, float],
    answer: Answer | None = None,
    query: str | None = None,
    citations: tuple[CitationRecord, ...] = (),
    hits: Sequence[Hit] = (),
    ranks: Ranks = Ranks(),
    gold_places: tuple[tuple[int, int], ...] = (),
    candidate: str | None = None,
    error: str | None = None,
) -> Prediction:
    """Put one question's outcome together; without an ``answer`` nothing was answered or asked to be."""
    return Prediction(
        id=example.id,
        question=example.question,
        interpreted_as=answer.interpreted_as if answer else query or example.question,
        lang=example.lang or language_of(example.question).value,
        kind=example.kind or (answer.kind.value if answer else "other"),
        tags=example.tags,
        history=tuple(turn.question for turn in example.history),
        golds=example.golds,
        impossible=example.impossible,
        context=example.context if answer and not hits else None,
        answer=answer.text if answer else None,
        reason=answer.reason.value if answer and answer.reason else None,
        candidate=candidate,
        confidence=answer.confidence if answer else 0.0,
        outcome=outcome,
        gold_places=gold_places,
        gold_rank=ranks.passage,
        gold_document_rank=ranks.document,
        citations=citations,
        retrieved=tuple(_retrieved(hit, gold) for hit in hits),
        relevant=gold.passages,
        relevant_documents=gold.documents,
        scores=scores,
        error=error,
    )


def _retrieved(hit: Hit, gold: Gold) -> RetrievedRecord:
    passage = hit.passage
    relevant = passage.passage_id in gold.passages if gold.passages else passage.doc_id in gold.documents
    return RetrievedRecord(
        rank=hit.rank,
        score=hit.score,
        passage_id=passage.passage_id,
        doc_id=passage.doc_id,
        file=hit.document.file,
        start=passage.start,
        end=passage.end,
        relevant=relevant,
        text=passage.text if hit.rank <= SHOWN_PASSAGES or passage.passage_id in gold.passages else None,
    )
