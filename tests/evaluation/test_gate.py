"""The gate for CI."""

import pytest

from zhengxie_qa.errors import InputError
from zhengxie_qa.evaluation.gate import Gate, failed_gates, parse_gates


def test_limits_are_read_one_by_one_or_by_commas() -> None:
    assert parse_gates(["f1=0.6", "em=0.5, hit@5=0.88"]) == (Gate("f1", 0.6), Gate("em", 0.5), Gate("hit@5", 0.88))


@pytest.mark.parametrize("text", ["f1", "f1=", "f1=sixty", "=0.5", "f1=60", "f1=-1", "f1=nan"])
def test_other_texts_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(InputError, match=r"for example f1=0\.6"):
        parse_gates([text])


def test_only_figures_below_their_limit_fail() -> None:
    gates = parse_gates(["f1=0.6", "em=0.5"])
    assert failed_gates({"f1": 0.6, "em": 0.4}, gates) == ["em is 0.4000, below the limit 0.5"]


def test_an_unknown_figure_lists_the_known_ones() -> None:
    with pytest.raises(InputError, match="no figure “f2”; it has em, f1"):
        failed_gates({"em": 1.0, "f1": 1.0}, parse_gates(["f2=0.5"]))
