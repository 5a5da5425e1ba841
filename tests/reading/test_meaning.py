import numpy as np
import pytest
from reader_fakes import small_vocabulary

from zhengxie_qa.reading.meaning import MEANING_FEATURES, meaning
from zhengxie_qa.reading.views import view_passage, view_question

VOCABULARY = small_vocabulary()


def described(question: str, text: str, *starts: int, title: str = "") -> dict[str, list[float]]:
    view = view_passage(text, VOCABULARY)
    found = meaning(view_question(question, VOCABULARY), view, starts, title=title, vocabulary=VOCABULARY)
    assert tuple(found) == MEANING_FEATURES
    return {name: np.asarray(values, float).round(3).tolist() for name, values in found.items()}


def test_words_of_the_same_meaning_cover_one_another() -> None:
    found = described("深圳举行什么", "广州召开会议。", 0)
    assert found["meant_sentence"] == [1.0]
    assert found["apart_window"] == [0.0]


def test_a_word_nowhere_spoken_of_stays_apart() -> None:
    found = described("深圳城市什么", "深圳召开会议。", 0)
    assert found["meant_window"] == [(1.0 + 0.0) / 2]
    assert (found["least_window"], found["apart_window"]) == ([0.0], [1.0])


def test_each_span_goes_by_its_own_sentence_and_all_by_the_window() -> None:
    found = described("深圳会议什么", "深圳举行。召开会议。", 0, 5)
    assert found["meant_sentence"] == [0.5, 0.5]
    assert found["least_sentence"] == [0.0, 0.0]
    assert found["meant_window"] == [1.0, 1.0]


def test_what_names_the_document_covers_too() -> None:
    assert described("深圳会议什么", "召开会议。", 0)["meant_window"] == [0.5]
    assert described("深圳会议什么", "召开会议。", 0, title="深圳市")["meant_window"] == [1.0]


def test_words_without_a_vector_count_by_their_letters() -> None:
    assert described("5G什么", "建设5G基站。", 0)["meant_window"] == [1.0]


@pytest.mark.parametrize(("question", "text"), [("多少", "深圳召开会议。"), ("深圳会议", "。，")])
def test_nothing_to_compare_counts_as_covered(question: str, text: str) -> None:
    found = described(question, text, 0)
    assert found["meant_window"] == [1.0]
    assert found["apart_window"] == [0.0]
