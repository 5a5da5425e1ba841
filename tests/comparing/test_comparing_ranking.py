"""Which figures stand beside each other, and in which order."""

import pytest

from zhengxie_qa.answering.answer import Answer, Citation, ConfidenceLevel, Sentence
from zhengxie_qa.comparing.comparison import Apart, Order, Row
from zhengxie_qa.comparing.ranking import ranked, set_apart, value_of
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.text.quantities.numbers import parse_quantity
from zhengxie_qa.types import AnswerKind, DocumentInfo, Passage, Status


def row(label: str, quote: str, *, before: str = "", status: Status | None = None) -> Row:
    """A report that says ``before`` and then the quote."""
    info = DocumentInfo(doc_id=label, file=f"{label}.txt", title=label, place=label)
    text = f"{before}{quote}。"
    passage = Passage(f"{label}:0", label, 0, len(text), text)
    end = len(before) + len(quote)
    answer = Answer(
        question="?",
        interpreted_as="?",
        text=quote,
        abstained=False,
        reason=None,
        message=None,
        kind=AnswerKind.AMOUNT,
        confidence=0.9,
        confidence_level=ConfidenceLevel.HIGH,
        citations=(Citation(1, info, passage, len(before), end, quote, len(before), end),),
        evidence=Sentence(0, len(text), text),
        quantity=parse_quantity(quote),
        status=status,
    )
    return Row(label, info, answer)


def aparts(rows: list[Row], question: str) -> list[Apart | None]:
    return [each.apart for each in set_apart(rows, understand(question))]


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("9500亿元", "1.2万亿元"),
        ("125亿斤", "3800万吨"),
        ("5%左右", "5.5%左右"),
        ("4.5%—5%", "5%—5.5%"),
        ("900米", "1.2公里"),
        ("95万人", "120万人以上"),
    ],
)
def test_values_are_compared_in_their_base_unit_a_range_by_its_lower_end(less: str, more: str) -> None:
    assert value_of(row("甲", less).answer) < value_of(row("乙", more).answer)


def test_the_same_weight_in_two_units_is_a_tie() -> None:
    rows = set_apart([row("甲", "1亿斤"), row("乙", "5万吨"), row("丙", "9000万斤")], understand("粮食产量是多少？"))
    _, ranking = ranked(rows, Order.HIGHEST)
    assert ranking.first == ("甲", "乙")


def test_the_first_three_are_four_where_two_tie_for_the_last_place() -> None:
    rows = [row("甲", "5%"), row("乙", "7%"), row("丙", "6%"), row("丁", "5%"), row("戊", "4%")]
    _, ranking = ranked(rows, Order.HIGHEST, most=3)
    assert ranking.first == ("乙", "丙", "甲", "丁")


def test_the_lowest_come_first_where_they_are_asked_for_and_those_set_apart_last() -> None:
    rows = set_apart(
        [row("甲", "50亿元"), row("乙", "7%"), row("丙", "30亿元")], understand("一般公共预算收入是多少？")
    )
    ordered, ranking = ranked(rows, Order.LOWEST)
    assert [each.label for each in ordered] == ["丙", "甲", "乙"]
    assert ranking.first == ("丙",)


@pytest.mark.parametrize(
    ("quote", "before", "question", "apart"),
    [
        ("7%", "财政收入增长", "财政收入是多少？", Apart.UNIT),
        ("3万元", "人均财政收入达到", "财政收入是多少？", Apart.PER_HEAD),
        ("3万元", "人均财政收入达到", "人均财政收入是多少？", None),
        ("30亿元", "财政收入年均增加", "财政收入是多少？", Apart.AVERAGE),
        ("30亿元", "人均收入2万元，财政收入", "财政收入是多少？", None),
    ],
)
def test_another_unit_or_scope_is_set_apart(quote: str, before: str, question: str, apart: Apart | None) -> None:
    rows = [row("甲", "50亿元"), row("乙", "40亿元"), row("丙", quote, before=before)]
    assert aparts(rows, question) == [None, None, apart]


def test_a_share_and_its_change_in_points_are_not_compared() -> None:
    assert aparts([row("甲", "65%"), row("乙", "66%"), row("丙", "1.2个百分点")], "城镇化率是多少？")[2] is Apart.UNIT


def test_what_was_achieved_is_set_apart_from_targets() -> None:
    rows = [row("甲", "5%", status=Status.PLANNED), row("乙", "6%", status=Status.ACHIEVED), row("丙", "4%")]
    assert aparts(rows, "GDP增长目标是多少？") == [None, Apart.STATUS, None]


def test_figures_that_are_all_of_the_other_sort_stand_together() -> None:
    rows = [row("甲", "5%", status=Status.PLANNED), row("乙", "6%", status=Status.PLANNED)]
    assert aparts(rows, "去年GDP增长多少？") == [None, None]


def test_words_without_a_number_are_set_apart() -> None:
    assert aparts([row("甲", "5%"), row("乙", "与经济增长同步")], "居民收入增长目标是多少？")[1] is Apart.NO_FIGURE
