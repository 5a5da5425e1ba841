"""Clauses that say in words what others give as a figure."""

import pytest

from zhengxie_qa.comparing.named.in_words import in_words
from zhengxie_qa.comparing.named.naming import Naming
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.types import DocumentInfo, Hit, Passage

AIMS = "今年主要预期目标是：地区生产总值增长5%左右，城镇新增就业85万人，{}。"


def said(question: str, text: str) -> list[str]:
    asked = understand(question)
    hit = Hit(1, 1.0, Passage("p", "d", 0, len(text), text), DocumentInfo("d", "d.txt", "报告"))
    return [each.evidence.text for each in in_words(asked, Naming(asked), [hit]) if each.agrees]


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("居民收入增长目标是多少？", "居民收入增长与经济增长同步"),
        ("老百姓收入目标是多少？", "居民人均可支配收入增速高于经济增速"),
        ("单位GDP能耗降低目标是多少？", "单位地区生产总值能耗降低完成国家下达目标"),
        ("碳排放目标是多少？", "完成国家下达的二氧化碳排放降低目标"),
        ("进出口目标是多少？", "进出口稳量提质"),
        ("粮食产量目标是多少？", "粮食产量保持稳定"),
    ],
)
def test_an_aim_in_words_is_the_clause_that_says_it(question: str, clause: str) -> None:
    assert said(question, AIMS.format(clause)) == [clause]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("地区生产总值增长目标是多少？", AIMS.format("居民收入增长与经济增长同步")),
        ("地区生产总值增长目标是多少？", AIMS.format("单位地区生产总值能耗降低完成国家下达目标")),
        ("居民收入增长目标是多少？", AIMS.format("居民收入增长5.5%、与经济增长同步")),
        ("粮食产量目标是多少？", "粮食产量保持稳定。"),
        ("居民收入增长目标是多少？", "城镇新增就业完成全年目标。"),
        ("2030年居民收入增长目标是多少？", "2024年，居民收入增长与经济增长同步。"),
    ],
)
def test_what_names_another_thing_holds_a_figure_or_is_of_another_year_says_no_aim(question: str, text: str) -> None:
    assert said(question, text) == []
