import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reader_fakes import small_vocabulary

from zhengxie_qa.question.understanding import understand
from zhengxie_qa.reading.second_look.views import TYPES, join, view_passage, view_question
from zhengxie_qa.types import AnswerKind

VOCABULARY = small_vocabulary()


@pytest.mark.parametrize(
    ("question", "kind", "asking"),
    [
        ("全市举行了多少场会议？", AnswerKind.COUNT, "多少场"),
        ("  会议是什么时候召开的", AnswerKind.DATE, "什么时候"),
        ("谁主持了会议", AnswerKind.PERSON, "谁"),
        ("會議為什麼要召開", AnswerKind.REASON, "为什么"),
        ("How many meetings were held?", AnswerKind.COUNT, "how many"),
        ("深圳的会议", AnswerKind.OTHER, ""),
    ],
)
def test_a_question_is_seen_as_it_was_understood(question: str, kind: AnswerKind, asking: str) -> None:
    seen = view_question(understand(question), VOCABULARY)
    assert (seen.kind, seen.text[slice(*seen.asking)] if seen.asking else "") == (kind, asking)


def test_of_a_long_question_the_end_is_seen_and_the_asking_words_stay_where_they_are() -> None:
    seen = view_question(understand("深圳市" * 30 + "举行多少场会议？"), VOCABULARY)
    assert len(seen.text) == 64
    assert seen.asking and seen.text[slice(*seen.asking)] == "多少场"
    cut_off = view_question(understand("谁" + "在深圳市" * 30 + "开会"), VOCABULARY)
    assert cut_off.asking is None


def test_the_asking_words_carry_no_content() -> None:
    seen = view_question(understand("深圳举行多少场会议？"), VOCABULARY)
    assert "".join(c for c, own in zip(seen.text, seen.content, strict=True) if own) == "深圳举行会议"


def test_typed_stretches_are_found_in_full_width_too() -> None:
    text = "２０２５年深圳举行《城市》会议"
    seen = view_passage(text, VOCABULARY)
    found = {(text[s:e], TYPES[kind]) for s, e, kind in seen.typed_spans.tolist()}
    assert {("２０２５年", "date"), ("《城市》", "work"), ("城市", "work"), ("深圳", "place")} <= found


@given(st.lists(st.text("深圳会议。，2年\n“”", max_size=12), min_size=1, max_size=4))
def test_joined_passages_are_as_long_as_their_parts(texts: list[str]) -> None:
    texts = [text for text in texts if text] or ["会"]
    joined = join([view_passage(text, VOCABULARY) for text in texts])
    size = sum(map(len, texts))
    arrays = (joined.codes, joined.characters.ids, joined.typed, joined.sentences, joined.clauses)
    assert [len(joined.text), *map(len, arrays)] == [size] * 6
    assert (np.diff(joined.sentences) >= 0).all()
    assert all(0 <= s < e <= size for s, e, _ in joined.typed_spans.tolist())
