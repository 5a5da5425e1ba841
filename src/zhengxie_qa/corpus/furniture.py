"""Which lines of a saved page are furniture: navigation, widgets, share and print buttons, footers.

Rules look at one line at a time and hold for government pages and news sites in general. They only recognise;
:mod:`zhengxie_qa.corpus.clean` decides what is left out.
"""

import re
from enum import StrEnum

from zhengxie_qa.text.normalise import fold

LONGEST_LINE = 240
"""Characters; a longer line is a paragraph, whatever it begins with."""


class Furniture(StrEnum):
    """What a line of furniture is, from certain to possible."""

    BREADCRUMB = "breadcrumb"
    NAVIGATION = "navigation"
    WIDGET = "widget"
    NEIGHBOUR = "neighbour"
    FOOTER = "footer"
    CREDIT = "credit"
    RELATED = "related"
    POSSIBLE = "possible"


CERTAIN = frozenset(
    {Furniture.BREADCRUMB, Furniture.NAVIGATION, Furniture.WIDGET, Furniture.NEIGHBOUR, Furniture.FOOTER}
)
"""Kinds that no article text looks like: left out wherever they stand, and proof that the text is a saved page."""

_BREADCRUMB = re.compile(
    r"[\[【<]?(?:您|你)(?:现在|当前|目前)?(?:所在|所处)?的?(?:位置|栏目|频道)"
    r"|[\[【<]?(?:当前|目前|现在)(?:所在|所处)?的?(?:位置|栏目|频道)是?\s*[:>》]"
    r"|[\[【<]?(?:所在)?(?:位置|栏目|频道)是?\s*[:>》].*(?:首页|>|»|›)"
    r"|(?:网站|中心|本站)?(?:首页|主页)\s*(?:[>»›→/]|-{1,2}>|》)\s*\S"
    r"|(?:you are here|current position|current location)\s*:|home\s*[>»›/]\s*\S"
)
_NAVIGATION_ITEM = re.compile(r"[\s|/·,>»]+")
_NAVIGATION_FIRST = frozenset({"首页", "网站首页", "返回首页", "home", "登录", "注册", "主站首页"})
_NAVIGATION_LEAST = 3
_NAVIGATION_ITEM_LENGTH = 14

_SURE_WIDGET = (
    r"转存图片|触碰右侧展开|视力保护色|护眼色|打印(?:本页|此页|文章|页面|预览)|关闭(?:本页|窗口|此页|页面)"
    r"|(?:我要)?(?:分享|转发)(?:到|至)(?:微信|微博|新浪|qq|朋友圈|:)?|分享本[页文]|收藏本[页站]|加入收藏|设为首页"
    r"|返回(?:顶部|列表|首页|上一?[页级])|回到顶部|无障碍(?:阅读|浏览|模式|版|服务)?|适老化|关怀版|长者(?:模式|版|助手|专区)"
    r"|(?:打开|用)?微信,?\s*(?:使用|点击|的)?\s*\"?扫一扫\"?[^。]{0,40}|扫一扫[^。]{0,30}|扫描?(?:[上下]方|[左右]侧)?二维码[^。]{0,20}"
    r"|长按[^。]{0,12}二维码[^。]{0,16}|点击上方[^。]{0,20}关注[^。]{0,12}|点击(?:展开|查看|阅读)(?:全文|更多|原图|大图)"
    r"|展开(?:全文|更多|阅读全文)|阅读全文|收起全文|喜欢此内容的人还喜欢|预览时标签不可点|[继向][续上]滑动看下一[个篇]"
    r"|轻触阅读原文|关注(?:我们|该公众号)|转发到微博|复制(?:链接|网址)|语音(?:播报|朗读|阅读)|听全文|一键分享"
    r"|字(?:体|号)(?:大小)?:?\s*[\[(]?\s*(?:特大|超大|大|小|默认|标准|a)"
    r"|(?:open|share) (?:in|on|to) (?:app|wechat|weibo|facebook|twitter|x|linkedin)"
    r"|print this page|back to top|skip to (?:main )?content|font size|share this (?:page|article|story)"
)
"""Words of widgets that no article line consists of, folded."""

_OPTION = (
    r"特大|超大|大|中|小|默认|标准|字体(?:大小)?|字号|打印|关闭|收藏|分享|转发|点赞|评论|留言|纠错|举报|微信|新浪微博|腾讯微博"
    r"|微博|qq空间|qq好友|qq|朋友圈|人人网|百度贴吧|豆瓣|简体(?:中文)?|繁体(?:中文)?|繁|简|english|en|朗读|放大|缩小|播放|暂停"
    r"|邮箱|下载|搜索|登录|注册|退出|移动端|手机版|客户端|wap|rss|a\+|a-|a|t\+|t-|print|close|share|email|facebook|twitter"
    r"|linkedin|wechat|weibo|save|login|register|search|large|medium|small|在看|赞|阅读原文|写留言|原创|复制|更多|到"
)
"""Words that are buttons beside others, and ordinary words elsewhere, folded."""

_BETWEEN = r"[\s:|/\[\]【】()<>「」·,、.。+*—\-_→↑#]"
_WIDGET_LINE = re.compile(rf"{_BETWEEN}*+(?:(?>{_SURE_WIDGET}|{_OPTION}){_BETWEEN}*+)++")
_SURE_WIDGET_SOMEWHERE = re.compile(_SURE_WIDGET)
_BRACKETED_OPTION = re.compile(r"[\[【](?:打印|关闭|收藏|分享|纠错|大|中|小|返回)[^\]】]{0,4}[\]】]")
_INLINE_WIDGET = re.compile(r"[\[【(]?字[体号]\s*[:\]】)]|(?:浏览|阅读|点击)(?:次数|量|数)\s*:|收藏|打印|关闭")

_NEIGHBOUR = re.compile(
    r"[上下前后]一?[篇条页则]\s*[:>»]|[上下]一[篇条页]$|(?:previous|next)(?: article| page| story)?\s*[:>»]"
)
_FOOTER = re.compile(
    r".{0,30}(?:[\u4e00-\u9fff]icp备|icp备案|公网安备\s*\d|网站标识码|版权所有)"
    r"|.{0,30}(?:all rights reserved|copyright\s*[©(\d])|©"
    r"|(?:网站地图|站点地图|网站声明|隐私(?:声明|政策|保护)|使用帮助|友情链接|法律声明|免责声明|联系我们|关于我们)"
    r"(?:[\s|·/]+[^\s|·/]{2,8})*$"
    r"|(?:site map|sitemap|privacy policy|terms of use|contact us|about us)(?:\s*[|·/].*)?$"
    r"|(?:浏览器)?(?:建议|推荐)使用.{0,20}(?:浏览器|分辨率)|您是第\s*\d+\s*位访[问客]"
)
_CREDIT = re.compile(
    r"[\[【(]?\s*(?:本[期文页])?(?:责任编辑|责编|网络编辑|网站编辑|值班编辑|执行编辑|编辑|审核|校对|监制|初审|复审|终审|编审|审签)"
    r"\s*[:/|][^。]{0,60}$"
)
_RELATED = re.compile(
    r"[\[【(]?(?:相关(?:阅读|链接|新闻|文章|报道|推荐|稿件|信息|资讯|内容|专题)|延伸阅读|推荐阅读|热门(?:新闻|文章|推荐|阅读|排行)"
    r"|猜你喜欢|更多(?:新闻|推荐|内容|阅读)|最新(?:文章|新闻|发布)|点击排行|阅读排行|精彩推荐|往期(?:回顾|推荐)|为您推荐"
    r"|related (?:articles?|news|stories|links|reading)|more (?:news|stories)|recommended|most (?:read|popular))"
    r"[\])】]?\s*[:>»]*$"
)
_POSSIBLE = re.compile(
    r"[\[【(]?(?:字体|字号|分享(?:到)?|大|中|小|打印|关闭|收藏|返回|顶部|top|繁体|简体|english|在看|赞|阅读原文|原创)\s*[:\])】]*"
    r"|(?:浏览|阅读|点击|访问|点播)(?:次数|量|数|率|人数)?\s*:?\s*[\[(]?\d*[\])]?\s*次?"
    r"|(?:主办|承办|协办|主管|技术支持|运维|维护|建设)(?:单位|方)?\s*:.*"
    r"|(?:地址|邮编|邮政编码|联系电话|电话|传真|邮箱|电子邮箱|值班电话|服务热线)\s*:.*"
    r"|》*\s*点击[^。]{0,12}(?:图片|进入|下载|专题)[^。]{0,12}《*|\d{1,3}/\d{1,3}|[<>»«|·*—_=\-]{2,}"
    r"|图片|视频|微信|微博|客户端|\d{1,7}\s*次?|次|[\])】]+|[-—\s]*(?:the )?end[-—\s]*"
    r"|(?:views?|reads?|hits)\s*:?\s*\d*"
)


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


def has_widget(line: str) -> bool:
    """Whether a widget, such as a font-size switch, stands somewhere in the line, as in the line below a title."""
    folded = fold(line)
    return bool(
        _SURE_WIDGET_SOMEWHERE.search(folded) or _BRACKETED_OPTION.search(folded) or _INLINE_WIDGET.search(folded)
    )


def _is_breadcrumb(folded: str) -> bool:
    return _BREADCRUMB.match(folded) is not None and not folded.endswith("。")


def _is_navigation(folded: str) -> bool:
    """A row of at least three short names that begins with 首页 or the like."""
    items = [item for item in _NAVIGATION_ITEM.split(folded) if item]
    return (
        len(items) >= _NAVIGATION_LEAST
        and items[0] in _NAVIGATION_FIRST
        and all(len(item) <= _NAVIGATION_ITEM_LENGTH for item in items)
    )


def _is_widget(folded: str) -> bool:
    if not _WIDGET_LINE.fullmatch(folded):
        return False
    return _SURE_WIDGET_SOMEWHERE.search(folded) is not None or _BRACKETED_OPTION.search(folded) is not None


def _is_neighbour(folded: str) -> bool:
    return _NEIGHBOUR.match(folded) is not None


def _is_footer(folded: str) -> bool:
    return _FOOTER.match(folded) is not None and not folded.endswith("。")


def _is_credit(folded: str) -> bool:
    return _CREDIT.match(folded) is not None


def _is_related(folded: str) -> bool:
    return _RELATED.match(folded) is not None


def _is_possible(folded: str) -> bool:
    return _POSSIBLE.fullmatch(folded) is not None or _WIDGET_LINE.fullmatch(folded) is not None


_RULES = (
    (Furniture.BREADCRUMB, _is_breadcrumb),
    (Furniture.NAVIGATION, _is_navigation),
    (Furniture.WIDGET, _is_widget),
    (Furniture.NEIGHBOUR, _is_neighbour),
    (Furniture.FOOTER, _is_footer),
    (Furniture.CREDIT, _is_credit),
    (Furniture.RELATED, _is_related),
    (Furniture.POSSIBLE, _is_possible),
)
