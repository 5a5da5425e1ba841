"""A question in other words than the reports' is asked again under the name that several of them give the figure."""

import pytest

from zhengxie_qa.comparing.named.renamed import is_renamable, renamed
from zhengxie_qa.comparing.named.votes import Name, meant, names_in
from zhengxie_qa.engine import encoder_named
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.types import DocumentInfo, Hit, Passage

REPORTS = (
    "2025年，地区生产总值增长5.2%，城镇新增就业85万人，粮食总产量达到500亿斤，人均地区生产总值9万元。",
    "2025年，地区生产总值增长4.8%，城镇新增就业120万人，粮食产量300亿斤，居民消费价格涨幅2%左右。",
    "2025年，地区生产总值达到5万亿元、增长5%，城镇新增就业30万人，粮食产量200亿斤，居民消费价格涨幅1.5%。",
)


def asked_again(question: str) -> str | None:
    asked = understand(question, as_of="2026-02-01")
    hits = [
        [Hit(1, 1.0, Passage(str(at), str(at), 0, len(text), text), DocumentInfo(str(at), f"{at}.txt", "报告"))]
        for at, text in enumerate(REPORTS)
    ]
    encoder = encoder_named("bundled")
    name = meant(asked, names_in(asked, hits), encoder=encoder, in_own_words=False)
    return renamed(asked, name) if name and is_renamable(asked) else None


@pytest.mark.parametrize(
    ("questions", "again"),
    [
        (("今年城镇新增就业目标是多少？", "2026年计划城镇新增就业多少人？"), "2026年城镇新增就业目标是多少？"),
        (("2025年GDP增长多少？", "去年GDP增速是多少？", "GDP增速 2025"), "2025年地区生产总值增长是多少？"),
        (("去年粮食总产量是多少？", "2025年粮食产量有多少？"), "2025年粮食产量是多少？"),
        (("今年物价涨幅打算控制在多少？",), "2026年居民消费价格涨幅目标是多少？"),
    ],
)
def test_wordings_of_one_thing_come_down_to_one_question(questions: tuple[str, ...], again: str) -> None:
    assert {asked_again(question) for question in questions} == {again}


@pytest.mark.parametrize(
    "question", ["为什么要稳就业？", "2025年建成了多少座水库？", "浙江省2025年GDP增长多少？", "“双百工程”投资多少？"]
)
def test_what_no_report_names_and_what_asks_for_more_is_left_as_it_is(question: str) -> None:
    assert asked_again(question) is None


def test_a_narrower_name_is_not_meant() -> None:
    names = [Name("人均地区生产总值", {"a", "b"}), Name("地区生产总值", {"a"})]
    found = meant(understand("GDP是多少？"), names, encoder=encoder_named("bundled"), in_own_words=False)
    assert found is names[1]


def test_a_period_is_written_in_one_way() -> None:
    asked = understand("过去五年粮食产量平均每年增长多少？", as_of="2026-02-01")
    name = Name("粮食产量", {"a"})
    name.says["+"] += 1
    assert renamed(asked, name) == "“十四五”时期粮食产量年均增长是多少？"
