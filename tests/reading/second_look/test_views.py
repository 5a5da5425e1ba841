import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reader_fakes import small_vocabulary

from zhengxie_qa.reading.second_look.views import TYPES, QuestionCode, classify, join, view_passage, view_question

VOCABULARY = small_vocabulary()


@pytest.mark.parametrize(
    ("question", "code", "asking"),
    [
        ("全市举行了多少场会议", QuestionCode.NUMBER, "多少"),
        ("会议是什么时候召开的", QuestionCode.DATE, "什么时候"),
        ("谁主持了会议", QuestionCode.PERSON, "谁"),
        ("会议在哪个城市举行", QuestionCode.PLACE, "在哪"),
        ("为什么要召开会议", QuestionCode.REASON, "为什么"),
        ("哪些城市参加了会议", QuestionCode.LIST, "哪些城"),
        ("什么是深聊会", QuestionCode.DEFINITION, "什么是"),
        ("深圳的会议", QuestionCode.OTHER, ""),
    ],
)
def test_the_asking_word_tells_the_code(question: str, code: QuestionCode, asking: str) -> None:
    found, start, end = classify(question)
    assert (found, question[start:end]) == (code, asking)


def test_a_question_loses_its_mark_and_takes_the_fallback_where_no_word_asks() -> None:
    seen = view_question("深圳的会议？", VOCABULARY, fallback=QuestionCode.DATE)
    assert (seen.text, seen.code) == ("深圳的会议", QuestionCode.DATE)


def test_the_asking_word_carries_no_content() -> None:
    seen = view_question("深圳举行多少场会议？", VOCABULARY)
    assert "".join(c for c, own in zip(seen.text, seen.content, strict=True) if own) == "深圳举行场会议"


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
