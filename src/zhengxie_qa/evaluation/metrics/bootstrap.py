"""Percentile bootstrap (Efron 1979) for a mean, and its paired form for two systems on the same questions.

The paired form resamples questions, not scores: Berg-Kirkpatrick et al., "An Empirical Investigation of Statistical
Significance in NLP", EMNLP 2012.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

RESAMPLES = 2_000
LEVEL = 0.95
_BLOCK = 4_000_000
"""Random indices drawn at once, so that memory stays flat whatever the number of questions."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and the ``LEVEL`` interval around it."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """How much the second system scores above the first.

    :param p_value: two-sided, the share of resamples on the far side of zero, doubled; at least 1 / resamples.
    """

    difference: float
    low: float
    high: float
    p_value: float


def mean_interval(values: Sequence[float], *, seed: int = 0, resamples: int = RESAMPLES) -> Interval | None:
    """The mean of ``values`` with its interval; None without values."""
    if not values:
        return None
    means = _resampled_means(np.asarray(values, dtype=np.float64), seed=seed, resamples=resamples)
    low, high = _percentiles(means)
    return Interval(float(np.mean(values)), low, high)


def paired_difference(
    first: Sequence[float], second: Sequence[float], *, seed: int = 0, resamples: int = RESAMPLES
) -> PairedDifference | None:
    """Mean of ``second − first`` with its interval; None without values.

    :param first: one value per question.
    :param second: the other system's values, in the same order of questions.
    """
    if not first:
        return None
    deltas = np.asarray(second, dtype=np.float64) - np.asarray(first, dtype=np.float64)
    means = _resampled_means(deltas, seed=seed, resamples=resamples)
    low, high = _percentiles(means)
    one_side = min(float(np.mean(means <= 0)), float(np.mean(means >= 0)))
    return PairedDifference(float(deltas.mean()), low, high, min(1.0, max(2 * one_side, 1 / resamples)))


def _resampled_means(values: npt.NDArray[np.float64], *, seed: int, resamples: int) -> npt.NDArray[np.float64]:
    """Means of ``resamples`` draws with replacement, shape ``(resamples,)``."""
    rng = np.random.default_rng(seed)
    rows = max(1, _BLOCK // len(values))
    blocks = [
        values[rng.integers(len(values), size=(min(rows, resamples - done), len(values)))].mean(axis=1)
        for done in range(0, resamples, rows)
    ]
    return np.concatenate(blocks)


def _percentiles(means: npt.NDArray[np.float64]) -> tuple[float, float]:
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(means, [tail, 1 - tail])
    return float(low), float(high)
