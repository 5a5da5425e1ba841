from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.text.quantities.numbers import find_quantities, parse_quantity

ALPHABET = st.text(
    "0123456789０１９一二三十百千万亿点多余约近超以上左右场个家元%％年月日第届至到—- ,，.。个百分点之翻番倍半几数",
    max_size=40,
)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("275场", 275, "场"),
        ("二百七十五场", 275, "场"),
        ("２７５场", 275, "场"),
        ("6 6 个", 66, "个"),
        ("4 6 2 8 0 亿元", 4628000000000, "元"),
        ("0 ．8 ％", 0.8, "%"),
        ("1 0 ．0 6 ‰", 10.06, "‰"),
        ("1,234家", 1234, "家"),
        ("62，000万吨", 620000000, "吨"),
        ("百分之十八点五", 18.5, "%"),
        ("百分之百", 100, "%"),
        ("18.5%", 18.5, "%"),
        ("17.2个百分点", 17.2, "个百分点"),
        ("五分之三", 0.6, "分之"),
        ("翻两番", 2, "番"),
        ("2.1倍", 2.1, "倍"),
        ("一千二百万人", 12000000, "人"),
        ("1.2万亿元", 1200000000000, "元"),
        ("1亿2千万元", 120000000, "元"),
        ("三亿七千零六十二万吨", 370620000, "吨"),
        ("一百〇五亿元", 10500000000, "元"),
        ("一百零五亿元", 10500000000, "元"),
        ("九萬五千噸", 95000, "吨"),
        ("十七万千瓦", 170000, "千瓦"),
        ("两年半", 2.5, "年"),
        ("半年", 0.5, "年"),
        ("九十日内", 90, "日"),
        ("连续24个月", 24, "个月"),
        ("82.58岁", 82.58, "岁"),
        ("35微克/立方米", 35, "微克/立方米"),
        ("零下5度", -5, "度"),
        ("零下12.5℃", -12.5, "℃"),
        ("零下三十摄氏度", -30, "摄氏度"),
        ("零下 ５ 度", -5, "度"),
        ("负5度", -5, "度"),
        ("-3.5℃", -3.5, "℃"),
        ("－3.5°C", -3.5, "°c"),
        ("-3.2%", -3.2, "%"),
        ("零上3摄氏度", 3, "摄氏度"),
        ("零度", 0, "度"),
        ("三成五", 3.5, "成"),
        ("3成5", 3.5, "成"),
        ("七成半", 7.5, "成"),
        ("三成", 3, "成"),
    ],
)
def test_a_number_is_understood_however_it_is_written(text, value, unit):
    quantity = parse_quantity(text)

    assert quantity is not None
    assert (quantity.value, quantity.unit, quantity.upper) == (value, unit, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [("两千多万", 20000000), ("七千多万党员", 70000000), ("十多亿", 1000000000), ("两亿五千多万", 250000000)],
)
def test_a_large_number_with_more_inside_needs_no_unit(text, value):
    quantity = parse_quantity(text)

    assert quantity is not None
    assert (quantity.value, quantity.unit, quantity.approximate) == (value, None, True)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("3—5家", 3, 5, "家"),
        ("3至5家", 3, 5, "家"),
        ("3～5个百分点", 3, 5, "个百分点"),
        ("5.5%—6%", 5.5, 6, "%"),
        ("百分之十到二十", 10, 20, "%"),
        ("百分之八至百分之九", 8, 9, "%"),
        ("3至5万亩", 30000, 50000, "亩"),
        ("三百四十至三百五十人", 340, 350, "人"),
        ("三四百人", 300, 400, "人"),
        ("几十万人", 100000, 900000, "人"),
        ("零下10至零下5度", -10, -5, "度"),
        ("零下5至零下10度", -10, -5, "度"),
        ("零下10到15度", -15, -10, "度"),
        ("零下5度到5度", -5, 5, "度"),
        ("-2—3℃", -2, 3, "℃"),
        ("2-5℃", 2, 5, "℃"),
        ("3%-5%", 3, 5, "%"),
        ("二成五至三成", 2.5, 3, "成"),
    ],
)
def test_a_range_is_one_mention_with_both_ends(text, low, high, unit):
    mentions = find_quantities(text)

    assert [(m.text, m.quantity.value, m.quantity.upper, m.quantity.unit) for m in mentions] == [
        (text, low, high, unit)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "约70岁",
        "７０岁左右",
        "近五成",
        "超过660亿元",
        "1600多家",
        "10余项",
        "30多万人",
        "五分之一以上",
        "突破万亿元",
        "上百家",
        "不低于5%",
        "两个多小时",
    ],
)
def test_hedged_numbers_are_approximate(text):
    assert [m.quantity.approximate for m in find_quantities(text)] == [True]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("气温降到零下5度左右。", ["零下5度"]),
        ("占三成五，比上年高。", ["三成五"]),
        ("2胜3负5平", ["2", "3", "5"]),
        ("负5家企业之责", ["5家"]),
        ("每户2-5家", ["2-5家"]),
        ("建成五座桥", ["五座"]),
        ("收成五百斤", ["五百斤"]),
        ("三成三百人", ["三成", "三百人"]),
        ("三成五个人", ["三成", "五个人"]),
        ("零下班人员5人", ["5人"]),
        ("七成半数以上", ["七成"]),
    ],
)
def test_a_sign_or_a_tail_belongs_to_a_number_only_where_it_is_one(text, found):
    assert [mention.text for mention in find_quantities(text)] == found


def test_words_around_a_number_are_outside_it_but_known():
    text = "达到约７０岁左右。"
    (mention,) = find_quantities(text)

    assert mention.text == "７０岁"
    assert text[mention.outer_start : mention.outer_end] == "约７０岁左右"
    assert text[mention.number_start : mention.number_end] == "７０"


@pytest.mark.parametrize(
    "text",
    [
        "2025年", "二〇二五年", "1993—1997年", "1 9 9 9 年1 2 月2 0 日", "九八年", "2026-02-26", "第111期",
        "第十四届", "十四届", "第679—680页", "十八大以来", "“十四五”", "3月5日", "1至9月",
        "PM2.5", "C919", "5A", "12345热线", "8·22", "十分重要", "一方面",
        "千家万户", "万里长城", "09:45", "几个", "八十年代", "二十一世纪", "1.加强党的建设",
    ],
)  # fmt: skip
def test_years_ordinals_and_set_phrases_count_nothing(text):
    assert find_quantities(text) == []


@given(ALPHABET)
def test_mentions_are_ordered_apart_and_quote_the_text(text):
    mentions = find_quantities(text)

    assert all(text[m.start : m.end] == m.text for m in mentions)
    assert all(m.outer_start <= m.start <= m.number_start < m.number_end <= m.end <= m.outer_end for m in mentions)
    assert all(left.end <= right.start for left, right in pairwise(mentions))
