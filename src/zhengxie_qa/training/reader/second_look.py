"""Stage 6, the second look and the confidence: LightGBM on held-out questions, as plain arrays afterwards.

The re-ranker sees only questions that can be answered; confidence sees all, with re-ranker scores from folds that did
not see the question.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt
from sklearn.isotonic import IsotonicRegression

from zhengxie_qa.evaluation.outcomes import RIGHT_F1
from zhengxie_qa.reading.reader import CONFIDENCE_FEATURES, LOOK_FEATURES, Calibration, confidence_rows
from zhengxie_qa.training.grown_trees import to_trees
from zhengxie_qa.training.reader.examples import Source
from zhengxie_qa.training.reader.groups import Group, Setting
from zhengxie_qa.trees import Trees

UNANSWERABLE_SHARE = 0.25
"""Share of questions without an answer for which confidence is calibrated."""
POLITICAL_SHARE = 0.75
"""Share of questions over reports for which confidence is calibrated; the others are over encyclopaedia articles."""


@dataclass(frozen=True, slots=True)
class SecondLookSettings:
    """How trees are grown.

    :param ranks: how many proposals of a question confidence learns from.
    :param political: weight of a question over reports beside one over encyclopaedia articles.
    :param near_misses: for confidence, weight of one that a person wrote to have no answer beside others over reports.
    """

    trees: int = 400
    leaves: int = 31
    rate: float = 0.05
    smallest_leaf: int = 40
    columns: float = 0.4
    rows: float = 0.7
    penalty: float = 5.0
    confidence_trees: int = 150
    confidence_leaves: int = 15
    ranks: int = 3
    political: float = 3.0
    near_misses: float = 3.0
    folds: int = 5
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one held-out question, its confidence from folds that had not seen its text.

    :param setting: where its hits came from, as ``source/setting``.
    """

    setting: str
    answerable: bool
    right: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class SecondLook:
    """Everything the reader needs behind its network, and what it reached out of fold."""

    reranker: Trees
    confidence: Trees
    calibration: Calibration
    figures: dict[str, float]
    outcomes: tuple[Outcome, ...]


def fit_second_look(groups: Sequence[Group], *, settings: SecondLookSettings) -> SecondLook:
    """Fit on all groups; figures come from folds over questions."""
    folds = _folds(groups, settings)
    scores: list[npt.NDArray[np.float64]] = [np.zeros(0)] * len(groups)
    for inside, outside in _splits(folds, settings.folds):
        trees = to_trees(_rank([groups[i] for i in inside], settings), LOOK_FEATURES)
        for index in outside:
            scores[index] = trees.score(groups[index].look.rows)
    raw: list[npt.NDArray[np.float64]] = [np.zeros(0)] * len(groups)
    for inside, outside in _splits(folds, settings.folds):
        trees = to_trees(_judge([(groups[i], scores[i]) for i in inside], settings), CONFIDENCE_FEATURES)
        for index in outside:
            raw[index] = trees.score(confidence_rows(groups[index].look, scores[index]))
    calibration = _calibrate(groups, scores, raw)
    return SecondLook(
        reranker=to_trees(_rank(groups, settings), LOOK_FEATURES),
        confidence=to_trees(_judge(list(zip(groups, scores, strict=True)), settings), CONFIDENCE_FEATURES),
        calibration=calibration,
        figures=_figures(groups, scores, raw),
        outcomes=tuple(_outcome(*each, calibration) for each in zip(groups, scores, raw, strict=True)),
    )


def _rank(groups: Sequence[Group], settings: SecondLookSettings) -> lightgbm.Booster:
    chosen = [group for group in groups if any(f1 > 0 for _, f1 in group.matches)]
    gains = np.array([min(5, int(2 * em + 3.01 * f1)) for group in chosen for em, f1 in group.matches])
    sizes = [len(group.matches) for group in chosen]
    weights = np.repeat([_importance(group, settings) for group in chosen], sizes)
    rows = np.concatenate([group.look.rows for group in chosen])
    data = lightgbm.Dataset(rows, gains, group=sizes, weight=weights)
    parameters = _shared(settings) | {
        "objective": "lambdarank",
        "num_leaves": settings.leaves,
        "label_gain": [0, 1, 3, 6, 10, 16],
    }
    return lightgbm.train(parameters, data, num_boost_round=settings.trees)


def _judge(judged: Sequence[tuple[Group, npt.NDArray[np.float64]]], settings: SecondLookSettings) -> lightgbm.Booster:
    rows, labels, weights = [], [], []
    for group, scores in judged:
        best = np.argsort(-scores, kind="stable")[: settings.ranks]
        rows.append(confidence_rows(group.look, scores)[best])
        labels += [group.matches[index][1] >= RIGHT_F1 for index in best]
        weights += [_importance(group, settings)] * len(best)
    data = lightgbm.Dataset(np.concatenate(rows), np.array(labels, np.float64), weight=np.array(weights))
    parameters = _shared(settings) | {"objective": "binary", "num_leaves": settings.confidence_leaves}
    return lightgbm.train(parameters, data, num_boost_round=settings.confidence_trees)


def _importance(group: Group, settings: SecondLookSettings) -> float:
    """Weigh questions over reports more, and near misses that a person wrote most: there are few of them."""
    if group.example.source is not Source.POLITICAL:
        return 1.0
    written = group.setting is Setting.OWN and not group.example.golds
    return settings.political * (settings.near_misses if written else 1.0)


def _shared(settings: SecondLookSettings) -> dict[str, Any]:
    return {
        "learning_rate": settings.rate,
        "min_data_in_leaf": settings.smallest_leaf,
        "feature_fraction": settings.columns,
        "bagging_fraction": settings.rows,
        "bagging_freq": 1,
        "lambda_l2": settings.penalty,
        "seed": settings.seed,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": 1,
        "verbose": -1,
        "use_missing": False,
    }


def _folds(groups: Sequence[Group], settings: SecondLookSettings) -> npt.NDArray[np.int64]:
    """Give each group a fold; all questions of a text share one."""
    texts = [group.example.path.name if group.example.path else group.example.context for group in groups]
    keys = sorted(set(texts))
    fold = dict(zip(keys, np.random.default_rng(settings.seed).integers(0, settings.folds, len(keys)), strict=True))
    return np.array([fold[text] for text in texts])


def _splits(folds: npt.NDArray[np.int64], count: int) -> Iterator[tuple[list[int], list[int]]]:
    for fold in range(count):
        inside, outside = np.flatnonzero(folds != fold).tolist(), np.flatnonzero(folds == fold).tolist()
        if inside and outside:
            yield inside, outside


def _calibrate(
    groups: Sequence[Group], scores: Sequence[npt.NDArray[np.float64]], raw: Sequence[npt.NDArray[np.float64]]
) -> Calibration:
    """Fit a rising line from out-of-fold confidence of each question's best span to how often it is right."""
    best = [int(np.argmax(score)) for score in scores]
    x = np.array([values[i] for values, i in zip(raw, best, strict=True)])
    y = np.array([group.matches[i][1] >= RIGHT_F1 for group, i in zip(groups, best, strict=True)], np.float64)
    isotonic = IsotonicRegression(out_of_bounds="clip", y_min=0.005, y_max=0.995).fit(x, y, _weights(groups))
    knots = np.unique(np.quantile(x, np.linspace(0, 1, 25)))
    smooth = np.convolve(np.pad(isotonic.predict(knots), 1, mode="edge"), np.full(3, 1 / 3), mode="valid")
    rising = np.maximum.accumulate(smooth)
    return Calibration(tuple(np.round(knots, 4).tolist()), tuple(np.round(rising, 4).tolist()))


def _outcome(
    group: Group, scores: npt.NDArray[np.float64], raw: npt.NDArray[np.float64], calibration: Calibration
) -> Outcome:
    best = int(np.argmax(scores))
    return Outcome(
        setting=f"{group.example.source}/{group.setting}",
        answerable=bool(group.example.golds),
        right=group.matches[best][1] >= RIGHT_F1,
        confidence=round(float(calibration(raw[best : best + 1])[0]), 4),
    )


def _weights(groups: Sequence[Group]) -> npt.NDArray[np.float64]:
    """Weigh groups to the mix of questions that people ask, of which far fewer have no answer than groups have."""
    kinds = [(group.example.source is Source.POLITICAL, bool(group.example.golds)) for group in groups]
    share = {
        (political, answerable): (POLITICAL_SHARE if political else 1 - POLITICAL_SHARE)
        * (1 - UNANSWERABLE_SHARE if answerable else UNANSWERABLE_SHARE)
        for political in (True, False)
        for answerable in (True, False)
    }
    counts = Counter(kinds)
    return np.array([share[kind] / counts[kind] for kind in kinds])


def _figures(
    groups: Sequence[Group], scores: Sequence[npt.NDArray[np.float64]], raw: Sequence[npt.NDArray[np.float64]]
) -> dict[str, float]:
    figures: dict[str, float] = {}
    for source in sorted({group.example.source for group in groups}):
        for setting in sorted({group.setting for group in groups}):
            chosen = [i for i, g in enumerate(groups) if g.example.source is source and g.setting is setting]
            chosen = [i for i in chosen if groups[i].example.golds]
            if not chosen:
                continue
            for name, column in (("first", None), ("second", scores)):
                picks = [_pick(groups[i], None if column is None else column[i]) for i in chosen]
                figures[f"{source}/{setting}/{name}/em"] = round(100 * float(np.mean([em for em, _ in picks])), 1)
                figures[f"{source}/{setting}/{name}/f1"] = round(100 * float(np.mean([f1 for _, f1 in picks])), 1)
            oracle = [max(em for em, _ in groups[i].matches) for i in chosen]
            figures[f"{source}/{setting}/oracle/em"] = round(100 * float(np.mean(oracle)), 1)
            figures[f"{source}/{setting}/n"] = len(chosen)
    figures["confidence/auroc"] = round(_auroc(groups, scores, raw), 4)
    return figures


def _pick(group: Group, scores: npt.NDArray[np.float64] | None) -> tuple[float, float]:
    index = LOOK_FEATURES.index("score")
    values = group.look.rows[:, index] if scores is None else scores
    return group.matches[int(np.argmax(values))]


def _auroc(
    groups: Sequence[Group], scores: Sequence[npt.NDArray[np.float64]], raw: Sequence[npt.NDArray[np.float64]]
) -> float:
    from zhengxie_qa.evaluation.metrics.answerability import auroc

    best = [int(np.argmax(score)) for score in scores]
    values = [float(r[i]) for r, i in zip(raw, best, strict=True)]
    right = [group.matches[i][1] >= RIGHT_F1 for group, i in zip(groups, best, strict=True)]
    return auroc(values, right) or 0.0
