"""Nearest-rank percentiles."""

from zhengxie_qa.evaluation.metrics.latency import percentile


def test_nearest_rank() -> None:
    values = [15.0, 20.0, 35.0, 40.0, 50.0]
    assert percentile(values, 0.3) == 20.0
    assert percentile(values, 0.5) == 35.0
    assert percentile(values, 1.0) == 50.0
    assert percentile([], 0.5) == 0.0
