"""Words that single out one of several like figures, in the question and around a span."""

import numpy as np
import pytest
from reader_fakes import proposal

from zhengxie_qa.question.understanding import understand
from zhengxie_qa.reading.reader import VOCABULARY, bundled_reader_path
from zhengxie_qa.reading.second_look.qualifiers import QUALIFIER_FEATURES, Qualifiers
from zhengxie_qa.reading.second_look.vocabulary import Vocabulary

TEXT = "全年新增床位320张，累计达到5600张，其中：护理型2100张。明年计划再建150张。"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.load(bundled_reader_path() / VOCABULARY)


def described(vocabulary: Vocabulary, question: str, words: str) -> dict[str, float]:
    windows, found = proposal(TEXT, words, vocabulary)
    rows = Qualifiers(understand(question), windows).rows([found])
    named = zip(QUALIFIER_FEATURES, rows[0].tolist(), strict=True)
    return {name.removeprefix("qualifier_"): value for name, value in named}


@pytest.mark.parametrize(
    ("question", "words", "name", "value"),
    [
        ("新增床位多少张？", "320张", "new", 1.0),
        ("新增床位多少张？", "5600张", "new", -1.5),
        ("新增床位多少张？", "150张", "new", -2.0),
        ("床位一共多少张？", "5600张", "cumulative", 1.0),
        ("床位有多少张？", "2100张", "part", -1.0),
        ("床位有多少张？", "150张", "plan", -1.0),
        ("床位有多少张？", "320张", "plan", 0.0),
        ("How many beds are planned?", "150张", "plan", 1.0),
        ("How many new beds were added?", "320张", "new", 1.0),
    ],
)
def test_what_question_and_clause_say(vocabulary, question: str, words: str, name: str, value: float) -> None:
    assert described(vocabulary, question, words)[name] == value


def test_no_spans_have_no_rows() -> None:
    rows = Qualifiers(understand("谁？"), []).rows([])
    assert rows.shape == (0, len(QUALIFIER_FEATURES))
    assert rows.dtype == np.float32
