import pytest

from zhengxie_qa.interfaces.listing import Sort, listed
from zhengxie_qa.types import DocumentInfo, Filters

SHELF = [
    DocumentInfo(
        "1", "b.txt", "广东省政府工作报告", source="南方日报", published="2026-01-26", year=2026, place="广东省"
    ),
    DocumentInfo(
        "2", "a.txt", "深圳市政协履职答卷", source="深圳特区报", published="2025-07-25", year=2025, place="深圳市"
    ),
    DocumentInfo("3", "c.pdf", "會議紀要"),
]


def files(**how) -> list[str]:
    return [info.file for info in listed(SHELF, **how)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["a.txt", "b.txt", "c.pdf"]),
        ("深圳", ["a.txt"]),
        ("日报 广东", ["b.txt"]),
        ("日报 深圳", []),
        ("会议", ["c.pdf"]),
        ("C.PDF", ["c.pdf"]),
    ],
)
def test_all_words_must_stand_in_what_is_known_of_a_document(query: str, expected: list[str]) -> None:
    assert files(query=query) == expected


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (Sort.FILE_DOWN, ["c.pdf", "b.txt", "a.txt"]),
        (Sort.PUBLISHED, ["a.txt", "b.txt", "c.pdf"]),
        (Sort.PUBLISHED_DOWN, ["b.txt", "a.txt", "c.pdf"]),
        (Sort.YEAR_DOWN, ["b.txt", "a.txt", "c.pdf"]),
    ],
)
def test_what_is_not_known_comes_last_either_way(sort: Sort, expected: list[str]) -> None:
    assert files(sort=sort) == expected


def test_limits_hold_as_for_questions() -> None:
    assert files(filters=Filters(places=("广东省",))) == ["a.txt", "b.txt"]
    assert files(filters=Filters(years=(2026,)), query="报告") == ["b.txt"]
