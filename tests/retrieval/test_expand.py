"""Weighted terms of a question from its words, translations and synonyms."""

from zhengxie_qa.index.terms import LexicalField, WeightedTerm, query_to_terms
from zhengxie_qa.question.lexicon import Rendering
from zhengxie_qa.retrieval.expand import SYNONYM_WEIGHT, ChineseTerms, OtherWords, expand
from zhengxie_qa.retrieval.synonyms import Synonym


class FakeTranslator:
    """Knows two words."""

    def translate_terms(self, question: str) -> list[Rendering]:
        return [Rendering("医院", 1.0), Rendering("病院", 0.5)] if "hospital" in question else []

    def to_chinese(self, question: str) -> str:
        return question.replace("hospital", "医院")


class FakeSynonyms:
    """Says that a hospital is an institution, or a house of health."""

    def find(self, text: str) -> list[Synonym]:
        start = text.find("医院")
        return [Synonym(start, start + 2, term) for term in ("机构", "卫生院")] if start >= 0 else []


def words(terms: list[WeightedTerm]) -> dict[str, float]:
    return {term.text: term.weight for term in terms if term.field is None}


def test_translations_keep_their_weights_in_every_field() -> None:
    terms = ChineseTerms(FakeTranslator()).terms("hospital")
    assert words(terms) == {"医院": 1.0, "病院": 0.5}
    assert WeightedTerm("病院", 0.5, LexicalField.BIGRAMS) in terms


def test_equal_terms_count_once_at_their_heaviest() -> None:
    terms = ChineseTerms(FakeTranslator()).terms("hospital")
    assert [t.weight for t in terms if t.field is LexicalField.CHARACTERS and t.text == "院"] == [1.0]


def test_a_chinese_question_is_not_translated() -> None:
    assert ChineseTerms(FakeTranslator()).terms("医院多少") == []


def test_synonyms_of_one_word_share_its_weight() -> None:
    weight = SYNONYM_WEIGHT / 2**0.5
    assert words(OtherWords(FakeSynonyms()).expand("医院多少"))["机构"] == weight


def test_a_question_that_is_translated_gets_no_synonyms() -> None:
    assert OtherWords(FakeSynonyms()).expand("医院 hospital")
    translating = OtherWords(FakeSynonyms(), translator=FakeTranslator())
    assert translating.expand("医院 hospital") == []
    assert translating.expand("医院多少") == OtherWords(FakeSynonyms()).expand("医院多少") != []


def test_all_terms_of_a_question() -> None:
    chinese = expand("医院多少", synonyms=FakeSynonyms(), translator=FakeTranslator())
    assert {t.text for t in query_to_terms("医院多少")} < {t.text for t in chinese}
    english = words(expand("hospital", synonyms=FakeSynonyms(), translator=FakeTranslator()))
    assert "hospital" not in english
    assert english["医院"] == 1.0


def test_an_english_question_is_encoded_with_its_rendering() -> None:
    assert ChineseTerms(FakeTranslator()).to_encode("hospital") == "hospital 医院"


def test_a_chinese_question_is_encoded_as_it_is() -> None:
    assert ChineseTerms(FakeTranslator()).to_encode("医院多少") == "医院多少"
