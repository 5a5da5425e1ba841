"""What sort of answer a Chinese question wants, read from the words that ask. Rules alone; no model.

A question is judged by its last asking word, since earlier ones are mostly subordinate (谁来照应的经验怎么讲), except
that 为什么 always rules. Everything here expects folded text with quoted words blanked out.
"""

import re
from pathlib import Path
from typing import Final

from zhengxie_qa.question.articles import article_asked
from zhengxie_qa.question.asking_words import (
    AMOUNT_NOUN,
    ASKING,
    BODY_NOUN,
    CHANGE,
    COUNT_NOUN,
    FEW,
    HEAD_END,
    LOCUS_NOUN,
    MEASURE,
    NAMED,
    PERCENT_NOUN,
    PERSON_NOUN,
    PLACE_NOUN,
    WHAT,
    WHEN,
    WHICH,
    any_of,
)
from zhengxie_qa.question.question import Asked
from zhengxie_qa.text.quantities.units import AGE, MEASURED, RATIO, TIME
from zhengxie_qa.text.word_lists import rows
from zhengxie_qa.types import AnswerKind

_LONG: Final = any_of(
    r"多久|多长的?(?:时间|日子|期限|周期|工期)|多少(?:时间|工夫|功夫|日子|时日)",
    r"(?:工期|周期|任期|期限|时间|历时|为期|时长|学制|假期)(?:共|总共|一共|定)?(?:有|要|是|为|得)?(?:多长|多少(?=\?|$))",
    rf"(?:{FEW}|多少)(?:十|百|千)?(?P<time>年(?![级来轻代龄])|个月|天|周|个?星期|个?小时|分钟|秒|个工作日"
    rf"|个?年头|个?季度|个?世纪|日)",
)
_FIGURE: Final = any_of(
    r"百分之(?:几|多少)(?:点几)?|千分之(?:几|多少)|几分之几|多少分之一",
    rf"(?:多少|{FEW})(?:十|百|千|万|亿|多|来)*[号口](?P<heads>人)",
    rf"(?:多少|{FEW})个(?P<sum>亿)",
    rf"(?:多少|{FEW})(?:十|百|千|万|亿|多|来)*(?P<measure>{MEASURE})",
    r"多少(?:十|百|千|万|亿)*",
    r"多[大高低长远重宽深快](?!数|的?多数)(?:的?(?P<of>规模|年纪|年龄|岁数|面积|比例|比重|力度|幅度|一?笔钱|范围))?",
    rf"(?P<behind>{MEASURE})数?是?几何",
    rf"{FEW}(?=[\u4e00-\u9fff]|$)",
)
_LEVEL: Final = any_of(
    rf"{WHAT}(?:样的)?(?:水平|程度|地步|数(?:字|值|目)?|规模|比例|幅度|增速|速度|份额|价位|档次)",
    rf"{WHICH}个(?:大关|关口|数|水平|台阶)",
    rf"(?:数值|数字|金额|总额|数量|比例|比重|增速|增幅|目标值)(?:是|为|达到?)?(?:{WHAT}|几何|$)",
)
_REASON: Final = any_of(
    rf"为了?{WHAT}(?!样|的?(?:主题|主线|中心|目标|基础|原则|代表|依据|重点|核心|导向|抓手|单位|准"
    rf"|主要))|为何|何以|因何|缘何|凭{WHAT}",
    rf"怎么会|(?:因|由于|出于|鉴于){WHAT}|{WHAT}(?:原因|缘故|目的|理由|缘由|意图|考虑)|图(?:的)?(?:是)?个?{WHAT}",
    r"(?:原因|缘故|缘由|目的|用意|初衷|出发点|好处|理由|根源|意图|动因)(?:之一)?都?(?:主要)?(?:在于|是"
    r"|有|为)?个?(?:什么|啥|何|哪)",
    r"(?:因为|由于)哪|哪(?:些|几个|几方面|个)(?:方面的?)?(?:原因|理由|因素|考虑)|意义(?:何在|是什么)",
    r"(?:主要|综合)考虑(?:的?是|到)?了?(?:哪|什么|啥)|干嘛要|怎么(?:造成|导致)的",
)
_DEFINES: Final = any_of(
    rf"(?:是|有)?{WHAT}(?:意思|含义|涵义|概念|定义)|指(?:的)?(?:是|就是)?(?:{WHAT}|哪(?![些几两二三四五六七八九十]))",
    rf"(?:含义|涵义|内涵|定义|概念|意思)(?:是|为|指)?(?:{WHAT}|何)?|何谓|何为|^{WHAT}(?:是|叫|算)|{WHAT}叫(?:做)?",
    rf"怎么(?:理解|解释)\"|(?:干|做|作)(?:{WHAT}|嘛)用?的|有{WHAT}用(?:处|途)?|代表(?:着|了)?{WHAT}|意味着{WHAT}",
    rf"是个?{WHAT}东西|[咋怎]么?回事|(?:如何|怎样|怎么)(?:定义|解释|理解)",
    rf"^(?:\"□+\""
    rf"|(?![两二三四五六七八九十\d]+[个条项大类种根句点件])[^,。?的]{{2,10}}(?<!口号)(?<!目标)(?<!名称)(?<!名字)(?<!原则)(?<!方针))(?:是"
    rf"|指|即)个?(?:的是)?{WHAT}[呀啊呢]?\?*$",
)
_LISTS: Final = any_of(
    r"哪些|哪几(?!年|天|个?月|号|时)|哪(?:[两二三四五六七八九十]|\d)+(?!年|天|个月|届)|哪样|各是(?:什么|啥|哪)",
    rf"分别(?=.*(?:{WHAT}|哪|谁|多少|几))|{WHAT}和{WHAT}|由{WHAT}(?:组成|构成)|分为哪",
    rf"(?:包括|包含|涵盖|涉及|囊括|列举|覆盖)[了着]?(?:{WHAT}|哪)|(?:都|各|具体)(?:是|有|指)(?:{WHAT}|谁|哪)",
    rf"有{WHAT}(?:内容|特点|特征|特色|要求|规定|优势|亮点|变化|举措|措施|成果|成效|任务|目标|项目|类型)",
    rf"(?:[两二三四五六七八九十]|\d)(?:个|条|项|大|类|种|方面|根|句|点|件|步|块)[^,。?]{{0,14}}(?:是|指"
    rf"|叫|有|为)(?:{WHAT}|哪|谁)",
)
_NUMBERED_LIST: Final = re.compile(r"哪(?:[两二三四五六七八九十]|\d)+(?:个|大|项|种|条|类|方面)")
"""Asks for so many things, be it by 指的是哪三个."""
_QUOTES: Final = any_of(
    rf"原话|哪一?句(?:话|诗|口号)?|{WHAT}样?的?(?:话|口号|说法|评价|比喻|方针|理念|标语|寄语|字眼)|口号(?:喊|叫|提)?(?:的|作|出)?(?:是|叫)?{WHAT}",
    r"怎么个?(?:说|讲|评价|形容|描述|概括|表述|写)的?|如何(?:评价|形容|描述|概括|表述)",
    rf"[哪几两三四五六七八九十\d]+个(?:字|词|关键词)|(?:说|讲|表示|指出|强调|提出|写道)[了过]?些?{WHAT}",
    rf"(?:比作|比喻(?:为|成)|誉为|形容(?:为|成)|喻为|概括为|归纳为|总结为){WHAT}|用了?(?:哪|{WHAT})[句个]?(?:话|词|字)",
)
_PERSONS: Final = any_of(
    rf"谁(?!也|都)|哪位|哪一?[个名]{PERSON_NOUN}(?!会|大|民)|何人|{WHAT}人(?![数口群均类民才])|姓甚名谁",
    rf"{PERSON_NOUN}(?:的)?(?:姓名|名字)?(?:叫|是|姓)?{WHAT}名字?(?!称)|{PERSON_NOUN}(?:叫|姓名是|名字是){WHAT}",
)
_LOCUS: Final = any_of(
    rf"(?:{LOCUS_NOUN})(?:主要)?(?:是|体现|表现|落|放|就|出)?(?:在于?|于)(?:哪里|哪儿|何处|哪|{WHAT})"
)
_PLACES: Final = any_of(
    rf"哪里|哪儿|何处|何地|(?:在|出|位于|到|去|自|于|往|向)哪(?=[?,。]|$)|{WHAT}样?的?(?:地方|城市|位置"
    rf"|省份|国家)(?!级)",
    rf"{WHICH}(?:个|座|处|片|条|块)?(?:[^,。?哪什啥企公]{{0,5}}?)?{PLACE_NOUN}{HEAD_END}|来自哪",
)
_BODIES: Final = any_of(
    rf"{WHICH}(?:个|家|所|间|支)?(?:[^,。?哪什啥]{{0,8}}?)?{BODY_NOUN}{HEAD_END}|{WHAT}样?的?{BODY_NOUN}{HEAD_END}",
    rf"哪家|哪所|{BODY_NOUN}(?:是|叫)谁",
)
_TITLES: Final = any_of(
    rf"叫(?:做|作)?个?\"?(?:{WHAT}|哪)|怎么(?:称呼|叫)|咋(?:称呼|叫)|如何称呼|称为{WHAT}",
    rf"(?:名字|名称|全名|全称|简称|名号|称号|叫法|别名|代号|题目|标题|主题|职务)(?:叫|是|为|取|写)?(?:{WHAT}|哪|何)",
    rf"(?:被?称[为作]|获评|获得|荣获|授予|评为|入选|命名为|取名|改名|更名为?|升格为?|定名){WHAT}",
    rf"{WHAT}样?的?[^,。?哪什啥]{{0,4}}{NAMED}",
    rf"{WHICH}(?:[个部份项次场届篇本条款首支台座颗艘枚辆架套种类期号幅出段张门])?(?:[^,。?哪什啥]{{0,6}}?){NAMED}",
    rf"{WHICH}[部份项次场届篇本款首支颗艘枚辆架套期号幅段张]",
)
_MANNER: Final = any_of(
    r"怎么(?!会)|怎样(?!的)|如何|咋|怎(?=[么样能])|走哪条路",
    rf"{WHAT}(?:样的)?(?:方式|办法|途径|手段|措施|举措|做法|路径|法子|步骤|渠道|路子|招(?!牌))",
    rf"(?:靠|通过|以|用|凭借|借助|按照?|采取了?|采用了?|拿)(?:的是)?{WHAT}(?!为|作|当|去冲)|靠的?是{WHAT}",
    rf"{WHICH}[些种]?(?:方式|办法|途径|手段|措施|举措|做法|路径|步骤)",
)
_YES: Final = any_of(
    r"吗(?=[?。!,]|$)|么(?=\?|$)|是否|能否|可否|会否|有无|是不是|有没有|能不能|可不可以|会不会|要不要|该不该|对不对",
    r"没有(?=\?|$)|了没(?=\?|$)|算不算|属不属于|(?P<verb>[达完建成办通开])(?:到|成)?没(?P=verb)|够不够|行不行",
)

_RANK: Final = re.compile(r"第几|老几|哪一?[届期](?=[了的呢啊呀?]|$)|第?哪一?名(?=[了呢啊呀?]|$)")
"""Asks for a number in a row; 哪届运动会 asks for the event."""

_ASIDE: Final = re.compile(
    r"((?:多少|[几哪谁]|什么|啥|多[久大高长])[^?]*[?,。])([^,。?]{0,12}(?:怎么|咋|如何)(?:估计|许诺"
    r"|解释|说|讲|规定|要求|定|算|写)的?\?*)$"
)
"""A remark behind a question that already asked: 最少得花多久？十五大怎么估计的？"""

_RULES: Final[tuple[tuple[AnswerKind, re.Pattern[str]], ...]] = (
    (AnswerKind.REASON, _REASON),
    (AnswerKind.DATE, WHEN),
    (AnswerKind.DURATION, _LONG),
    (AnswerKind.LIST, _NUMBERED_LIST),
    (AnswerKind.DEFINITION, _DEFINES),
    (AnswerKind.LIST, _LISTS),
    (AnswerKind.ORGANISATION, re.compile(rf"{BODY_NOUN}(?:是|叫)谁")),
    (AnswerKind.PERSON, _PERSONS),
    (AnswerKind.OTHER, _RANK),
    (AnswerKind.COUNT, _FIGURE),
    (AnswerKind.COUNT, _LEVEL),
    (AnswerKind.OTHER, _LOCUS),
    (AnswerKind.QUOTATION, _QUOTES),
    (AnswerKind.PLACE, _PLACES),
    (AnswerKind.ORGANISATION, _BODIES),
    (AnswerKind.TITLE, _TITLES),
    (AnswerKind.MANNER, _MANNER),
    (AnswerKind.OTHER, re.compile(rf"{WHAT}|哪|何(?!况)|多么")),
)
"""Kind → the words that ask for it; among those that touch the last asking word, the first decides."""

_RATIO_HOW: Final = frozenset(["比例", "比重", "幅度"])
_AGE_HOW: Final = frozenset(["年纪", "年龄", "岁数"])


def asked_in_chinese(folded: str) -> Asked:
    """Say what a Chinese question asks for, metadata aside.

    :param folded: the folded question, with the words inside quotation marks blanked out by ``□``.
    """
    reason = _REASON.search(folded)
    if reason:
        return Asked(AnswerKind.REASON, _asking_within(folded, reason))
    folded = _ASIDE.sub(lambda match: match[1] + "□" * len(match[2]), folded)
    last = next(reversed(list(ASKING.finditer(folded))), None)
    article = article_asked(folded)
    if article is not None and article.is_whole:
        return Asked(AnswerKind.OTHER, last.span() if last else None)
    if last is None:
        decided = _YES.search(folded)
        return Asked(AnswerKind.YES_NO, decided.span()) if decided else _without_asking_word(folded)
    for kind, pattern in _RULES:
        for match in pattern.finditer(folded):
            if match.start() < last.end() and last.start() < match.end():
                return _refined(folded, kind, match)
    return Asked(AnswerKind.OTHER, last.span())


_BY_NOUN: Final = tuple(
    (AnswerKind(kind), re.compile(f"(?:{nouns})$")) for kind, nouns in rows(Path(__file__).with_name("keywords.tsv"))
)


def _asking_within(folded: str, match: re.Match[str]) -> tuple[int, int]:
    asking = ASKING.search(folded, match.start(), match.end())
    return asking.span() if asking else match.span()


def _refined(folded: str, kind: AnswerKind, match: re.Match[str]) -> Asked:
    """Give the span of the asking words; tell counts, amounts, shares and durations apart."""
    if match.re is _LONG:
        unit = match.groupdict().get("time")
        return Asked(kind, match.span(), unit)
    if match.re is _FIGURE:
        return _figure(folded, match)
    if match.re is _LEVEL:
        figure = _without_measure(folded, match)
        return figure._replace(span=_asking_within(folded, match))
    return Asked(kind, match.span() if kind is AnswerKind.DATE else _asking_within(folded, match))


def _figure(folded: str, match: re.Match[str]) -> Asked:
    """Read 多少, 几 and 多大 with what stands behind and before them."""
    measure = match["measure"] or match["behind"] or match["heads"]
    if "分之" in match.group():
        unit = "‰" if match.group().startswith("千") else "%"
        return Asked(AnswerKind.PERCENTAGE, match.span(), unit)
    if measure:
        return Asked(kind_of_unit(measure), match.span(), measure)
    if match["sum"]:
        return Asked(AnswerKind.AMOUNT, match.span())
    return _without_measure(folded, match)


def kind_of_unit(unit: str) -> AnswerKind:
    """Say which kind of figure carries a unit: 元 an amount, % a percentage, 天 a duration, 场 a count."""
    if unit in RATIO or unit in {"倍", "番"}:
        return AnswerKind.PERCENTAGE
    if unit in TIME:
        return AnswerKind.DURATION
    return AnswerKind.AMOUNT if unit in MEASURED or unit in AGE else AnswerKind.COUNT


def _without_measure(folded: str, match: re.Match[str]) -> Asked:
    """Tell counts, amounts and shares apart where no unit is named: 增长多少, 总额达到多少, 多大比例."""
    clause = re.split(r"[,。;]", folded[: match.end()])[-1]
    before, behind = clause[: len(clause) - len(match.group())], folded[match.end() :]
    how = match.groupdict().get("of")
    if how in _AGE_HOW:
        return Asked(AnswerKind.AMOUNT, match.span(), "岁")
    if behind.startswith("钱") or how == "笔钱":
        return Asked(AnswerKind.AMOUNT, match.span(), "元")
    if how in _RATIO_HOW or re.match("的?(?:比例|比重|份额)", behind):
        return Asked(AnswerKind.PERCENTAGE, match.span(), "%")
    if PERCENT_NOUN.search(before) or PERCENT_NOUN.search(match.group()):
        return Asked(AnswerKind.PERCENTAGE, match.span(), "%")
    if CHANGE.search(before):
        return Asked(AnswerKind.PERCENTAGE, match.span())
    if AMOUNT_NOUN.search(before) or match.group().startswith(("多大", "多高", "多长", "多远", "多重", "多宽", "多深")):
        return Asked(AnswerKind.AMOUNT, match.span())
    return Asked(AnswerKind.COUNT, match.span())


def _without_asking_word(folded: str) -> Asked:
    """Read a phrase that names what it wants without asking: 高标准农田的面积, 民间投资增速, 柳州 双月协商 主持人."""
    phrase = folded.rstrip("?。!,. ")
    for word in reversed(phrase.split()):
        named = next((kind for kind, noun in _BY_NOUN if noun.search(word)), None)
        if named is not None:
            return Asked(named)
    if PERCENT_NOUN.search(phrase[-12:]):
        return Asked(AnswerKind.PERCENTAGE, None, "%")
    if COUNT_NOUN.search(phrase[-8:]):
        return Asked(AnswerKind.COUNT)
    return Asked(AnswerKind.AMOUNT if AMOUNT_NOUN.search(phrase[-12:]) else AnswerKind.OTHER)
