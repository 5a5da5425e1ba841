"""The steps of the recipe one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.index.search.terms import LexicalField, WeightedTerm
from zhengxie_qa.training.encoder.bm25 import Bm25, query_fields
from zhengxie_qa.training.encoder.contrastive import Optimisation, TokenVectors
from zhengxie_qa.training.encoder.cooccurrence import cooccurrence_vectors
from zhengxie_qa.training.encoder.export import embed, fold_idf, quantise, rotate
from zhengxie_qa.training.encoder.figures import NOT_FOUND, first_ranks, summarise, weighted_fields
from zhengxie_qa.training.encoder.material import MAX_PASSAGE, Pair, Task, pack
from zhengxie_qa.training.encoder.negatives import mine_negatives
from zhengxie_qa.training.encoder.sampling import Batch, TokenPair
from zhengxie_qa.training.encoder.translations import pivot_synonyms, project, substitutes, with_pairs
from zhengxie_qa.training.encoder.vocabulary import UNKNOWN_ID, VocabularySize, WordCounts, build_tokenizer


def ids(*tokens: int) -> np.ndarray:
    return np.array(tokens, np.int32)


def test_passages_are_whole_sentences_of_bounded_length() -> None:
    text = "\n".join("这是第一句话。" * 30 for _ in range(3))
    passages = pack(text)
    assert "".join("".join(p) for p in passages) == text.replace("\n", "")
    assert all(len("".join(p)) <= MAX_PASSAGE for p in passages)


@given(st.text(alphabet="甲乙丙。！，\n ", max_size=900))
def test_packing_loses_no_character_but_space(text: str) -> None:
    packed = "".join(sentence for passage in pack(text) for sentence in passage)
    assert packed.replace(" ", "") == "".join(text.split())


def test_the_tokenizer_takes_the_likeliest_words_and_drops_punctuation() -> None:
    counts = WordCounts()
    counts.add(["医疗保险 insurance 2025", "医疗保险", "医疗 gdp"])
    tokenizer = build_tokenizer(counts, VocabularySize(han=50, latin=10, rarest_character=1))
    assert tokenizer.encode("医疗保险，GDP：2025！", add_special_tokens=False).tokens == ["医疗保险", "gdp", "2025"]
    assert tokenizer.encode("龘", add_special_tokens=False).ids == [UNKNOWN_ID]


def test_tokens_in_the_same_company_get_like_vectors() -> None:
    rng = np.random.default_rng(0)
    passages = [ids(1, 3, 2, 4) if rng.random() < 0.5 else ids(5, 7, 6, 8) for _ in range(60)]
    vectors = cooccurrence_vectors(passages, vocabulary=9, dim=4, seed=0)
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    assert unit[1] @ unit[2] > unit[1] @ unit[6]
    assert np.abs(vectors[0]).max() < 1e-6


def test_coverage_is_high_for_a_passage_of_the_query_and_zero_for_a_stranger() -> None:
    index = Bm25(["医疗保险参保率", "高速公路", "空气质量"])
    scores = index.coverage(query_fields("医疗保险参保率"))
    assert 0.3 < scores[0] < 1
    assert scores[1] == 0


def test_negatives_share_words_and_lack_the_answer() -> None:
    pool = ["医院两家", "医院三家", "医院很多", "公路五条"]
    (negatives,) = mine_negatives([Pair("医院几家?", "医院两家", "两家")], pool, index=Bm25(pool), per_question=2)
    assert set(negatives) == {"医院三家", "医院很多"}


def test_substitutes_are_drawn_by_probability() -> None:
    drawn = substitutes({1: [(5, 0.75), (6, 0.25)]})
    assert [drawn.draw(1, chance) for chance in (0.0, 0.7, 0.8, 0.999)] == [5, 5, 6, 6]


def test_synonyms_are_reached_through_english() -> None:
    forward = {1: [(9, 1.0)], 2: [(9, 1.0)]}
    backward = {9: [(1, 0.5), (2, 0.5)]}
    words = np.array([False, True, True])
    assert pivot_synonyms(forward, backward, words=words) == {1: [(2, 1.0)], 2: [(1, 1.0)]}


def test_given_synonyms_join_the_table() -> None:
    pair = TokenPair(ids(1), ids(3))
    assert with_pairs({1: [(2, 1.0)]}, [pair]) == {1: [(3, 0.5), (2, 0.5)], 3: [(1, 1.0)]}


def test_projection_moves_english_towards_its_translations() -> None:
    vectors = np.array([[0, 0], [2, 0], [0, 2]], np.float32)
    assert project(vectors, {2: [(1, 1.0)]}, mix=0.5)[2].tolist() == [1, 1]


def test_rare_tokens_gain_by_idf() -> None:
    folded = fold_idf(np.ones((2, 1), np.float32), np.array([1.0, 999.0]), exponent=0.5)
    assert folded[0, 0] > folded[1, 0]


def test_rotation_keeps_cosines() -> None:
    rng = np.random.default_rng(0)
    vectors = rng.standard_normal((20, 6)).astype(np.float32)
    texts = [rng.integers(0, 20, 5).astype(np.int32) for _ in range(30)]
    before = embed(texts, vectors)
    after = embed(texts, rotate(vectors, before, dim=6))
    np.testing.assert_allclose(before @ before.T, after @ after.T, atol=1e-5)


def test_rounding_errs_by_half_a_step_at_most() -> None:
    vectors = np.random.default_rng(0).standard_normal((50, 8)).astype(np.float32)
    vectors[0] = 0
    rounded, scales = quantise(vectors)
    assert np.abs(rounded * scales[:, None] - vectors).max() <= scales.max() / 2 + 1e-6
    assert not rounded[0].any()


def test_steps_bring_partners_together_and_hold_negatives_off() -> None:
    rng = np.random.default_rng(0)
    start = rng.standard_normal((40, 8)).astype(np.float32)
    vectors = TokenVectors(start, np.ones(40, np.float32), [[0, 1] if token % 2 else [] for token in range(40)])
    left, right = [ids(t, t + 10) for t in range(10)], [ids(t + 20) for t in range(10)]
    batch = Batch(Task.EVIDENCE, left, right, [ids(t + 30) for t in range(10)])
    losses = [vectors.loss_step(batch, Optimisation(steps=60), 1.0) for _ in range(60)]
    assert losses[-1] < losses[0] / 10
    done = vectors.finished()
    cosines = embed(left, done) @ embed([*right, *batch.negatives], done).T
    assert cosines.argmax(axis=1).tolist() == list(range(10))


def test_an_empty_text_is_a_zero_vector() -> None:
    assert not embed([ids()], np.ones((3, 2), np.float32)).any()


def test_terms_are_sorted_into_fields_and_the_heaviest_kept() -> None:
    terms = [
        WeightedTerm("医院", 0.5),
        WeightedTerm("医院", 1.0),
        WeightedTerm("医院", 0.5, LexicalField.BIGRAMS),
        WeightedTerm("深圳", 1.0, LexicalField.TITLE),
    ]
    assert weighted_fields(terms) == {"word": {"医院": 1.0}, "bigram": {"医院": 0.5}, "character": {}}


def test_ties_and_zero_scores_count_against_a_passage() -> None:
    scores = np.array([[0.5, 0.5, 0.1], [0.0, 0.0, 0.0]])
    ranks = first_ranks(scores, [frozenset({1}), frozenset({0})])
    assert ranks.tolist() == [2, NOT_FOUND]
    assert summarise(ranks)["MRR@10"] == pytest.approx(25.0)
