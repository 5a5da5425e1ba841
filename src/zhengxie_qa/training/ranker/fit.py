"""LambdaMART on groups of candidates, and how well it does on documents it has not seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np

from zhengxie_qa.retrieval.ranking_features import FEATURES
from zhengxie_qa.training.grown_trees import to_trees
from zhengxie_qa.training.ranker.material import Group
from zhengxie_qa.trees import Trees


@dataclass(frozen=True, slots=True)
class Settings:
    """Every choice that shapes the trees; small and heavily regularised, since there are few questions."""

    trees: int = 150
    leaves: int = 12
    rate: float = 0.05
    smallest_leaf: int = 30
    penalty: float = 5.0
    columns: float = 0.5
    rows: float = 0.8
    folds: int = 5
    seed: int = 20260101


def grow(groups: Sequence[Group], settings: Settings) -> Trees:
    """Grow trees on all questions whose answer is among the candidates."""
    chosen = [group for group in groups if group.holds.any()]
    data = lightgbm.Dataset(
        np.concatenate([group.rows for group in chosen]),
        np.concatenate([group.holds for group in chosen]).astype(np.int32),
        group=[len(group.holds) for group in chosen],
        feature_name=list(FEATURES),
    )
    parameters: dict[str, Any] = {
        "objective": "lambdarank",
        "lambdarank_truncation_level": 10,
        "learning_rate": settings.rate,
        "num_leaves": settings.leaves,
        "min_data_in_leaf": settings.smallest_leaf,
        "lambda_l2": settings.penalty,
        "feature_fraction": settings.columns,
        "bagging_fraction": settings.rows,
        "bagging_freq": 1,
        "seed": settings.seed,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": 1,
        "verbose": -1,
    }
    return to_trees(lightgbm.train(parameters, data, num_boost_round=settings.trees), FEATURES)


def cross_validate(groups: Sequence[Group], settings: Settings) -> dict[str, dict[str, float]]:
    """Measure before and after, each document's questions ranked by trees that have not seen the document.

    :returns: per collection, with ``_en`` for its questions in English or mixed language: figures of the first stage
        and, with ``ranked_`` before them, of the ranker.
    """
    files = sorted({(group.collection, group.file) for group in groups})
    fold_of = {file: index % settings.folds for index, file in enumerate(files)}
    folds = np.array([fold_of[group.collection, group.file] for group in groups])
    figures: dict[str, list[tuple[int, int, bool, bool]]] = {}
    for fold in range(settings.folds):
        trees = grow([g for g, f in zip(groups, folds, strict=True) if f != fold], settings)
        for group in (g for g, f in zip(groups, folds, strict=True) if f == fold):
            order = np.argsort(-trees.score(group.rows), kind="stable")
            row = (
                _rank(group.holds),
                _rank(group.holds[order]),
                bool(group.of_document[:1].any()),
                bool(group.of_document[order[:1]].any()),
            )
            names = [group.collection] if group.language == "zh" else [group.collection, f"{group.collection}_en"]
            for name in names:
                figures.setdefault(name, []).append(row)
    return {name: _summary(rows) for name, rows in sorted(figures.items())}


def _rank(holds: Any) -> int:
    return int(np.argmax(holds)) + 1 if holds.any() else 10**6


def _summary(rows: Sequence[tuple[int, int, bool, bool]]) -> dict[str, float]:
    summary: dict[str, float] = {"questions": len(rows)}
    for prefix, column in (("", 0), ("ranked_", 1)):
        ranks = np.array([row[column] for row in rows])
        for k in (1, 5, 10):
            summary[f"{prefix}recall@{k}"] = round(float(np.mean(ranks <= k)), 3)
        summary[f"{prefix}mrr@10"] = round(float(np.mean(np.where(ranks <= 10, 1 / ranks, 0.0))), 3)
        summary[f"{prefix}right_document_first"] = round(float(np.mean([row[column + 2] for row in rows])), 3)
    return summary
