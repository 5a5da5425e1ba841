"""First vectors from co-occurrence: positive pointwise mutual information, reduced by a truncated SVD.

Source: Levy, Goldberg and Dagan 2015, "Improving Distributional Similarity with Lessons Learned from Word
Embeddings": context distribution smoothing .75, eigenvalue weighting 1/2, distance-weighted windows.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_matrix, csr_matrix  # type: ignore[import-untyped]
from sklearn.utils.extmath import randomized_svd

WINDOW = 6
SMOOTHING = 0.75
RAREST = 0.8
"""Weighted counts below this are noise and most of the memory."""


def cooccurrence_vectors(
    passages: Sequence[npt.NDArray[np.int32]], *, vocabulary: int, dim: int, seed: int
) -> npt.NDArray[np.float32]:
    """Make one vector per token.

    :param passages: token ids of each passage; windows do not reach across.
    :returns: float32, shape ``(vocabulary, dim)``, rows of unseen tokens zero.
    """
    gap = np.full(WINDOW, -1, np.int32)
    stream = np.concatenate([part for passage in passages for part in (passage, gap)])
    counts = csr_matrix((vocabulary, vocabulary), dtype=np.float32)
    for distance in range(1, WINDOW + 1):
        left, right = stream[:-distance], stream[distance:]
        inside = (left >= 0) & (right >= 0)
        weights = np.full(int(inside.sum()), 1 / distance, np.float32)
        counts = counts + coo_matrix((weights, (left[inside], right[inside])), shape=counts.shape).tocsr()
    ppmi = _ppmi((counts + counts.T).tocoo())
    wide = min(dim, vocabulary - 1)
    u, s, _ = randomized_svd(ppmi, wide, n_oversamples=24, n_iter=2, random_state=seed, power_iteration_normalizer="QR")
    vectors = np.zeros((vocabulary, dim), np.float32)
    vectors[:, :wide] = u * np.sqrt(s)
    return vectors


def _ppmi(counts: coo_matrix) -> csr_matrix:
    """Turn symmetric counts into positive pointwise mutual information."""
    rows = np.asarray(counts.sum(axis=1)).ravel()
    contexts = rows**SMOOTHING
    contexts /= max(contexts.sum(), 1e-12)
    often = counts.data >= RAREST
    row, column, data = counts.row[often], counts.col[often], counts.data[often]
    information = np.log(data / np.maximum(rows[row], 1e-9) / np.maximum(contexts[column], 1e-12))
    positive = information > 0
    return csr_matrix((information[positive].astype(np.float32), (row[positive], column[positive])), shape=counts.shape)
