"""HTML pages: all that a reader sees is the article, but for navigation and the like, which is noted as left out.

Title, source and date come from the labelled lines below the title, then from the ``meta`` fields of Chinese government
pages (ArticleTitle, ContentSource, PubDate), then from the rest of the text.
"""

import re
from collections.abc import Iterator

from zhengxie_qa.corpus.clean import clean
from zhengxie_qa.corpus.load.encodings import decode
from zhengxie_qa.corpus.load.html.lines import Line
from zhengxie_qa.corpus.load.html.measures import ends_sentence, names_attachment
from zhengxie_qa.corpus.load.html.text import PageParser, append_line
from zhengxie_qa.corpus.load.parsed import Format, Parsed, parsed
from zhengxie_qa.corpus.metadata import Metadata
from zhengxie_qa.corpus.offsets import MappedTextBuilder
from zhengxie_qa.corpus.page.dates import parse_date
from zhengxie_qa.corpus.page.head import labelled_head
from zhengxie_qa.corpus.page.titles import plausible_title
from zhengxie_qa.text.addresses import web_address
from zhengxie_qa.types import LeftOut

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_DECLARATION_REACH = 4096
_FEWEST_LINKS = 3
"""Links in one line, or lines of links in a row, that make a list of other pages."""

_HOME = frozenset({"首页", "网站首页", "返回首页", "主页", "Home"})
"""A link that is enough to tell such a list."""

_META_FIELDS = {
    "title": ("articletitle", "og:title", "title", "dc.title", "twitter:title"),
    "source": ("contentsource", "source", "dc.source"),
    "site": ("og:site_name", "sitename", "article:publisher"),
    "date": ("pubdate", "publishdate", "article:published_time", "publish_date", "date", "dc.date", "og:release_date"),
    "url": ("og:url", "url"),
}
_SOURCE_LABEL = "来源："
_LONGEST_SOURCE = 40
_LONGEST_TAIL = 40
_TITLE_TAIL = re.compile(r"[_|–—-]\s*+[^_|–—-]{2,30}$")


def read(data: bytes, name: str) -> Parsed:
    """Read an HTML page.

    :raises FileError: when it is not text.
    """
    declared = _DECLARED.search(data[:_DECLARATION_REACH])
    raw = decode(data, name=name, declared=declared[1].decode("ascii") if declared else None)
    page = PageParser(raw)
    lists = _lists_of_links(page)
    builder = MappedTextBuilder(raw)
    _tell_source(builder, raw, page)
    left_out = list(page.left_out)
    for line in page.lines:
        if line in lists:
            left_out.append(LeftOut(line.start, line.end, "links"))
        else:
            append_line(builder, line, line.end)
    visible = builder.build()
    cleaned = clean(visible.text)
    metadata = labelled_head(cleaned.text.split("\n")).or_else(_fields(page)).or_else(cleaned.metadata)
    metadata = metadata.or_else(Metadata(source=_first(page, "site")))
    return parsed(raw, visible.segments, cleaned, metadata=metadata, left_out=left_out)


def _tell_source(builder: MappedTextBuilder, raw: str, page: PageParser) -> None:
    """Begin with the source that only the page's head tells, as other pages print it, so that it can be quoted."""
    name = next((name for name in _META_FIELDS["source"] if page.meta.get(name)), "")
    source = page.meta.get(name, "")
    lines = [line.text for line in page.lines]
    if not 1 < len(source) <= _LONGEST_SOURCE or source in "".join(lines) or labelled_head(lines).source:
        return
    tag_start, tag_end = page.meta_tags[name]
    start = raw.find(source, tag_start, tag_end)
    if start >= 0:
        builder.replace(_SOURCE_LABEL, tag_start, start)
        builder.copy(start, start + len(source))
        builder.replace("\n", tag_end, tag_end)


def _lists_of_links(page: PageParser) -> set[Line]:
    """Lines beside the article that hold nothing but links to other pages, several of them together."""
    found: set[Line] = set()
    run: list[Line] = []
    for line in page.lines:
        if page.is_beside(line) and _is_only_links(line):
            run.append(line)
            if max(len(run), line.links) >= _FEWEST_LINKS or any(each.text.strip() in _HOME for each in run):
                found.update(run)
        else:
            run = []
    return found


def _is_only_links(line: Line) -> bool:
    return line.links > 0 and not ends_sentence(line.text) and not names_attachment(line.text)


def _first(page: PageParser, field: str) -> str | None:
    """The first filled ``meta`` field of a kind."""
    return next(_all(page, field), None)


def _all(page: PageParser, field: str) -> Iterator[str]:
    return (page.meta[name] for name in _META_FIELDS[field] if page.meta.get(name))


def _fields(page: PageParser) -> Metadata:
    """What the page's head says."""
    day = parse_date(_first(page, "date") or "")
    return Metadata(
        title=_title(page),
        source=_first(page, "source"),
        published=day[0] if day else None,
        published_time=day[1] if day else None,
        url=web_address(page.canonical) or _first(page, "url"),
    )


def _title(page: PageParser) -> str | None:
    """The first of meta field, heading and window title that can be a title and is not the site's name."""
    headings = (line.text for line in page.lines if page.block(line) == "h1")
    told = (plausible_title(text) for text in (*_all(page, "title"), *headings, _without_site(page.title), page.title))
    return next((title for title in told if title and title != _first(page, "site")), None)


def _without_site(title: str) -> str:
    """Cut the site's name off the end of a page's title."""
    tail = _TITLE_TAIL.search(title, max(0, len(title) - _LONGEST_TAIL))
    return title[: tail.start()].rstrip() if tail and tail.start() else title


FORMAT = Format((".html", ".htm", ".shtml", ".xhtml"), read)
