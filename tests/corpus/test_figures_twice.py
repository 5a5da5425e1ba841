"""Figures read in two ways: what differs is found where it stands, and nothing else is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.corpus.figures_twice import audit, figures
from zhengxie_qa.types import Doubt

TEXT = "产值1,368.5亿元，增长3.9%，下降-0.7％，共12项、8项。"
WORDS = st.text(alphabet="0123456789.%-−, \n\t年亿元", max_size=60)


def doubts(raw: str, second: str) -> list[tuple[str, str]]:
    return [(each.read, each.other) for each in audit(raw, [(0, len(raw), second)]).doubts]


def test_figures_are_found_with_their_signs() -> None:
    assert [each.folded for each in figures(TEXT)] == ["1368.5", "3.9%", "-0.7%", "12", "8"]
    assert [TEXT[each.start : each.end] for each in figures(TEXT)] == ["1,368.5", "3.9%", "-0.7％", "12", "8"]


@pytest.mark.parametrize(
    "second",
    [
        TEXT,
        "产值1368.5亿元，增长３.９％，下降−0.7%，共12项、8项。",  # other forms of the same signs
        "产值1,36\r\n8.5亿元，增长3.\r\n9%，下降-0.7\r\n％，共1\r\n2项、8项。",  # lines that end within a figure
        "共12项、8项，产值1,368.5亿元，增长3.9%，下降-0.7％。",  # another order
        "1368.5\t3.9%\t-0.7%\t12 8",
    ],
)
def test_other_forms_lines_and_orders_are_no_difference(second: str) -> None:
    found = audit(TEXT, [(0, len(TEXT), second)])
    assert (found.compared, found.doubts) == (5, ())


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (TEXT.replace("1,368.5", "1,363.5"), [("1,368.5", "1363.5")]),
        (TEXT.replace("3.9%", "39%"), [("3.9%", "39%")]),
        (TEXT.replace("3.9%", "3.9"), [("3.9%", "3.9")]),
        (TEXT.replace("-0.7％", "0.7％"), [("-0.7％", "0.7%")]),
        (TEXT.replace("12项、", ""), [("12", "")]),
        (TEXT.replace("8项", "8项，其中5项"), [("", "5")]),
        ("", [("1,368.5", ""), ("3.9%", ""), ("-0.7％", ""), ("12", ""), ("8", "")]),
    ],
)
def test_a_digit_a_point_and_a_sign_that_differ_are_told(second: str, expected: list[tuple[str, str]]) -> None:
    assert doubts(TEXT, second) == expected


def test_each_stretch_is_compared_with_its_own_second_reading() -> None:
    raw = "甲1\n乙2\n"
    assert audit(raw, [(0, 3, "甲1"), (3, 6, "乙3")]).doubts == (Doubt(4, 5, "2", "3"),)


@given(WORDS, WORDS)
def test_what_differs_stands_where_it_is_said_to(raw: str, second: str) -> None:
    for each in audit(raw, [(0, len(raw), second)]).doubts:
        assert raw[each.start : each.end] == each.read
        assert each.read or each.other


@given(WORDS)
def test_a_text_never_differs_from_itself(raw: str) -> None:
    assert doubts(raw, raw) == []


@given(WORDS.filter(lambda text: re.search(r"\d", text)), st.data())
def test_a_changed_digit_is_never_missed(raw: str, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([each.start() for each in re.finditer(r"\d", raw)]))
    other = data.draw(st.sampled_from("0123456789").filter(lambda digit: digit != raw[at]))
    changed = raw[:at] + other + raw[at + 1 :]
    kept = sorted(each.folded for each in figures(raw)) == sorted(each.folded for each in figures(changed))
    assert doubts(raw, changed) or kept
