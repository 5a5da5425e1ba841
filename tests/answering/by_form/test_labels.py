"""A labelled line of a notice answers what its label says about what the title names, and nothing else."""

import pytest
from given_hits import document, hit

from zhengxie_qa.answering.by_form.labels import labelled_span
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.types import DocumentInfo

INFO = DocumentInfo("d", "a.txt", "关于召开双周协商座谈会的通知")
NOTICE = """定于近期召开双周协商座谈会。
报名时间：2025年10月10日前
时间：2025年10月22日下午3:30
　会议地点：市政协302会议室
2025年9月30日
"""


def labelled(question: str, text: str = NOTICE) -> str | None:
    found = hit(INFO, text)
    span = labelled_span(understand(question), [found], lambda doc_id: document(INFO, text))
    assert span is None or text[span.start : span.end] == span.text
    return span.text if span else None


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("双周协商座谈会什么时候召开？", "2025年10月22日下午3:30"),
        ("双周协商座谈会在哪里举行", "市政协302会议室"),
        ("委员培训什么时候召开？", None),
        ("双周协商座谈会谁参加？", None),
        ("什么时候召开？", None),
    ],
)
def test_the_line_is_quoted_whole_where_the_title_names_the_thing(question: str, value: str | None) -> None:
    assert labelled(question) == value


@pytest.mark.parametrize("more", ["时间：11月5日上午", "召开时间：另行通知"])
def test_where_the_label_stands_twice_the_reader_decides(more: str) -> None:
    assert labelled("双周协商座谈会什么时候召开？", NOTICE + more) is None


def test_a_label_within_a_sentence_is_none() -> None:
    assert labelled("双周协商座谈会什么时候召开？", "有关安排如下，时间：10月22日，请准时参加。") is None


def test_a_line_that_begins_with_the_very_words_of_the_question_answers_it() -> None:
    text = "关于开展协商活动的通知\n附件：重点提案目录（共28件）\n联系电话：0755-12345678\n"
    found = hit(INFO, text)
    asked = {"附件是什么？": "重点提案目录（共28件）", "联系电话是多少": "0755-12345678"}
    for question, words in asked.items():
        span = labelled_span(understand(question), [found], lambda _: document(INFO, text))
        assert span is not None
        assert span.text == words
    for other in ("附件目录是什么？", "传真是多少？", "深圳市附件是什么意思"):
        assert labelled_span(understand(other), [found], lambda _: document(INFO, text)) is None


def test_a_label_that_no_line_has_by_itself_is_still_looked_for_under_its_title() -> None:
    assert labelled("座谈会是几号？") == "2025年10月22日下午3:30"
