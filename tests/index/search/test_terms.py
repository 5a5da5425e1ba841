from dataclasses import replace

from zhengxie_qa.index.search.terms import (
    FIELD_WEIGHTS,
    EncodedText,
    LexicalField,
    WeightedTerm,
    analyse,
    by_field,
    encoded_text,
    query_to_terms,
)
from zhengxie_qa.types import DocumentInfo, Passage

INFO = DocumentInfo("d", "a.txt", "北京工作报告", year=2026, place="北京市")
PASSAGE = Passage("d:0", "d", 0, 5, "新建学校。", heading="教育")


def test_title_year_place_and_heading_go_into_their_own_field() -> None:
    fields = analyse(PASSAGE, INFO)
    assert fields[LexicalField.WORDS] == ["新建", "学校"]
    assert fields[LexicalField.BIGRAMS] == ["新建", "建学", "学校"]
    assert fields[LexicalField.CHARACTERS] == ["新", "建", "学", "校"]
    assert fields[LexicalField.TITLE] == ["北京", "工作", "报告", "2026", "年", "北京市", "教育"]


def test_a_term_without_a_field_is_looked_for_in_words_and_title() -> None:
    assert by_field([WeightedTerm("学校", 0.5)]) == {
        (LexicalField.WORDS, "学校"): 0.5 * FIELD_WEIGHTS[LexicalField.WORDS],
        (LexicalField.TITLE, "学校"): 0.5 * FIELD_WEIGHTS[LexicalField.TITLE],
    }


def test_of_equal_terms_the_heaviest_stands_and_weightless_ones_go() -> None:
    words = LexicalField.WORDS
    terms = [WeightedTerm("学校", 0.3, words), WeightedTerm("学校", 0.7, words), WeightedTerm("水", 0.0, words)]
    assert by_field(terms) == {(words, "学校"): 0.7}


def test_words_that_ask_are_not_searched() -> None:
    terms = query_to_terms("新建了多少学校？", weight=0.5)
    assert [term.text for term in terms if term.field is None] == ["新建", "学校"]
    assert {term.text for term in terms if term.field is LexicalField.CHARACTERS} == set("新建学校")
    assert {term.weight for term in terms} == {0.5}


def test_title_and_heading_are_encoded_before_the_text_if_so_chosen() -> None:
    assert encoded_text(PASSAGE, INFO, choice=EncodedText.TEXT) == "新建学校。"
    assert encoded_text(PASSAGE, INFO, choice=EncodedText.TITLED) == "北京工作报告 教育 新建学校。"


def test_an_endless_title_is_not_indexed_with_every_passage() -> None:
    endless = replace(INFO, title="题" * 100_000)

    assert len("".join(analyse(PASSAGE, endless)[LexicalField.TITLE])) < 300
    assert len(encoded_text(PASSAGE, endless, choice=EncodedText.TITLED)) < 300
