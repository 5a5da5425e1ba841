"""Figures that reports of all places give are known by their names and by what people call them, in both languages."""

import pytest

from zhengxie_qa.comparing.named.known import known
from zhengxie_qa.comparing.named.renamed import asks_for_figure, renamed
from zhengxie_qa.question.translation.translation import bundled_translator
from zhengxie_qa.question.understanding import understand


def asked_again(question: str) -> str | None:
    asked = understand(question, as_of="2026-02-01", translator=bundled_translator())
    name = known(asked)
    return renamed(asked, name) if name and asks_for_figure(asked) else None


@pytest.mark.parametrize(
    ("questions", "again"),
    [
        (
            (
                "今年要给城里添多少个饭碗？",
                "2026 城镇新增就业目标是多少？",
                "What is the target for new urban jobs in 2026?",
            ),
            "2026年城镇新增就业目标是多少人？",
        ),
        (
            ("去年经济跑得多快？", "2025年GDP增速是多少？", "How fast did the economy grow in 2025?"),
            "2025年地区生产总值增长是多少？",
        ),
        (("今年的GDP预期目标定在多少？", "今年打算让经济涨几个点？"), "2026年地区生产总值增长目标是多少？"),
        (("社零盘子有多大？", "社会消费品零售总额达到多少？"), "社会消费品零售总额是多少？"),
        (("去年一共打了多少粮食？", "2025年粮食总产量是多少？"), "2025年粮食产量是多少？"),
        (("过去五年居民收入平均每年增长多少？",), "“十四五”时期居民人均可支配收入年均增长是多少？"),
        (("有几家小巨人企业？", "国家级专精特新“小巨人”企业有多少家？"), "国家级专精特新“小巨人”企业是多少家？"),
    ],
)
def test_wordings_of_a_known_figure_come_down_to_one_question(questions: tuple[str, ...], again: str) -> None:
    assert {asked_again(question) for question in questions} == {again}


@pytest.mark.parametrize(
    "question",
    [
        "2025年数字经济增长多少？",
        "民营经济增加值占GDP比重是多少？",
        "税收占一般公共预算收入的比重是多少？",
        "城乡居民收入比是多少？",
        "战略性新兴产业增加值增长多少？",
        "“十四五”时期全社会研发经费投入年均增长多少？",
        "浙江省2025年GDP增长多少？",
        "往后五年经济每年想涨几个点？",
        "重点项目完成投资多少亿元？",
        "有多少企业上市？",
        "What share of the general public budget revenue comes from taxes?",
        "How much did the marine economy grow in 2025?",
    ],
)
def test_what_asks_for_another_thing_of_such_a_name_is_left_as_it_is(question: str) -> None:
    assert asked_again(question) is None


def test_the_whole_country_has_a_gdp_of_its_own_name() -> None:
    name = known(understand("GDP增长目标是多少？"), is_national=True)
    assert name is not None
    assert name.text == "国内生产总值"
