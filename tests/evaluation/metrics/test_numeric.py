"""Exact match that reads numbers."""

import pytest

from zhengxie_qa.evaluation.metrics.numeric import em_numeric


@pytest.mark.parametrize(
    ("prediction", "gold"),
    [
        ("二百七十五场", "275场"),
        ("２７５场", "275场"),
        ("1.2万亿", "12000亿"),
        ("百分之十八点五", "18.5%"),
        ("《中国政协》", "中国政协"),
    ],
)
def test_the_same_quantity_in_other_writing_is_exact(prediction: str, gold: str) -> None:
    assert em_numeric(prediction, [gold]) == 1.0


@pytest.mark.parametrize(("prediction", "gold"), [("275场", "276场"), ("深圳", "浙江"), ("18.5%", "18.5亿元")])
def test_another_quantity_is_not(prediction: str, gold: str) -> None:
    assert em_numeric(prediction, [gold]) == 0.0
