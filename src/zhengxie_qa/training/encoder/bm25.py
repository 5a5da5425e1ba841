"""BM25 over a few thousand passages in memory, by the product's own terms: for mining negatives and for comparison.

Words, bigrams and single characters are three fields with their own statistics, as in the product's index; this is
not that index, and knows neither filters nor files. Formula: Robertson and Zaragoza 2009, "The Probabilistic Relevance
Framework: BM25 and Beyond", with the non-negative idf of Lucene.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, diags  # type: ignore[import-untyped]

from zhengxie_qa.text.words import bigrams, characters, index_terms, query_bigrams, query_characters, query_terms

K1 = 1.2
B = 0.6
FIELD_WEIGHTS: Mapping[str, float] = {"word": 1.0, "bigram": 0.5, "character": 0.2}


def passage_fields(text: str) -> dict[str, list[str]]:
    """Split a passage into the terms of each field."""
    return {"word": index_terms(text), "bigram": bigrams(text), "character": characters(text)}


def query_fields(text: str) -> dict[str, Counter[str]]:
    """Split a query into the weighted terms of each field."""
    terms = {"word": query_terms(text), "bigram": query_bigrams(text), "character": query_characters(text)}
    return {name: Counter(found) for name, found in terms.items()}


class _Field:
    """One field's inverted index as a sparse matrix of finished scores, shape ``(terms, passages)``."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self.vocabulary: dict[str, int] = {}
        starts, columns, counts = [0], [], []
        for document in documents:
            for term, count in Counter(document).items():
                columns.append(self.vocabulary.setdefault(term, len(self.vocabulary)))
                counts.append(count)
            starts.append(len(columns))
        shape = (len(documents), max(len(self.vocabulary), 1))
        frequencies = csr_matrix((np.array(counts, np.float64), columns, starts), shape=shape)
        lengths = np.array([len(document) for document in documents], np.float64)
        norm = K1 * (1 - B + B * lengths / max(lengths.mean(), 1e-9))
        containing = np.bincount(frequencies.indices, minlength=shape[1])
        self.idf = np.log(1 + (shape[0] - containing + 0.5) / (containing + 0.5))
        saturated = frequencies.data * (K1 + 1) / (frequencies.data + np.repeat(norm, np.diff(frequencies.indptr)))
        frequencies.data = saturated
        self.scores = (frequencies @ diags(self.idf)).T.tocsr()

    def match(self, terms: Mapping[str, float]) -> tuple[npt.NDArray[np.float64], float]:
        """Score all passages, and say what a perfect match would score."""
        known = [(self.vocabulary[term], weight) for term, weight in terms.items() if term in self.vocabulary]
        unseen = float(self.idf.max(initial=0.0)) * sum(w for term, w in terms.items() if term not in self.vocabulary)
        if not known:
            return np.zeros(self.scores.shape[1]), unseen * (K1 + 1)
        rows, weights = np.array([row for row, _ in known]), np.array([weight for _, weight in known])
        scores = np.asarray((csr_matrix(weights) @ self.scores[rows]).todense()).ravel()
        return scores, (float(self.idf[rows] @ weights) + unseen) * (K1 + 1)


class Bm25:
    """Scores of every passage for a query."""

    def __init__(self, passages: Iterable[str]) -> None:
        """Index passages; their order is the order of the scores."""
        fields = [passage_fields(text) for text in passages]
        self._fields = {name: _Field([field[name] for field in fields]) for name in FIELD_WEIGHTS}

    def coverage(self, query: Mapping[str, Mapping[str, float]]) -> npt.NDArray[np.float64]:
        """Score passages by BM25 divided by what a passage holding every term often would get: about 0 to 1."""
        total: npt.NDArray[np.float64] = np.zeros(1)
        best = 0.0
        for name, field_weight in FIELD_WEIGHTS.items():
            scores, perfect = self._fields[name].match(query.get(name, {}))
            total = total + field_weight * scores
            best += field_weight * perfect
        return total / max(best, 1e-9)
