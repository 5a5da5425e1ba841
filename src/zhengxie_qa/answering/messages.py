"""One plain sentence for each reason not to answer, in the language of the question.

Only words live here; which reason applies is decided in ``answering.decide``.
"""

from collections.abc import Sequence

from zhengxie_qa.answering.answer import Reason
from zhengxie_qa.types import AnswerKind, Language

_PLAIN_ZH = {
    Reason.NO_PASSAGE: "已收录的报告中没有找到与这个问题有关的段落。请换一种说法，或放宽筛选条件。",
    Reason.TERM_MISSING: "找到了相近的段落，但其中没有提到问题里的关键信息。",
    Reason.WRONG_KIND: "找到了相近的段落，但其中没有这个问题要问的内容。",
    Reason.LOW_CONFIDENCE: "找到了相近的段落，但没有把握哪一句是答案。请看下面最接近的段落。",
    Reason.OUT_OF_SCOPE: "这里只能从已收录的报告中引用原文作答。请提出一个可以由报告原文回答的问题。",
}
_PLAIN_EN = {
    Reason.NO_PASSAGE: "No passage of the indexed reports deals with this question. Try other words, or fewer filters.",
    Reason.TERM_MISSING: "Similar passages exist, but they do not mention what the question names.",
    Reason.WRONG_KIND: "Similar passages exist, but none of them states what the question asks for.",
    Reason.LOW_CONFIDENCE: "Similar passages exist, but none answers clearly enough. See the nearest passages below.",
    Reason.OUT_OF_SCOPE: "I can only quote from the indexed reports. Please ask something that a report could answer.",
}
_PLANNED_ZH = "找到的只是计划数或目标数，报告没有给出实际完成的数字，因此不作答。"
_PLANNED_EN = "The reports give only a planned figure, not what was really reached, so there is no answer."
_UNEXPLAINED_ZH = "找到了相近的段落，但其中只是用到这个词，没有解释它的意思，因此不作答。"
_UNEXPLAINED_EN = "Similar passages exist, but they merely use the term and do not explain it, so there is no answer."
_WANTED_ZH = {
    AnswerKind.COUNT: "数量",
    AnswerKind.AMOUNT: "金额",
    AnswerKind.PERCENTAGE: "百分比",
    AnswerKind.DATE: "日期",
    AnswerKind.DURATION: "时长",
    AnswerKind.PERSON: "人名",
    AnswerKind.TITLE: "名称",
}
_WANTED_EN = {
    AnswerKind.COUNT: "a number",
    AnswerKind.AMOUNT: "an amount",
    AnswerKind.PERCENTAGE: "a percentage",
    AnswerKind.DATE: "a date",
    AnswerKind.DURATION: "a length of time",
    AnswerKind.PERSON: "a person's name",
    AnswerKind.TITLE: "a title",
}


def message(
    reason: Reason,
    *,
    language: Language,
    kind: AnswerKind,
    missing: Sequence[str] = (),
    measure: str | None = None,
    planned_only: bool = False,
) -> str:
    """Say why there is no answer.

    :param language: ``ZH`` gives Chinese, anything else English; see ``reply_language`` for mixed questions.
    :param kind: what the question wanted, named when the reason is ``WRONG_KIND``.
    :param missing: terms of the question that the reports do not mention, named when the reason is ``TERM_MISSING``.
    :param measure: the 量词 or unit asked for, e.g. ``场``.
    :param planned_only: the reports give only a planned figure.
    """
    if planned_only:
        return _PLANNED_ZH if language is Language.ZH else _PLANNED_EN
    if language is Language.ZH:
        return _message_zh(reason, kind=kind, missing=missing, measure=measure)
    return _message_en(reason, kind=kind, missing=missing, measure=measure)


def _message_zh(reason: Reason, *, kind: AnswerKind, missing: Sequence[str], measure: str | None) -> str:
    if reason is Reason.TERM_MISSING and missing:
        return f"找到了相近的段落，但其中没有提到{'、'.join(f'“{term}”' for term in missing)}，因此不作答。"
    if reason is Reason.WRONG_KIND and measure:
        return f"找到了相近的段落，但其中没有以“{measure}”计的数字，因此不作答。"
    if reason is Reason.WRONG_KIND and kind is AnswerKind.DEFINITION:
        return _UNEXPLAINED_ZH
    if reason is Reason.WRONG_KIND and kind in _WANTED_ZH:
        return f"找到了相近的段落，但其中没有所问的{_WANTED_ZH[kind]}，因此不作答。"
    return _PLAIN_ZH[reason]


def _message_en(reason: Reason, *, kind: AnswerKind, missing: Sequence[str], measure: str | None) -> str:
    if reason is Reason.TERM_MISSING and missing:
        named = ", ".join(f"“{term}”" for term in missing)
        return f"Similar passages exist, but they do not mention {named}, so there is no answer."
    if reason is Reason.WRONG_KIND and measure:
        return f"Similar passages exist, but none gives a number counted in “{measure}”, so there is no answer."
    if reason is Reason.WRONG_KIND and kind is AnswerKind.DEFINITION:
        return _UNEXPLAINED_EN
    if reason is Reason.WRONG_KIND and kind in _WANTED_EN:
        return f"Similar passages exist, but none gives {_WANTED_EN[kind]} that fits, so there is no answer."
    return _PLAIN_EN[reason]


def reply_language(question: str, *, language: Language) -> Language:
    """Choose Chinese or English for a reply: a mixed question is answered in the language that carries its grammar.

    Two Latin words or more around Chinese terms ("How many 深聊会 were held?") make it English.
    """
    if language is not Language.MIXED:
        return language
    latin_words = [word for word in question.split() if word.strip("?!.,").isascii() and any(map(str.isalpha, word))]
    return Language.EN if len(latin_words) > 1 else Language.ZH
