"""Reliability bins and expected calibration error."""

import pytest

from zhengxie_qa.evaluation.metrics.calibration import Bin, expected_calibration_error, reliability


def test_bins_hold_mean_confidence_and_accuracy() -> None:
    assert reliability([0.12, 0.18, 0.95], [True, False, True]) == [
        Bin(0.1, 0.2, 2, (0.12 + 0.18) / 2, 1 / 2),
        Bin(0.9, 1.0, 1, 0.95, 1.0),
    ]


def test_certainty_falls_into_the_last_bin() -> None:
    assert reliability([1.0], [True])[0].high == 1.0


def test_error_is_the_gap_weighted_by_size() -> None:
    bins = reliability([0.12, 0.18, 0.95], [True, False, True])
    assert expected_calibration_error(bins) == pytest.approx(2 / 3 * abs(0.15 - 0.5) + 1 / 3 * abs(0.95 - 1.0))
    assert expected_calibration_error([]) == 0.0
