"""One question: ask, compare with the golds, name the outcome. Three tasks, one function each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from time import perf_counter

from zhengxie_qa.answering.answer import Answer, Citation
from zhengxie_qa.errors import ZhengxieError
from zhengxie_qa.evaluation.examples import Example
from zhengxie_qa.evaluation.gold import Gold, GoldLocator
from zhengxie_qa.evaluation.metrics.cmrc import em_cmrc, f1_cmrc
from zhengxie_qa.evaluation.metrics.numeric import em_numeric
from zhengxie_qa.evaluation.metrics.ranking import score_rankings
from zhengxie_qa.evaluation.metrics.squad import f1_squad
from zhengxie_qa.evaluation.outcomes import is_right, outcome_of
from zhengxie_qa.evaluation.protocol import QuestionAnswerer
from zhengxie_qa.evaluation.runs.prediction import CitationRecord, Outcome, Prediction
from zhengxie_qa.evaluation.runs.record import Ranks, citation_record, prediction_of, ranks_of
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.types import Filters, Hit, SearchMode

_QUERY = "q"


class Task(StrEnum):
    """What is measured."""

    READING = "reading"
    RETRIEVAL = "retrieval"
    END_TO_END = "end_to_end"


@dataclass(frozen=True, slots=True)
class Options:
    """How questions are asked.

    :param top_k: passages read for an answer.
    :param depth: passages retrieved for the retrieval figures, at least ``top_k``.
    :param own_documents: whether each question is asked of the document that the set names for it, and of no other.
    :param may_decline: whether reading may give no answer; for sets with unanswerable questions.
    """

    task: Task
    mode: SearchMode = SearchMode.HYBRID
    top_k: int = 10
    depth: int = 50
    own_documents: bool = False
    may_decline: bool = False


@dataclass(frozen=True, slots=True)
class Scored:
    """A prediction and the milliseconds each stage took."""

    prediction: Prediction
    timings_ms: Mapping[str, float]


class Scorer:
    """Asks one engine and scores what it says."""

    def __init__(self, engine: QuestionAnswerer, options: Options) -> None:
        self._engine = engine
        self._options = options
        self._locator = None if options.task is Task.READING else GoldLocator(engine)

    def score(self, example: Example) -> Scored:
        """Ask one question; an error the product raises on purpose becomes the outcome, any other is passed on."""
        gold = self._locator.locate(example) if self._locator else Gold()
        try:
            return self._asked(example, gold)
        except ZhengxieError as error:
            failed = prediction_of(example, gold, outcome=Outcome.FAILED, error=str(error), scores=_no_answer(example))
            return Scored(failed, {})

    def gold_problem(self, example: Example) -> str | None:
        """A gold that does not stand where the set says, or None."""
        return self._locator.locate(example).problem if self._locator else None

    def _asked(self, example: Example, gold: Gold) -> Scored:
        match self._options.task:
            case Task.READING:
                return self._read(example)
            case Task.RETRIEVAL:
                return self._retrieve(example, gold)
            case Task.END_TO_END:
                return self._answer(example, gold)

    def _read(self, example: Example) -> Scored:
        context = example.context or ""
        begin = perf_counter()
        answer = self._engine.read_context(
            example.question, context, example.history, decline=self._options.may_decline
        )
        wall = (perf_counter() - begin) * 1000
        places = tuple((gold.start, gold.start + len(gold.text)) for gold in example.answers if gold.start is not None)
        citations = tuple(
            citation_record(
                each, verified=context[each.start : each.end] == each.quote, in_gold=_overlaps(each, places)
            )
            for each in answer.citations
        )
        scores = _answer_scores(example, answer.text) | _citation_scores(citations)
        prediction = prediction_of(
            example,
            Gold(),
            outcome=_outcome(example, answer, scores, retrieved=None),
            answer=answer,
            citations=citations,
            gold_places=places,
            scores=scores,
        )
        return Scored(prediction, {**answer.timings_ms, "ask_total": wall})

    def _retrieve(self, example: Example, gold: Gold) -> Scored:
        query = understand(example.question, example.history).text
        begin = perf_counter()
        hits = self._search(query, self._filters(example))
        wall = (perf_counter() - begin) * 1000
        ranks = ranks_of(hits, gold)
        found = ranks.passage if gold.passages else ranks.document
        outcome = Outcome.RETRIEVED if found and found <= self._options.top_k else Outcome.NOT_RETRIEVED
        if not gold.documents:
            outcome = Outcome.NOT_JUDGED
        prediction = prediction_of(
            example,
            gold,
            outcome=outcome,
            query=query,
            hits=hits,
            ranks=ranks,
            scores=_retrieval_scores(hits, gold),
        )
        return Scored(prediction, {"search_total": wall})

    def _answer(self, example: Example, gold: Gold) -> Scored:
        filters = self._filters(example)
        begin = perf_counter()
        answer = self._engine.ask(example.question, history=example.history, top_k=self._options.top_k, filters=filters)
        asked = perf_counter()
        candidate = None if answer.text is not None else self._candidate(example, filters)
        began = perf_counter()
        query = answer.interpreted_as if example.history else example.question
        hits = self._search(query, filters)
        searched = perf_counter()
        ranks = ranks_of(hits, gold)
        retrieved = self._retrieved(example, gold, hits, ranks)
        citations = tuple(self._checked(each, gold) for each in answer.citations)
        scores = _answer_scores(example, answer.text) | _citation_scores(citations) | _retrieval_scores(hits, gold)
        prediction = prediction_of(
            example,
            gold,
            outcome=_outcome(example, answer, scores, retrieved=retrieved),
            answer=answer,
            citations=citations,
            hits=hits,
            ranks=ranks,
            candidate=candidate,
            scores=scores,
        )
        timings = {
            **answer.timings_ms,
            "ask_total": (asked - begin) * 1000,
            "search_total": (searched - began) * 1000,
        }
        return Scored(prediction, timings)

    def _retrieved(self, example: Example, gold: Gold, hits: Sequence[Hit], ranks: Ranks) -> bool | None:
        """Whether a gold was among the passages read; by its words alone where the set names no document."""
        read = self._options.top_k
        if gold.passages:
            return ranks.passage is not None and ranks.passage <= read
        if gold.documents or not example.golds:
            return None
        return any(text in hit.passage.text for hit in hits[:read] for text in example.golds)

    def _filters(self, example: Example) -> Filters:
        """Where to look: everywhere, or in the question's own document."""
        if not self._options.own_documents or self._locator is None:
            return Filters()
        own = self._locator.own_document(example)
        return Filters(doc_ids=(own,)) if own else Filters()

    def _search(self, query: str, filters: Filters) -> list[Hit]:
        options = self._options
        return self._engine.search(query, top_k=options.depth, mode=options.mode, filters=filters)

    def _candidate(self, example: Example, filters: Filters) -> str | None:
        """The best words of a question that was declined; asked for apart, so that explaining costs no time above."""
        told = self._engine.ask(
            example.question, history=example.history, top_k=self._options.top_k, filters=filters, explain=True
        ).explanation
        spans = told.get("spans") or ()
        return str(spans[0]["text"]) if spans else None

    def _checked(self, citation: Citation, gold: Gold) -> CitationRecord:
        doc_id = citation.document.doc_id
        places = tuple((place.start, place.end) for place in gold.places if place.doc_id == doc_id)
        in_gold = None
        if gold.places:
            in_gold = any(start < citation.raw_end and citation.raw_start < end for start, end in places)
        verified = self._engine.verify(doc_id, citation.start, citation.end, citation.quote)
        return citation_record(citation, verified=verified, in_gold=in_gold)


def _answer_scores(example: Example, text: str | None) -> dict[str, float]:
    if example.impossible:
        return {}
    if text is None:
        return _no_answer(example)
    golds = example.golds
    scores = {
        "em": em_cmrc(text, golds),
        "f1": f1_cmrc(text, golds),
        "f1_squad": f1_squad(text, golds),
        "em_numeric": em_numeric(text, golds),
    }
    return scores | {"right": float(is_right(em_numeric=scores["em_numeric"], f1=scores["f1"]))}


def _no_answer(example: Example) -> dict[str, float]:
    """An answerable question without an answer scores nothing; an unanswerable one is not scored so at all."""
    if example.impossible or not example.answers:
        return {}
    return dict.fromkeys(("em", "f1", "f1_squad", "em_numeric", "right"), 0.0)


def _citation_scores(citations: Sequence[CitationRecord]) -> dict[str, float]:
    if not citations:
        return {}
    scores = {"verified": sum(each.verified for each in citations) / len(citations)}
    placed = [each.in_gold for each in citations if each.in_gold is not None]
    return scores | ({"citation_precision": sum(placed) / len(placed)} if placed else {})


def _retrieval_scores(hits: Sequence[Hit], gold: Gold) -> dict[str, float]:
    """Metrics over passages, and the same over documents under ``doc_`` names."""
    passages = score_rankings({_QUERY: [hit.passage.passage_id for hit in hits]}, {_QUERY: gold.passages})
    ranking = list(dict.fromkeys(hit.passage.doc_id for hit in hits))
    documents = score_rankings({_QUERY: ranking}, {_QUERY: gold.documents})
    return passages.get(_QUERY, {}) | {f"doc_{name}": value for name, value in documents.get(_QUERY, {}).items()}


def _outcome(example: Example, answer: Answer, scores: Mapping[str, float], *, retrieved: bool | None) -> Outcome:
    return outcome_of(
        impossible=example.impossible,
        answered=answer.text is not None,
        right=scores.get("right") == 1.0,
        f1=scores.get("f1", 0.0),
        retrieved=retrieved,
    )


def _overlaps(citation: Citation, places: Sequence[tuple[int, int]]) -> bool | None:
    return any(start < citation.end and citation.start < end for start, end in places) if places else None
