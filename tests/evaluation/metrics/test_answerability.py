"""Risk–coverage and AUROC, worked by hand and against scikit-learn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from zhengxie_qa.evaluation.metrics.answerability import (
    CoveragePoint,
    area_under_risk_coverage,
    auroc,
    risk_coverage,
)

SCORED = st.lists(st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.7, 0.9]), st.booleans()), min_size=1, max_size=30)


def test_risk_grows_as_less_sure_answers_are_given() -> None:
    points = risk_coverage([0.9, 0.2, 0.6], [True, False, True])
    assert points == [CoveragePoint(0.9, 1 / 3, 0.0), CoveragePoint(0.6, 2 / 3, 0.0), CoveragePoint(0.2, 1.0, 1 / 3)]


def test_equal_confidences_are_answered_together() -> None:
    assert risk_coverage([0.5, 0.5], [True, False]) == [CoveragePoint(0.5, 1.0, 0.5)]


def test_area_is_the_mean_risk_over_coverage() -> None:
    points = risk_coverage([0.9, 0.2, 0.6], [True, False, True])
    assert area_under_risk_coverage(points) == pytest.approx(1 / 3 * 0 + 1 / 3 * 0 + 1 / 3 * 1 / 3)


def test_nothing_answered_has_no_curve() -> None:
    assert risk_coverage([], []) == []
    assert area_under_risk_coverage([]) == 0.0


def test_auroc_counts_ordered_pairs_and_halves_ties() -> None:
    # pairs (positive, negative): (.8,.5) right, (.8,.8) tie, (.3,.5) wrong, (.3,.8) wrong
    assert auroc([0.8, 0.3, 0.5, 0.8], [True, True, False, False]) == (1 + 0.5) / 4


def test_auroc_needs_both_kinds() -> None:
    assert auroc([0.5], [True]) is None
    assert auroc([], []) is None


@given(SCORED)
def test_the_last_point_answers_everything_at_the_overall_error(scored: list[tuple[float, bool]]) -> None:
    confidence, correct = [score for score, _ in scored], [right for _, right in scored]
    last = risk_coverage(confidence, correct)[-1]
    assert last.coverage == 1.0
    assert last.risk == pytest.approx(sum(not right for right in correct) / len(correct))


@given(SCORED)
def test_auroc_agrees_with_scikit_learn(scored: list[tuple[float, bool]]) -> None:
    scores, labels = [score for score, _ in scored], [label for _, label in scored]
    if len(set(labels)) == 2:
        assert auroc(scores, labels) == pytest.approx(roc_auc_score(labels, scores))
