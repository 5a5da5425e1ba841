"""What a Chinese question about many documents asks of each: see :mod:`zhengxie_qa.comparing.taken_apart`."""

import re
from typing import Final

from zhengxie_qa.comparing.asked import Asked, by_of, level_of
from zhengxie_qa.comparing.asked_side_by_side import place_beside, two_things
from zhengxie_qa.comparing.asking import EDGES, asking, asks, is_figure
from zhengxie_qa.comparing.comparison import By, Order
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.places import PlaceKind, places_in
from zhengxie_qa.text.quantities.numerals import number_value

_CITIES: Final = r"地级市|城市|市(?![场民值面政县区])"
_PROVINCES: Final = (
    r"省级行政区|省[,、]?(?:自治)?区[,、]?(?:直辖)?市|省\(区[,、]?市\)|省市区|省份|省市|省区|省|自治区|直辖市"
)
_PLACE: Final = rf"(?:(?P<provinces>{_PROVINCES})|(?P<cities>{_CITIES})|地区|地方|地(?![方区域级点下质]))"
_PAPER: Final = r"(?:份|篇|个|些)?(?:政府)?(?:工作)?(?:报告|文件|文章|文档|材料)"
_ALL: Final = r"(?:全国|国内|我国)?(?:各(?:个|大)?|每一?个?|所有的?|全部|31个?|三十一个?)"
_SAYS: Final = (
    r"(?:的?(?:政府)?(?:工作)?报告)?(?:里|中|上|之间|间)?(?:都|分别|各自|各)?"
    r"(?:所?(?:提出|给出|公布|披露|显示|写明|列出|确定|定下|述|写|说))?(?:的|所)?"
)
_ALL_OF: Final = re.compile(rf"{_ALL}(?:{_PLACE}|(?P<papers>{_PAPER})){_SAYS}")
_ALL_YEARS: Final = re.compile(
    rf"(?P<years>(?<!日)历年来?|历[届次](?={_PAPER})|逐年|各年度?|(?:这|近|最近)几年(?:以?来|里|间)?(?:每年)?)"
    rf"(?:{_PAPER})?{_SAYS}"
)
_WHICH_OF: Final = rf"(?:{_PLACE}|(?P<years>年份|年度|年)(?!以?来|之?前|起)|(?P<papers>{_PAPER}))"
_WHICH: Final = re.compile(rf"(?:有|是|在)?哪(?:一|几|些)?个?{_WHICH_OF}{_SAYS}")
_WHICH_BEHIND: Final = re.compile(
    rf"(?<=[的名位])(?:几个)?{_WHICH_OF}(?:都|分别)?(?:有|是|为)?哪(?:些|几个|一?个|里|儿)?$"
)
_WHERE: Final = re.compile(r"(?:是|在)?哪[里儿]$|(?:是|在)哪$")
_WHICH_ONES: Final = re.compile(r"(?:是|有)?哪(?:一?[个家]|几个|些)$|(?:是|有)谁$|^哪一?[个家]")
_IN_REPORTS: Final = re.compile(r"^(?:在)?(?:政府)?(?:工作)?报告(?:[里中上]的?|所[写述列]的?),?")
_STATING: Final = re.compile(
    rf"(?:写明|写出|列明|列出|给出|公布|披露)了?(?P<stated>[^,]{{2,24}}?)的(?:(?:政府)?(?:工作)?报告|{_PLACE})"
    r"(?:[里中]|当中|之中)(?:,|的)?"
)
"""Only reports that state something are to be looked at; that they are is nothing to be asked."""
_STATED: Final = re.compile("(?:写明|写出|列明|给出)了?(?:数[量值字]|金额)的")
_ANY_FIGURE: Final = re.compile("数[量值字]?|金额|规模|总量|水平|[数总]值|多少")
_TIMES: Final = re.compile(r"\d{4}年?|[\"“”\s]|十[二三四五]五(?:时期|期间)?|去年|今年")
_RANK: Final = (
    r"(?P<high>最(?:高|多|大|快|长|强|好|靠前)|第一(?=的|是|名|$)|居首|领先|领跑|冠军)"
    r"|(?P<low>最(?:低|少|小|慢|短|弱|差|靠后)|垫底|倒数第一|末位|殿后)"
    r"|(?P<last>倒数|最后|后)?前?(?P<most>\d{1,2}|[两二三四五六八十])(?:名|位|强)|前(?P<top>\d{1,2}|[两二三四五六八十])(?=的|是|有|$)"
)
_EXTREME: Final = re.compile(
    r"[里中]?的?(?:并列|排名|排位|排行|排在|排|位居|位列|名列|居|[定设达写跑长增]得|达到|能?是|为|在)*"
    rf"(?:{_RANK})的?(?:一?个)?(?:有|是|为)?(?:的)?"
)
_MORE: Final = re.compile(
    r"的?(?:更|相对)?(?:(?P<high>(?<!多)[高多大快长强])|(?P<low>(?<!多)[低少小慢短弱]))(?:一?[点些]儿?)?$"
)
_TWO_YEARS: Final = re.compile(
    r"(?P<one>(?:19|20)\d\d)年?(?P<what>[^,;]{0,20}?)(?:比|较|和|与|跟|同|相比|、)(?P<two>(?:19|20)\d\d)年?(?:相比|比较|比)?[,的]*"
    r"(?P<rest>[^,;]{0,24}?)(?:是|有|变|更|哪一?年的?)*"
    r"(?:(?P<high>[多高大快涨升增]|增[加长]|上升|提高)|(?P<low>[少低小慢跌降减]|减少|下降|降低))(?:了|一?些)?(?P<or>还是[^,;]{1,4}|吗|没有)?$"
)
"""Two years and which of them has more: 2025年比2024年新增就业多了还是少了, 2024年和2025年的新增就业哪年多."""
_WHO: Final = re.compile(r"谁家?的?|哪(?:一|个|里|边|家)+的?")
_MENTIONS: Final = re.compile(
    r"^(?:\d{4}年)?(?:都|也|明确)*(?:提到|提及|谈到|谈及|写到|写入|讲到|说到)[过了]?(?P<what>.+?)(?:[了吗的没]*)$"
)
_ASIDE: Final = re.compile(
    r"^(?:请|帮我|麻烦|给我)*(?:比较|对比|比一?比|列出|列一?下|罗列|汇总|整理|统计)(?:一下)?"
    r"|,?(?:比较|对比|给我列出来|(?:给我)?列一?下|列个?表|做成?个?表格?|排个?序|情况如何|各?是什么情况)$"
)
_SPREAD: Final = re.compile(r"(?:分别|各自|各)(?=是|有|为|达|增|提|定|占|下|完|多)")
_BETWEEN: Final = r"(?:\s|[、,和与跟同及]|还是|以及|对比|相比|vs)*"
_TOGETHER: Final = r"(?:[两三四\d]?个?[省市地区]+|之间|相比|比较|比)*的?"
_MARKS: Final = " “”\"《》'‘’「」"
_FEW_PLACES: Final = 2


class _Rest:
    """A question from which words are taken out."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Cut out what a pattern finds in the folded question."""
        match = pattern.search(fold(self.text))
        if match:
            self.text = (self.text[: match.start()] + self.text[match.end() :]).strip(EDGES)
        return match


def in_chinese(text: str) -> Asked:
    """Take a Chinese question about many documents apart."""
    things = two_things(text.strip(EDGES))
    if things:
        return things
    rest = _Rest(place_beside(text.strip(EDGES)))
    while rest.take(_ASIDE) or rest.take(_STATED) or rest.take(_IN_REPORTS):
        pass
    years = _TWO_YEARS.search(fold(rest.text))
    if years and (years["or"] or re.search("哪一?年", years.group())):
        return _of_two_years(rest.text, years)
    before = rest.text
    stating = rest.take(_STATING)
    places = _named(rest)
    across = rest.take(_ALL_OF) or rest.take(_ALL_YEARS)
    whole = rest.text
    which = rest.take(_WHICH) or rest.take(_WHICH_BEHIND)
    found = which or across
    mentions = _MENTIONS.search(rest.text) if found else None
    if found and mentions:
        what = mentions["what"].strip(_MARKS)
        return Asked(f"是否提到“{what}”？", by_of(found), level=level_of(found), mentioned=what)
    is_where = bool(stating or _WHERE.search(rest.text))
    ranked = _ranked(rest, whole, which, is_open=bool(stating))
    if which and not (ranked or places or across):  # 哪个城市 without 最 or 提到 asks for words of a text
        rest.text, found = whole, None
    if places and not ranked:
        rest.take(_WHO)
        ranked = rest.take(_MORE)
    rest.take(_SPREAD)
    if stating:
        rest.text = _stated(before[slice(*stating.span("stated"))], rest.text)
    by = By.PLACE if places or (ranked and is_where and not found) else by_of(found) if found else None
    if by is None and ranked is None and asks(rest.text):
        return Asked(f"{rest.text}？")
    each = asking(rest.text, counts=bool(ranked and re.search("[多少]", ranked.group())), ranks=ranked is not None)
    return Asked(each, by, _order(ranked), _most(ranked), level_of(found or stating), places)


def _of_two_years(text: str, found: re.Match[str]) -> Asked:
    """Each of two years is asked the same; the one with more comes first, or with less where 哪年少 is asked."""
    what = "".join(text[slice(*found.span(part))] for part in ("what", "rest")).strip(EDGES).strip("的")
    order = Order.LOWEST if found["low"] and not found["or"] else Order.HIGHEST
    years = tuple(sorted({int(found["one"]), int(found["two"])}))
    return Asked(asking(what, ranks=True), By.YEAR, order, years=years)


def _ranked(rest: _Rest, whole: str, which: re.Match[str] | None, *, is_open: bool) -> re.Match[str] | None:
    """Take out which end is asked for, and of what; it stands in the clause that says among whom.

    :param is_open: whether 哪个 without a noun asks for one of those compared.
    """
    if which:
        asks = next(clause for clause in re.split("[,;]", fold(whole)) if "哪" in clause)
        return rest.take(_EXTREME) if _EXTREME.search(asks) else None
    open_end = _WHERE.search(rest.text) or _WHICH_ONES.search(rest.text)
    if not (open_end and _EXTREME.search(fold(rest.text)) and (is_open or is_figure(rest.text))):
        return None
    ranked = rest.take(_EXTREME)
    if not (rest.take(_WHERE) or rest.take(_WHICH_ONES)):
        rest.take(re.compile("哪一?[个家些]"))
    return ranked


def _order(ranked: re.Match[str] | None) -> Order | None:
    if ranked is None:
        return None
    return Order.LOWEST if ranked["low"] or ranked.groupdict().get("last") else Order.HIGHEST


def _stated(what: str, rest: str) -> str:
    """Join what reports state with what is asked of it: 城镇化率 and 最低, 产量 of 粮食产量, 总里程 of 高速公路."""
    if _ANY_FIGURE.fullmatch(what):
        return rest
    core = _TIMES.sub("", rest)
    if not core:
        return rest + what
    is_part = set(core) <= set(what) or _ANY_FIGURE.fullmatch(core)
    return rest.replace(core, what) if is_part else rest + what


def _named(rest: _Rest) -> tuple[str, ...]:
    """Take out two or more places named side by side (浙江、江苏两省的); one alone stays part of the question."""
    named = [place for place in places_in(rest.text) if len(place.name) > 1]
    together = [place for place in named[:1] if place.kind is not PlaceKind.REGION]
    for place in named[1:]:
        between = fold(rest.text[together[-1].end : place.start]) if together else "-"
        if together and re.fullmatch(rf"{_BETWEEN}", between) and place.kind is together[-1].kind:
            together.append(place)
    if len(together) < _FEW_PLACES:
        return ()
    start, end = together[0].start, together[-1].end
    behind = re.match(_TOGETHER, rest.text[end:])
    rest.text = (rest.text[:start] + rest.text[end + (behind.end() if behind else 0) :]).strip(EDGES)
    return tuple(dict.fromkeys(place.canonical for place in together))


def _most(ranked: re.Match[str] | None) -> int:
    groups = ranked.groupdict() if ranked else {}
    written = groups.get("most") or groups.get("top")
    number = number_value(written) if written else None
    return int(number[0]) if number else 1
