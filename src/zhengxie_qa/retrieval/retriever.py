"""Question → hits: both engines asked, their scores fused, the best ranked again if there is a ranker.

Every candidate of either engine gets the scores of both. Filters are applied inside the engines. Nothing here reads an
answer out of a passage.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import numpy as np
import numpy.typing as npt

from zhengxie_qa.index.encoders.protocol import Encoder
from zhengxie_qa.index.search.terms import LexicalField, WeightedTerm
from zhengxie_qa.question.question import Question
from zhengxie_qa.retrieval.expand import own_terms, to_encode
from zhengxie_qa.retrieval.fusion import COSINE_WEIGHT, coverage, fuse, ranked
from zhengxie_qa.retrieval.ranking_features import RankedQuery, ranked_query
from zhengxie_qa.types import DocumentInfo, Filters, Hit, Passage, SearchMode

CANDIDATES = 100
"""Passages asked of each engine, and passages a ranker sees."""


class SearchIndex(Protocol):
    """What a retriever needs of an index; ``index.index.Index`` has it."""

    def pinned(self) -> AbstractContextManager[None]:
        """Serve one generation throughout a block."""

    def search_lexical(
        self, terms: Sequence[WeightedTerm], *, k: int, filters: Filters = ...
    ) -> list[tuple[str, float]]:
        """Return the best passages as (passage id, BM25)."""

    def search_dense(
        self, vector: npt.NDArray[np.float32], *, k: int, filters: Filters = ...
    ) -> list[tuple[str, float]]:
        """Return the nearest passages as (passage id, cosine)."""

    def lexical_scores(self, terms: Sequence[WeightedTerm], passage_ids: Sequence[str]) -> list[float]:
        """Return the BM25 of given passages."""

    def cosines(self, vector: npt.NDArray[np.float32], passage_ids: Sequence[str]) -> list[float]:
        """Return the cosine of given passages."""

    def ceiling(self, terms: Sequence[WeightedTerm]) -> float:
        """Return the BM25 no passage text can exceed."""

    def idf(self, text: str, field: LexicalField = ...) -> float:
        """Return the inverse document frequency of a term."""

    def passages(self, passage_ids: Sequence[str]) -> Mapping[str, tuple[Passage, DocumentInfo]]:
        """Return passages with their documents."""


class Expander(Protocol):
    """Adds other words for what is asked, such as synonyms and abbreviations."""

    def expand(self, question: Question) -> Sequence[WeightedTerm]:
        """Return further terms with weights, usually below 1."""


class Ranker(Protocol):
    """Scores candidates anew, with more effort than a first stage can afford."""

    @property
    def name(self) -> str:
        """What its part of a score is called."""

    def score(self, query: RankedQuery, hits: Sequence[Hit]) -> Sequence[float] | npt.NDArray[np.float64]:
        """Return one score for each hit, higher is better; ``hit.parts`` holds the earlier stages' figures."""


class HybridRetriever:
    """Lexical, dense or hybrid retrieval over one index."""

    def __init__(
        self,
        index: SearchIndex,
        encoder: Encoder,
        *,
        expander: Expander | None = None,
        rankers: Sequence[Ranker] = (),
        cosine_weight: float = COSINE_WEIGHT,
    ) -> None:
        """Join the parts; those left out are not used.

        :param rankers: each orders the candidates of the one before, in hybrid mode.
        :param cosine_weight: λ of the fusion.
        """
        self._index = index
        self._encoder = encoder
        self._expander = expander
        self._rankers = tuple(rankers)
        self._cosine_weight = cosine_weight

    def retrieve(
        self, question: Question, *, k: int, mode: SearchMode = SearchMode.HYBRID, filters: Filters = Filters()
    ) -> list[Hit]:
        """Find the ``k`` best passages, best first, ranks from 1, ties broken by passage id."""
        with self._index.pinned():
            terms = [] if mode is SearchMode.DENSE else self.terms(question)
            vector = None if mode is SearchMode.LEXICAL else self._vector(question)
            pool = max(k, CANDIDATES)
            parts = self._candidates(terms, vector, k=pool, filters=filters)
            rankers = self._rankers if mode is SearchMode.HYBRID else ()
            best = ranked({passage_id: part["score"] for passage_id, part in parts.items()}, k=pool if rankers else k)
            found = self._index.passages([passage_id for passage_id, _ in best])
            weighed = ranked_query(question, terms, idf=self._index.idf) if rankers else None
        hits = [
            Hit(rank, score, *found[passage_id], parts=parts[passage_id])
            for rank, (passage_id, score) in enumerate(best, start=1)
            if passage_id in found
        ]
        for ranker in rankers:
            hits = reranked(weighed, hits, ranker) if weighed else hits
        return hits[:k]

    def terms(self, question: Question) -> list[WeightedTerm]:
        """Return the lexical terms of a question: its own or their translations, and what else they may be called."""
        return [*own_terms(question), *(self._expander.expand(question) if self._expander else ())]

    def _vector(self, question: Question) -> npt.NDArray[np.float32]:
        """Return the embedding of a question, shape ``(dim,)``."""
        vector: npt.NDArray[np.float32] = self._encoder.encode_queries([to_encode(question)])[0]
        return vector

    def _candidates(
        self, terms: Sequence[WeightedTerm], vector: npt.NDArray[np.float32] | None, *, k: int, filters: Filters
    ) -> dict[str, dict[str, float]]:
        """Ask the engines and give each candidate the scores of both: passage id → named parts."""
        index = self._index
        bm25 = dict(index.search_lexical(terms, k=k, filters=filters)) if terms else {}
        cosine = dict(index.search_dense(vector, k=k, filters=filters)) if vector is not None else {}
        if terms and vector is not None:
            bm25 |= _missing(cosine, bm25, lambda ids: index.lexical_scores(terms, ids))
            cosine |= _missing(bm25, cosine, lambda ids: index.cosines(vector, ids))
        ceiling = index.ceiling(terms) if terms else 0.0
        parts = {}
        for passage_id in bm25.keys() | cosine.keys():
            lexical, dense = bm25.get(passage_id, 0.0), cosine.get(passage_id, 0.0)
            weight = self._cosine_weight if terms else 1.0
            score = fuse(lexical, dense, ceiling=ceiling, cosine_weight=weight)
            parts[passage_id] = {
                "score": score,
                "bm25": lexical,
                "coverage": coverage(lexical, ceiling),
                "cosine": dense,
            }
        return parts


def reranked(query: RankedQuery, hits: Sequence[Hit], ranker: Ranker) -> list[Hit]:
    """Order hits by a ranker's scores; ties by passage id."""
    scored = [(float(score), hit) for score, hit in zip(ranker.score(query, hits), hits, strict=True)]
    scored.sort(key=lambda pair: (-pair[0], pair[1].passage.passage_id))
    return [
        Hit(rank, score, hit.passage, hit.document, parts={**hit.parts, ranker.name: score})
        for rank, (score, hit) in enumerate(scored, start=1)
    ]


def _missing(
    wanted: Mapping[str, float], known: Mapping[str, float], score: Callable[[list[str]], list[float]]
) -> dict[str, float]:
    """Score the wanted ids that are not known yet."""
    ids = [passage_id for passage_id in wanted if passage_id not in known]
    return dict(zip(ids, score(ids), strict=True))
