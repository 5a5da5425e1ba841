"""English dates, ordinals and amounts in Chinese."""

import pytest

from zhengxie_qa.question.translation.figures import amount, counting, date, numeral, ordinal, year


@pytest.mark.parametrize(
    ("number", "text"), [(0, "〇"), (2, "二"), (10, "十"), (16, "十六"), (20, "二十"), (99, "九十九")]
)
def test_numerals(number: int, text: str) -> None:
    assert numeral(number) == text


def test_two_before_a_measure_word() -> None:
    assert [counting(2), counting(3)] == ["两", "三"]


@pytest.mark.parametrize(("text", "rewritten"), [("14th", "第十四"), ("Tenth", "第十"), ("1st", "第一")])
def test_ordinals(text: str, rewritten: str) -> None:
    assert ordinal(text) == rewritten


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [("July 10, 2025", "2025年7月10日"), ("May 2024", "2024年5月"), ("October 1st", "10月1日"), ("june", "6月")],
)
def test_dates(text: str, rewritten: str) -> None:
    assert date(text) == rewritten


def test_years() -> None:
    assert year("2025") == "2025年"


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [("3.5 billion", "35亿"), ("158 million", "1.58亿"), ("2 million", "200万"), ("1.2 trillion", "1.2万亿")],
)
def test_amounts(text: str, rewritten: str) -> None:
    assert amount(text) == rewritten
