"""Opposites: which words of a question the words around a figure contradict, and which they do not."""

import pytest

from zhengxie_qa.evidence.contrast import contradicted_words
from zhengxie_qa.types import DocumentInfo, Hit, Passage


def contradicted(asked: str, text: str, figure: str) -> tuple[str, ...]:
    passage = Passage("a:0", "a", 0, len(text), text)
    return contradicted_words(asked, Hit(1, 1.0, passage, DocumentInfo("a", "a.txt", "报告")), text.index(figure))


@pytest.mark.parametrize(
    ("asked", "text", "figure", "word"),
    [
        ("城镇居民收入多少？", "农村居民收入2万元。", "2万", "城镇"),
        ("出口多少亿元？", "进口300亿元。", "300", "出口"),
        ("粮食产量多少？", "棉花产量30万吨。", "30", "粮食"),
        ("利用外资增长多少？", "利用外资下降3%。", "3%", "增长"),
        ("新建高铁多少公里？", "新增公路500公里。", "500", "高铁"),
        ("上半年增长多少？", "下半年增长5%。", "5%", "上半年"),
        ("城镇居民收入多少？", "城镇居民收入4万元，农村居民收入2万元。", "2万", "城镇"),
        ("第一产业增加值？", "第一产业增加值1 286.4亿元，第三产业增加值6 546.5亿元。", "6 546", "第一产业"),
    ],
)
def test_a_figure_for_the_opposite_contradicts(asked: str, text: str, figure: str, word: str) -> None:
    assert contradicted(asked, text, figure) == (word,)


@pytest.mark.parametrize(
    ("asked", "text", "figure"),
    [
        ("城镇居民收入多少？", "城镇居民收入4万元，农村居民收入2万元。", "4万"),
        ("城镇居民收入多少？", "城镇居民收入高于全国，其中农村居民收入2万元。", "2万"),
        ("居民收入多少？", "农村居民收入2万元。", "2万"),
        ("城镇居民收入多少？", "居民收入4万元。", "4万"),
        ("城镇居民收入多少？", "城市居民收入4万元。", "4万"),
        ("粮食产量多少？", "服务业增加值30亿元。", "30"),
        ("进出口总额多少？", "进出口总额900亿元。", "900"),
    ],
)
def test_what_names_the_word_itself_or_no_opposite_does_not(asked: str, text: str, figure: str) -> None:
    assert contradicted(asked, text, figure) == ()
