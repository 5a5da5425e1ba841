import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from reader_fakes import small_vocabulary

from zhengxie_qa.question.understanding import understand
from zhengxie_qa.reading.second_look.features import MATCH_FEATURES, match_features
from zhengxie_qa.reading.second_look.views import view_passage, view_question

VOCABULARY = small_vocabulary()


def column(question: str, text: str, name: str) -> list[float]:
    described = match_features(
        view_question(understand(question), VOCABULARY), view_passage(text, VOCABULARY), VOCABULARY
    )
    return described[:, MATCH_FEATURES.index(name)].tolist()


def test_characters_and_bigrams_of_the_question_are_marked() -> None:
    assert column("深圳会议谁来", "在深圳。", "asked") == [0, 1, 1, 0]
    assert column("深圳会议谁来", "在深圳。", "bigram_begins") == [0, 1, 0, 0]
    assert column("深圳会议谁来", "在深圳。", "bigram_ends") == [0, 0, 1, 0]


def test_traditional_characters_match() -> None:
    assert column("广州会议谁来", "廣州會議", "asked") == [1, 1, 1, 1]


def test_the_sentence_with_more_of_the_question_ranks_first() -> None:
    assert column("深圳会议谁来", "广州。深圳会议。", "sentence_best") == [0, 0, 0, 1, 1, 1, 1, 1]


def test_words_alike_in_meaning_are_similar() -> None:
    assert column("谁召开了会", "举行", "similar") == [1, 1]
    assert column("谁召开了会", "城市", "similar") == [0, 0]


def test_the_measure_word_asked_for_marks_its_number() -> None:
    text = "深圳275场会议20个"
    marked = "".join(c for c, on in zip(text, column("深圳举行多少场会议", text, "measure"), strict=True) if on)
    assert marked == "275场"


def test_where_the_words_before_the_asking_word_stand_is_known() -> None:
    assert column("在深圳举行什么会", "在深圳举行二", "left_aligned") == [0, 0, 0, 0, 0, 5 / 8]


@given(
    st.text("深圳会议谁多少场。，2年《》“”a ", min_size=1, max_size=40),
    st.text("深圳会议。2场", min_size=1, max_size=60),
)
def test_every_character_is_described_by_finite_numbers(question: str, text: str) -> None:
    described = match_features(
        view_question(understand(question), VOCABULARY), view_passage(text, VOCABULARY), VOCABULARY
    )
    assert described.shape == (len(text), len(MATCH_FEATURES))
    assert np.isfinite(described).all()
