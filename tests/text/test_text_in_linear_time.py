"""Words, numbers, dates and clauses are found in time in proportion to the text, whatever stands in it."""

import time
from collections.abc import Callable

import pytest

from zhengxie_qa.text.dates import find_dates, ordinals_in
from zhengxie_qa.text.quantities.figures import figure_spans
from zhengxie_qa.text.quantities.numbers import find_quantities
from zhengxie_qa.text.sentences import clause_spans
from zhengxie_qa.text.words import words

SIZE = 6_000
"""Characters of the smaller text."""

MOST_GROWTH = 3.0
"""Of the time for twice the size; linear reading takes twice as long, quadratic reading four times."""

NEGLIGIBLE = 0.3
"""Seconds of the processor; quadratic reading of the larger text takes many."""

READS: tuple[Callable[[str], object], ...] = (
    words,
    find_quantities,
    find_dates,
    ordinals_in,
    figure_spans,
    clause_spans,
)


@pytest.mark.parametrize("read", READS, ids=lambda read: read.__name__)
@pytest.mark.parametrize(
    "unit",
    [
        "9",
        "1 ",
        "1、",
        "1,",
        "1, 302",
        "1-",
        "1.",
        "a",
        "一",
        "万",
        "第1",
        "三成",
        "1\u2009234",
        "4\u200b6次",
        "\ue000",
        "http://",
    ],
)
def test_repetition_is_read_in_linear_time(read: Callable[[str], object], unit: str) -> None:
    for _ in range(3):  # a busy machine is not a failure
        long = _seconds(read, unit * (2 * SIZE // len(unit)))
        if long < NEGLIGIBLE:
            return
        short = _seconds(read, unit * (SIZE // len(unit)))
        if long < MOST_GROWTH * short:
            return
    pytest.fail(f"{short:.2f} s became {long:.2f} s")


def _seconds(read: Callable[[str], object], text: str) -> float:
    begun = time.process_time()
    read(text)
    return time.process_time() - begun
