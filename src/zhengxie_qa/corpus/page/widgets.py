"""Buttons and counters of saved pages: what a widget is made of, whole or torn over several lines.

A widget is known by its words alone, never by where it stands.
"""

import re
from collections.abc import Sequence

from zhengxie_qa.text.normalise import fold

_PAGE = (
    r"(?:当前|本|该|此|更多|我们|官方|全文|文章|页面?|网页|内容|信息|公众号|视频号|微信|朋友圈|客户端|小程序|app|手机|新闻|"
    r"继续|至|到|的|在|上|端|移动端|精彩|好友|和|或|,|\s)"
)
_SCAN_FOR = (
    rf"(?:打开|浏览|观看|查看|访问|分享|关注|阅读|进入|下载|添加|加入|转发|收藏|识别)(?:{_PAGE}|分享|转发|阅读)*"
)
_APP = r"(?:打开|用|使用)?(?:手机)?(?:微信|支付宝|手机)?,?\s*(?:使用|点击|的|打开)*\s*"
_THEN = rf"[,\s]*(?:即可|可|轻松|快速)?{_PAGE}{{0,4}}"
_SCAN = (
    rf"{_APP}\"?扫一扫\"?(?:[上下]方|[左右]侧)?(?:二维码)?(?:{_THEN}{_SCAN_FOR})?"
    rf"|{_APP}扫(?:码|描)(?:[上下]方|[左右]侧)?(?:二维码)?{_THEN}{_SCAN_FOR}"
    rf"|(?:长按)?(?:识别|扫描)?(?:[上下]方|[左右]侧)?二维码{_THEN}{_SCAN_FOR}"
)
_SURE = (
    r"转存图片|触碰右侧展开|视力保护色|护眼色|打印(?:本页|此页|文章|页面|预览)|关闭(?:本页|窗口|此页|页面)"
    r"|(?:我要)?(?:分享|转发)(?:到|至)(?:微信|微博|新浪|qq|朋友圈|:)?|分享本[页文]|收藏本[页站]|加入收藏|设为首页"
    r"|返回(?:顶部|列表|首页|上一?[页级])|回到顶部|无障碍(?:阅读|浏览|模式|版)|关怀版|长者(?:模式|版|助手|专区)"
    rf"|{_SCAN}"
    r"|点击上方[^。,\d]{0,20}关注(?:我们|我|公众号|本号)?|点击(?:展开|查看|阅读)(?:全文|更多|原图|大图)"
    r"|展开(?:全文|更多|阅读全文)|阅读全文|收起全文|喜欢此内容的人还喜欢|预览时标签不可点|[继向][续上]滑动看下一[个篇]"
    r"|轻触阅读原文|关注(?:我们|该公众号)|转发到微博|复制(?:链接|网址)|语音(?:播报|朗读)|听全文|一键分享"
    r"|字(?:体|号)(?:大小)?:?\s*[\[(]?\s*(?:特大|超大|大|小|默认|标准|a|中(?![\u4e00-\u9fff]))"
    r"|(?:open|share) (?:in|on|to) (?:app|wechat|weibo|facebook|twitter|x|linkedin)"
    r"|print this page|back to top|skip to (?:main )?content|font size|share this (?:page|article|story)"
)
"""Words of widgets that no article line consists of."""

_OPTION = (
    r"特大|超大|大|中|小|默认|标准|字体(?:大小)?|字号|打印|关闭|收藏|分享|转发|点赞|评论|留言|纠错|举报|微信|新浪微博|腾讯微博"
    r"|微博|qq空间|qq好友|qq|朋友圈|人人网|百度贴吧|豆瓣|简体(?:中文)?|繁体(?:中文)?|繁|简|english|en|朗读|放大|缩小|播放|暂停"
    r"|邮箱|下载|搜索|登录|注册|退出|移动端|手机版|客户端|wap|rss|a\+|a-|a|t\+|t-|print|close|share|email|facebook|twitter"
    r"|linkedin|wechat|weibo|save|login|register|search|large|medium|small|在看|赞|阅读原文|写留言|原创|复制|更多|到|适老化|无障碍"
)
"""Words that are buttons beside others, and ordinary words elsewhere."""

_BETWEEN = r"[\s:|/\[\]【】()<>「」·,、.。+*—\-_→↑#]"
_WIDGET_LINE = re.compile(rf"{_BETWEEN}*+(?:(?>{_SURE}|{_OPTION}){_BETWEEN}*+)++")
_SURE_SOMEWHERE = re.compile(_SURE)
_BRACKETED_OPTION = re.compile(r"[\[【](?:打印|关闭|收藏|分享|纠错|大|中|小|返回)[^\]】]{0,4}[\]】]")
_INLINE = re.compile(r"[\[【(]?字[体号]\s*[:\]】)]|(?:浏览|阅读|点击)(?:次数|量|数)\s*:|收藏|打印|关闭")
_COUNT = r"[\[(]?\s*\d{0,9}\s*[\])]?\s*次?"
_POSSIBLE = re.compile(
    r"[\[【(]?(?:字体|字号|分享(?:到)?|打印|关闭|收藏|返回|顶部|top|繁体|简体|english|在看|赞|阅读原文|原创)\s*[:\])】]*"
    rf"|(?:浏览|阅读|点击|访问)(?:次数|量|数)?\s*:\s*{_COUNT}|(?:views?|reads?|hits)\s*:\s*\d*"
    r"|》*\s*点击[^。,\d]{0,12}(?:图片|进入|下载|专题)[^。,\d]{0,12}《*|[<>»«|·*—_=\-]{2,}"
    r"|图片|视频|微信|微博|客户端|[-—\s]*(?:the )?end[-—\s]*"
)
_FONT_LABEL = re.compile(r"[\[【(]?字[体号](?:大小)?\s*:?\s*[\[【(]?")
_FONT_PIECE = re.compile(r"[\[【(]?(?:特大|超大|大|中|小|默认|a[+-]?)?[\]】)]?")
_COUNT_LABEL = re.compile(r"(?:浏览|阅读|点击)(?:次数|量|数)\s*:|views?\s*:")
_COUNT_PIECE = re.compile(r"[\[(]?\d{1,9}[\])]?\s*次?|次")
_PIECES = ((_FONT_LABEL, _FONT_PIECE), (_COUNT_LABEL, _COUNT_PIECE))

_BUTTON = rf"(?>我要(?:打印|关闭|分享)|听语音|下载(?:pdf|word)|[at](?![a-z+-])|空间|{_SURE}|{_OPTION})"
_EDGE = r"\s|·\[\]【】()"
IDLE = re.compile(
    rf"(?:浏览|阅读|点击|访问)(?:次数|人数|量|数)?\s*(?::\s*{_COUNT}|\s\d+)|views\s*:?\s*\d*"
    r"|视力保护色\s*:?|^原创\s+"
    r"|[\[【(]?\s*字[体号](?:大小|显示)?\s*:?[\s\[【(|]*"
    r"(?:(?:特大|超大|大|中|小|默认|[at](?![a-z])[+-]?)[\s\]】)|\[]*)*"
    rf"|(?<![^{_EDGE}])[\[【(]*{_BUTTON}(?:{_BETWEEN}*{_BUTTON})*{_BETWEEN}*(?=$|[{_EDGE}])"
)
"""Counters and buttons beside the source and date of an article."""


def is_widget(folded: str) -> bool:
    """Whether a line consists of the words of widgets, at least one of which is nothing else.

    :param folded: the whole line, folded.
    """
    if not _WIDGET_LINE.fullmatch(folded):
        return False
    return _SURE_SOMEWHERE.search(folded) is not None or _BRACKETED_OPTION.search(folded) is not None


def may_be_widget(folded: str) -> bool:
    """Whether a line may be part of a widget and may be a word of an article as well.

    :param folded: the whole line, folded.
    """
    return _POSSIBLE.fullmatch(folded) is not None or (
        _WIDGET_LINE.fullmatch(folded) is not None and not any(character.isdigit() for character in folded)
    )


def has_widget(line: str) -> bool:
    """Whether a widget, such as a font-size switch, stands somewhere in the line, as in the line below a title."""
    folded = fold(line)
    return bool(_SURE_SOMEWHERE.search(folded) or _BRACKETED_OPTION.search(folded) or _INLINE.search(folded))


def torn_pieces(lines: Sequence[str]) -> set[int]:
    """Lines that go on with a font switch or a counter of a line before: 大 and 中 below 字体：, 368 below 浏览次数：.

    :param lines: lines without white space around them.
    """
    pieces: set[int] = set()
    piece: re.Pattern[str] | None = None
    for index, line in enumerate(map(fold, lines)):
        if not line:
            continue
        if piece is not None and piece.fullmatch(line):
            pieces.add(index)
            continue
        piece = next((follows for label, follows in _PIECES if label.fullmatch(line)), None)
    return pieces
