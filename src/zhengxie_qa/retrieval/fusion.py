"""Several scores → one. Pure functions on plain numbers; no engine, no model.

BM25 grows with the length and rarity of a query, a cosine does not. Divided by the most the query could reach, BM25
becomes a share of the query that is covered, and a cosine can be added to it: where the words match, they decide; where
few do, the vector does. Reciprocal rank fusion lost up to 12 MRR on lexical question sets with a static encoder
(docs/decisions), so it is not offered.
"""

from collections.abc import Mapping

COSINE_WEIGHT = 0.25
"""λ of :func:`fuse`; 0.2–0.3 loses nothing on lexical question sets and gains on paraphrases."""


def coverage(bm25: float, ceiling: float) -> float:
    """Return the share of a query that a passage covers.

    :param ceiling: ``Σ weight · idf · (k1 + 1)`` over the query's terms, the BM25 no passage can exceed.
    :returns: 0 and up; above 1 only through matches outside the text, as in the title.
    """
    return bm25 / ceiling if ceiling > 0 else 0.0


def fuse(bm25: float, cosine: float, *, ceiling: float, cosine_weight: float = COSINE_WEIGHT) -> float:
    """Return ``coverage + λ · cosine``."""
    return coverage(bm25, ceiling) + cosine_weight * cosine


def ranked(scores: Mapping[str, float], *, k: int) -> list[tuple[str, float]]:
    """Return the ``k`` best ids with their scores, best first; equal scores are ordered by id."""
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:k]
