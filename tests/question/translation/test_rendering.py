"""English words, base forms and asking phrases."""

import pytest

from zhengxie_qa.question.translation.rendering import base_forms, english_words, find_asking


def test_possessives_and_hyphens_are_dropped() -> None:
    assert english_words("Members' studio: the city's 14th Five-Year Plan") == [
        "members", "studio", "the", "city", "14th", "five", "year", "plan",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("proposals", "proposal"), ("cities", "city"), ("held", "hold"), ("planned", "plan"), ("closed", "close"),
        ("walking", "walk"), ("making", "make"), ("carried", "carry"), ("rapidly", "rapid"), ("boxes", "box"),
    ],
)  # fmt: skip
def test_a_base_form_is_among_the_forms(word: str, base: str) -> None:
    assert base_forms(word)[0] == word
    assert base in base_forms(word)


def test_a_double_s_is_no_plural() -> None:
    assert base_forms("congress") == ["congress"]


@pytest.mark.parametrize(
    ("question", "chinese"),
    [
        ("How many 深聊会 were held?", "多少"),
        ("How many people found work?", "多少人"),
        ("By how much did GDP rise?", "百分之多少"),
        ("What percentage of GDP is it?", "百分之多少"),
        ("How much money was spent?", "多少元"),
        ("When was it founded?", "什么时候"),
        ("In which year did it open?", "哪一年"),
        ("Who is the mayor?", "谁"),
        ("Where was the meeting held?", "哪里"),
        ("Why was it closed?", "为什么"),
        ("How will the city treat sewage?", "如何"),
        ("What is a members' studio?", "什么是"),
        ("What is the target for grain output in 2026?", "是什么"),
        ("Which company moved to Tianjin?", "哪个"),
    ],
)
def test_the_asking_words_are_found(question: str, chinese: str) -> None:
    asking = find_asking(question)
    assert asking is not None
    assert asking.chinese == chinese


def test_a_statement_asks_nothing() -> None:
    assert find_asking("grain output in Heilongjiang") is None
