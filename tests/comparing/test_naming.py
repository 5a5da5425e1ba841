"""Whether the words around a figure name what is asked for."""

import pytest

from zhengxie_qa.comparing.named.naming import ENOUGH, Naming
from zhengxie_qa.evidence.passage import take_apart
from zhengxie_qa.question.understanding import understand


def named(question: str, text: str, figure: str) -> bool:
    start = text.index(figure)
    return Naming(understand(question)).of(take_apart(text), start, start + len(figure)) >= ENOUGH


@pytest.mark.parametrize(
    ("question", "text", "figure"),
    [
        ("城镇化率是多少？", "常住人口城镇化率达到75.5%。", "75.5%"),
        ("粮食产量是多少？", "粮食产量再创新高，达到500亿斤。", "500亿斤"),
        ("2026年GDP增长目标是多少？", "预期目标是：经济增长5%左右，城镇调查失业率5.5%左右。", "5%"),
        ("地区生产总值增长多少？", "地区生产总值达到9万亿元、增长5.2%。", "5.2%"),
        ("地区生产总值增长多少？", "地区生产总值达到9万亿元，同比增长5.2%。", "5.2%"),
        ("规模以上工业增加值增长多少？", "规上工业增加值增长6.5%。", "6.5%"),
        ("城镇新增就业目标是多少？", "新增城镇就业85万人以上。", "85万人"),
        ("数字经济核心产业增加值占GDP比重是多少？", "数字经济核心产业增加值占GDP比重达到9.5%。", "9.5%"),
    ],
)
def test_a_figure_is_named_by_its_clause_and_what_leads_to_it(question: str, text: str, figure: str) -> None:
    assert named(question, text, figure)


@pytest.mark.parametrize(
    ("question", "text", "figure"),
    [
        ("城镇化率是多少？", "城镇化率稳步提高，99.95%的农村土地完成确权。", "99.95%"),
        ("GDP增长目标是多少？", "地区生产总值增长5%左右，一般公共预算收入增长3%。", "3%"),
        ("GDP增长目标是多少？", "数字经济核心产业增加值占GDP比重达到9.5%。", "9.5%"),
        ("城镇新增就业多少人？", "城镇新增就业85万人，脱贫人口务工规模稳定在20万人。", "20万人"),
        ("森林覆盖率是多少？", "森林覆盖率保持稳定，空气质量优良天数比例达到92%。", "92%"),
        ("GDP增长目标是多少？", "居民人均可支配收入增长5%。", "5%"),
    ],
)
def test_the_figure_of_a_neighbour_is_not(question: str, text: str, figure: str) -> None:
    assert not named(question, text, figure)
