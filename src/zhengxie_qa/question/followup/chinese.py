"""Chinese follow-ups: what kind of follow-up it is, and the question it stands for."""

import re
from typing import Final

from zhengxie_qa.question.alone import understand_alone
from zhengxie_qa.question.followup.about import WIDE, asked_about
from zhengxie_qa.question.followup.context import in_context
from zhengxie_qa.question.followup.topic import (
    ENDS,
    LONGEST_ANSWER,
    joined,
    mentions_in,
    name_answered,
    replaced,
    topic_of,
    without,
)
from zhengxie_qa.text.dates import find_dates
from zhengxie_qa.text.places import Place, canonical_place, places_in, short_names
from zhengxie_qa.types import AnswerKind, Turn

LONGEST_ELLIPSIS: Final = 26
"""Characters of the longest question that is still looked at as an elliptical one."""

_LEAD: Final = r"(?:那么|那|而|如果是|要是|换成|换作|再看看?|还有|至于|同样|请问|另外|然后|对了|嗯)*[,，]?"
_WHAT_ABOUT: Final = re.compile(
    rf"^{_LEAD}(?P<what>[^?？。]{{1,18}}?)(?:的?(?:话|情况))?的?(?:呢|又如何|又怎么样|又怎样)[?？。]*$"
)
_BARE: Final = re.compile(rf"^{_LEAD}(?P<what>[^?？。]{{1,14}}?)的?[?？。]*$")
_PRONOUN: Final = re.compile(
    r"^(?:那么?|请问|而)?(?P<pronoun>他们|她们|它们|他|她|它|(?:该|此|这|那)(?:个|项|家|种|座|条|部|场"
    r"|位|所|次|本|款|份|些)?"
    r"(?P<head>人|活动|项目|工程|会议|计划|公司|企业|单位|机构|城市|地方|平台|品牌|奖项|法律|条例|政策"
    r"|制度|节目|指标|数字|数据|比例|比率|目标)?"
    r"|其(?![中他实余次间]))(?P<rest>.*)$",
    re.DOTALL,
)
_PREDICATE: Final = re.compile(
    "是|在|有|叫|由|指|的|什么|何|多少|哪|怎|如何|为|包括|总|共|全长|面积|建成|建在|开工|开始|投|谁|几|啥|咋|能|会(?!议)|要|已|将|目前|现在"
    "|今年|去年|明年|预计|计划|负责|成立|设|占|比上|举[办行]|召开|完[成工]|达|获|属于|来自|涉及|覆盖|惠及|启[动用]|通车|何时|主要"
)
"""How a clause goes on behind a pronoun; 那座新建的桥 goes on with a noun phrase of its own."""

_POINTING: Final = re.compile(
    "^(?:那么?|请问|而)?(?:这|那|该|此)(?:个|项|家|种|座|条|部|场|位|所|次|本|款|份|些|首|届|支|片|处|套|类|笔|批|艘|颗|台)?"
)
_LONGEST_POINTED: Final = 6
"""Characters of the longest noun behind 这座 that is looked for in the turn before."""

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
    r"主持|负责|牵头|参会|出席|上任|就任|任职|当选|推进|推行|推广|实行|施行|适用|发展|落实|处理|使用|投用|投产|通车|开工|竣工|完工"
    r"|启用|成立|设立|开始|结束|持续|覆盖|惠及|受益|签署|颁布|通过|来自|位居|名列|位列|排名|第几|排|居|相比|相较|跟|同|全国|全省|全市"
    r"|管|批|说|讲|要|该|得|被|给|让|去|地方|"
    r"[\s,，。?？!！、：:]|[\d.]+"
)
"""Words that say how something is asked but not what about; a question of nothing else needs a topic from before."""

_OF_A_PERSON: Final = re.compile("上任|就任|当选|任职|出生|生于|毕业|岁|哪里人|哪儿人|职务|党派|[说讲提]了?")
_OF_A_BODY: Final = re.compile("成立|设立|组建|挂牌|总部|设在|位于|主任|负责人|职责|多少人|几个人")
_NEIGHBOUR_YEAR: Final = re.compile(
    rf"^{_LEAD}(?P<word>(?P<before>上一?年度?|前一年|头一年)|(?P<after>次年|第二年|后一年|下一年)"
    r"|那一?年|这一年|同年|当年|同期|当时|那时候?|那会儿|那段时间)(?:里|间|呢)?"
)
"""A year told from the one asked about before, not from today: 上年, 次年, 那时候."""
_MORE: Final = frozenset(["还有", "还有其他", "还有别", "其他", "别", "另外", "除此之外"])
"""What is left of 还有呢？ and 其他的呢？, which ask for more of the same."""
_TWO_PARTS: Final = re.compile(r"^(?P<first>.{1,20}?呢)[?？,，。 ]+(?P<second>.{2,20})$")
_COMPARES: Final = re.compile(r"^(?:跟|和|与|同|比){1,2}")
_ASKING_AGAIN: Final = re.compile(r"^(?:是|有|要|分别)*(?:多少|几|哪些|哪|什么|谁|怎么)")

_RATIO_WORDS: Final = re.compile(r"增长|占|比例|比重|率|百分|提高|下降|上升|回落|增速|增幅|涨|降")
_BARE_HOW_MANY: Final = re.compile(r"(?:多少|几)(?=[?？。!！]*$)")


def completed_in_chinese(question: str, previous: Turn) -> str:
    """Complete a Chinese or mixed follow-up; a question that stands on its own comes back unchanged.

    :param previous: the turn before, its question already complete.
    """
    asked = _with_the_year_meant(question.strip(), previous.question)
    for rewrite in (_two_parts, _what_about, _pronoun, _pointing, _ellipsis, in_context):
        completed = rewrite(asked, previous)
        if completed is not None:
            return completed
    return asked if asked != question.strip() else question


def _with_the_year_meant(asked: str, earlier: str) -> str:
    """Write out a year that is told from the one asked about before: 上年呢 behind 1994 means 1993."""
    match = _NEIGHBOUR_YEAR.match(asked)
    years = understand_alone(earlier).years
    if match is None or len(years) != 1:
        return asked
    year = years[0] + (-1 if match["before"] else 1 if match["after"] else 0)
    return f"{asked[: match.start('word')]}{year}年{asked[match.end('word') :]}"


def _two_parts(asked: str, previous: Turn) -> str | None:
    """Rewrite 光热电站呢？要建几座？ and 上海呢？和天津比呢: the second part goes on from the first."""
    match = _TWO_PARTS.match(asked)
    if match is None:
        return None
    first = _what_about(match["first"], previous)
    if first is None:
        return None
    second = match["second"]
    if _COMPARES.match(second):
        return f"{first.rstrip(ENDS)}，{second}"
    if _ASKING_AGAIN.match(second) and understand_alone(second).kind is understand_alone(first).kind:
        return first
    return completed_in_chinese(second, Turn(first))


def _what_about(asked: str, previous: Turn) -> str | None:
    """Rewrite 那浙江呢？, 2023年的呢？, 那目标呢？, 那增速呢？, and 浙江？ alone."""
    match = _WHAT_ABOUT.match(asked)
    bare = None if match else _BARE.match(asked)
    found = match or bare
    if found is None:
        return None
    what = found["what"].strip()
    if what in _MORE:
        return f"{previous.question.rstrip(ENDS)}，还有哪些？"
    among = what.startswith("其中")
    rest = without(what.removeprefix("其中"), mentions_in(what.removeprefix("其中")))
    rest = re.sub(r"^[的在到至,，和与及、 ]+|[的在,，和与及、 ]+$", "", rest)
    if rest and (bare or _names_more_than_a_word(rest)):
        return None
    asked_again = _with_places_and_dates(previous.question, what)
    if not rest or rest in previous.question:
        return asked_again if asked_again != previous.question or bare is None else None
    narrows = among or "的呢" in asked
    return asked_about(asked_again, rest, Turn(asked_again, previous.answer), narrows=narrows)


def _names_more_than_a_word(rest: str) -> bool:
    return len(rest) > 12 or bool(re.search("什么|多少|哪|谁|怎|如何|为何|几[个家项场]", rest))


def _pronoun(asked: str, previous: Turn) -> str | None:
    """Rewrite 他是谁？, 它什么时候建成？, 这个项目在哪里？ with the answer or the topic before."""
    match = _PRONOUN.match(asked)
    if match is None or _OF_THE_ARTICLE.match(asked) or not match["rest"].strip(ENDS):
        return None
    points = match["pronoun"][0] in "这那该此"
    if points and not _PREDICATE.match(match["rest"]):
        return None
    name = _meant(previous, match["pronoun"])
    return f"{name}{match['rest']}" if name else None


def _pointing(asked: str, previous: Turn) -> str | None:
    """Rewrite 这座水库有多大？ where the noun stands in the turn before: 开化水库有多大？."""
    match = _POINTING.match(asked)
    if match is None or _OF_THE_ARTICLE.match(asked):
        return None
    rest = asked[match.end() :]
    said = f"{previous.question} {previous.answer or ''}"
    for length in range(min(_LONGEST_POINTED, len(rest)), 1, -1):
        noun = rest[:length]
        if noun in said and "的" not in noun and noun[0] not in "新最第前" and _PREDICATE.match(rest, length):
            name = name_answered(previous) or _phrase_with(noun, previous.question) or _meant(previous, "这")
            return f"{name}{rest[length:]}" if name else None
    return None


def _phrase_with(noun: str, earlier: str) -> str:
    """Give the words of the earlier question that end in a noun: 中英联合声明 for 这个声明."""
    found = re.search(rf"[^,，。；：、\s“”《》的在由对把被和与及据按为了是有哪]*{re.escape(noun)}", earlier)
    return found.group() if found else ""


def _meant(previous: Turn, pronoun: str) -> str:
    """Say what a pronoun stands for: a short answer that is a name, else the quoted name or topic asked about."""
    question = understand_alone(previous.question)
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
    body = re.sub(rf"^{_LEAD}", "", asked)
    lead, rest = _leading(body)
    name = _name_meant(rest, previous)
    if name:
        return f"{name}{body}"
    if not topic.what:
        return None
    where = "" if places_in(body) or WIDE.match(rest) else topic.where
    when = "" if find_dates(body) else topic.when
    if topic.measure and not _RATIO_WORDS.search(rest):
        rest = _BARE_HOW_MANY.sub(lambda match: match.group() + topic.measure, rest)
    joint = "，" if rest.startswith(("其中", "为什么", "为啥", "为何")) else ""
    return f"{joined(where, when)}{joined(lead, topic.what)}{joint}{rest}"


def _name_meant(rest: str, previous: Turn) -> str:
    """Give the answer before where the question goes on about it: 哪年上任的？ or 投资多少？."""
    if _OF_A_PERSON.search(rest):
        return name_answered(previous, {AnswerKind.PERSON})
    if _OF_A_BODY.search(rest) and (name := name_answered(previous, {AnswerKind.ORGANISATION})):
        return name
    return name_answered(previous, {AnswerKind.TITLE})


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
