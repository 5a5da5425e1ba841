"""What a question of its own takes over from the one before: the place and the year it leaves unsaid.

GDP增长多少？ after a question on 北京2025 speaks of them too. Only short questions for a figure, an office or the
like do, and longer ones where 那 or 另外 joins them on; one with a place, a year or a name of its own never does.
"""

import re
from typing import Final

from zhengxie_qa.question.alone import understand_alone
from zhengxie_qa.question.followup.about import OFFICE, WIDE
from zhengxie_qa.question.followup.topic import ENDS, Topic, joined, name_answered, place_answered, topic_of
from zhengxie_qa.question.question import Question
from zhengxie_qa.text.dates import find_dates
from zhengxie_qa.text.offices import titles
from zhengxie_qa.types import AnswerKind, Turn

LONGEST_FIGURE: Final = 16
"""Characters of the longest question for a figure that takes over place and year unasked."""
LONGEST_OTHER: Final = 12
LONGEST_JOINED: Final = 24
"""Characters of the longest question that 那 or 另外 joins to the one before."""

_JOINING: Final = re.compile(
    r"^(?:那么|那(?![个座条项些种家篇份次位里年天时届])|另外|还有|此外|同时|然后|而且|以及|接着|请问|对了)[,，]?\s*"
)
_STILL: Final = re.compile("^(?:还|又|也|再)")
_FIGURES: Final = frozenset([AnswerKind.COUNT, AnswerKind.AMOUNT, AnswerKind.PERCENTAGE, AnswerKind.DURATION])
_OTHERS: Final = frozenset([AnswerKind.LIST, AnswerKind.PLACE])
_NEVER: Final = frozenset([AnswerKind.METADATA, AnswerKind.DEFINITION, AnswerKind.YES_NO])
_RANK: Final = re.compile("第几")
_NATIONWIDE: Final = re.compile(
    f"{WIDE.pattern}|中央|国务院|全党|我们党|中共|国家|人大常委|改革开放以来|建国|报告[里中]?[说讲提]|法规定|条例规定|[十百千]大|.那一?年|那会儿"
)
_OF_A_BODY: Final = re.compile(f"{titles('body')}|提案|全会|会议|履职|视察|协商|社情民意|机关|党组|界别|建议|议案")
"""Words that belong to the body named before (深圳市政协), not to its place alone."""


def in_context(asked: str, previous: Turn) -> str | None:
    """Put the place and the year of the question before in front of one that names neither.

    :returns: ``None`` where the question stands on its own or there is nothing to take over.
    """
    body = _JOINING.sub("", asked)
    question = understand_alone(body)
    if not _leaves_unsaid(question, joins=body != asked):
        return None
    if OFFICE.search(body[: question.wh_span[0]].rstrip("是叫由") if question.wh_span else body):
        name = name_answered(previous, {AnswerKind.ORGANISATION})
        if name:
            return f"{name}{body}"
    topic = topic_of(previous.question)
    where = _where(topic, body) or place_answered(previous)
    when = "" if find_dates(body) else topic.when
    return joined(where, when, body) if where or when else None


def _where(topic: Topic, body: str) -> str:
    return topic.where if _OF_A_BODY.search(body) else topic.place


def _leaves_unsaid(question: Question, *, joins: bool) -> bool:
    """Say whether a question leaves its place to be understood."""
    if question.places or question.ordinals or question.out_of_scope or question.kind in _NEVER:
        return False
    if _NATIONWIDE.search(question.text) or (question.quoted and question.kind not in _FIGURES):
        return False
    if joins or _STILL.match(question.text):
        return len(question.text) <= LONGEST_JOINED and bool(question.wh_span)
    if question.years:
        return False
    if question.kind in _FIGURES or _RANK.search(question.text):
        return len(question.text) <= LONGEST_FIGURE
    before = question.text[: question.wh_span[0]].rstrip("是叫由") if question.wh_span else ""
    short = len(question.text.rstrip(ENDS)) <= LONGEST_OTHER
    return short and (question.kind in _OTHERS or bool(OFFICE.search(before)))
