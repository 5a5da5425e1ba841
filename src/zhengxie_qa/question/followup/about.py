"""The earlier Chinese question asked about something else: its target, one of its attributes, another topic."""

import re
from typing import Final

from zhengxie_qa.question.alone import understand_alone
from zhengxie_qa.question.asking_words import AMOUNT_NOUN, COUNT_NOUN, PERCENT_NOUN
from zhengxie_qa.question.followup.topic import (
    ENDS,
    Topic,
    joined,
    mentions_in,
    name_answered,
    place_answered,
    replaced,
    topic_of,
    without,
)
from zhengxie_qa.question.question import Question
from zhengxie_qa.text.offices import titles
from zhengxie_qa.text.places import places_in
from zhengxie_qa.types import AnswerKind, Turn

WIDE: Final = re.compile(r"全国|全省|全市|全区|全县|全球|世界|我国|中国|本省|本市")
"""Words for a whole that a follow-up may ask about in the place of one part."""
OFFICE: Final = re.compile(f"{titles('asked')}$")

_TARGET: Final = re.compile(r"^(?:(?:今年|明年)的?)?(?:预期|计划|规划)?(?:目标|计划)(?:值)?$")
_MODIFIER: Final = re.compile(
    "(?:人均|户均|亩均|年均|月均|日均|平均|累计|合计|总共|一共|共计|全年|上半年|下半年|第?[一二三四]季度|城镇|农村|城市|乡村|城乡"
    "|男性?|女性?|国家级|省级|市级|区级|县级)$"
)
"""What narrows the topic before and replaces nothing."""
_ATTRIBUTES: Final[tuple[tuple[str, str], ...]] = (
    ("增速 增幅 涨幅 降幅 占比 比例 比重 金额 总额 总数 人数 数量 面积 总量 规模 均值 增量 余额 均价", "是多少"),
    ("时间 日期", "是什么时候"),
    ("地点 位置", "在哪里"),
    ("原因 目的 内容 结果 效果 意义 措施 做法 任务 主题 名称 标题 背景 特点", "是什么"),
)
"""What can be asked of the topic before with 呢 alone → how the full question goes on."""
_SHORT_RATE: Final = re.compile("(?!失业|出生|死亡|利润|税率|利率|汇率).{1,2}率$")
"""办结率 and 满意率 are rates of the topic before, 失业率 and 森林覆盖率 topics of their own."""
_OF_A_NAME: Final = re.compile(
    "(?:总?投资额?|总?造价|总?长度?|全长|高度|宽度|面积|规模|库容|容量|装机(?:容量)?|产量|产值|人数|工期|时间|地点|地址|总部|职责"
    f"|成员|职务|年龄|内容|主题|.{{0,3}}{titles('head')})$"
)
"""What is asked of the thing or body that the answer before names."""
_CHANGE_VERB: Final = re.compile(r"(?:实际|同比|平均|年均)*(?:增长|下降|上涨|提高|降低|增加|减少|达到?|实现|完成)+$")
_LONGEST_OLD: Final = 16
"""Characters of the longest topic that is replaced inside the question; a longer one is a sentence of its own."""
_LONGEST_OLD_IN_ENGLISH: Final = 48
_WHICH: Final = re.compile("哪一?[部个家支条座届项所位名句次本种]")
_NAMES: Final = frozenset([AnswerKind.TITLE, AnswerKind.ORGANISATION, AnswerKind.PLACE, AnswerKind.PERSON])
_ASKED_BY_KIND: Final = {
    AnswerKind.AMOUNT: "是多少",
    AnswerKind.PERCENTAGE: "是多少",
    AnswerKind.DATE: "是什么时候",
    AnswerKind.DURATION: "要多久",
    AnswerKind.PERSON: "是谁",
    AnswerKind.PLACE: "在哪里",
    AnswerKind.LIST: "有哪些",
    AnswerKind.MANNER: "怎么做",
}


def asked_about(earlier: str, what: str, previous: Turn, *, narrows: bool = False) -> str:
    """Ask the earlier question about something else.

    :param earlier: the question before, with the places and dates of the follow-up in it already.
    :param what: the rest of the follow-up (目标, 增速, 高铁).
    :param previous: the turn before; a thing its answer names has attributes of its own.
    :param narrows: whether ``what`` was said to narrow the topic (城镇的呢, 其中市级呢).
    """
    if WIDE.fullmatch(what):
        places = places_in(earlier)
        return replaced(earlier, places[0], what) if places else what + earlier
    if _TARGET.match(what):
        return _with_target(earlier)
    name = name_answered(previous)
    if name and _OF_A_NAME.fullmatch(what):
        return f"{name}的{what}{_asking(what, understand_alone(earlier), topic_of(earlier))}？"
    topic = topic_of(earlier)
    if narrows or _MODIFIER.fullmatch(what):
        rest = without(earlier.replace(topic.where, "", 1), mentions_in(earlier.replace(topic.where, "", 1))[:1])
        return f"{topic.where}{topic.when}{what}{rest.lstrip('的在,， ')}"
    for attributes, asking in _ATTRIBUTES:
        if what in attributes.split():
            return f"{joined(topic.where, topic.when, topic.what)}的{what}{asking}？"
    if _SHORT_RATE.fullmatch(what) and topic.what:
        return f"{joined(topic.where, topic.when, topic.what)}的{what}是多少？"
    return _about_another_topic(earlier, what, topic, previous)


def _about_another_topic(earlier: str, what: str, topic: Topic, previous: Turn) -> str:
    """Put another topic in the place of the old one, or ask about it in the plainest words of its kind."""
    question = understand_alone(earlier)
    old = _CHANGE_VERB.sub("", topic.what)
    start = question.wh_span[0] if question.wh_span else len(earlier)
    figure_of_a_name = question.kind in _NAMES and _is_figure(what)
    behind_name = question.kind in _NAMES and earlier.find(old) > start
    if (
        old
        and old in earlier
        and len(old) <= (_LONGEST_OLD_IN_ENGLISH if old.isascii() else _LONGEST_OLD)
        and not (figure_of_a_name or behind_name or re.search("[,，]", old))
    ):
        return earlier.replace(old, what, 1)
    where = topic.where or place_answered(previous)
    return f"{joined(where, topic.when, what)}{_asking(what, question, topic)}？"


def _is_figure(what: str) -> bool:
    return any(noun.search(what) for noun in (PERCENT_NOUN, AMOUNT_NOUN, COUNT_NOUN))


def _asking(what: str, question: Question, topic: Topic) -> str:
    """Say how a question about something goes on, by what it is and by what kind was asked before."""
    if _is_figure(what):
        return "是多少"
    if OFFICE.search(what):
        return "是谁"
    if question.kind is AnswerKind.COUNT:
        return f"有多少{topic.measure}"
    if question.kind in {AnswerKind.TITLE, AnswerKind.ORGANISATION} and question.wh_span:
        which = _WHICH.match(question.chinese, question.wh_span[0])
        return f"是{which.group()}" if which else "是什么"
    return _ASKED_BY_KIND.get(question.kind, "是什么")


def _with_target(earlier: str) -> str:
    """Ask for the target instead of the result: 新增了多少座 → 新增目标是多少座."""
    question = understand_alone(earlier)
    if question.wh_span is None:
        return f"{earlier.rstrip(ENDS)}的目标是多少？"
    start, end = question.wh_span
    before = re.sub(r"(?:现在|目前|如今|已经?|实际)*(?:是|为|达到?)?了?$", "", earlier[:start].replace("实际", ""))
    return f"{before}目标是{earlier[start:end]}{earlier[end:]}"
