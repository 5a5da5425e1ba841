import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.text.normalise import fold
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

    assert [word.text for word in words(text)] == [folded[word.start : word.end] for word in words(text)]


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
def test_content_text_keeps_the_length_and_only_blanks(text: str) -> None:
    content = content_text(text)

    assert len(content) == len(text)
    assert all(kept in (" ", original) for kept, original in zip(content, fold(text), strict=True))


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
    assert query_bigrams("深聊会的场次") == ["深聊", "聊会", "场次"]
    assert query_characters("谁是主席") == ["主", "席"]
