import pytest

from zhengxie_qa.errors import InputError
from zhengxie_qa.index.search.periods import admits, day_number, known_days
from zhengxie_qa.types import DocumentInfo, Filters


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2025-07-25", 20250725, 20250725),
        ("2025-07", 20250701, 20250731),
        ("2025", 20250101, 20251231),
        ("2025-07-25T10:30", 20250725, 20250725),
    ],
)
def test_a_date_covers_the_days_it_may_mean(date: str, first: int, last: int) -> None:
    assert (day_number(date, last=False), day_number(date, last=True)) == (first, last)


@pytest.mark.parametrize("date", ["", "today", "2025-13", "2025-01-32", "25-01-01", "2025/01/01"])
def test_what_is_not_a_date_is_refused_with_the_right_form(date: str) -> None:
    with pytest.raises(InputError, match="2025-07-25"):
        day_number(date, last=False)


def test_an_article_of_a_year_may_be_of_any_day_in_it() -> None:
    assert known_days(DocumentInfo("d", "f", "t", year=2024)) == (20240101, 20241231)
    assert known_days(DocumentInfo("d", "f", "t", published="2024-03-05", year=2024)) == (20240305, 20240305)
    assert known_days(DocumentInfo("d", "f", "t")) is None


@pytest.mark.parametrize(
    ("filters", "admitted"),
    [
        (Filters(), True),
        (Filters(sources=("深圳",)), True),
        (Filters(sources=("广州",)), False),
        (Filters(doc_ids=("d", "e")), True),
        (Filters(doc_ids=("e",)), False),
        (Filters(published_from="2025-07-25"), True),
        (Filters(published_from="2025-07-26"), False),
        (Filters(published_to="2025-07-25"), True),
        (Filters(published_to="2025-06"), False),
    ],
)
def test_all_limits_must_hold(filters: Filters, admitted: bool) -> None:
    info = DocumentInfo("d", "f", "t", source="深圳", published="2025-07-25")
    assert admits(filters, info) is admitted


def test_an_article_without_a_date_is_outside_every_period() -> None:
    assert not admits(Filters(published_from="1900"), DocumentInfo("d", "f", "t"))
