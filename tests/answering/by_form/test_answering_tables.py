"""A figure of a table is found where the row and the column meet that the question names, and only there."""

import pytest
from given_hits import document, hit

from zhengxie_qa.answering.by_form.span import Form, form_span
from zhengxie_qa.answering.by_form.tables import cell_span, without_others
from zhengxie_qa.answering.case import Case
from zhengxie_qa.answering.decide import decide
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.types import DocumentInfo

INFO = DocumentInfo("d", "a.html", "决算表")
BUDGET = """决算情况公开如下。
单位：万元
项目\t决算情况
\t预算数\t决算数\t比上年增长%
一般公共服务支出\t186,420\t182,377\t-2.2
教育支出\t523,100\t538,965\t6.1
卫生健康支出\t241,080\t239,514\t3.4
其中：政协事务支出2,318万元，较上年减少5.6%。
"""
SEATS = """附表
界别 | 委员人数 | 提案件数
中共 | 61 | 38
民革 | 17 | 22
工商联 | 33 | 41
医药卫生 | 25 | 30
"""
DRAWN = """提案办理情况表（单位：件）
┌────┬────┬────┐
│县区│立案│办结│
├────┼────┼────┤
│东城│ 112│ 110│
├────┼────┼────┤
│西城│  98│  97│
└────┴────┴────┘
"""


def cell(question: str, text: str, *, start: int = 0) -> str | None:
    found = cell_span(understand(question), [hit(INFO, text[start:], start=start)], lambda _: document(INFO, text))
    if found is None:
        return None
    assert text[found.start : found.end] == found.text
    return found.text


@pytest.mark.parametrize(
    ("question", "text", "figure"),
    [
        ("教育支出决算数是多少万元？", BUDGET, "538,965"),
        ("卫生健康支出预算数是多少？", BUDGET, "241,080"),
        ("一般公共服务支出比上年增长多少？", BUDGET, "-2.2"),
        ("工商联界别委员人数是多少？", SEATS, "33"),
        ("工商联界别提案件数是多少？", SEATS, "41"),
        ("医药卫生界别有多少名委员？", SEATS, "25"),
        ("东城立案多少件？", DRAWN, "112"),
        ("西城办结了多少件？", DRAWN, "97"),
    ],
)
def test_the_figure_of_the_named_row_and_column_is_found(question: str, text: str, figure: str) -> None:
    assert cell(question, text) == figure


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("教育支出是多少？", BUDGET),
        ("教育支出完成数是多少？", BUDGET),
        ("科技支出决算数是多少？", BUDGET),
        ("支出决算数是多少？", BUDGET),
        ("政协事务支出多少？", BUDGET),
        ("委员人数是多少？", SEATS),
        ("工商联界别的委员是谁？", SEATS),
        ("工商联界别委员人数是多少？", SEATS + "附表二\n界别 | 委员人数\n工商联 | 34\n"),
        ("工商联界别委员人数是多少？", SEATS.replace("界别 | 委员人数 | 提案件数\n", "")),
        ("工商联界别委员人数是多少？", SEATS.replace("| 33 | 41", "| 33 | 41 | 5 | 6")),
        ("2024年提案件数是多少？", "提案件数\n2024年 12 月 31 日\n"),
        ("教育支出决算数是多少？", "全市教育支出 决算数为12 亿元，比上年增长 5.1%。\n"),
    ],
)
def test_without_one_row_and_one_column_nothing_is_found(question: str, text: str) -> None:
    assert cell(question, text) is None


def test_a_row_that_a_drawn_table_does_not_have_is_not_found() -> None:
    assert cell("北城立案多少件？", DRAWN) is None


def test_the_names_of_the_columns_may_stand_above_the_passage() -> None:
    assert cell("工商联界别提案件数是多少？", SEATS, start=SEATS.index("民革")) == "41"


def test_a_bare_figure_of_a_cell_answers_a_question_with_a_unit() -> None:
    question, found = understand("教育支出决算数是多少万元？"), hit(INFO, BUDGET)
    span = cell_span(question, [found], lambda _: document(INFO, BUDGET))
    assert span is not None
    chosen = decide(Case(question.text, question, [found], [span])).chosen
    assert chosen is not None
    assert chosen.span == span


OIL = """2012年全国原油产量为20747.8万吨，大庆油田连续稳产。
各油田原油产量
单位：万吨
油田\t2011年\t2012年
大庆油田\t4000.0\t4000.1
胜利油田\t2734.0\t2755.0
"""
GROUP = """领导小组成员名单
单位\t姓名\t职务
财政部\t林洁\t副部长
水利部\t周正\t司长
"""


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("2012年大庆原油产量多少万吨", OIL, "4000.1"),
        ("胜利油田 2011 原油产量", OIL, "2734.0"),
        ("财政部参加领导小组的是谁", GROUP, "林洁"),
        ("水利部的周正是什么职务", GROUP, "司长"),
    ],
)
def test_words_and_figures_are_found_by_their_names(question: str, text: str, words: str) -> None:
    assert cell(question, text) == words


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("2013年大庆原油产量多少万吨", OIL),
        ("2012年辽河原油产量多少万吨", OIL),
        ("2012年大庆天然气产量是多少", OIL),
        ("2012年大庆原油产量增长百分之几", OIL),
        ("教育部参加领导小组的是谁", GROUP),
        ("财政部的电话是多少", GROUP),
    ],
)
def test_what_the_table_does_not_name_is_not_found(question: str, text: str) -> None:
    assert cell(question, text) is None


def test_a_figure_of_another_row_or_column_is_no_answer() -> None:
    found = hit(INFO, OIL)
    fetch = {"d": document(INFO, OIL)}.get
    start = OIL.index("4000.1")
    span = form_span(Form.LABEL, found, start, start + 6, 0.9)

    assert without_others(understand("2012年大庆原油产量是多少"), [span], fetch) == [span]
    assert without_others(understand("2011年大庆原油产量是多少"), [span], fetch) == []
    assert without_others(understand("2012年胜利油田原油产量是多少"), [span], fetch) == []
