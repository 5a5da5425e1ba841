"""What the words around a span say, held against the question, one thing after another."""

import pytest
from given_hits import BEIJING, hit, span

from zhengxie_qa.evidence.evidence import Evidence, evidence_of
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.types import Hit, Status

AS_OF = "2026-02-01"


def around(question: str, found: Hit, words: str) -> Evidence:
    return evidence_of(understand(question, as_of=AS_OF), span(found, words))


def test_it_is_about_the_words_of_the_span_wherever_the_passage_begins() -> None:
    said = around("投入多少？", hit(BEIJING, "去年投入30亿元。", start=500), "30亿元")
    assert said.text == "30亿元"
    assert (said.start, said.end) == (4, 8)


def test_year_place_report_and_status_are_compared_each_by_itself() -> None:
    found = hit(BEIJING, "去年累计投入30亿元。")
    said = around("2026年报告说去年北京实际投入多少亿元？", found, "30亿元")
    assert (said.year, said.place, said.report, said.status) == (1.0, 1.0, 1.0, 1.0)
    other = around("2004年报告说天津计划投入多少亿元？", found, "30亿元")
    assert (other.place, other.report, other.status) == (-1.0, -1.0, -1.0)
    nothing = around("投入多少亿元？", found, "30亿元")
    assert (nothing.year, nothing.place, nothing.report, nothing.status) == (0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("text", "heading", "stated"),
    [
        ("力争新建学校30所。", None, Status.PLANNED),
        ("累计建成学校30所。", None, Status.ACHIEVED),
        ("学校30所。", "三、2026年重点工作", Status.PLANNED),
        ("学校30所。", None, None),
    ],
)
def test_planned_or_achieved_is_what_the_words_state(text: str, heading: str | None, stated: Status | None) -> None:
    said = around("今年计划新建多少所学校？", hit(BEIJING, text, heading=heading), "30所")
    assert said.stated is stated
    assert said.status == {Status.PLANNED: 1.0, Status.ACHIEVED: -1.0, None: 0.0}[stated]


def test_a_figure_belongs_to_the_nearest_year_else_to_that_of_its_report() -> None:
    found = hit(BEIJING, "2023年投入20亿元。投入30亿元。")
    assert around("投入多少？", found, "20亿元").own_year == 2023
    assert around("投入多少？", found, "30亿元").own_year == 2026


def test_the_number_stated_is_read_with_the_words_beside_it() -> None:
    said = around("有多少人？", hit(BEIJING, "惠及超过5200人。"), "5200人")
    assert said.quantity is not None
    assert (said.quantity.value, said.quantity.unit, said.quantity.approximate) == (5200, "人", True)
    assert said.fits
    place = around("有多少人？", hit(BEIJING, "惠及超过5200人。"), "惠及")
    assert place.quantity is None
    assert not place.fits


def test_opposites_count_where_a_figure_is_asked_for() -> None:
    found = hit(BEIJING, "农村居民收入增长5.5%。")
    assert around("城镇居民收入增长百分之几？", found, "5.5%").opposites == ("城镇",)
    assert around("农村居民收入增长百分之几？", found, "5.5%").opposites == ()
    assert around("城镇居民收入为什么增长？", found, "5.5%").opposites == ()


def test_another_day_and_another_office_are_named_as_the_question_writes_them() -> None:
    found = hit(BEIJING, "7月10日，政协主席林洁出席会议。")
    assert around("8月6日谁出席会议？", found, "林洁").other_days == ("8月6日",)
    assert around("7月10日谁出席会议？", found, "林洁").other_days == ()
    assert around("政协秘书长是谁？", found, "林洁").other_offices == ("秘书长",)
    assert around("政协主席是谁？", found, "林洁").other_offices == ()
    assert around("政协秘书长主持了多少次会议？", found, "林洁").other_offices == ()


def test_how_much_something_grew_is_said_by_the_share_beside_an_amount() -> None:
    found = hit(BEIJING, "地区生产总值5.2万亿元，增长5.4%。新增就业28万人。")
    asked = "地区生产总值增长多少？"
    assert not around(asked, found, "5.2万亿元").fits
    assert around(asked, found, "5.4%").fits
    assert around("新增就业增长多少？", found, "28万人").fits
