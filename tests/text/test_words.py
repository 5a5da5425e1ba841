import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.text.normalise import fold, legible
from zhengxie_qa.text.words import (
    Word,
    bigrams,
    characters,
    content_text,
    index_terms,
    query_bigrams,
    query_characters,
    query_terms,
    words,
)

ANY_TEXT = st.text(max_size=80)
REPORT_LIKE = st.text(st.sampled_from(list("市政协會議深聊会二〇五年2025,.%GdpABＣ３ “”的是什么多少几")), max_size=80)


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    """Load tables before hypothesis starts its clock."""
    words("词")


@given(st.one_of(ANY_TEXT, REPORT_LIKE))
def test_words_are_the_folded_text_at_their_offsets(text: str) -> None:
    folded = fold(text)

    for word in words(text):
        assert word.text == legible(folded[word.start : word.end]).text


@given(st.one_of(ANY_TEXT, REPORT_LIKE))
def test_words_are_in_order_and_leave_out_no_letter_or_digit(text: str) -> None:
    folded = fold(text)
    position = 0
    for word in words(text):
        assert position <= word.start < word.end
        assert not any(c.isalpha() or c.isdecimal() for c in folded[position : word.start])
        position = word.end
    assert not any(c.isalpha() or c.isdecimal() for c in folded[position:])


@given(st.one_of(ANY_TEXT, REPORT_LIKE))
def test_index_terms_are_one_per_word(text: str) -> None:
    assert len(index_terms(text)) == len(words(text))


@given(st.one_of(ANY_TEXT, REPORT_LIKE))
def test_content_text_only_blanks_what_is_legible(text: str) -> None:
    content = content_text(text)

    assert all(kept in (" ", original) for kept, original in zip(content, fold(legible(text).text), strict=True))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("召开民\u200b主\u200b监督会议4\u200b6次", ["召开", "民主监督", "会议", "46", "次"]),
        ("马\u00ad拉\u00ad松比赛", ["马拉松", "比赛"]),
        ("人⺠政府⻓江", ["人民政府", "长江"]),
        ("⼈民政协", ["人民政协"]),
        ("葛\U000e0100洲坝", ["葛洲坝"]),
        ("民\ue000主监督", ["民主监督"]),
        ("总值12\u2009345.6亿元", ["总值", "12,345.6", "亿元"]),
        ("增加值6 546.5亿元", ["增加值", "6,546.5", "亿元"]),
    ],
)
def test_what_cannot_be_read_parts_no_word(text: str, found: list[str]) -> None:
    assert [word.text for word in words(text)] == found
    assert index_terms(text) == [term.replace(",", "") for term in found]


def test_a_word_holds_the_illegible_characters_inside_it_and_none_beside_it() -> None:
    text = "召开\u200b4\ue0006\ufeff次"
    assert [text[word.start : word.end] for word in words(text)] == ["召开", "4\ue0006", "次"]


def test_a_query_is_understood_without_its_illegible_characters() -> None:
    assert query_terms("民\u200b主监督会\u00ad议几次") == query_terms("民主监督会议几次")
    assert query_bigrams("民\u200b主监督") == query_bigrams("民主监督")


def test_offsets_point_into_the_original_text() -> None:
    text = "市政協，２７５场"

    assert words(text)[-2:] == [Word("275", 4, 7), Word("场", 7, 8)]
    assert text[4:7] == "２７５"


def test_unknown_names_are_not_glued_to_their_neighbours() -> None:
    assert index_terms("一场深聊会") == ["一场", "深", "聊", "会"]


def test_traditional_and_simplified_text_give_the_same_terms() -> None:
    assert index_terms("國務院關於經濟發展的報告") == index_terms("国务院关于经济发展的报告")


def test_numbers_and_latin_words_are_terms_of_their_own() -> None:
    assert index_terms("GDP增长5.2%，达1,234.5亿元，PM2.5") == [
        "gdp",
        "增长",
        "5.2",
        "达",
        "1234.5",
        "亿元",
        "pm",
        "2.5",
    ]


def test_a_year_in_numerals_is_indexed_as_digits() -> None:
    assert index_terms("二〇二五年") == index_terms("2025年") == ["2025", "年"]


def test_bigrams_stay_within_a_run_of_han_characters() -> None:
    assert bigrams("深聊会，275场次A市") == ["深聊", "聊会", "场次"]


def test_characters_are_the_han_characters() -> None:
    assert characters("深聊A会1场") == ["深", "聊", "会", "场"]


def test_words_that_ask_are_left_out_of_queries() -> None:
    assert query_terms("深聊会一共举办了多少场？") == ["深", "聊", "会", "举办", "场"]
    assert query_terms("请问哪一年建成了几何公园？") == ["建成", "几何", "公园"]
    assert query_terms("How many 深聊会 were held in 2024?") == ["深", "聊", "会", "held", "2024"]


def test_names_that_hold_a_word_that_asks_stay_whole() -> None:
    assert query_terms("几内亚的大使是谁") == ["几内亚", "大使"]


def test_a_query_of_stop_words_alone_keeps_them() -> None:
    assert query_terms("是的") == index_terms("是的") != []


def test_query_bigrams_do_not_span_what_was_left_out() -> None:
    assert query_bigrams("深聊会的主题") == ["深聊", "聊会", "主题"]
    assert query_bigrams("深聊会场次") == ["深聊", "聊会"]
    assert query_characters("谁是主席") == ["主", "席"]
