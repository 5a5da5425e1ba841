"""One plain sentence per reason, naming what is missing, in the question's language."""

import pytest

from zhengxie_qa.answering.answer import Reason
from zhengxie_qa.answering.messages import message, reply_language
from zhengxie_qa.types import AnswerKind, Language


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("language", [Language.ZH, Language.EN])
@pytest.mark.parametrize("kind", list(AnswerKind))
def test_every_reason_has_a_sentence_in_both_languages(reason: Reason, language: Language, kind: AnswerKind) -> None:
    said = message(reason, language=language, kind=kind)
    assert said[-1] in "。."
    assert said.isascii() or any("\u4e00" <= c <= "\u9fff" for c in said) == (language is Language.ZH)


def test_missing_terms_are_named() -> None:
    said = message(Reason.TERM_MISSING, language=Language.ZH, kind=AnswerKind.PERSON, missing=("北京市", "2019年"))
    assert "“北京市”、“2019年”" in said
    said = message(Reason.TERM_MISSING, language=Language.EN, kind=AnswerKind.PERSON, missing=("Beijing",))
    assert "“Beijing”" in said


def test_the_measure_word_asked_for_is_named() -> None:
    assert "“场”" in message(Reason.WRONG_KIND, language=Language.ZH, kind=AnswerKind.COUNT, measure="场")


def test_a_mixed_question_is_answered_in_the_language_of_its_grammar() -> None:
    assert reply_language("How many 深聊会 were held?", language=Language.MIXED) is Language.EN
    assert reply_language("深圳的GDP是多少？", language=Language.MIXED) is Language.ZH
    assert reply_language("Who chairs it?", language=Language.EN) is Language.EN
