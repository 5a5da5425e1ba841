"""Does confidence know when it is wrong? Risk–coverage (El-Yaniv & Wiener, JMLR 2010), its area, and AUROC.

Declining pays only if the questions declined are the ones that would have been answered wrongly.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class CoveragePoint:
    """Answering only the questions at or above ``threshold``.

    :param coverage: share of questions answered, in (0, 1].
    :param risk: share of those that are wrong, in [0, 1].
    """

    threshold: float
    coverage: float
    risk: float


def risk_coverage(confidence: Sequence[float], correct: Sequence[bool]) -> list[CoveragePoint]:
    """One point for each distinct confidence, from the highest down; equal confidences are answered together."""
    if not confidence:
        return []
    scores = np.asarray(confidence, dtype=np.float64)
    wrong = ~np.asarray(correct, dtype=bool)
    order = np.argsort(-scores, kind="stable")
    scores, wrong = scores[order], wrong[order]
    last_of_tie = np.flatnonzero(np.append(scores[1:] != scores[:-1], True))
    answered = last_of_tie + 1
    risks = np.cumsum(wrong)[last_of_tie] / answered
    return [
        CoveragePoint(float(scores[i]), float(n / len(scores)), float(risk))
        for i, n, risk in zip(last_of_tie, answered, risks, strict=True)
    ]


def area_under_risk_coverage(points: Sequence[CoveragePoint]) -> float:
    """Mean risk over all coverages (AURC), in [0, 1], lower is better; 0 without points."""
    area, before = 0.0, 0.0
    for point in points:
        area += (point.coverage - before) * point.risk
        before = point.coverage
    return area


def auroc(scores: Sequence[float], positive: Sequence[bool]) -> float | None:
    """Probability that a positive scores above a negative, ties counting half (Mann–Whitney).

    :returns: in [0, 1], or None unless both kinds are present.
    """
    labels = np.asarray(positive, dtype=bool)
    positives, negatives = int(labels.sum()), int((~labels).sum())
    if positives == 0 or negatives == 0:
        return None
    ranks = _mid_ranks(np.asarray(scores, dtype=np.float64))
    return float((ranks[labels].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def _mid_ranks(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Ranks from 1 in rising order, ties sharing the mean of their ranks."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    mean_rank: npt.NDArray[np.float64] = (last - (counts - 1) / 2)[inverse]
    return mean_rank
