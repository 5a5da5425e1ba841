"""A follow-up in another language than the question it follows on."""

import pytest

from zhengxie_qa.question.translation.translation import bundled_translator
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.types import AnswerKind, Turn


@pytest.mark.parametrize(
    ("earlier", "asked", "completed"),
    [
        ("How many 深聊会 were held?", "委员议事厅呢？", "召开多少委员议事厅"),
        ("How many 深聊会 were held?", "什么时候开始的", "深聊会什么时候开始的"),
        ("How many 深聊会 were held?", "and 委员议事厅?", "How many 委员议事厅 were held?"),
        ("How many 深聊会 were held?", "in 2024?", "How many 深聊会 were held in 2024?"),
        ("What was Guangdong's GDP in 2025?", "浙江呢", "2025年浙江国内生产总值是什么"),
        ("What was Guangdong's GDP in 2025?", "增速多少", "广东2025年国内生产总值增速多少"),
        ("2024年北京的地区生产总值是多少？", "What about Shanghai?", "2024年上海的地区生产总值是多少？"),
        (
            "2024年北京的地区生产总值是多少？",
            "how much did it grow?",
            "how much did 地区生产总值 grow in 北京 in 2024年?",
        ),
    ],
)
def test_it_takes_over_what_was_asked_about(earlier: str, asked: str, completed: str) -> None:
    assert understand(asked, [Turn(earlier)], translator=bundled_translator()).text == completed


def test_without_a_translator_it_is_still_completed() -> None:
    assert understand("什么时候开始的", [Turn("How many 深聊会 were held?")]).kind is AnswerKind.DATE


@pytest.mark.parametrize("asked", ["2025年深圳有多少个委员工作站？", "How many schools are there in Foshan?"])
def test_a_question_of_its_own_stays(asked: str) -> None:
    earlier = [Turn("How many 深聊会 were held?"), Turn("2024年北京的地区生产总值是多少？")]
    assert understand(asked, earlier, translator=bundled_translator()).text == asked
