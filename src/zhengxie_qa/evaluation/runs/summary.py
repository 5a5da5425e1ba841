"""Many predictions → figures: means with intervals, by kind, language and tag, outcomes, curves, latencies.

Reads predictions as a stream and keeps only numbers (8 bytes each), so ten thousand questions need a few megabytes.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

from zhengxie_qa.evaluation.metrics.answerability import (
    CoveragePoint,
    area_under_risk_coverage,
    auroc,
    risk_coverage,
)
from zhengxie_qa.evaluation.metrics.bootstrap import Interval, mean_interval
from zhengxie_qa.evaluation.metrics.calibration import Bin, expected_calibration_error, reliability
from zhengxie_qa.evaluation.metrics.latency import percentile
from zhengxie_qa.evaluation.runs.prediction import Outcome, Prediction

CURVE_POINTS = 200
"""Points of a risk–coverage curve that are kept; a plot shows no more."""

T = TypeVar("T")

_HANDLED = frozenset({Outcome.RIGHT, Outcome.RIGHTLY_DECLINED})


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of one stage."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Metrics:
    """Every figure of a run.

    :param figures: name → mean over the questions it applies to, in [0, 1].
    :param counts: name → over how many questions.
    :param intervals: name → 95 % bootstrap interval.
    :param groups: ``kind``, ``lang`` or ``tag`` → value → figures, with ``n`` for the number of questions.
    :param run: what was asked of whom.
    """

    figures: Mapping[str, float]
    counts: Mapping[str, int]
    intervals: Mapping[str, Interval]
    groups: Mapping[str, Mapping[str, Mapping[str, float]]]
    outcomes: Mapping[str, int]
    curve: tuple[CoveragePoint, ...]
    bins: tuple[Bin, ...]
    latency_ms: Mapping[str, Latency]
    run: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Plain values for ``metrics.json``."""
        return asdict(self)


class _Columns:
    """Numbers by name, one column each."""

    def __init__(self) -> None:
        self.values: dict[str, array[float]] = {}
        self.questions = 0

    def add(self, row: Mapping[str, float]) -> None:
        self.questions += 1
        for name, value in row.items():
            self.values.setdefault(name, array("d")).append(value)

    def means(self) -> dict[str, float]:
        return {name: sum(column) / len(column) for name, column in self.values.items()}


class _Decisions:
    """Confidence against what a careful person would have wanted."""

    def __init__(self) -> None:
        self.confidence = array("d")
        self.right: list[bool] = []
        self.answerable: list[bool] = []
        self.answered: list[bool] = []

    def add(self, prediction: Prediction) -> None:
        self.confidence.append(prediction.confidence)
        self.right.append(prediction.outcome is Outcome.RIGHT)
        self.answerable.append(not prediction.impossible)
        self.answered.append(prediction.answer is not None)


def summarise(
    predictions: Iterable[Prediction],
    timings: Iterable[Mapping[str, float]],
    *,
    run: Mapping[str, Any] | None = None,
    seed: int = 0,
) -> Metrics:
    """Compute every figure of a run.

    :param timings: stage → milliseconds, one mapping per question.
    :param seed: of the bootstrap.
    """
    total = _Columns()
    groups: dict[str, dict[str, _Columns]] = {"kind": {}, "lang": {}, "tag": {}}
    outcomes: Counter[str] = Counter()
    decisions = _Decisions()
    for prediction in predictions:
        row = question_row(prediction)
        total.add(row)
        outcomes[prediction.outcome.value] += 1
        if _decides(prediction):
            decisions.add(prediction)
        for group, value in _group_keys(prediction):
            groups[group].setdefault(value, _Columns()).add(row)
    figures = in_report_order(total.means())
    return Metrics(
        figures=figures | _decision_figures(decisions),
        counts={"questions": total.questions} | {name: len(total.values[name]) for name in figures},
        intervals=_intervals(total, seed),
        groups={name: _group_figures(columns) for name, columns in groups.items() if columns},
        outcomes={outcome.value: outcomes[outcome.value] for outcome in Outcome if outcomes[outcome.value]},
        curve=_thinned(risk_coverage(*_answers(decisions))),
        bins=tuple(reliability(*_answers(decisions))),
        latency_ms=_latencies(timings),
        run=run or {},
    )


def question_row(prediction: Prediction) -> dict[str, float]:
    """The per-question values whose means are the figures."""
    row = dict(prediction.scores)
    if not _decides(prediction):
        return row
    answered = float(prediction.answer is not None)
    if prediction.impossible:
        row["declined"] = float(prediction.outcome is Outcome.RIGHTLY_DECLINED)
    else:
        row["answered"] = answered
    if answered:
        row["precision"] = float(prediction.outcome is Outcome.RIGHT)
    row["accuracy"] = float(prediction.outcome in _HANDLED)
    return row


def _decides(prediction: Prediction) -> bool:
    """Whether the engine was asked for an answer at all, rather than for passages only."""
    return prediction.outcome is not Outcome.NOT_JUDGED and (prediction.impossible or "em" in prediction.scores)


def _group_keys(prediction: Prediction) -> Iterable[tuple[str, str]]:
    yield "kind", prediction.kind
    yield "lang", prediction.lang
    for tag in prediction.tags:
        yield "tag", tag


def _group_figures(columns: Mapping[str, _Columns]) -> dict[str, dict[str, float]]:
    return {
        value: {"n": float(column.questions)} | in_report_order(column.means())
        for value, column in sorted(columns.items(), key=lambda item: (-item[1].questions, item[0]))
    }


def _intervals(columns: _Columns, seed: int) -> dict[str, Interval]:
    intervals = {name: mean_interval(column, seed=seed) for name, column in columns.values.items()}
    return {name: interval for name, interval in in_report_order(intervals).items() if interval is not None}


FIGURE_ORDER = (
    "em",
    "f1",
    "em_numeric",
    "f1_squad",
    "right",
    "accuracy",
    "answered",
    "declined",
    "precision",
    "citation_precision",
    "verified",
    "hit@1",
    "hit@5",
    "hit@10",
    "hit@50",
    "mrr@10",
    "ndcg@10",
)
"""Reports show figures in this order, then the rest by name."""


def in_report_order(values: Mapping[str, T]) -> dict[str, T]:
    """The same entries, best-known figures first, the rest by name."""
    first = {name: values[name] for name in FIGURE_ORDER if name in values}
    return first | {name: values[name] for name in sorted(values, key=_natural) if name not in first}


def _natural(name: str) -> tuple[str, int]:
    """``recall@5`` comes before ``recall@10``."""
    stem, _, cut = name.partition("@")
    return stem, int(cut) if cut.isdecimal() else 0


def _answers(decisions: _Decisions) -> tuple[list[float], list[bool]]:
    """Confidence and rightness of the answers given."""
    given = [i for i, answered in enumerate(decisions.answered) if answered]
    return [decisions.confidence[i] for i in given], [decisions.right[i] for i in given]


def _decision_figures(decisions: _Decisions) -> dict[str, float]:
    confidence, right = _answers(decisions)
    values = {
        "auroc_answerable": auroc(decisions.confidence, decisions.answerable),
        "auroc_right": auroc(confidence, right),
        "aurc": area_under_risk_coverage(risk_coverage(confidence, right)) if confidence else None,
        "ece": expected_calibration_error(reliability(confidence, right)) if confidence else None,
    }
    return {name: value for name, value in values.items() if value is not None}


def _thinned(points: list[CoveragePoint]) -> tuple[CoveragePoint, ...]:
    if len(points) <= CURVE_POINTS:
        return tuple(points)
    step = (len(points) - 1) / (CURVE_POINTS - 1)
    return tuple(points[round(number * step)] for number in range(CURVE_POINTS))


def _latencies(timings: Iterable[Mapping[str, float]]) -> dict[str, Latency]:
    columns = _Columns()
    for stages in timings:
        columns.add(stages)
    return {
        stage: Latency(round(percentile(column, 0.5), 3), round(percentile(column, 0.95), 3))
        for stage, column in columns.values.items()
    }
