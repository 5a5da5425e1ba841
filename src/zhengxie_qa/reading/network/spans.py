"""Scores per character → the best spans of each window, comparable across windows.

Raw scores are never compared across passages: each window's are counted from its own "no answer".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from zhengxie_qa.reading.network.session import Scores
from zhengxie_qa.reading.second_look.vocabulary import Floats

LONGEST_SPAN: Final = 140
"""Characters of the longest span proposed."""
_ENDS: Final = 24
"""Starts and ends of a window that are paired up."""


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """A span of a window, ``end`` exclusive.

    :param score: log-odds against "no answer" in the same window.
    :param start_score: of its first character alone, and ``end_score`` of its last, both against "no answer".
    :param inside: mean probability of its characters to be part of an answer.
    :param log_share: log of its share among all spans of the window and "no answer".
    """

    start: int
    end: int
    score: float
    start_score: float
    end_score: float
    inside: float
    log_share: float


def best_spans(scores: Scores, *, k: int) -> list[ScoredSpan]:
    """Return the ``k`` best spans of one window, best first; ties go to the earlier, then the shorter one."""
    starts, ends = _largest(scores.start), _largest(scores.end)
    if not starts.size:
        return []
    lengths = ends[None, :] - starts[:, None]
    allowed = (lengths >= 0) & (lengths < LONGEST_SPAN)
    values = np.where(allowed, _totals(scores, starts[:, None], ends[None, :]), -np.inf).ravel()
    order = np.lexsort((lengths.ravel(), np.repeat(starts, len(ends)), -values))[:k]
    order = order[np.isfinite(values[order])]
    chosen = np.stack([starts[order // len(ends)], ends[order % len(ends)] + 1], axis=1)
    peak = max(float(values.max()), 0.0)
    everything = peak + float(np.log(np.exp(values - peak).sum() + np.exp(-peak)))
    return score_spans(scores, chosen, everything=everything)


def seems_answered(scores: Scores) -> float:
    """Return the log-odds of a window's best span against "no answer", its two ends taken by themselves."""
    return float(scores.start.max(initial=-np.inf) + scores.end.max(initial=-np.inf)) - scores.null


def score_spans(scores: Scores, spans: npt.NDArray[np.integer], *, everything: float) -> list[ScoredSpan]:
    """Score given spans of a window.

    :param spans: rows of ``(start, end)``.
    :param everything: log of the sum over all spans and "no answer", as odds against "no answer".
    """
    starts, lasts = spans[:, 0], spans[:, 1] - 1
    first, last = scores.start[starts] - scores.null, scores.end[lasts] - scores.null
    total = _totals(scores, starts, lasts)
    inside = np.concatenate([[0.0], np.cumsum(1 / (1 + np.exp(-scores.inside.astype(np.float64))))])
    mean = (inside[spans[:, 1]] - inside[starts]) / (spans[:, 1] - starts)
    return [
        ScoredSpan(int(start), int(last_) + 1, float(value), float(a), float(b), float(part), float(value) - everything)
        for start, last_, value, a, b, part in zip(starts, lasts, total, first, last, mean, strict=True)
    ]


def _totals(scores: Scores, starts: npt.NDArray[np.integer], lasts: npt.NDArray[np.integer]) -> npt.NDArray[np.float64]:
    """Score the spans from ``starts`` to ``lasts`` inclusive; the arrays are broadcast against each other.

    In float64 and in one order of addition, so that spans rank by exactly the scores they are given.
    """
    together = (scores.left[starts].astype(np.float64) * scores.right[lasts]).sum(-1)
    totals: npt.NDArray[np.float64] = together + scores.start[starts] + scores.end[lasts] - scores.null
    return totals


def mass(scores: Sequence[ScoredSpan]) -> float:
    """Recover ``everything`` of :func:`score_spans` from spans already scored."""
    return scores[0].score - scores[0].log_share


def _largest(values: Floats) -> npt.NDArray[np.integer]:
    """Return the positions of the largest values, in the order of the text."""
    return np.sort(np.argsort(-values, kind="stable")[:_ENDS])
