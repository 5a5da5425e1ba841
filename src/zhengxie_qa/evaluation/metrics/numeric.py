"""Exact match that reads numbers: 二百七十五场 = 275场 = ２７５场, 1.2万亿 = 12000亿, 百分之十八点五 = 18.5%."""

from collections.abc import Sequence

from zhengxie_qa.evaluation.metrics.cmrc import em_cmrc
from zhengxie_qa.text.quantities.equivalence import equivalent


def em_numeric(prediction: str, golds: Sequence[str]) -> float:
    """1 if the prediction is an exact match by CMRC's definition or the same quantity as a gold, else 0."""
    if em_cmrc(prediction, golds):
        return 1.0
    return float(any(equivalent(prediction, gold) for gold in golds))
