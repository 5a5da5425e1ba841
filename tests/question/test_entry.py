"""The one entry: history, greeting and English are dealt with once, and the object says what is asked of it later."""

import dataclasses

import pytest

from zhengxie_qa.question.question import Question, Translation
from zhengxie_qa.question.translation.translation import LexiconTranslator, bundled_translator
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.types import AnswerKind, Language, Status, Turn


class Counting:
    """The shipped translator, counting what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._inner: LexiconTranslator = bundled_translator()

    def translate(self, question: str) -> Translation | None:
        self.asked.append(question)
        return self._inner.translate(question)


def test_a_follow_up_is_completed_before_it_is_understood() -> None:
    history = (Turn("2025年江苏省新建了多少所学校？", "30所"), Turn("那浙江呢？"))
    question = understand("2024年呢？", history)
    assert question.text == "2024年浙江省新建了多少所学校？"
    assert (question.kind, question.unit, question.years) == (AnswerKind.COUNT, "所", (2024,))
    assert [place.canonical for place in question.places] == ["浙江省"]


def test_a_question_that_stands_alone_is_not_changed_by_what_came_before() -> None:
    alone = "2025年北京市组织了多少场深聊会？"
    assert understand(alone, (Turn("上海市有多少家医院？", "500家"),)) == understand(alone)


def test_a_greeting_is_taken_off_and_invisible_characters_of_earlier_turns_do_no_harm() -> None:
    history = (Turn("2025年江苏省新建了多少所\u200b学校？"),)
    assert understand("你好，请问那浙江呢？", history).text == "2025年浙江省新建了多少所学校？"


@pytest.mark.parametrize("asked", ["How many schools were built in Zhejiang in 2025?", "How many 深聊会 were held?"])
def test_english_is_rendered_once(asked: str) -> None:
    translator = Counting()
    question = understand(asked, (Turn("What is GDP?"), Turn("多少场？")), translator=translator)
    assert translator.asked.count(asked) == 1
    assert question.translation is not None
    assert question.chinese == question.translation.chinese


def test_an_english_follow_up_is_completed_then_rendered() -> None:
    history = (Turn("How many schools were built in Jiangsu in 2025?"),)
    question = understand("And in Zhejiang?", history, translator=bundled_translator())
    assert (question.language, question.text) == (Language.EN, "How many schools were built in Zhejiang in 2025?")
    assert [place.canonical for place in question.places] == ["浙江省"]
    assert "学校" in question.chinese
    assert "浙江" in question.chinese


def test_a_chinese_question_with_a_latin_name_is_read_as_it_stands() -> None:
    question = understand("iPhone产量多少？", translator=bundled_translator())
    assert (question.language, question.chinese) == (Language.ZH, question.text)


@pytest.mark.parametrize(
    ("asked", "status", "outlook"),
    [
        ("2026年计划新建多少所学校？", Status.PLANNED, 1.0),
        ("去年完成了多少？", Status.ACHIEVED, -1.0),
        ("总里程", None, 0.0),
    ],
)
def test_planned_or_achieved_is_found(asked: str, status: Status | None, outlook: float) -> None:
    question = understand(asked, as_of="2026-02-01")
    assert (question.status, question.surface.outlook) == (status, outlook)


def test_a_question_is_frozen_and_the_same_words_give_the_same_one() -> None:
    question = understand("2025年北京市组织了多少场深聊会？")
    assert question == understand("2025年北京市组织了多少场深聊会？")
    assert dataclasses.is_dataclass(Question)
    with pytest.raises(dataclasses.FrozenInstanceError):
        question.text = ""  # type: ignore[misc]
