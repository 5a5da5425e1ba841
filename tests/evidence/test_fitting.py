"""Whether words have the form that a question asks for."""

import pytest

from zhengxie_qa.evidence.fitting import fits
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.text.quantities.numbers import parse_quantity


@pytest.mark.parametrize(
    ("question", "words", "expected"),
    [
        ("组织了多少场深聊会？", "275场", True),
        ("组织了多少场深聊会？", "二百七十五场次", True),
        ("组织了多少场深聊会？", "3亿元", False),
        ("投入多少亿元？", "120亿元", True),
        ("投入多少亿元？", "5.6万元", False),
        ("哪一天通车？", "五年来", False),
        ("哪一天通车？", "2025年7月10日", True),
        ("哪一天通车？", "2025年", False),
        ("哪一年通车？", "2025年", True),
        ("什么时候建成？", "受益人群超过5200人", False),
        ("股价是多少元？", "1+9", False),
        ("主席是谁？", "内蒙古自治区", False),
        ("主席是谁？", "王新", True),
        ("地区生产总值增长目标是多少？", "五年", False),
        ("惠及多少农民？", "1.77亿", True),
        ("接待了多少游客？", "8.5%", False),
        ("深聊会的经费是多少？", "275场", False),
        ("深聊会的经费共多少？", "30万元", True),
        ("财政收入增长多少？", "5.1%", True),
        ("投入了多少人力？", "300人次", True),
        ("市民中心有多少层？", "3栋", False),
        ("市民中心有多少层？", "18层", True),
        ("市民中心有几栋楼？", "18层", False),
        ("市民中心有几栋楼？", "3座", True),
        ("造了多少艘船？", "12架", False),
        ("造了多少艘船？", "12条", True),
        ("写了多少篇调研报告？", "5000字", False),
        ("写了多少篇调研报告？", "12份", True),
        ("百米跑了多少秒？", "3年", False),
        ("百米跑了多少秒？", "9.83秒", True),
        ("工程用了多少年？", "20分钟", False),
        ("工程用了多少年？", "18个月", True),
        ("改造用了多久？", "20分钟", True),
        ("公示多少天？", "5个工作日", True),
        ("气温降到多少度？", "零下5℃", True),
        ("占几成？", "三成五", True),
        ("会议开了几天？", "二〇二五年七月十日至七月十二日召开", False),
        ("会议开了几天？", "3天", True),
        ("会议开了多长时间？", "七月十日至七月十二日", True),
        ("规划期是多久？", "2021—2025年", True),
        ("工程用了几年？", "三年半", True),
        ("分别是哪五个中心？", "效应持续显现", False),
        ("分别是哪三个中心？", "经济、金融、贸易", True),
    ],
)
def test_forms(question: str, words: str, expected: bool) -> None:
    assert fits(understand(question), words, quantity=parse_quantity(words)) is expected
