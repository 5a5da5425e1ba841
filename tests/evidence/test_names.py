"""Personal names beside titles, organisations and places, read from their heads backwards."""

import pytest

from zhengxie_qa.evidence.names import book_titles, named_places, organisations, persons, quotations
from zhengxie_qa.text.words import words


def texts(found: list[tuple[int, int]], text: str) -> list[str]:
    return [text[start:end] for start, end in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市政协主席林洁再次发出动员", ["林洁"]),
        ("市政协委员黄海燕在监督活动中提出建议", ["黄海燕"]),
        ("国务院总理温家宝所作的报告", ["温家宝"]),
        ("上海市市长 龚 正", ["龚 正"]),
        ("自学成才的包起帆同志", ["包起帆"]),
        ("市长陈吉宁、省委书记李强出席", ["陈吉宁", "李强"]),
        ("副主席周立民主持，市发改委参加", ["周立民"]),
        ("市长张国家园建设", ["张国家"]),
        ("委员代表参加了会议", []),
    ],
)
def test_persons_stand_beside_their_titles(text: str, expected: list[str]) -> None:
    assert texts(persons(text, tuple(words(text))), text) == expected


def test_organisations_end_in_their_head_and_begin_after_a_break() -> None:
    text = "随后，市市场监管局在全市开展专项执法行动。"
    assert texts(organisations(text, tuple(words(text))), text) == ["市市场监管局"]


def test_places_are_read_back_to_the_preposition() -> None:
    text = "活动在深圳中心书城举行。"
    assert "深圳中心书城" in texts(named_places(text, tuple(words(text))), text)


def test_titles_and_quotations_come_without_their_marks() -> None:
    text = "发布《清单式提案工作标准》，举办“委员议事厅”。"
    assert texts(book_titles(text), text) == ["清单式提案工作标准"]
    assert texts(quotations(text), text) == ["委员议事厅"]
