import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.retrieval.fusion import COSINE_WEIGHT, coverage, fuse, ranked

SCORES = st.floats(0, 1e6, allow_nan=False)


def test_coverage_is_the_share_of_what_could_be_reached() -> None:
    assert coverage(3.0, 12.0) == 3.0 / 12.0
    assert coverage(0.0, 0.0) == 0.0


def test_the_cosine_is_added_to_the_coverage() -> None:
    assert fuse(3.0, 0.8, ceiling=12.0) == pytest.approx(3 / 12 + COSINE_WEIGHT * 0.8)
    assert fuse(3.0, 0.8, ceiling=12.0, cosine_weight=0.0) == 3 / 12


def test_the_more_words_match_the_less_a_vector_can_change() -> None:
    covered, paraphrase = fuse(11.0, 0.1, ceiling=12.0), fuse(1.0, 0.9, ceiling=12.0)
    assert covered > paraphrase
    assert fuse(1.0, 0.9, ceiling=12.0) > fuse(1.5, 0.1, ceiling=12.0)


@given(SCORES, SCORES, st.floats(0.1, 1e6))
def test_a_higher_bm25_never_lowers_the_score(one: float, other: float, ceiling: float) -> None:
    low, high = sorted((one, other))
    assert fuse(low, 0.3, ceiling=ceiling) <= fuse(high, 0.3, ceiling=ceiling)


def test_equal_scores_are_ordered_by_id() -> None:
    assert ranked({"b": 1.0, "c": 2.0, "a": 1.0}, k=2) == [("c", 2.0), ("a", 1.0)]


@given(st.dictionaries(st.text(max_size=3), SCORES), st.integers(0, 10))
def test_the_order_does_not_depend_on_the_order_of_arrival(scores: dict[str, float], k: int) -> None:
    assert ranked(scores, k=k) == ranked(dict(reversed(scores.items())), k=k)
