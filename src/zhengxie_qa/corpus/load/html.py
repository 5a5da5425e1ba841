"""HTML pages: trafilatura tells which lines are the article, the source keeps the place of every character.

Where trafilatura finds no article, the rules for saved pages decide alone, as for plain text. Title, source and date
come from the ``meta`` fields of Chinese government pages (ArticleTitle, ContentSource, PubDate), then from the text.
"""

import re

from zhengxie_qa.corpus.clean import clean
from zhengxie_qa.corpus.load.encodings import decode
from zhengxie_qa.corpus.load.html_text import Line, PageParser, append_line
from zhengxie_qa.corpus.load.parsed import Format, Parsed
from zhengxie_qa.corpus.metadata import Metadata
from zhengxie_qa.corpus.offsets import MappedTextBuilder, compose
from zhengxie_qa.corpus.page_dates import parse_date
from zhengxie_qa.corpus.page_head import is_meta_line

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_DECLARATION_REACH = 4096
_SPACE = re.compile(r"\s+")
_LEAST_ARTICLE = 40
"""Characters; a shorter extraction is not an article."""

_LEAST_COVERED = 0.5
"""Share of the extracted text that must be found again among the page's lines."""

_META_FIELDS = {
    "title": ("articletitle", "og:title", "title", "dc.title", "twitter:title"),
    "source": ("contentsource", "source", "dc.source"),
    "site": ("og:site_name", "sitename", "article:publisher"),
    "date": ("pubdate", "publishdate", "article:published_time", "publish_date", "date", "dc.date", "og:release_date"),
    "url": ("og:url", "url"),
}
_TITLE_TAIL = re.compile(r"\s*[_|–—-]\s*[^_|–—-]{2,30}$")


def read(data: bytes, name: str) -> Parsed:
    """Read an HTML page.

    :raises FileError: when it is not text.
    """
    declared = _DECLARED.search(data[:_DECLARATION_REACH])
    raw = decode(data, name=name, declared=declared[1].decode("ascii") if declared else None)
    page = PageParser(raw)
    builder = MappedTextBuilder(raw)
    for line in _article_lines(page.lines, _extracted(raw)):
        append_line(builder, line, line.pieces[-1][2])
    visible = builder.build()
    cleaned = clean(visible.text)
    everything = clean("\n".join(line.text for line in page.lines)).metadata
    metadata = _fields(page).or_else(cleaned.metadata).or_else(everything)
    metadata = metadata.or_else(Metadata(source=_first(page, "site")))
    return Parsed(raw, cleaned.text, compose(visible.segments, cleaned.segments), metadata)


def _extracted(raw: str) -> str:
    """The article in trafilatura's opinion, without white space; empty where it finds none."""
    import trafilatura

    text = trafilatura.extract(raw, include_comments=False, include_tables=True, favor_recall=True) or ""
    return _SPACE.sub("", text)


def _article_lines(lines: list[Line], extracted: str) -> list[Line]:
    """Choose the article's lines: from its title to the last line that trafilatura found."""
    body = [line for line in lines if not line.is_side] or lines
    if len(extracted) < _LEAST_ARTICLE:
        return body
    is_article = [_bare(line) in extracted for line in body]
    found = [index for index, is_found in enumerate(is_article) if is_found and len(_bare(body[index])) > 1]
    covered = sum(len(_bare(body[index])) for index in found)
    if covered < len(extracted) * _LEAST_COVERED:
        return body
    first = _with_title(body, min(found))
    return body[first : max(found) + 1]


def _with_title(lines: list[Line], first: int) -> int:
    """Begin at the heading above the article where only the line with source and date stands between."""
    for index in range(first - 1, max(-1, first - 6), -1):
        if lines[index].tag in {"h1", "h2"}:
            return index
        if not is_meta_line(lines[index].text) and len(lines[index].text) > 60:
            break
    return first


def _bare(line: Line) -> str:
    return _SPACE.sub("", line.text)


def _first(page: PageParser, field: str) -> str | None:
    """The first filled ``meta`` field of a kind."""
    return next((page.meta[name] for name in _META_FIELDS[field] if page.meta.get(name)), None)


def _fields(page: PageParser) -> Metadata:
    """What the page's head says."""
    day = parse_date(_first(page, "date") or "")
    heading = next((line.text.strip() for line in page.lines if line.tag == "h1" and not line.is_side), None)
    return Metadata(
        title=_first(page, "title") or heading or _TITLE_TAIL.sub("", page.title.strip()) or None,
        source=_first(page, "source"),
        published=day[0] if day else None,
        published_time=day[1] if day else None,
        url=page.canonical or _first(page, "url"),
    )


FORMAT = Format((".html", ".htm"), read)
