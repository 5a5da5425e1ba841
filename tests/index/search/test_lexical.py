import math
from pathlib import Path

import pytest

from zhengxie_qa.errors import IndexDamagedError
from zhengxie_qa.index.search.lexical import K1, LexicalIndex, inverse_document_frequency, write_lexical
from zhengxie_qa.index.search.terms import LexicalField, WeightedTerm
from zhengxie_qa.types import DocumentInfo, Filters, Passage

B = 0.75
SHENZHEN = DocumentInfo("d1", "a.txt", "深圳年报", source="深圳政协", published="2025-07-25")
BEIJING = DocumentInfo("d2", "b.txt", "北京年报", source="北京日报", year=2024)


def passage(number: int, text: str, info: DocumentInfo) -> tuple[int, Passage, DocumentInfo]:
    return number, Passage(f"{info.doc_id}:{number}", info.doc_id, 0, len(text), text), info


PASSAGES = [
    passage(1, "学校 学校 公路", SHENZHEN),
    passage(2, "学校 水厂", SHENZHEN),
    passage(3, "医院", BEIJING),
]
SCHOOL = [WeightedTerm("学校", field=LexicalField.WORDS)]


@pytest.fixture
def lexical(tmp_path: Path) -> LexicalIndex:
    write_lexical(tmp_path / "lexical", PASSAGES)
    return LexicalIndex(tmp_path / "lexical")


def bm25(tf: int, length: int, *, idf: float, mean: float) -> float:
    """Robertson and Zaragoza 2009, equation 3.15, with (k1 + 1) in the numerator."""
    return idf * tf * (K1 + 1) / (tf + K1 * (1 - B + B * length / mean))


def test_scores_are_bm25(lexical: LexicalIndex) -> None:
    idf = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    mean = (3 + 2 + 1) / 3
    found = lexical.search(SCHOOL, k=5, filters=Filters())
    assert [number for number, _ in found] == [1, 2]
    assert [score for _, score in found] == pytest.approx(
        [bm25(2, 3, idf=idf, mean=mean), bm25(1, 2, idf=idf, mean=mean)], rel=1e-5
    )


def test_weights_multiply_scores(lexical: LexicalIndex) -> None:
    (_, whole), *_ = lexical.search(SCHOOL, k=1, filters=Filters())
    (_, half), *_ = lexical.search([WeightedTerm("学校", 0.5, LexicalField.WORDS)], k=1, filters=Filters())
    assert half == pytest.approx(whole / 2, rel=1e-5)


def test_the_title_is_searched_but_is_not_text(lexical: LexicalIndex) -> None:
    words = [WeightedTerm("北京", field=LexicalField.WORDS)]
    title = [WeightedTerm("北京", field=LexicalField.TITLE)]
    assert lexical.search(words, k=5, filters=Filters()) == []
    assert [number for number, _ in lexical.search(title, k=5, filters=Filters())] == [3]


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (Filters(sources=("深圳政协",)), [1, 2]),
        (Filters(sources=("没有",)), []),
        (Filters(doc_ids=("d2",)), [3]),
        (Filters(published_from="2025"), [1, 2]),
        (Filters(published_from="2024-06"), [1, 2, 3]),
        (Filters(published_to="2024-06"), [3]),
        (Filters(published_from="2025-07-26"), []),
        (Filters(sources=("深圳政协",), published_to="2024-06"), []),
    ],
)
def test_filters_hold_inside_the_engine(lexical: LexicalIndex, filters: Filters, numbers: list[int]) -> None:
    terms = [WeightedTerm("年报", field=LexicalField.TITLE)]
    assert sorted(number for number, _ in lexical.search(terms, k=5, filters=filters)) == numbers


def test_scores_of_given_passages_equal_those_of_a_search(lexical: LexicalIndex) -> None:
    terms = [WeightedTerm("学校"), WeightedTerm("水厂", 0.5)]
    found = dict(lexical.search(terms, k=5, filters=Filters()))
    assert lexical.scores(terms, [3, 2, 1]) == pytest.approx([0.0, found[2], found[1]])
    assert lexical.scores([], [3]) == [0.0]


def test_the_ceiling_counts_text_fields_and_unknown_words(lexical: LexicalIndex) -> None:
    known = inverse_document_frequency(2, passages=3)
    unknown = inverse_document_frequency(0, passages=3)
    terms = [WeightedTerm("学校"), WeightedTerm("火星", 0.5), WeightedTerm("北京", field=LexicalField.TITLE)]
    assert lexical.ceiling(terms) == pytest.approx((known + 0.5 * unknown) * (K1 + 1))


def test_punctuation_and_query_syntax_in_terms_do_no_harm(lexical: LexicalIndex) -> None:
    for text in ('"', "(", ":", "\\", "AND", "“", "学校:"):
        assert lexical.search([WeightedTerm(text)], k=5, filters=Filters()) == []
    assert lexical.search([], k=5, filters=Filters()) == []


def test_passages_are_added_and_removed(tmp_path: Path) -> None:
    write_lexical(tmp_path, PASSAGES)
    write_lexical(tmp_path, [passage(4, "学校", BEIJING)], removed=[(1, 2), (3, 4)])
    found = LexicalIndex(tmp_path).search(SCHOOL, k=5, filters=Filters())
    assert sorted(number for number, _ in found) == [2, 4]


def test_a_damaged_directory_is_refused(tmp_path: Path) -> None:
    write_lexical(tmp_path, PASSAGES)
    (tmp_path / "meta.json").write_bytes(b"")
    with pytest.raises(IndexDamagedError, match="tantivy"):
        LexicalIndex(tmp_path)
