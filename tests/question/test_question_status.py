"""Whether a question asks for what was planned or for what was achieved."""

import pytest

from zhengxie_qa.question.status import status_asked
from zhengxie_qa.types import Status


@pytest.mark.parametrize(
    "question",
    [
        "今年计划新建多少所学校",
        "力争达到多少",
        "gdp增长目标是多少",
        "明年要建多少公里",
        "将投入多少",
        "how many will be built",
    ],
)
def test_words_that_intend_ask_for_the_plan(question: str) -> None:
    assert status_asked(question) is Status.PLANNED


@pytest.mark.parametrize(
    "question", ["去年新建了多少所学校", "实际投入多少", "累计建成多少", "截至目前有多少", "how many were built"]
)
def test_words_that_look_back_ask_for_what_was_achieved(question: str) -> None:
    assert status_asked(question) is Status.ACHIEVED


@pytest.mark.parametrize(
    "question",
    [
        "人均预期寿命是多少",
        "第十四个五年计划有哪些内容",
        "将军有多少名",
        "计划生育政策是什么",
        "有多少所学校",
        "制定了哪些办法",
    ],
)
def test_words_that_only_look_like_it_ask_for_neither(question: str) -> None:
    assert status_asked(question) is None


def test_of_both_what_was_really_reached_is_asked_before_what_was_surely_planned() -> None:
    assert status_asked("去年目标完成了多少") is Status.ACHIEVED
    assert status_asked("去年定的目标是多少") is Status.PLANNED


@pytest.mark.parametrize(
    ("years", "as_of", "status"),
    [
        ((2025,), "2026-02-01", Status.ACHIEVED),
        ((2026,), "2026-02-01", Status.PLANNED),
        ((2026,), "2026-09-01", None),
        ((2030,), "2026-09-01", Status.PLANNED),
        ((), "2026-02-01", None),
        ((2025,), None, None),
    ],
)
def test_where_no_word_tells_the_year_does(years: tuple[int, ...], as_of: str | None, status: Status | None) -> None:
    assert status_asked("投入多少", years=years, as_of=as_of) is status
