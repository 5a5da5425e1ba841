"""What can be the title of an article: neither breadcrumb, button nor the name of the site, and of bounded length."""

import re

from zhengxie_qa.corpus.page.furniture import CERTAIN, furniture
from zhengxie_qa.text.normalise import fold

LONGEST_TITLE = 200
"""Characters; anything longer is text. Titles are indexed with every passage, so their length is bounded."""

_BODY = (
    "(?:人民政府|政协|人大|(?:常务)?委员会|人大常委会|办公室|办公厅|[省市县区州旗党]委|[\u4e00-\u9fff]局|[\u4e00-\u9fff]厅"
    "|日报社?|晚报社?)"
)
_SITE = re.compile(
    rf"[\u4e00-\u9fff·\s]{{0,24}}?{_BODY}?(?:门户网站|官方网站|官网|网站|政府网|信息网|政务网|新闻网|政协网|人大网|网|在线|欢迎您)"
    rf"|(?:[\u4e00-\u9fff·]{{0,18}}{_BODY}\s*)+(?:首页|主页|文件)?"
)
_SECTION = re.compile(
    r"(?:网站)?(?:首页|主页)|正文|详情(?:页)?|(?:新闻|文章|信息|内容)(?:详情|正文|中心|页)|通知公告|政务(?:公开|动态|要闻)|政府信息公开"
    r"|新闻动态|工作动态|要闻(?:动态)?|home(?: page)?|index|untitled|无标题(?:文档)?|new page"
)
_NAMES_AN_ARTICLE = re.compile(r"关于|的|了|召开|举行|建设(?![局厅委部])|开通|上线|发布|成立|推进|\d")


def plausible_title(text: str) -> str | None:
    """Return a title without white space around it, ``None`` where the text can be none."""
    title = text.strip()
    if not title or len(title) > LONGEST_TITLE or not any(map(str.isalnum, title)):
        return None
    return None if furniture(title) in CERTAIN or names_site(title) else title


def names_site(line: str) -> bool:
    """Whether a line is the name of a site, of the body behind it or of a section, not of an article."""
    folded = fold(line.strip())
    if _SECTION.fullmatch(folded):
        return True
    return _SITE.fullmatch(folded) is not None and not _NAMES_AN_ARTICLE.search(folded)


def bounded(title: str) -> str:
    """Cut a title to the length that is stored and indexed."""
    return title[:LONGEST_TITLE].rstrip()
