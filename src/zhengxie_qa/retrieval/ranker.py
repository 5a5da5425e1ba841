"""The learned ranker: orders the first stage's candidates by boosted trees over :mod:`ranking_features`.

LambdaMART (Burges 2010), trained by ``training.ranker``; its weights ship in ``models/ranker``.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from zhengxie_qa.bundled import MODELS
from zhengxie_qa.retrieval.ranking_features import FEATURES, RankedQuery, ranking_features
from zhengxie_qa.trees import Trees
from zhengxie_qa.types import Hit

TREES_FILE = "trees.npz"


def bundled_ranker_path() -> Path:
    """Return the folder of the ranker that ships with the package."""
    return MODELS / "ranker"


class LearnedRanker:
    """Scores candidates by trees."""

    name = "ranker"

    def __init__(self, trees: Trees) -> None:
        """Use trees grown on :data:`FEATURES`."""
        self._trees = trees

    def score(self, query: RankedQuery, hits: Sequence[Hit]) -> npt.NDArray[np.float64]:
        """Return one score for each hit, higher is better, shape ``(len(hits),)``."""
        return self._trees.score(ranking_features(query, hits))


@cache
def bundled_ranker() -> LearnedRanker:
    """Load the ranker that ships with the package, once.

    :raises ModelError: when its file is missing or of another version.
    """
    return LearnedRanker(Trees.load(bundled_ranker_path() / TREES_FILE, names=FEATURES))
