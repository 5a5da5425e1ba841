"""Which passages are worth reading where a figure is asked for."""

from collections.abc import Sequence

import pytest

from zhengxie_qa.comparing.promising import Promising
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.types import DocumentInfo, Hit, Passage


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("城镇新增就业多少万人？", "去年城镇新增就业120万人。", True),
        ("城镇新增就业多少万人？", "去年建成高标准农田300万亩。", False),
        ("城镇新增就业多少万人？", "就业形势总体稳定。", False),
        ("教育支出是多少？", "项目 | 决算数\n教育支出 | 1200", True),
        ("粮食产量是多少？", "1954年粮食产量达到3390亿斤。", True),
        ("1960年粮食产量是多少？", "1954年粮食产量达到3390亿斤。", False),
        ("为什么要稳就业？", "就业是民生之本。", True),
    ],
)
def test_a_passage_without_a_figure_that_fits_is_not_read(question: str, text: str, expected: bool) -> None:
    assert bool(of(question, text)) is expected


def test_where_several_reports_name_a_thing_what_does_not_name_it_is_not_read() -> None:
    question = "城镇化率是多少？"
    said, other = "常住人口城镇化率达到75.5%。", "99.95%的耕地完成确权。"
    assert of(question, other) == [other]
    assert of(question, other, beside=[said]) == [other]
    assert of(question, other, beside=[said, said]) == []
    assert of(question, said, beside=[said]) == [said]


def test_the_passage_that_agrees_with_all_that_is_asked_is_read_first() -> None:
    average, single = "过去五年，地区生产总值年均增长5.8%。", "去年，地区生产总值增长5.1%。"
    assert of("地区生产总值增长多少？", average, single, beside=[single]) == [single, average]


def of(question: str, *texts: str, beside: Sequence[str] = ()) -> list[str]:
    """The texts of one document that are read, others standing beside it."""
    documents = [[hit(f"other{number}", text)] for number, text in enumerate(beside)]
    own = [hit(f"own{number}", text) for number, text in enumerate(texts)]
    promising = Promising(understand(question), [own, *documents], full_text=lambda doc_id: "".join(texts))
    return [each.passage.text for each in promising.passages(own, most=3)]


def hit(passage_id: str, text: str) -> Hit:
    return Hit(1, 1.0, Passage(passage_id, "d", 0, len(text), text), DocumentInfo("d", "d.txt", "报告"))
