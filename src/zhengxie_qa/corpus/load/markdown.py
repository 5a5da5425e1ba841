"""Markdown without its marks: headings, emphasis, links, lists, quotes, tables, code fences, front matter.

Marks are left out and the words copied, so every word maps to its place in the file. Nesting is not interpreted, and
indented code counts as text.
"""

import html
import re
from collections.abc import Iterator

from zhengxie_qa.corpus.clean import clean
from zhengxie_qa.corpus.load.encodings import decode
from zhengxie_qa.corpus.load.parsed import Format, Parsed
from zhengxie_qa.corpus.metadata import Metadata
from zhengxie_qa.corpus.offsets import MappedText, MappedTextBuilder, compose
from zhengxie_qa.corpus.page_dates import parse_date

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<fields>.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_]+|[\u4e00-\u9fff]+)\s*[:：]\s*(.+?)\s*$", re.MULTILINE)
_FIELD_NAMES = {
    "title": ("title", "标题"),
    "source": ("source", "来源", "信息来源", "publisher"),
    "date": ("date", "published", "日期", "发布时间", "发布日期"),
    "url": ("url", "link", "source_url", "链接", "网址"),
}
_FENCE = re.compile(r"\s*(?:```+|~~~+)[^`\n]*$")
_LEFT_OUT = re.compile(
    r"\s{0,3}(?:=+|-{2,}|(?:[*_-]\s*){3,}|\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?|\[[^\]]+\]:\s*\S+.*)\s*$"
)
_PREFIX = re.compile(r"[ \t]{0,3}(?:#{1,6}[ \t]+|(?:>[ \t]?)+|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|\|[ \t]*)+")
_SUFFIX = re.compile(r"[ \t]+#+[ \t]*$|[ \t]*\|[ \t]*$|[ \t]{2,}$|\\$")
_INLINE = re.compile(
    r"(?P<code>`+)(?P<code_text>[^`\n]{1,500})(?P=code)"
    r"|!?\[(?P<link>[^\]\n]{0,500})\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+[\"'][^\"'\n]*[\"'])?\)|\[[^\]\n]*\])"
    r"|<(?P<address>https?://[^>\s]+)>|(?P<tag></?[A-Za-z][^<>\n]*>|<!--.{0,500}?-->)"
    r"|(?P<strong>(?<![A-Za-z0-9])\*{1,3}|(?<![A-Za-z0-9_])_{1,3}|~~)(?=\S)(?P<strong_text>[^\n]{1,500}?)(?<=\S)(?P=strong)"
    r"(?![A-Za-z0-9]|(?<=_)_)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+\-.!|<>~])"
)
_MARK_GROUPS = ("code_text", "link", "address", "tag", "strong_text", "entity", "escaped")


def read(data: bytes, name: str) -> Parsed:
    """Read a Markdown file; the front matter's fields come before what the text says.

    :raises FileError: when it is not text.
    """
    raw = decode(data, name=name)
    front = _FRONT_MATTER.match(raw)
    plain = _without_marks(raw, front.end() if front else 0)
    cleaned = clean(plain.text)
    fields = _front_matter(front["fields"]) if front else Metadata()
    return Parsed(raw, cleaned.text, compose(plain.segments, cleaned.segments), fields.or_else(cleaned.metadata))


def _front_matter(fields: str) -> Metadata:
    values = {name.lower(): value.strip("\"'") for name, value in _FIELD.findall(fields)}
    known = {key: next((values[n] for n in names if n in values), None) for key, names in _FIELD_NAMES.items()}
    day = parse_date(known["date"] or "")
    return Metadata(
        title=known["title"],
        source=known["source"],
        published=day[0] if day else None,
        published_time=day[1] if day else None,
        url=known["url"],
    )


def _without_marks(raw: str, start: int) -> MappedText:
    builder = MappedTextBuilder(raw)
    for line_start, line_end, is_code in _content_lines(raw, start):
        if is_code:
            builder.copy(line_start, line_end)
            continue
        end = line_end - 1 if raw.endswith("\n", line_start, line_end) else line_end
        prefix = _PREFIX.match(raw, line_start, end)
        content = prefix.end() if prefix else line_start
        suffix = _SUFFIX.search(raw, content, end)
        _copy_inline(builder, raw, content, suffix.start() if suffix else end)
        builder.copy(end, line_end)
    return builder.build()


def _content_lines(raw: str, start: int) -> Iterator[tuple[int, int, bool]]:
    """Lines other than fences, rules, underlines of headings, table rulers and link definitions; whether code."""
    is_code = False
    for line in _LINE.finditer(raw, start):
        if _FENCE.match(line[0]):
            is_code = not is_code
        elif is_code or not _LEFT_OUT.match(line[0]):
            yield line.start(), line.end(), is_code


def _copy_inline(builder: MappedTextBuilder, raw: str, start: int, end: int) -> None:
    """Copy a stretch without its inline marks."""
    position = start
    for mark in _INLINE.finditer(raw, start, end):
        builder.copy(position, mark.start())
        position = mark.end()
        kind = next(name for name in _MARK_GROUPS if mark[name] is not None)
        if kind in {"link", "strong_text"}:
            _copy_inline(builder, raw, mark.start(kind), mark.end(kind))
        elif kind == "entity":
            _copy_entity(builder, raw, mark)
        elif kind != "tag":
            builder.copy(mark.start(kind), mark.end(kind))
    builder.copy(position, end)


def _copy_entity(builder: MappedTextBuilder, raw: str, mark: re.Match[str]) -> None:
    character = html.unescape(mark[0])
    if character == mark[0]:
        builder.copy(*mark.span())
    else:
        builder.replace(character, *mark.span())


FORMAT = Format((".md", ".markdown"), read)
