"""How far an answer goes: words or sentences, the sentence around them, and every offset exact."""

import pytest
from given_hits import BEIJING, document, hit, span
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.answering.answer import AnswerLevel
from zhengxie_qa.answering.extent import LONGEST_EVIDENCE, evidence, extent
from zhengxie_qa.question.understanding import understand

TEXT = (
    "深圳市政协工作综述\n"
    "市政协组织“深聊会”275场，聊出215项问题的成效。由于员工返岗难，原料进不来，工厂复工缓慢。\n"
    "培训班由市政协主席林洁主持，为期3天；培训内容包括政治理论、法律法规、调查研究。"
)


def level(question: str, words: str) -> AnswerLevel:
    found = span(hit(BEIJING, TEXT), words)
    return extent(understand(question), document(BEIJING, TEXT), found).level


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("组织了多少场深聊会？", "275场"),
        ("培训班由谁主持？", "林洁"),
        ("为期多久？", "为期3天"),
        ("为什么复工缓慢？", "员工返岗"),
        ("深聊会聊出了什么？", "成效"),
    ],
)
def test_part_of_a_clause_or_a_figure_is_words(question: str, words: str) -> None:
    assert level(question, words) is AnswerLevel.WORDS


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("工厂复工为什么缓慢？", "由于员工返岗难，原料进不来"),
        ("工厂怎么样了？", "工厂复工缓慢"),
        ("培训班有没有主席主持？", "林洁主持"),
        ("培训内容包括哪些？", "培训内容包括政治理论、法律法规、调查研究"),
    ],
)
def test_whole_clauses_that_tell_are_sentences(question: str, words: str) -> None:
    assert level(question, words) is AnswerLevel.SENTENCES


EXPLAINED = (
    "集中充电设施，是指设置在小区等场所，具备自动断电功能，供多辆车同时充电的设施，由物业管理。"
    "会客厅即委员、群众、部门坐到一起，商量身边的事。会上采取走访、问卷两种方式调研，历时三天。"
)


@pytest.mark.parametrize(
    ("question", "read", "shown"),
    [
        ("什么是集中充电设施？", "设置在小区等场所，具备自动断电功能，供多辆车同时充电的设施", None),
        ("会客厅是什么？", "委员、群众、部门坐到一起", "委员、群众、部门坐到一起，商量身边的事"),
        ("会上怎么调研的？", "走访、问卷", "会上采取走访、问卷两种方式调研"),
        ("会上有没有做问卷？", "问卷两种方式", "会上采取走访、问卷两种方式调研"),
    ],
)
def test_explanations_and_ways_go_to_the_end_of_what_tells_them(question: str, read: str, shown: str | None) -> None:
    found = span(hit(BEIJING, EXPLAINED), read)
    reach = extent(understand(question), document(BEIJING, EXPLAINED), found)
    assert EXPLAINED[reach.start : reach.end] == (shown or read)


def test_the_evidence_is_the_sentence_around_the_words() -> None:
    start = TEXT.index("275")
    around = evidence(document(BEIJING, TEXT), start, start + 4)
    assert around.text == "市政协组织“深聊会”275场，聊出215项问题的成效。"


def test_the_evidence_of_words_across_sentences_is_all_of_them() -> None:
    start, end = TEXT.index("215"), TEXT.index("，原料")
    around = evidence(document(BEIJING, TEXT), start, end)
    assert around.text == TEXT.split("\n")[1]


def test_of_an_overlong_sentence_whole_clauses_around_the_words_are_shown() -> None:
    text = "，".join(f"第{n}项工作已经按计划完成" for n in range(100)) + "。"
    start = text.index("第50项")
    around = evidence(document(BEIJING, text), start, start + 4)
    assert len(around.text) <= LONGEST_EVIDENCE
    assert around.text.startswith("第") and around.text.endswith("，")


@given(st.text(alphabet="深圳，。；“”（）、12\n 是的", min_size=1, max_size=60), st.data())
def test_evidence_and_answer_are_exact_and_the_one_holds_the_other(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    given_document, found = document(BEIJING, text), span(hit(BEIJING, text), text[start:end])
    asked = data.draw(st.sampled_from(["什么是深圳？", "深圳包括哪些？", "为什么？", "深圳有多少场？", "深圳是吗？"]))
    reach = extent(understand(asked), given_document, found)
    around = evidence(given_document, reach.start, reach.end)
    assert 0 <= around.start <= reach.start <= reach.end <= around.end <= len(text)
    assert text[around.start : around.end] == around.text


@pytest.mark.parametrize(
    ("question", "text", "read", "shown"),
    [
        ("座谈会由谁主持？", "座谈会由市政协副主席周立民主持，各承办单位参加。", "市政协副主席", "市政协副主席周立民"),
        ("座谈会由谁主持？", "座谈会由市政协副主席主持召开。", "市政协副主席", "市政协副主席"),
        ("接待室设在什么地方？", "接待室设在市政协大楼305室，常年开放。", "市政协大楼", "市政协大楼305室"),
        ("接待室设在什么地方？", "接待室设在市政协大楼，2024年启用。", "市政协大楼", "市政协大楼"),
    ],
)
def test_a_name_follows_its_office_and_a_room_its_building(question: str, text: str, read: str, shown: str) -> None:
    reach = extent(understand(question), document(BEIJING, text), span(hit(BEIJING, text), read))
    assert text[reach.start : reach.end] == shown
