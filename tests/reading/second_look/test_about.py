"""What a question is about, found or missed around a span."""

import pytest
from reader_fakes import proposal

from zhengxie_qa.question.understanding import understand
from zhengxie_qa.reading.reader import VOCABULARY, bundled_reader_path
from zhengxie_qa.reading.second_look.about import ABOUT_FEATURES, About
from zhengxie_qa.reading.second_look.vocabulary import Vocabulary

TEXT = "全年举行协商会12场。委员工作站接待群众300人次。"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.load(bundled_reader_path() / VOCABULARY)


def described(vocabulary: Vocabulary, question: str, words: str) -> dict[str, float]:
    windows, found = proposal(TEXT, words, vocabulary)
    rows = About(understand(question), windows, vocabulary).rows([found])
    return dict(zip(ABOUT_FEATURES, rows[0].tolist(), strict=True))


def test_a_thing_named_in_the_sentence_is_not_missing(vocabulary) -> None:
    row = described(vocabulary, "委员工作站接待群众多少人次？", "300人次")
    assert (row["about_sentence"], row["missing_sentence"], row["rarest_sentence"]) == (1.0, 0.0, 1.0)


def test_a_thing_named_in_another_sentence_is_missing_here_alone(vocabulary) -> None:
    row = described(vocabulary, "委员工作站接待群众多少人次？", "12场")
    assert row["missing_sentence"] > 0
    assert row["about_sentence"] < row["about_window"] == 1.0
    assert row["missing_window"] == row["missing_read"] == 0.0


def test_a_thing_that_nothing_read_names_is_missing_everywhere(vocabulary) -> None:
    row = described(vocabulary, "核潜艇接待群众多少人次？", "300人次")
    assert 0 < row["missing_read"] == row["missing_window"] <= row["missing_sentence"]
    assert row["rarest_window"] == 0.0


def test_no_spans_have_no_rows(vocabulary) -> None:
    assert About(understand("谁？"), [], vocabulary).rows([]).shape == (0, len(ABOUT_FEATURES))
