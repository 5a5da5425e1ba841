"""Bootstrap intervals: reproducible, around the mean, and honest about chance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.evaluation.metrics.bootstrap import mean_interval, paired_difference

VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=40)


def test_the_same_seed_gives_the_same_interval() -> None:
    values = [number / 97 for number in range(97)]
    assert mean_interval(values, seed=3) == mean_interval(values, seed=3)
    assert mean_interval(values, seed=3) != mean_interval(values, seed=4)


def test_the_interval_matches_the_normal_one_for_many_values() -> None:
    values = [0.0, 1.0] * 500
    interval = mean_interval(values)
    assert interval is not None
    margin = 1.96 * (0.25 / 1000) ** 0.5
    assert interval.mean == 0.5
    assert interval.low == pytest.approx(0.5 - margin, abs=0.005)
    assert interval.high == pytest.approx(0.5 + margin, abs=0.005)


def test_a_constant_gain_is_certain() -> None:
    paired = paired_difference([0.25] * 20, [0.75] * 20)
    assert paired is not None
    assert (paired.difference, paired.low, paired.high) == (0.5, 0.5, 0.5)
    assert paired.p_value == 1 / 2000


def test_no_difference_is_chance() -> None:
    paired = paired_difference([1.0, 0.0], [1.0, 0.0])
    assert paired is not None
    assert paired.p_value == 1.0


def test_no_values_have_no_interval() -> None:
    assert mean_interval([]) is None
    assert paired_difference([], []) is None


@given(VALUES)
def test_the_interval_lies_within_the_values(values: list[float]) -> None:
    interval = mean_interval(values, resamples=100)
    assert interval is not None
    assert min(values) - 1e-12 <= interval.low <= interval.high <= max(values) + 1e-12
