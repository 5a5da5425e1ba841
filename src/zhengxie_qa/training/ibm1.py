"""IBM Model 1: which words translate which, learnt from sentence pairs by expectation maximisation.

Source: Brown et al. 1993, "The Mathematics of Statistical Machine Translation", section 4.1, with a NULL source word.
Works on integer ids and knows nothing of alphabets; :func:`glosses` prepares dictionary entries for it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

MAX_WORDS = 40
"""Longer sentences are left out: their alignments are mostly noise and cost the square of the length."""

_NOTE = re.compile(r"\([^()]*\)")
_NO_GLOSS = re.compile(r"(?:old |also |erhua |archaic )?variant of|surname |cl:|see |abbr\. |used in |japanese |-el$")


def glosses(english: str) -> list[str]:
    """Split the English side of a CC-CEDICT entry into plain glosses, without notes and cross-references."""
    plain = (_NOTE.sub("", gloss).strip(" ,.") for gloss in re.split("[;/]", english.lower()))
    return [" ".join(gloss.split()) for gloss in plain if gloss and not _NO_GLOSS.match(gloss)]


@dataclass(frozen=True, slots=True)
class TranslationTable:
    """Probabilities ``t(target | source)``, sorted by source, best first.

    :param sources: int64, shape ``(n,)``; 0 is NULL.
    :param targets: int64, shape ``(n,)``.
    :param probabilities: float64, shape ``(n,)``; sum to one for every source.
    """

    sources: npt.NDArray[np.int64]
    targets: npt.NDArray[np.int64]
    probabilities: npt.NDArray[np.float64]

    def best(self, source: int, *, k: int, at_least: float) -> list[tuple[int, float]]:
        """List the ``k`` likeliest targets of a source, likeliest first."""
        low, high = np.searchsorted(self.sources, [source, source + 1])
        rows = range(int(low), min(int(high), int(low) + k))
        found = [(int(self.targets[row]), float(self.probabilities[row])) for row in rows]
        return [(target, p) for target, p in found if p >= at_least]


def train_ibm1(pairs: Sequence[tuple[Sequence[int], Sequence[int]]], *, iterations: int = 5) -> TranslationTable:
    """Learn ``t(target | source)``.

    :param pairs: source and target ids of each sentence pair; ids start at 1, repetitions within a sentence count once.
    :param iterations: rounds of expectation maximisation from uniform probabilities.
    """
    sources, targets, slots = _expand(pairs)
    width = int(targets.max(initial=0)) + 1
    keys, inverse = np.unique(sources * width + targets, return_inverse=True)
    key_sources, key_targets = keys // width, keys % width
    table = np.ones(len(keys))
    for _ in range(iterations):
        weights = table[inverse]
        totals = np.bincount(slots, weights)
        counts = np.bincount(inverse, weights / totals[slots], minlength=len(keys))
        table = counts / np.bincount(key_sources, counts)[key_sources]
    order = np.lexsort((key_targets, -table, key_sources))
    return TranslationTable(key_sources[order], key_targets[order], table[order])


def _expand(
    pairs: Sequence[tuple[Sequence[int], Sequence[int]]],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Lay out every (source word or NULL, target word) of every pair; one slot number per target word."""
    sources, targets, slots = [], [], []
    used = 0
    for source, target in pairs:
        left, right = np.unique(np.asarray(source, np.int64)), np.unique(np.asarray(target, np.int64))
        if not len(left) or not len(right) or max(len(left), len(right)) > MAX_WORDS:
            continue
        left = np.concatenate([np.zeros(1, np.int64), left])
        sources.append(np.repeat(left, len(right)))
        targets.append(np.tile(right, len(left)))
        slots.append(np.tile(np.arange(used, used + len(right)), len(left)))
        used += len(right)
    if not sources:
        empty = np.zeros(0, np.int64)
        return empty, empty, empty
    return np.concatenate(sources), np.concatenate(targets), np.concatenate(slots)
