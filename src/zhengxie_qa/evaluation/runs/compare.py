"""Two runs of the same questions side by side: what differs, by how much, and whether it could be chance."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from zhengxie_qa.errors import DatasetError
from zhengxie_qa.evaluation.metrics.bootstrap import paired_difference
from zhengxie_qa.evaluation.runs.folder import read_manifest, read_predictions
from zhengxie_qa.evaluation.runs.prediction import Outcome, Prediction
from zhengxie_qa.evaluation.runs.summary import in_report_order, question_row

_GOOD = frozenset({Outcome.RIGHT, Outcome.RIGHTLY_DECLINED, Outcome.RETRIEVED})
_LEADING = ("f1", "mrr@10", "accuracy")
"""Where outcomes are equal, the first of these that both runs have says which answer is better."""


class Change(StrEnum):
    """How a question fared in the second run against the first."""

    BETTER = "better"
    WORSE = "worse"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class MetricDelta:
    """One figure in both runs, over the questions both have it for.

    :param low: lower end of the 95 % interval of the difference, paired bootstrap.
    """

    name: str
    n: int
    a: float
    b: float
    difference: float
    low: float
    high: float
    p_value: float


@dataclass(frozen=True, slots=True)
class ChangedQuestion:
    """A question whose answer or outcome differs."""

    id: str
    question: str
    golds: tuple[str, ...]
    change: Change
    a_answer: str | None
    b_answer: str | None
    a_outcome: Outcome
    b_outcome: Outcome
    a_score: float
    b_score: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two runs.

    :param a: what the first run was asked, and the name of its ``folder``; ``b`` likewise.
    :param shared: questions asked in both.
    :param only_one: questions asked in one run only; they count nowhere else.
    """

    a: Mapping[str, Any]
    b: Mapping[str, Any]
    shared: int
    only_one: int
    rows: tuple[MetricDelta, ...]
    changed: tuple[ChangedQuestion, ...]

    @property
    def counts(self) -> Mapping[Change, int]:
        """How many questions are better, worse, or different without being either."""
        return Counter(question.change for question in self.changed)

    def to_json(self) -> dict[str, Any]:
        """Plain values for ``compare.json``."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of a prediction of the first run."""

    question: str
    golds: tuple[str, ...]
    answer: str | None
    outcome: Outcome
    row: Mapping[str, float]


def compare_runs(a: Path, b: Path, *, seed: int = 0) -> Comparison:
    """Compare two folders that ``evaluate`` wrote; ``report.comparison`` writes the comparison down.

    :param a: the run taken as the base.
    :param seed: of the bootstrap.
    :raises DatasetError: when a folder holds no run, or the runs share no question.
    """
    first_manifest, second_manifest = read_manifest(a), read_manifest(b)
    first = {prediction.id: _kept(prediction) for prediction in read_predictions(a)}
    shared: list[tuple[_Kept, _Kept]] = []
    changed: list[ChangedQuestion] = []
    others = 0
    for prediction in read_predictions(b):
        before = first.get(prediction.id)
        if before is None or before.question != prediction.question:
            others += 1
            continue
        after = _kept(prediction)
        shared.append((before, after))
        if (before.answer, before.outcome) != (after.answer, after.outcome):
            changed.append(_changed(prediction.id, before, after))
    if not shared:
        raise DatasetError(f"{a} and {b} share no question; compare runs of the same question set.")
    return Comparison(
        a=first_manifest | {"folder": a.resolve().name},
        b=second_manifest | {"folder": b.resolve().name},
        shared=len(shared),
        only_one=others + len(first) - len(shared),
        rows=_deltas(shared, seed),
        changed=tuple(sorted(changed, key=lambda each: (list(Change).index(each.change), each.a_score - each.b_score))),
    )


def _kept(prediction: Prediction) -> _Kept:
    return _Kept(prediction.question, prediction.golds, prediction.answer, prediction.outcome, question_row(prediction))


def _deltas(shared: list[tuple[_Kept, _Kept]], seed: int) -> tuple[MetricDelta, ...]:
    columns: dict[str, tuple[list[float], list[float]]] = {}
    for before, after in shared:
        for name in before.row.keys() & after.row.keys():
            first, second = columns.setdefault(name, ([], []))
            first.append(before.row[name])
            second.append(after.row[name])
    return tuple(_delta(name, *pair, seed) for name, pair in in_report_order(columns).items())


def _delta(name: str, first: list[float], second: list[float], seed: int) -> MetricDelta:
    paired = paired_difference(first, second, seed=seed)
    if paired is None:
        raise ValueError(f"no question has {name}")
    n = len(first)
    return MetricDelta(
        name, n, sum(first) / n, sum(second) / n, paired.difference, paired.low, paired.high, paired.p_value
    )


def _changed(identifier: str, before: _Kept, after: _Kept) -> ChangedQuestion:
    name = next((each for each in _LEADING if each in before.row and each in after.row), "")
    scores = before.row.get(name, 0.0), after.row.get(name, 0.0)
    return ChangedQuestion(
        id=identifier,
        question=before.question,
        golds=before.golds,
        change=_change(before.outcome, after.outcome, *scores),
        a_answer=before.answer,
        b_answer=after.answer,
        a_outcome=before.outcome,
        b_outcome=after.outcome,
        a_score=scores[0],
        b_score=scores[1],
    )


def _change(before: Outcome, after: Outcome, before_score: float, after_score: float) -> Change:
    was, now = before in _GOOD, after in _GOOD
    if was != now:
        return Change.BETTER if now else Change.WORSE
    if before_score == after_score:
        return Change.OTHER
    return Change.BETTER if after_score > before_score else Change.WORSE
