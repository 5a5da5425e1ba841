"""What the first and last lines of a page tell about its article: title, source, date, time, address.

Lines are only read here, never removed. Nothing is guessed from the body of the text.
"""

import re
from collections.abc import Sequence

from zhengxie_qa.corpus.metadata import Metadata
from zhengxie_qa.corpus.page_dates import DATE, ENGLISH_DATE, parse_date
from zhengxie_qa.text.normalise import fold

HEAD_LINES = 24
"""Non-empty lines from the top among which a page prints title, date and source."""

TAIL_LINES = 4
_LONGEST_TITLE = 90
_LONGEST_META_LINE = 180
_LONGEST_PLACE_LINE = 60
_LONGEST_HEAD_LINE = 400
_SHORTEST_PARAGRAPH = 60
_LABELS = {
    "source": "(?:信息|文章|新闻|稿件|内容|资料)?来源|稿源|转载自|source|from",
    "date": "(?:发布|发表|更新|发稿|公开)(?:时间|日期)|信息(?:提供|发布|公开)日期|时间|日期"
    r"|published(?: on)?|updated(?: on)?|release date|date|time",
    "signed": "(?:发文|成文|印发|签署)(?:时间|日期)",
    "issuer": "发布机构|发文机关|发布单位|发文单位|制定机关|issued by|issuer",
    "url": "原文(?:链接|网址|地址)|来源网址|网址|链接|url|link",
    "title": "标题|文件名称|名称|title",
    "other": "作者|记者|通讯员|(?:责任)?编辑|审核|(?:浏览|阅读|点击)(?:次数|人数|量|数)?|字体|字号"
    "|视力保护色|打印|分享|收藏|关闭|索引号|文号|发文字号|主题分类|主题词|有效性|公开方式|公开形式|分类|by|author|views|editor",
}


def _spaced(words: str) -> str:
    """Allow white space between the characters of a label, as in 来 源 and 标　题."""
    return re.sub("(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", r"\\s*", words)


_LABEL = re.compile(
    "|".join(rf"(?P<{name}>(?<![a-z])(?:{_spaced(words)})\s*:)" for name, words in _LABELS.items())
    + r"|(?P<widget>[\[【(]\s*(?:字[体号]|[大中小]|打印|关闭|收藏|分享|浏览|阅读))|(?P<bar>\|)"
)
"""Where a field of a line in the head begins, in folded text."""

_ORIGINAL = re.compile(r"原创\s+")
_BUTTONS = re.compile(r"(?:[\s|·]+(?:打印|关闭|收藏|分享|纠错|转发))+\s*$")
_TELLING = frozenset({"source", "date", "signed", "issuer"})
"""Fields that a reader may ask about."""

_SPEECH = re.compile(rf"[-—―–\s(]*{DATE.pattern}\s*(?:在.{{4,60}}|\))\s*\)?$")
_OUTLET = re.compile(
    r"[\w·]{0,16}(?:日报|晚报|早报|时报|特区报|商报|晨报|政协报|报社|新闻网|人民网|新华网|政府网|政务网|客户端|电视台|广播|融媒体中心|融媒|新华社|通讯社"
    r"|发布|daily|news|times|post|xinhua)(?:客户端|网)?"
)
_DATELINE = re.compile(r"(新华社|中新社|人民网|新华网|中国新闻网)[\u4e00-\u9fff]{1,8}\d{1,2}月\d{1,2}日电")
_SIGN_OFF = re.compile(r"[(\[【]?\s*(?:来源|稿源|转自|信息来源|文章来源|source)\s*:\s*([^:]{2,40}?)\s*[)\]】]?$")
_LEGAL = re.compile("施行|生效|实施|通过|修正|修订|批准")
"""Words after a date in the head of a law: not the day on which the text was published."""

_ADDRESS = re.compile(r"https?://[^\s，。；）)】\]\"'<>]+")
_SENTENCE_END = re.compile(r"[。！？；，：:;,]\s*$")


def read_lines(lines: Sequence[str]) -> Metadata:
    """Read the top and the bottom of an article.

    :param lines: its lines in order, furniture included.
    """
    filled = [line.strip() for line in lines if line.strip()]
    head = _head(filled)
    found = Metadata()
    for index, line in enumerate(head):
        following = head[index + 1] if index + 1 < len(head) else ""
        found = found.or_else(labelled(line, following))
    for line in head:
        found = found.or_else(_unlabelled(line))
    for line in filled[len(head) : len(head) + 1]:
        dateline = _DATELINE.search(line[:60])
        found = found.or_else(Metadata(source=dateline[1] if dateline else None))
    for line in filled[-TAIL_LINES:]:
        found = found.or_else(_signed_off(line))
    return found


def labelled(line: str, following: str = "") -> Metadata:
    """Read the fields of a line such as ``来源：新华社 发布时间：2025-07-25 12:06``.

    :param following: the next line, where a label that ends its line finds its value.
    """
    folded = fold(line)
    labels = list(_LABEL.finditer(folded))
    found = Metadata()
    for label, after in zip(labels, [*labels[1:], None], strict=False):
        end = after.start() if after else len(line)
        value = line[label.end() : end].strip(" \t\u3000\xa0|·,，;；[【(（]") or (following if after is None else "")
        found = found.or_else(_field(label.lastgroup or "", value))
    return found


def is_meta_line(line: str) -> bool:
    """Whether a short line only tells source and date of the article."""
    if len(line) > _LONGEST_META_LINE:
        return False
    if line.rstrip().endswith(("。", "！", "？")):
        return False
    groups = {label.lastgroup for label in _LABEL.finditer(fold(line))} - {"bar"}
    found = labelled(line) if groups else _unlabelled(line)
    return bool(found.source or (found.published if groups else found.published_time))


def informative(line: str) -> tuple[int, int]:
    """Find the stretch of a meta line that tells source, date or issuer, without view counts and widgets beside it.

    :returns: ``[start, end)`` in ``line``; all of it where nothing is labelled.
    """
    labels = [label for label in _LABEL.finditer(fold(line)) if label.lastgroup != "bar"]
    telling = [label.start() for label in labels if label.lastgroup in _TELLING]
    if not telling:
        mark = _ORIGINAL.match(line)
        return (mark.end() if mark else 0), len(line)
    idle = [label.start() for label in labels if label.lastgroup not in _TELLING and label.start() > telling[0]]
    stretch = _BUTTONS.sub("", line[telling[0] : min(idle, default=len(line))])
    return telling[0], telling[0] + len(stretch.rstrip(" \t\u3000\xa0|·【[（("))


def find_title(lines: Sequence[str]) -> str | None:
    """Return the first line that can be a title: short, not a sentence, not a date or label."""
    for line in (line.strip() for line in lines[:HEAD_LINES]):
        if not line:
            continue
        if len(line) > _LONGEST_TITLE or _SENTENCE_END.search(line):
            return None
        folded = fold(line)
        is_field = is_meta_line(line) or _LABEL.match(folded) or DATE.fullmatch(folded)
        if not is_field and any(character.isalpha() for character in line):
            return line
    return None


def _head(filled: Sequence[str]) -> list[str]:
    """The lines above the first paragraph."""
    head: list[str] = []
    for line in filled[:HEAD_LINES]:
        if len(line) > _LONGEST_HEAD_LINE:
            break
        if len(line) >= _SHORTEST_PARAGRAPH and _SENTENCE_END.search(line) and not is_meta_line(line):
            break
        head.append(line)
    return head


def _field(name: str, value: str) -> Metadata:
    """One labelled value."""
    if name == "date":
        day = parse_date(value[:40])
        return Metadata(published=day[0], published_time=day[1]) if day else Metadata()
    if name == "signed":
        day = parse_date(value[:40])
        return Metadata(spoken=day[0] if day else None)
    if name == "source":
        return Metadata(source=_source(value))
    if name == "issuer":
        return Metadata(issuer=_source(value))
    if name == "url":
        address = _ADDRESS.search(value)
        return Metadata(url=address[0] if address else None)
    if name == "title" and 4 <= len(value) <= _LONGEST_TITLE:
        return Metadata(title=value)
    return Metadata()


def _source(value: str) -> str | None:
    """Cut a source off where the next thing on the line begins."""
    folded = fold(value)
    day = DATE.search(folded) or ENGLISH_DATE.search(folded)
    name = (value[: day.start()] if day else value).strip(" \t\u3000\xa0|/·,，;；[]【】()（）")
    if any("\u4e00" <= character <= "\u9fff" for character in name):
        name = re.split(r"[\s\u3000\xa0]{1,}|[【\[（(]", name)[0]
    name = re.split(r"\s{2,}|\s[-|]\s", name)[0].strip()
    return name if 2 <= len(name) <= 40 and any(c.isalpha() for c in name) else None


def _unlabelled(line: str) -> Metadata:
    """A line of the head that is a date, an outlet or the setting of a speech, without a label."""
    folded = fold(line)
    if _SPEECH.match(folded):
        day = parse_date(line)
        return Metadata(spoken=day[0] if day else None, setting=line)
    if len(line) > _LONGEST_PLACE_LINE or _SENTENCE_END.search(line):
        return Metadata()
    address = _ADDRESS.fullmatch(line)
    if address:
        return Metadata(url=address[0])
    match = DATE.search(folded)
    is_stamp = match and (match["hour"] or match.end() - match.start() > len(folded) // 2) and not _LEGAL.search(line)
    day = parse_date(line) if is_stamp else None
    rest = (line[: match.start()] + " " + line[match.end() :]) if match and day else line
    words = [word for word in re.split(r"[\s|]+", rest) if word]
    names = [word for word in words if _OUTLET.fullmatch(fold(word))]
    if not names and day and words[:1] == ["原创"]:
        names = words[1:2]
    if not day and len(names) != len(words):
        return Metadata()
    return Metadata(
        source=names[-1] if names else None,
        published=day[0] if day else None,
        published_time=day[1] if day else None,
    )


def _signed_off(line: str) -> Metadata:
    """``（来源：青海日报）`` or a bare address at the end of an article."""
    if len(line) > _LONGEST_META_LINE:
        return Metadata()
    sign_off = _SIGN_OFF.fullmatch(fold(line))
    source = _source(line[sign_off.start(1) : sign_off.end(1)]) if sign_off else None
    address = _ADDRESS.search(line) if len(fold(line)) - len("".join(_ADDRESS.findall(line))) < 12 else None
    return Metadata(source=source, url=address[0] if address else None)
