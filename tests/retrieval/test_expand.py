"""Weighted terms of a question from its words, translations and synonyms."""

from zhengxie_qa.index.search.terms import LexicalField, WeightedTerm, query_to_terms
from zhengxie_qa.question.question import Question, Translation
from zhengxie_qa.question.translation.lexicon import Rendering
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.retrieval.expand import SYNONYM_WEIGHT, OtherWords, own_terms, to_encode
from zhengxie_qa.retrieval.synonyms import Synonym


class FakeTranslator:
    """Knows one word, by two names."""

    def translate(self, question: str) -> Translation | None:
        terms = (Rendering("医院", 1.0), Rendering("病院", 0.5))
        return Translation(question.replace("hospital", "医院"), terms) if "hospital" in question else None


class FakeSynonyms:
    """Says that a hospital is an institution, or a house of health."""

    def find(self, text: str) -> list[Synonym]:
        start = text.find("医院")
        return [Synonym(start, start + 2, term) for term in ("机构", "卫生院")] if start >= 0 else []


def asked(text: str) -> Question:
    return understand(text, translator=FakeTranslator())


def words(terms: list[WeightedTerm]) -> dict[str, float]:
    return {term.text: term.weight for term in terms if term.field is None}


def test_translations_keep_their_weights_in_every_field() -> None:
    terms = own_terms(asked("hospital"))
    assert words(terms) == {"医院": 1.0, "病院": 0.5}
    assert WeightedTerm("病院", 0.5, LexicalField.BIGRAMS) in terms


def test_equal_terms_count_once_at_their_heaviest() -> None:
    terms = own_terms(asked("hospital"))
    assert [t.weight for t in terms if t.field is LexicalField.CHARACTERS and t.text == "院"] == [1.0]


def test_a_chinese_question_is_searched_by_its_own_words() -> None:
    assert own_terms(asked("医院多少")) == query_to_terms("医院多少")


def test_synonyms_of_one_word_share_its_weight() -> None:
    weight = SYNONYM_WEIGHT / 2**0.5
    assert words(OtherWords(FakeSynonyms()).expand(asked("医院多少")))["机构"] == weight


def test_a_question_that_is_translated_gets_no_synonyms() -> None:
    others = OtherWords(FakeSynonyms())
    assert others.expand(understand("医院 hospital")) == others.expand(asked("医院")) != []
    assert others.expand(asked("医院 hospital")) == []


def test_an_english_question_is_encoded_with_its_rendering() -> None:
    assert to_encode(asked("hospital")) == "hospital 医院"


def test_a_chinese_question_is_encoded_as_it_is() -> None:
    assert to_encode(asked("医院多少")) == "医院多少"
