"""The labelled fields of one line: ``来源：新华社 发布时间：2025-07-25 12:06 文号：海政发〔2025〕3号``.

A label is one only where a word begins: 资金来源 and 活动时间 are words of the article. Whether the line stands where a
page tells such things is judged by :mod:`zhengxie_qa.corpus.page.head`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhengxie_qa.corpus.metadata import Metadata
from zhengxie_qa.corpus.page.dates import DATE, ENGLISH_DATE, parse_date
from zhengxie_qa.corpus.page.furniture import CERTAIN, furniture
from zhengxie_qa.corpus.page.titles import plausible_title
from zhengxie_qa.corpus.page.widgets import IDLE
from zhengxie_qa.text.normalise import fold

LONGEST_META_LINE = 180
_LONGEST_HEAD_LINE = 400
_LABELS = {
    "source": "(?:信息|文章|新闻|稿件|内容|资料)?来源|稿源|转载自|source|from",
    "date": "(?:首次|最后)?(?:信息)?(?:发布|发表|更新|发稿|公开|上传|刊发|生成|提供|信息)(?:时间|日期)"
    "|published(?: on)?|updated(?: on)?|release date",
    "bare_date": "时间|日期|date|time",
    "signed": "(?:发文|成文|印发|签署)(?:时间|日期)",
    "issuer": "发布机构|发文机关|发布单位|发文单位|制定机关|issued by|issuer",
    "url": "原文(?:链接|网址|地址)|来源网址|网址|链接|url|link",
    "title": "标题|文件名称|名称|title",
    "other": "作者|记者|通讯员|(?:责任)?编辑|审核|(?:浏览|阅读|点击)(?:次数|人数|量|数)?|字体|字号|视力保护色|打印|分享"
    "|收藏|关闭|索引号|文号|发文字号|主题分类|主题词|有效性|公开方式|公开形式|分类|by|author|views|editor",
}


def _spaced(words: str) -> str:
    """Allow white space between the characters of a label, as in 来 源 and 标　题."""
    return re.sub("(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", r"\\s*", words)


_WORD_BEGINS = "(?:(?<![a-z\u4e00-\u9fff])|(?<=\\d[年月日号时分秒]))"
_DATED = frozenset({"date", "signed"})
_BEFORE_A_DATE = r"|\s+(?=[12]\d{3}\s*[-年./])"
"""Some heads set label and date apart by white space alone."""

_LABEL = re.compile(
    "|".join(
        rf"(?P<{name}>{_WORD_BEGINS}(?:{_spaced(words)})(?:\s*:{_BEFORE_A_DATE if name in _DATED else ''}))"
        for name, words in _LABELS.items()
    )
    + "|(?P<unknown>(?<=[\\s|])[\u4e00-\u9fff]{2,6}:)"
    + r"|(?P<widget>[\[【(]\s*(?:字[体号]|[大中小]|打印|关闭|收藏|分享|浏览|阅读))|(?P<bar>\|)"
)
"""Where a field of a line in the head begins, in folded text."""

_OF_THE_ARTICLE = frozenset({"source", "date", "bare_date", "signed", "issuer"})
"""Fields that a reader may ask about."""

_NO_SOURCE = re.compile(r"[,。;!?]|^(?:根据|依据|按照|依照|关于)|\d\s*[百千万亿]?\s*(?:元|件|项|个|家|人|次|名|%)")
"""What a name of an outlet or a body never holds: a clause, a reference, a figure."""

_STAMP_REST = re.compile(r"(?::\d{2})?[\s,;|·()]*(?:星期.|周.)?[\s,;|·()]*")
_SHORTEST_TITLE = 4
_EDGES = " \t\u3000\xa0|·,，;；[【(（"


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled value of a line: ``name`` is a key of the labels, ``value`` what stands up to the next label."""

    name: str
    value: str


def fields_of(line: str, following: str = "") -> list[Field]:
    """Return the labelled fields of a line in order.

    :param following: the next line, where a label that ends its line finds its value.
    """
    if len(line) > _LONGEST_HEAD_LINE:
        return []
    labels = list(_LABEL.finditer(fold(line)))
    if not labels:
        return []
    ends = [label.start() for label in labels[1:]] + [len(line)]
    values = [line[label.end() : end].strip(_EDGES) for label, end in zip(labels, ends, strict=True)]
    if not values[-1]:
        values[-1] = following
    return [Field(label.lastgroup or "", value) for label, value in zip(labels, values, strict=True)]


def labelled(line: str, following: str = "") -> Metadata:
    """Read the fields of a line; of two of a kind the first.

    A named date comes before one that stands beside the source without a label, and that before a bare 时间.
    """
    found = Metadata()
    fields = fields_of(line, following)
    for field in sorted(fields, key=lambda field: field.name == "bare_date"):
        found = found.or_else(_read(field))
    return found.or_else(_dated_beside(line, fields))


def _dated_beside(line: str, fields: list[Field]) -> Metadata:
    """The date before the first label or behind the name of the source: 2025-03-18 来源：海澜日报."""
    sources = [field.value for field in fields if field.name == "source"]
    if not sources:
        return Metadata()
    first = _LABEL.search(fold(line))
    stamps = [line[: first.start()].strip(_EDGES) if first else "", *(_behind_name(value) for value in sources)]
    return next((_published(stamp) for stamp in stamps if is_stamp(stamp)), Metadata())


def _behind_name(value: str) -> str:
    """What follows the first word of a value, without counters and buttons."""
    parts = re.split(r"[\s|]+", fold(value), maxsplit=1)
    return IDLE.sub("", parts[1]).strip(_EDGES + "]】)") if len(parts) > 1 else ""


def begins_with_label(line: str) -> bool:
    """Whether a line begins with a label that is known."""
    label = _LABEL.match(fold(line))
    return label is not None and label.lastgroup in _LABELS


def kinds_told(line: str) -> frozenset[str]:
    """Which kinds of fields a line tells that pages tell of their articles, widgets and counters as one kind."""
    idle = {"idle"} if IDLE.search(fold(line)) else set()
    return frozenset({field.name for field in fields_of(line)} & _OF_THE_ARTICLE | idle)


def is_stamp(value: str) -> bool:
    """Whether a value is a full date, with or without time of day, and nothing else."""
    folded = fold(value)
    match = DATE.match(folded) or ENGLISH_DATE.match(folded)
    return match is not None and _STAMP_REST.fullmatch(folded, match.end()) is not None


def telling(line: str) -> list[tuple[int, int]]:
    """Find the stretches of a meta line other than counters, buttons and the path above the article.

    :returns: ``[start, end)`` of each in ``line``, in order, without white space and bars around it.
    """
    folded = fold(line)
    first = _LABEL.search(folded)
    path = first.start() if first and furniture(line[: first.start()]) in CERTAIN else 0
    return list(_between(line, [(0, path), *(match.span() for match in IDLE.finditer(folded, path))]))


def _between(line: str, idle: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    position = 0
    for start, end in [*idle, (len(line), len(line))]:
        stretch = line[position:start]
        left = position + len(stretch) - len(stretch.lstrip(_EDGES + "]】)）"))
        right = position + len(stretch.rstrip(_EDGES))
        if left < right:
            yield left, right
        position = end


def _read(field: Field) -> Metadata:
    """One labelled value."""
    reader = _READERS.get(field.name)
    return reader(field.value) if reader else Metadata()


def _published(value: str) -> Metadata:
    day = parse_date(value[:40])
    return Metadata(published=day[0], published_time=day[1]) if day else Metadata()


def _bare_published(value: str) -> Metadata:
    return _published(value) if is_stamp(value) else Metadata()


def _signed(value: str) -> Metadata:
    day = parse_date(value[:40])
    return Metadata(spoken=day[0] if day else None)


def _url(value: str) -> Metadata:
    address = ADDRESS.search(value)
    return Metadata(url=address[0] if address else None)


def _title(value: str) -> Metadata:
    return Metadata(title=plausible_title(value) if len(value) >= _SHORTEST_TITLE else None)


ADDRESS = re.compile(r"https?://[^\s，。；）)】\]\"'<>]{1,2000}")
"""A web address in running text."""


def source_name(value: str) -> str | None:
    """The name at the beginning of a value, cut off where the next thing begins; ``None`` for what is no name."""
    folded = fold(value)
    day = DATE.search(folded) or ENGLISH_DATE.search(folded)
    name = (value[: day.start()] if day else value).strip(" \t\u3000\xa0|/·,，;；[]【】()（）")
    if any("\u4e00" <= character <= "\u9fff" for character in name):
        name = re.split(r"[\s\u3000\xa0]{1,}|[【\[（(】\]]", name)[0]
    name = re.split(r"\s{2,}|\s[-|]\s", name)[0].strip()
    is_name = 2 <= len(name) <= 40 and any(c.isalpha() for c in name) and not _NO_SOURCE.search(fold(name))
    return name if is_name else None


_READERS = {
    "date": _published,
    "bare_date": _bare_published,
    "signed": _signed,
    "source": lambda value: Metadata(source=source_name(value)),
    "issuer": lambda value: Metadata(issuer=source_name(value)),
    "url": _url,
    "title": _title,
}
