"""The fields that stand between two lines of ``---`` at the top of a Markdown file.

Two rules around a text are no front matter: every line must be a field, an item of a list, a continuation or a
remark, and at least one field must be there. Only what is one value on one line is read.
"""

import re
from dataclasses import dataclass

from zhengxie_qa.corpus.metadata import Metadata
from zhengxie_qa.corpus.page.dates import parse_date

_FIELD_NAMES = {
    "title": ("title", "标题"),
    "source": ("source", "来源", "信息来源", "publisher"),
    "date": ("date", "published", "日期", "发布时间", "发布日期"),
    "url": ("url", "link", "source_url", "链接", "网址"),
}
_KNOWN = frozenset(name for names in _FIELD_NAMES.values() for name in names) | {
    "作者",
    "标签",
    "分类",
    "摘要",
    "关键词",
}
_LATIN_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_COLON = re.compile("[:：]")
_MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields, and the place behind them where the text begins."""

    metadata: Metadata
    end: int


def front_matter(raw: str) -> FrontMatter | None:
    """Read the front matter of a file, where it has one."""
    if not raw.startswith("---"):
        return None
    values: dict[str, str] = {}
    position = 0
    for number, line in enumerate(raw.splitlines(keepends=True)[:_MOST_LINES]):
        position += len(line)
        bare = line.rstrip()
        if number == 0:
            if bare != "---":
                return None
        elif bare in {"---", "..."}:
            return FrontMatter(_metadata(values), position) if values else None
        elif not _take(bare, values):
            return None
    return None


def _take(line: str, values: dict[str, str]) -> bool:
    """Take the field of a line; tell whether it can stand in front matter at all."""
    if not line or line.startswith("#"):
        return True
    if line[0] in " \t-":
        return bool(values)
    name, *rest = _COLON.split(line, maxsplit=1)
    name = name.strip().lower()
    value = rest[0] if rest else ""
    is_yaml = _LATIN_NAME.fullmatch(name) is not None and value[:1] in {"", " ", "\t"}
    if not rest or not (is_yaml or name in _KNOWN):
        return False
    values.setdefault(name, value.strip().strip("\"'"))
    return True


def _metadata(values: dict[str, str]) -> Metadata:
    known = {key: next((values[n] for n in names if values.get(n)), None) for key, names in _FIELD_NAMES.items()}
    day = parse_date(known["date"] or "")
    return Metadata(
        title=known["title"],
        source=known["source"],
        published=day[0] if day else None,
        published_time=day[1] if day else None,
        url=known["url"],
    )
