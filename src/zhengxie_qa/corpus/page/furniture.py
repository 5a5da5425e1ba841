"""Which lines of a saved page are furniture: navigation, widgets, share and print buttons, footers.

A rule holds only where the *whole* line consists of the words of furniture, so a line of a report that begins with such
words (审核：…438件, 扫一扫就能办事) is none. Rules look at one line at a time and only recognise;
:mod:`zhengxie_qa.corpus.clean` decides what is left out.
"""

import re
from enum import StrEnum

from zhengxie_qa.corpus.page.widgets import is_widget, may_be_widget
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.surnames import may_be_name

LONGEST_LINE = 240
"""Characters; a longer line is a paragraph, whatever it begins with."""


class Furniture(StrEnum):
    """What a line of furniture is, from certain to possible."""

    BREADCRUMB = "breadcrumb"
    NAVIGATION = "navigation"
    WIDGET = "widget"
    NEIGHBOUR = "neighbour"
    FOOTER = "footer"
    RELATED = "related"
    CREDIT = "credit"
    ORGANISER = "organiser"
    CONTACT = "contact"
    POSSIBLE = "possible"


CERTAIN = frozenset(
    {Furniture.BREADCRUMB, Furniture.NAVIGATION, Furniture.WIDGET, Furniture.NEIGHBOUR, Furniture.FOOTER}
)
"""Kinds that no article text looks like: left out wherever they stand, and proof that the text is a saved page."""

_PLACE_LABEL = re.compile(
    r"[\[【<]?(?:(?:您|你)(?:现在|当前|目前)?(?:所在|所处)?的?|(?:当前|目前|现在)(?:所在|所处)?的?|所在)?"
    r"(?:位置|栏目|频道|页面)是?(?P<mark>\s*[:>》]|\s+|$)(?P<path>.*)"
    r"|(?:you are here|current (?:position|location))(?P<english_mark>\s*:)(?P<english_path>.*)"
)
_OWN_PLACE = re.compile(r"[\[【<]?(?:您|你|当前|目前|现在|所在|you|current)")
_HOME = re.compile(r"(?:.{0,40}[\s|])?(?:网站|中心|本站)?(?:首页|主页)|home\b")
_SITE = re.compile(r"[^,;。!?]{0,24}(?:政府|政协|人大|网站?|[局厅委办院])")
_STEP, _LABELLED_STEP = re.compile(r"\s*(?:>+|»|›|》+)\s*"), re.compile(r"\s*(?:>+|»|›|》+|→|-{1,2}>|[/\\\s])\s*")
_SURE_STEP = re.compile(r">|»|›|》")
_LONGEST_STEP = 24
_CLAUSE_MARK = re.compile(r"[,;。!?、]")
_NAVIGATION_ITEM = re.compile(r"[\s|/·,>»]+")
_NAVIGATION_FIRST = frozenset({"首页", "网站首页", "返回首页", "home", "登录", "注册", "主站首页"})
_NAVIGATION_LEAST = 3
_NAVIGATION_ITEM_LENGTH = 14

_NEIGHBOUR = re.compile(
    r"[上下前后]一[篇条页则]\s*[:>»]|[上下]一[篇条页]$|(?:previous|next)(?: article| page| story)?\s*[:>»]"
)
_RECORD = re.compile(
    r"[\u4e00-\u9fff]icp[备证]\s*(?:字第?)?\s*[\dx×*]{6}|公网安备\s*(?:号\s*:?\s*)?\d{8}|网站标识码\s*:?\s*[a-z]*\d{6}"
)
_COPYRIGHT = re.compile(
    r".{0,30}(?:copyright\s*(?:©|\(c\)|(?:19|20)\d{2}\b)|©\s*(?:19|20)\d{2}|\(c\)\s*(?:19|20)\d{2}|all rights reserved)"
)
_RIGHTS = re.compile(
    r"[^,;。!?]{0,40}版权所有(?:$|\s*[:|©]\s*[^,;。!?]{0,40}$|\s+[^,;。!?]{1,60}$"
    r"|[\s,]*(?:(?:违者|侵权|翻版|盗版)必究|(?:不得|请勿|严禁|未经|转载).{0,30}$))"
)
_SITE_LINK = "网站地图|站点地图|网站声明|隐私(?:声明|政策|保护)|使用帮助|友情链接|法律声明|免责声明|联系我们|关于我们"
_ENGLISH_LINK = "site map|sitemap|privacy policy|terms of use|contact us|about us"
_SITE_LINKS = re.compile(
    rf"(?:{_SITE_LINK})(?:[\s|·/]+[\u4e00-\u9fffa-z]{{2,8}})+$|(?:{_ENGLISH_LINK})(?:\s*[|·/]\s*[a-z ]{{2,24}})+$"
)
_SITE_LINK_ALONE = re.compile(rf"(?:{_SITE_LINK}|{_ENGLISH_LINK})$")
_ADVICE = re.compile(r"(?:浏览器)?(?:建议|推荐)使用.{0,20}(?:浏览器|分辨率)[^\d,。]{0,12}$|您是第\s*\d+\s*位访[问客]")
_ROLE = (
    "(?:本[期文页])?(?:责任编辑|责编|网络编辑|网站编辑|值班编辑|执行编辑|编辑|审核|校对|监制|初审|复审|终审|编审|审签)"
)
_CREDIT = re.compile(rf"[\[【(]?(?:\s*{_ROLE}\s*[:/|]\s*(?P<names>[^:/|\[\]【】()]+))+[\])】]?$")
_CREDIT_FIELD = re.compile(rf"{_ROLE}\s*[:/|]")
_NAME_BREAK = re.compile(r"[\s、,;和\[\]【】()]+")
_OFFICE = re.compile(r"[\u4e00-\u9fff]{1,12}(?:办公室|办公厅|编辑部|中心|政办|科|处|部|室)$")
_RELATED = re.compile(
    r"[\[【(]?(?:相关(?:阅读|链接|新闻|文章|报道|推荐|稿件)|延伸阅读|推荐阅读|热门(?:新闻|文章|推荐|阅读|排行)"
    r"|猜你喜欢|更多(?:新闻|推荐|阅读)|最新(?:文章|新闻)|点击排行|阅读排行|精彩推荐|往期(?:回顾|推荐)|为您推荐"
    r"|related (?:articles?|news|stories|links|reading)|more (?:news|stories)|most (?:read|popular))"
    r"[\])】]?\s*[:>»]*$"
)
_ORGANISER = re.compile(
    r"(?:(?:主办|承办|协办|主管|技术支持|运维|维护|建设)(?:单位|方)?\s*:\s*[\u4e00-\u9fffa-z()、]{2,40}(?:\s+|$))+"
)
_CONTACT = re.compile(
    r"(?:(?:单位|联系)?地址\s*:\s*[^,;。:]{2,40}?(?:\s+|$)|(?:邮编|邮政编码)\s*:\s*\d{6}(?:\s+|$)"
    r"|(?:联系|值班|办公|咨询)?(?:电话|传真|服务热线)\s*:\s*[\d\-()/、转 ]{5,40}(?:\s+|$)"
    r"|(?:电子)?邮箱\s*:\s*[\w.\-]+@[\w.\-]+(?:\s+|$))+"
)
_FIGURE = re.compile(r"\d\s*(?:[十百千万亿]{1,2}\s*)?(?:[余多]\s*)?(?:[\u4e00-\u9fff]{1,3}|%)[)\s]*$")
_POINT_IN_TIME = re.compile(r"\d\s*(?:年|月|[日号]|时|分|期|版|届)[)\s]*$")


def furniture(line: str) -> Furniture | None:
    """Tell which furniture a whole line is.

    :param line: one line, with or without white space around it.
    :returns: the kind, or ``None`` for what may be article text.
    """
    stripped = line.strip()
    if not stripped or len(stripped) > LONGEST_LINE:
        return None
    folded = fold(stripped)
    for kind, is_kind in _RULES:
        if is_kind(folded):
            return kind
    return None


def states_figure(line: str) -> bool:
    """Whether a line ends with a counted figure (…调研12次, …占96.4%), as a line of a report and hardly a link does."""
    folded = fold(line.strip())
    return _FIGURE.search(folded) is not None and _POINT_IN_TIME.search(folded) is None


def _is_breadcrumb(folded: str) -> bool:
    """A path from 首页 down, with or without 当前位置 before it."""
    label = _PLACE_LABEL.match(folded)
    if label is None:
        steps = [step for step in _STEP.split(folded) if step]
        is_path = len(steps) > 1 and _HOME.fullmatch(steps[0]) is not None
        is_path = is_path or (len(steps) > 2 and _SITE.fullmatch(steps[0]) is not None)
        return is_path and _are_steps(steps, folded)
    path = (label["path"] or label["english_path"] or "").strip("]】>》/ ")
    if not path:
        return _OWN_PLACE.match(folded) is not None
    steps = [step for step in _LABELLED_STEP.split(path) if step]
    is_marked = _SURE_STEP.search(path) is not None or (_OWN_PLACE.match(folded) and re.search("[/→]", path))
    is_path = _HOME.fullmatch(steps[0]) is not None or (len(steps) > 1 and bool(is_marked))
    return is_path and _are_steps(steps, path)


def _are_steps(steps: list[str], path: str) -> bool:
    """Whether the parts of a path are names; the last one, the title of the article, may be longer."""
    is_short = all(len(step) <= _LONGEST_STEP and not _CLAUSE_MARK.search(step) for step in steps[1:-1])
    is_sure = len(_SURE_STEP.findall(path)) > 1
    is_clause = _CLAUSE_MARK.search(steps[-1]) is not None or states_figure(steps[-1])
    return is_short and not path.endswith("。") and (is_sure or not is_clause)


def _is_navigation(folded: str) -> bool:
    """A row of at least three short names that begins with 首页 or the like."""
    items = [item for item in _NAVIGATION_ITEM.split(folded) if item]
    return (
        len(items) >= _NAVIGATION_LEAST
        and (items[0] in _NAVIGATION_FIRST or (items[1] in _NAVIGATION_FIRST and len(items) > _NAVIGATION_LEAST))
        and all(len(item) <= _NAVIGATION_ITEM_LENGTH and not item[0].isdigit() for item in items)
        and not _CLAUSE_MARK.search(folded)
    )


def _is_neighbour(folded: str) -> bool:
    return _NEIGHBOUR.match(folded) is not None


def _is_footer(folded: str) -> bool:
    if folded.endswith("。"):
        return False
    organiser = _ORGANISER.match(folded)
    links = folded[organiser.end() :] if organiser else folded
    if _RECORD.search(folded) or _SITE_LINKS.match(links) or _ADVICE.match(folded):
        return True
    return any(pattern.match(folded) for pattern in (_COPYRIGHT, _RIGHTS)) and not states_figure(folded)


def _is_related(folded: str) -> bool:
    return _RELATED.match(folded) is not None


def _is_credit(folded: str) -> bool:
    """Roles and the names that fill them: 责任编辑：张三　审核：市政协办公室."""
    if not _CREDIT.match(folded):
        return False
    values = _CREDIT_FIELD.split(folded)[1:]
    names = [name for value in values for name in _NAME_BREAK.split(value) if name]
    return bool(names) and all(may_be_name(name) or _OFFICE.match(name) for name in _joined(names))


def _joined(names: list[str]) -> list[str]:
    """Put names that are spread for print together: 张 三."""
    if len(names) > 1 and all(len(name) == 1 for name in names):
        return ["".join(names)]
    return names


def _is_organiser(folded: str) -> bool:
    return _ORGANISER.fullmatch(folded) is not None


def _is_contact(folded: str) -> bool:
    return _CONTACT.fullmatch(folded) is not None and not states_figure(folded)


def _is_possible(folded: str) -> bool:
    return may_be_widget(folded) or _SITE_LINK_ALONE.match(folded) is not None


_RULES = (
    (Furniture.BREADCRUMB, _is_breadcrumb),
    (Furniture.NAVIGATION, _is_navigation),
    (Furniture.WIDGET, is_widget),
    (Furniture.NEIGHBOUR, _is_neighbour),
    (Furniture.FOOTER, _is_footer),
    (Furniture.RELATED, _is_related),
    (Furniture.CREDIT, _is_credit),
    (Furniture.ORGANISER, _is_organiser),
    (Furniture.CONTACT, _is_contact),
    (Furniture.POSSIBLE, _is_possible),
)
