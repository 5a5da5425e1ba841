import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.text.normalise import fold, legible

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=80)


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    """Load tables before hypothesis starts its clock."""
    fold("词")


@given(ANY_TEXT)
def test_folding_keeps_the_length_of_any_text(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_folding_keeps_the_length_of_every_code_point() -> None:
    every = "".join(map(chr, range(0x110000)))

    assert len(fold(every)) == 0x110000


@given(ANY_TEXT)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_every_code_point_folds_to_something_folded() -> None:
    every = "".join(map(chr, range(0x110000)))

    assert fold(fold(every)) == fold(every)


@given(ANY_TEXT, ANY_TEXT)
def test_folding_looks_at_the_neighbours_of_nothing_but_figures(left: str, right: str) -> None:
    assert fold(f"{left}\n{right}") == f"{fold(left)}\n{fold(right)}"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("２７５场，增长５．２％", "275场,增长5.2%"),
        ("國務院關於經濟發展的報告", "国务院关于经济发展的报告"),
        ("“深聊会”和「议事厅」", '"深聊会"和"议事厅"'),
        ("ＧＤＰ and Gdp", "gdp and gdp"),
        ("‘一次申请’", "'一次申请'"),
        ("省长　王予波", "省长 王予波"),
        ("⼈民", "人民"),
        ("乾隆", "干隆"),
        ("人⺠⻅义勇为⻓江⻋⻛⻢", "人民见义勇为长江车风马"),
        ("⽴⾼", "立高"),
        ("葛洲坝\ue863", "葛洲坝䶮"),
        ("刘\ue854", "刘\u9fba"),
    ],
)
def test_texts_that_differ_only_in_writing_fold_alike(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_letter_whose_lower_case_is_longer_stays_one_code_point() -> None:
    assert len("İ".lower()) == 2
    assert len(fold("İstanbul")) == len("İstanbul")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("总值12\u2009345.6亿元", "总值12,345.6亿元"),
        ("1\u202f286\u202f400元", "1,286,400元"),
        ("加值4\u00a0512.7亿元", "加值4,512.7亿元"),
        ("加值6 546.5亿元", "加值6,546.5亿元"),
        ("加值：1\u3000286人", "加值:1,286人"),
        ("收入1, 302.8亿元", "收入1,,302.8亿元"),
        ("债券3’215亿元", "债券3,215亿元"),
    ],
)
def test_what_parts_the_thousands_of_a_figure_becomes_a_comma(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


@pytest.mark.parametrize(
    "text",
    [
        "教育支出 523 100 538 965 万元",
        "教育支出523 538 965",
        "2024 120家",
        "表1 120项",
        "第3 100家",
        "共12 34人",
        "1 2345人",
        "电话400 800 8800转",
        "in 1 234 cases",
        "1990's 100 days",
        "海拔1 286",
        "3'30",
    ],
)
def test_spaces_between_figures_stay_spaces(text: str) -> None:
    assert fold(text) == text.lower()


def test_illegible_characters_are_passed_over_and_the_others_keep_their_places() -> None:
    read = legible("4\u200b6次\ufeff")

    assert read.text == "46次"
    assert read.span(0, 2) == (0, 3)
    assert read.span(2, 3) == (3, 4)


@given(ANY_TEXT)
def test_a_text_that_is_legible_is_read_as_it_is(text: str) -> None:
    once = legible(text)

    assert legible(once.text) == (once.text, range(len(once.text) + 1), True)
    assert all(text[place] == character for place, character in zip(once.places, once.text, strict=False))


@pytest.mark.parametrize("text", ["刘\ue863", "2025年 9月", "a\tb\nc", "🧑 №①", "周\u3000立", "मन"])
def test_what_people_read_is_legible(text: str) -> None:
    assert legible(text).whole
