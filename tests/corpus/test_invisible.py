import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.corpus.clean import clean
from zhengxie_qa.corpus.invisible import without_invisible
from zhengxie_qa.corpus.offsets import to_raw

INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202c\u2060\u2066\ufeff\u00ad\ufe0f\U000e0101\x02\x1b"
ARTICLE = "市政协工作报告\n\n　　2025年召开民主监督会议46次，参会委员1,280人次，满意率98.6%。\n"


@st.composite
def littered(draw: st.DrawFn) -> str:
    pieces = list(ARTICLE)
    places = st.tuples(st.integers(0, len(ARTICLE)), st.text(INVISIBLE, min_size=1, max_size=3))
    for place, characters in sorted(draw(st.lists(places, max_size=10)), reverse=True):
        pieces.insert(place, characters)
    return "".join(pieces)


@given(littered())
def test_an_article_reads_the_same_wherever_invisible_characters_stand(raw: str) -> None:
    assert clean(raw).text == ARTICLE


@given(littered(), st.integers(0, len(ARTICLE) - 1), st.integers(1, 30))
def test_a_quote_leads_to_the_raw_characters_with_the_invisible_ones_between_them(
    raw: str, start: int, length: int
) -> None:
    cleaned = clean(raw)
    end = min(start + length, len(cleaned.text))

    raw_start, raw_end = to_raw(cleaned.segments, start, end)

    assert "".join(c for c in raw[raw_start:raw_end] if c not in INVISIBLE) == cleaned.text[start:end]
    assert raw[raw_start] == cleaned.text[start] and raw[raw_end - 1] == cleaned.text[end - 1]


@pytest.mark.parametrize(
    "text", ["刘\ue863同志", "表\t一\r\n", "甲\u2028乙\x0b丙\x0c丁", "12\u2009345", "甲\u3000乙", "①№㎡"]
)
def test_what_prints_something_or_breaks_a_line_stays(text: str) -> None:
    assert without_invisible(text).text == text


def test_a_soft_hyphen_at_the_end_of_a_line_goes_with_the_break() -> None:
    assert without_invisible("infor\u00ad\nmation 马\u00ad拉松").text == "information 马拉松"


def test_furniture_is_recognised_with_invisible_characters_in_it() -> None:
    raw = "您现在的\u200b位置：首页 > 要闻\n市政协召开会议\n会议提出提案46件。\n"
    assert clean(raw).text == "市政协召开会议\n会议提出提案46件。\n"
