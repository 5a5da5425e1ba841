import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.text.quantities.figures import figure_spans, with_whole_figures
from zhengxie_qa.text.quantities.numbers import find_quantities
from zhengxie_qa.text.words import words

ANY_TEXT = st.text(max_size=60)
SENTENCES = [
    "2025年9月30日，市政协召开民主监督会议46次，参会委员1280人次，满意率98.6%。",
    "全市地区生产总值12,345.6亿元，增长5.8%，其中第一产业一百三十六亿元。",
    "主席会议定于2025-10-22下午3:30在302会议室举行，百分之九十五的委员到会。",
    "第十四届一次会议以来，提交提案512件，立案438件，投入3.2亿元。",
]
ILLEGIBLE = "\u200b\u200c\u200d\u200e\u2060\ufeff\u00ad\ufe0f\U000e0100\x02\ue000\uf0b7"


@st.composite
def littered(draw: st.DrawFn) -> tuple[str, str]:
    """A sentence and the same one with illegible characters strewn in."""
    sentence = draw(st.sampled_from(SENTENCES))
    places = draw(st.lists(st.tuples(st.integers(0, len(sentence)), st.sampled_from(ILLEGIBLE)), max_size=12))
    pieces = list(sentence)
    for place, character in sorted(places, reverse=True):
        pieces.insert(place, character)
    return sentence, "".join(pieces)


def legible_part(text: str) -> str:
    return "".join(character for character in text if character not in ILLEGIBLE)


@given(littered())
def test_illegible_characters_change_no_quantity_no_word_and_no_figure(pair: tuple[str, str]) -> None:
    sentence, written = pair

    assert [m.quantity for m in find_quantities(written)] == [m.quantity for m in find_quantities(sentence)]
    assert [word.text for word in words(written)] == [word.text for word in words(sentence)]
    assert [legible_part(written[s:e]) for s, e in figure_spans(written)] == [
        sentence[s:e] for s, e in figure_spans(sentence)
    ]


@given(littered())
def test_a_quantity_is_quoted_from_its_first_legible_character_to_its_last(pair: tuple[str, str]) -> None:
    sentence, written = pair

    for found, plain in zip(find_quantities(written), find_quantities(sentence), strict=True):
        assert found.text == written[found.start : found.end]
        assert legible_part(found.text) == plain.text
        assert found.text[0] not in ILLEGIBLE and found.text[-1] not in ILLEGIBLE


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("总值12\u2009345.6亿元", ["12\u2009345.6亿"]),
        ("收入1, 302.8亿元，增长5.8%", ["1, 302.8亿", "5.8"]),
        ("支出53.8 9亿元", ["53.8 9亿"]),
        ("气温零下5度，同比-3.2%", ["零下5", "-3.2"]),
        ("为2-5℃，增长3%-5%", ["2", "5", "3", "5"]),
        ("占三成五，七成半的农户", ["三成五", "七成半"]),
        ("三成五个人，建成五座", []),
        ("2025.8.6举行，下午3：30开始", ["2025.8.6", "3：30"]),
        ("占百分之九十五点三", ["百分之九十五点三"]),
        ("二〇二五年一百三十六个", ["二〇二五", "一百三十六"]),
        ("4\u200b6次", ["4\u200b6"]),
        ("一方面，三是", []),
        ("2.5万人、3万人", ["2.5万", "3万"]),
    ],
)
def test_a_figure_is_found_whole(text: str, figures: list[str]) -> None:
    assert [text[start:end] for start, end in figure_spans(text)] == figures


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("5.6亿元", "12,345.6亿元"),
        ("总值12", "总值12,345.6亿"),
        ("345", "12,345.6亿"),
        ("总值", "总值"),
        ("亿元", "12,345.6亿元"),
    ],
)
def test_a_span_that_cuts_a_figure_is_widened_to_its_ends(cut: str, whole: str) -> None:
    text = "总值12,345.6亿元，增长5%"
    start = text.index(cut)
    left, right = with_whole_figures(figure_spans(text), start, start + len(cut))
    assert text[left:right] == whole


@given(ANY_TEXT, st.integers(0, 60), st.integers(0, 60))
def test_no_widened_span_begins_or_ends_inside_a_figure(text: str, one: int, other: int) -> None:
    figures = figure_spans(text)
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    left, right = with_whole_figures(figures, start, end)

    assert left <= start and end <= right
    assert not any(a < edge < b for a, b in figures for edge in (left, right))
