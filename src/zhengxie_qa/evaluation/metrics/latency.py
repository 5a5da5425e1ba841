"""Percentiles of times, by the nearest-rank method."""

import math
from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """Smallest value that at least ``share`` of the values do not exceed; 0 without values.

    :param share: in (0, 1], e.g. 0.95.
    """
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0
