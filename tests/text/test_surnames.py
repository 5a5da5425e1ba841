import pytest

from zhengxie_qa.text.surnames import COMMON_SURNAMES, COMPOUND_SURNAMES, SURNAMES, may_be_name


@pytest.mark.parametrize("text", ["王某", "李小明", "欧阳修", "司马相如", "林洁"])
def test_a_surname_and_one_or_two_characters_may_be_a_name(text: str) -> None:
    assert may_be_name(text)


@pytest.mark.parametrize("text", ["王", "李小小明", "我们", "这里", "欧阳", "的确"])
def test_other_short_words_are_no_names(text: str) -> None:
    assert not may_be_name(text)


def test_common_surnames_are_some_of_all() -> None:
    assert COMMON_SURNAMES < SURNAMES
    assert set("王李张林") <= COMMON_SURNAMES
    assert set("时和都能相") <= SURNAMES - COMMON_SURNAMES
    assert {"欧阳", "诸葛"} <= set(COMPOUND_SURNAMES)
