"""Chinese follow-ups: what kind of follow-up it is, and the question it stands for."""

import re
from typing import Final

from zhengxie_qa.answering.followup_topic import ENDS, mentions_in, replaced, topic_of, without
from zhengxie_qa.reading.question import understand
from zhengxie_qa.text.dates import find_dates
from zhengxie_qa.text.places import Place, canonical_place, places_in, short_names
from zhengxie_qa.types import AnswerKind, Turn

LONGEST_ELLIPSIS: Final = 26
"""Characters of the longest question that is still looked at as an elliptical one."""
LONGEST_ANSWER: Final = 30
"""Characters of the longest answer that can stand for a pronoun."""

_LEAD: Final = r"(?:那么|那|而|如果是|要是|换成|换作|再看看?|还有|至于|同样|请问|另外|然后|对了|嗯)*[,，]?"
_WHAT_ABOUT: Final = re.compile(
    rf"^{_LEAD}(?P<what>[^?？。]{{1,18}}?)(?:的?(?:话|情况))?的?(?:呢|又如何|又怎么样|又怎样)[?？。]*$"
)
_BARE: Final = re.compile(rf"^{_LEAD}(?P<what>[^?？。]{{1,14}}?)的?[?？。]*$")
_TARGET: Final = re.compile(r"^(?:(?:今年|明年)的?)?(?:预期|计划|规划)?(?:目标|计划)(?:值)?$")
_WIDE: Final = re.compile(r"^(?:全国|全省|全市|全区|全县|全球|世界|我国|中国|本省|本市)$")
_ATTRIBUTES: Final[tuple[tuple[str, str], ...]] = (
    ("增速 增幅 涨幅 降幅 占比 比例 比重 金额 总额 总数 人数 数量 面积 总量 规模 均值", "是多少"),
    ("时间 日期", "是什么时候"),
    ("地点 位置", "在哪里"),
    ("原因 目的 内容 结果 效果 意义 措施 做法 任务 主题 名称 标题 背景 特点", "是什么"),
)
"""What can be asked of the topic before with 呢 alone → how the full question goes on."""

_PRONOUN: Final = re.compile(
    r"^(?:那么?|请问|而)?(?P<pronoun>他们|她们|它们|他|她|它|(?:该|此|这|那)(?:个|项|家|种|座|条|部|场"
    r"|位|所|次|本|款|份|些)?"
    r"(?P<head>人|活动|项目|工程|会议|计划|公司|企业|单位|机构|城市|地方|平台|品牌|奖项|法律|条例|政策"
    r"|制度|节目|指标|数字|数据|比例|比率|目标)?"
    r"|其(?![中他实余次间]))(?P<rest>.*)$",
    re.DOTALL,
)
_PREDICATE: Final = re.compile("是|在|有|叫|由|指|的|什么|何|多少|哪|怎|如何|为|包括|总|共|全长|面积|建成|开工|投")
"""How a clause goes on behind a pronoun; 那座新建的桥 goes on with a noun phrase of its own."""

_OF_THE_ARTICLE: Final = re.compile(
    r"^(?:这|该|此|那|本)(?:篇|则|份)?(?:文章|稿|新闻|报道|报告|文件|消息|页|几|一|两|年|时|里|样|么|就|也"
    r"|天|次|些年)"
)
_GENERIC: Final = re.compile(
    r"那么|那|请问|其中|还有|另外|然后|以及|其他|分别|具体|主要|一共|总共|合计|共计|累计|总计|共|又|再"
    r"|还|都|也|就(?!业)|才|已经?|将|会|能|可以?|"
    r"有没有|是不是|是否|哪些|哪几[个项家条]?|哪里|哪儿|哪[个家位天年项]?|什么(?:时候|地方|名字|意思"
    r"|原因|样)?|啥|谁|怎么样?|怎样|如何|为什么|为何|多少|多大|多高|多长|"
    r"多久|几[个项家人场次年]?|增长|增加|新增|新建|建成|下降|减少|提高|提升|上升|降低|上涨|回落|达到"
    r"|达|实现|完成|占比|占|比例|比重|比|同比|上年|较|增速|增幅|涨幅|"
    r"降幅|目标|计划|预期|预计|打算|准备|力争|安排|举办|组织|开展|召开|投入|投资|花|用|办|建|做|搞|开"
    r"|增|降|涨|原因|时间|地点|数量|总数|总额|总量|金额|人数|措施|内容|结果|"
    r"效果|情况|目的|意义|做法|现在|目前|如今|当时|后来|之前|以前|最近|过去|国家级|省级|市级|区级|县级"
    r"|乡镇级?|村级|男性?|女性?|本级|"
    r"参加|参与|到|了|的|是|为|有|在|由|和|与|及|呢|吗|啊|吧|个|项|家|场|次|条|座|人|名|位|户|件|年|元"
    r"|亿|万|公里|亩|吨|%|百分点|百分之|"
    r"[\s,，。?？!！、：:]|[\d.]+"
)
"""Words that say how something is asked but not what about; a question of nothing else needs a topic from before."""

_CHANGE_VERB: Final = re.compile(r"(?:实际|同比|平均|年均)*(?:增长|下降|上涨|提高|降低|增加|减少|达到?|实现|完成)+$")
_RATIO_WORDS: Final = re.compile(r"增长|占|比例|比重|率|百分|提高|下降|上升|回落|增速|增幅|涨|降")
_BARE_HOW_MANY: Final = re.compile(r"(?:多少|几)(?=[?？。!！]*$)")


def completed_in_chinese(question: str, previous: Turn) -> str:
    """Complete a Chinese or mixed follow-up; a question that stands on its own comes back unchanged.

    :param previous: the turn before, its question already complete.
    """
    asked = question.strip()
    for rewrite in (_what_about, _pronoun, _ellipsis):
        completed = rewrite(asked, previous)
        if completed is not None:
            return completed
    return question


def _what_about(asked: str, previous: Turn) -> str | None:
    """Rewrite 那浙江呢？, 2023年的呢？, 那目标呢？, 那增速呢？, and 浙江？ alone."""
    match = _WHAT_ABOUT.match(asked)
    bare = None if match else _BARE.match(asked)
    found = match or bare
    if found is None:
        return None
    what = found["what"].strip()
    rest = without(what, mentions_in(what))
    rest = re.sub(r"^[的在,，和与及、 ]+|[的在,，和与及、 ]+$", "", rest)
    if rest and (bare or _names_more_than_a_word(rest)):
        return None
    asked_again = _with_places_and_dates(previous.question, what)
    if not rest:
        return asked_again if asked_again != previous.question or bare is None else None
    return _about(asked_again, rest)


def _names_more_than_a_word(rest: str) -> bool:
    return len(rest) > 12 or bool(re.search("什么|多少|哪|谁|怎|如何|为何|几[个家项场]", rest))


def _about(earlier: str, what: str) -> str:
    """Ask the earlier question about something else: its target, one of its attributes, or another topic."""
    if _WIDE.match(what):
        places = places_in(earlier)
        return replaced(earlier, places[0], what) if places else what + earlier
    if _TARGET.match(what):
        return _with_target(earlier)
    topic = topic_of(earlier)
    for attributes, asking in _ATTRIBUTES:
        if what in attributes.split():
            return f"{topic.where}{topic.when}{topic.what}的{what}{asking}？"
    old = _CHANGE_VERB.sub("", topic.what)
    if old and old in earlier:
        return earlier.replace(old, what, 1)
    return f"{what}{earlier}"


def _with_target(earlier: str) -> str:
    """Ask for the target instead of the result: 新增了多少座 → 新增目标是多少座."""
    question = understand(earlier)
    if question.wh_span is None:
        return f"{earlier.rstrip(ENDS)}的目标是多少？"
    start, end = question.wh_span
    before = re.sub(r"(?:现在|目前|如今|已经?|实际)*(?:是|为|达到?)?了?$", "", earlier[:start].replace("实际", ""))
    return f"{before}目标是{earlier[start:end]}{earlier[end:]}"


def _pronoun(asked: str, previous: Turn) -> str | None:
    """Rewrite 他是谁？, 它什么时候建成？, 这个项目在哪里？ with the answer or the topic before."""
    match = _PRONOUN.match(asked)
    if match is None or _OF_THE_ARTICLE.match(asked) or not match["rest"].strip(ENDS):
        return None
    points = match["pronoun"][0] in "这那该此"
    if points and not match["head"] and not _PREDICATE.match(match["rest"]):
        return None
    name = _meant(previous, match["pronoun"])
    return f"{name}{match['rest']}" if name else None


def _meant(previous: Turn, pronoun: str) -> str:
    """Say what a pronoun stands for: a short answer that is a name, else the quoted name or topic asked about."""
    question = understand(previous.question)
    answer = (previous.answer or "").strip(ENDS)
    named = {AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.PLACE, AnswerKind.TITLE, AnswerKind.OTHER}
    if answer and len(answer) <= LONGEST_ANSWER and question.kind in named:
        return answer
    if pronoun[0] in "他她" and answer and len(answer) <= LONGEST_ANSWER and question.kind is AnswerKind.QUOTATION:
        return answer
    if question.quoted:
        return question.quoted[0]
    topic = topic_of(previous.question)
    return f"{topic.where}{topic.when}{topic.what}"


def _ellipsis(asked: str, previous: Turn) -> str | None:
    """Rewrite a question without a topic of its own: 其中市级的有多少？, 增长了多少？, 今年计划再增加多少？."""
    if len(asked) > LONGEST_ELLIPSIS or not _lacks_topic(asked):
        return None
    topic = topic_of(previous.question)
    if not topic.what:
        return None
    body = re.sub(rf"^{_LEAD}", "", asked)
    lead, rest = _leading(body)
    where = "" if places_in(body) else topic.where
    when = "" if find_dates(body) else topic.when
    if topic.measure and not _RATIO_WORDS.search(rest):
        rest = _BARE_HOW_MANY.sub(lambda match: match.group() + topic.measure, rest)
    joint = "，" if rest.startswith("其中") else ""
    return f"{where}{when}{lead}{topic.what}{joint}{rest}"


def _lacks_topic(asked: str) -> bool:
    if asked.startswith("其中"):
        return True
    rest = without(asked, mentions_in(asked))
    return len(_GENERIC.sub("", rest)) <= 1


def _leading(body: str) -> tuple[str, str]:
    """Split off the places and dates a question begins with."""
    position = 0
    for mention in mentions_in(body):
        if body[position : mention.start].strip("的在,， "):
            break
        position = mention.end
    return body[:position], body[position:].lstrip("的,，")


def _with_places_and_dates(earlier: str, what: str) -> str:
    """Put the places and dates of a follow-up in the place of those of the earlier question, or before it."""
    dates, places = find_dates(what), places_in(what)
    result = earlier
    if dates:
        written = dates[0].text if not dates[0].text.isdigit() else f"{dates[0].text}年"
        old_dates = find_dates(result)
        result = replaced(result, old_dates[0], written) if old_dates else f"{written}{result}"
    if places:
        old_places = places_in(result)
        written = what[places[0].start : places[-1].end]
        result = _in_place(result, old_places, written) if old_places else f"{written}{result}"
    return result


def _in_place(text: str, old: list[Place], new: str) -> str:
    """Replace a place, together with places written directly behind it (广东深圳), in the same full or short form."""
    end = old[0].end
    for place in old[1:]:
        if place.start != end:
            break
        end = place.end
    full = old[0].name == old[0].canonical and old[0].name not in short_names(old[0].canonical)[:1]
    alone = len(places_in(new)) == 1
    name = (canonical_place(new) or new) if full and alone else new
    return f"{text[: old[0].start]}{name}{text[end:]}"
