"""Which passages are worth reading where a figure is asked for."""

import pytest

from zhengxie_qa.comparing.promising import could_answer
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
    hit = Hit(1, 1.0, Passage("d:0", "d", 0, len(text), text), DocumentInfo("d", "d.txt", "报告"))
    assert could_answer(understand(question), hit, full_text=lambda doc_id: text) is expected
