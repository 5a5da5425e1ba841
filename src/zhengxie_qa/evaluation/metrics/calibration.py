"""Is a confidence of 0.8 right eight times in ten? Reliability bins and expected calibration error.

Guo et al., "On Calibration of Modern Neural Networks", ICML 2017.
"""

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions whose confidence lies in ``[low, high)`` (the last bin includes 1).

    :param confidence: their mean confidence.
    :param accuracy: the share of them that is right.
    """

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


def reliability(confidence: Sequence[float], correct: Sequence[bool], *, bins: int = BINS) -> list[Bin]:
    """Group by confidence into ``bins`` of equal width; empty ones are left out."""
    groups: dict[int, list[tuple[float, bool]]] = {}
    for value, right in zip(confidence, correct, strict=True):
        groups.setdefault(min(int(value * bins), bins - 1), []).append((value, right))
    return [
        Bin(
            low=number / bins,
            high=(number + 1) / bins,
            count=len(group),
            confidence=sum(value for value, _ in group) / len(group),
            accuracy=sum(right for _, right in group) / len(group),
        )
        for number, group in sorted(groups.items())
    ]


def expected_calibration_error(bins: Sequence[Bin]) -> float:
    """Mean gap between confidence and accuracy, weighted by bin size, in [0, 1]; 0 without bins."""
    total = sum(each.count for each in bins)
    return sum(each.count * abs(each.confidence - each.accuracy) for each in bins) / total if total else 0.0
