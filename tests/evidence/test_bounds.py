"""Which end of a period a date is."""

import pytest

from zhengxie_qa.evidence.bounds import other_bound

TEXT = "民主评议活动自2025年3月起至同年6月底结束。"


@pytest.mark.parametrize(
    ("question", "words", "expected"),
    [
        ("民主评议活动什么时候结束？", "2025年3月", ("什么时候结束",)),
        ("民主评议活动什么时候结束？", "6月底", ()),
        ("民主评议活动到何时？", "2025年3月", ("到何时",)),
        ("民主评议活动什么时候开始？", "6月底", ("什么时候开始",)),
        ("民主评议活动从哪年开展？", "2025年3月", ()),
        ("民主评议活动什么时候开展？", "2025年3月", ()),
        ("活动结束以后做了什么？", "2025年3月", ()),
    ],
)
def test_the_other_end_of_a_period_is_no_answer(question: str, words: str, expected: tuple[str, ...]) -> None:
    start = TEXT.index(words)
    assert other_bound(question, TEXT, start, start + len(words)) == expected


def test_a_date_that_is_no_end_of_a_period_is_left_alone() -> None:
    assert other_bound("会议什么时候结束？", "会议于7月10日召开。", 3, 8) == ()
