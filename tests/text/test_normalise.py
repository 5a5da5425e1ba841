import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.text.normalise import fold, nfkc_lower

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
def test_folding_works_code_point_by_code_point(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


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
    ],
)
def test_texts_that_differ_only_in_writing_fold_alike(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_letter_whose_lower_case_is_longer_stays_one_code_point() -> None:
    assert len("İ".lower()) == 2
    assert len(fold("İstanbul")) == len("İstanbul")


def test_nfkc_lower_may_change_the_length() -> None:
    assert nfkc_lower("１００㎡ Ⅳ") == "100m2 iv"
