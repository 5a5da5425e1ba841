"""English questions in Chinese terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.question.translation.translation import LexiconTranslator, bundled_translator, needs_translation


@pytest.fixture(scope="module")
def translator() -> LexiconTranslator:
    return bundled_translator()


@pytest.mark.parametrize(
    ("question", "needed"),
    [
        ("How many proposals were filed?", True),
        ("How many 深聊会 were held?", True),
        ("2025年GDP增长多少？", False),
        ("Hebei的retail sales突破了多大关口？", True),
        ("深聊会举办了多少场？", False),
        ("grain output", True),
        ("275", False),
    ],
)
def test_only_english_needs_translation(question: str, needed: bool) -> None:
    assert needs_translation(question) is needed


def test_a_chinese_question_is_not_translated(translator: LexiconTranslator) -> None:
    assert translator.translate("2025年GDP增长多少？") is None


@pytest.mark.parametrize(
    ("question", "chinese"),
    [
        ("How many 深聊会 were held?", "召开多少深聊会"),
        ("What is 深聊会?", "什么是深聊会"),
        ("Who is the mayor of Shenzhen?", "深圳市长是谁"),
        ("How many kilometers of expressway are open to traffic in Qinghai?", "青海高速公路通车多少公里"),
        ("How many proposals were submitted by CPPCC members on July 10, 2025?", "2025年7月10日提交政协委员多少提案"),
    ],
)
def test_questions_are_rendered_in_chinese_order(translator: LexiconTranslator, question: str, chinese: str) -> None:
    assert in_chinese(translator, question) == chinese


def test_english_inside_a_chinese_question_is_replaced_where_it_stands(translator: LexiconTranslator) -> None:
    assert in_chinese(translator, "Hebei的retail sales突破了多大关口？") == "河北的社会消费品零售总额突破了多大关口？"
    assert in_chinese(translator, "DeepSeek在深圳做了什么？") == "DeepSeek在深圳做了什么？"


def test_party_congresses_have_their_chinese_names(translator: LexiconTranslator) -> None:
    assert in_chinese(translator, "What did the Sixteenth Party Congress set as goals?").startswith("什么十六大")
    assert "二十大" in terms(translator, "goals of the 20th National Congress")


def terms(translator: LexiconTranslator, question: str) -> dict[str, float]:
    translation = translator.translate(question)
    return dict(translation.terms) if translation else {}


def in_chinese(translator: LexiconTranslator, question: str) -> str:
    translation = translator.translate(question)
    return translation.chinese if translation else question


def test_the_longest_term_wins(translator: LexiconTranslator) -> None:
    found = terms(translator, "What was the growth of general public budget revenue?")
    assert found["一般公共预算收入"] == 1.0
    assert "预算" not in found


def test_places_are_named_as_reports_name_them(translator: LexiconTranslator) -> None:
    found = terms(translator, "What is Inner Mongolia's forest coverage, and Guangxi's?")
    assert found["内蒙古"] == 1.0
    assert found["广西"] == 1.0
    assert found["森林覆盖率"] == 1.0


def test_years_dates_amounts_and_ordinals_are_carried_over(translator: LexiconTranslator) -> None:
    found = terms(translator, "Did the 14th session of May 2024 spend 3.5 billion yuan, or 2,302 and 4.8% in 2023?")
    assert {"第十四", "2024年5月", "35亿", "2,302", "4.8%", "2023年"} <= set(found)


def test_unknown_names_stay_as_they_are(translator: LexiconTranslator) -> None:
    assert terms(translator, "What did DeepSeek build?")["DeepSeek"] == 1.0


def test_asking_and_function_words_are_left_out(translator: LexiconTranslator) -> None:
    assert list(terms(translator, "How many of the hospitals were there?")) == ["医院"]


@given(st.text(alphabet="abcdefghij howmanyWHATthe 0123456789,.%'’-?深聊会2025“”", max_size=60))
def test_any_text_is_translated_to_weights_between_zero_and_one(text: str) -> None:
    translator = bundled_translator()
    translation = translator.translate(text)
    assert translation is None or all(term and 0 < weight <= 1 for term, weight in translation.terms)
