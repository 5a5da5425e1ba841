"""Books (.epub): the pages that they are made of, in the order of reading, each read as a web page.

What digital rights management has encrypted is not read.
"""

import posixpath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from zhengxie_qa.corpus.load.html import page as html
from zhengxie_qa.corpus.load.office.package import Package, below, children, local
from zhengxie_qa.corpus.load.parsed import Format, Parsed, joined
from zhengxie_qa.corpus.metadata import Metadata
from zhengxie_qa.corpus.page.dates import parse_date
from zhengxie_qa.errors import FileError, Said
from zhengxie_qa.location import LocationKind

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CONTAINER: Final = "META-INF/container.xml"


def read(data: bytes, name: str) -> Parsed:
    """Read a book.

    :raises FileError: when it is damaged, encrypted, or unpacks to too much.
    """
    package = Package(data, name=name, save_as=".epub")
    named = below(package.xml(_CONTAINER), "rootfiles", "rootfile")
    path = (named.get("full-path") or "") if named is not None else ""
    book = package.xml(path)
    if book is None:
        raise package.broken()
    parts: list[Parsed] = []
    for part in _chapters(book, path):
        written = package.read(part)
        try:
            parts.append(html.read(written or b"", name))
        except FileError:  # a cover, a picture, or what is encrypted
            continue
    if not parts:
        raise FileError(_without_words(name))
    return joined(parts, LocationKind.PART, metadata=_known(book))


def _chapters(book: "Element", path: str) -> list[str]:
    """The parts of a book in the order of reading."""
    files = {
        item.get("id"): posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(item.get("href") or "")))
        for item in children(_held(book, "manifest"), "item")
    }
    listed = (files.get(each.get("idref")) for each in children(_held(book, "spine"), "itemref"))
    return [part for part in dict.fromkeys(listed) if part]


def _held(book: "Element", name: str) -> "Element":
    found = below(book, name)
    return book if found is None else found


def _known(book: "Element") -> Metadata:
    """Title, publisher and date, as the book has them."""
    said = {local(each): (each.text or "").strip() for each in reversed(list(_held(book, "metadata")))}
    day = parse_date(said.get("date", ""))
    return Metadata(
        title=said.get("title") or None,
        source=said.get("publisher") or said.get("creator") or None,
        published=day[0] if day else None,
    )


def _without_words(name: str) -> Said:
    return Said(
        f"{name} holds no text that can be read; it may be encrypted: save the text another way and ingest that.",
        f"{name} 没有可读的文字，可能已加密。请用其他方式取得文字后导入。",
    )


FORMAT = Format((".epub",), read)
