import pytest

from zhengxie_qa.errors import InputError
from zhengxie_qa.index.search.periods import day_number, known_days
from zhengxie_qa.types import DocumentInfo


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
