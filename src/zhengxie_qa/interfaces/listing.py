"""Which documents are shown, and in which order: words, limits and sorting, the same for every door. Pure."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, Final

from zhengxie_qa.index.search.admission import admits
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.types import DocumentInfo, Filters


class Sort(StrEnum):
    """What documents are ordered by; with ``-``, the greatest first."""

    FILE = "file"
    TITLE = "title"
    SOURCE = "source"
    PUBLISHED = "published"
    YEAR = "year"
    PLACE = "place"
    FILE_DOWN = "-file"
    TITLE_DOWN = "-title"
    SOURCE_DOWN = "-source"
    PUBLISHED_DOWN = "-published"
    YEAR_DOWN = "-year"
    PLACE_DOWN = "-place"


_KEYS: Final[dict[str, Callable[[DocumentInfo], Any]]] = {
    "file": lambda info: info.file,
    "title": lambda info: fold(info.title),
    "source": lambda info: info.source,
    "published": lambda info: info.as_of,
    "year": lambda info: info.year,
    "place": lambda info: info.place,
}


def listed(
    infos: Iterable[DocumentInfo], *, query: str = "", filters: Filters = Filters(), sort: Sort = Sort.FILE
) -> list[DocumentInfo]:
    """Choose and order documents.

    :param query: words that must all stand in title, file name, source or place; Traditional and Simplified are one.
    :param sort: documents of which it is not known come last; ties are ordered by file name.
    """
    words = fold(query).split()
    chosen = [info for info in infos if (not filters or admits(filters, info)) and _holds(info, words)]
    key = _KEYS[sort.removeprefix("-")]
    chosen.sort(key=lambda info: (info.file, info.doc_id))
    known = sorted((info for info in chosen if key(info) is not None), key=key, reverse=sort.startswith("-"))
    return known + [info for info in chosen if key(info) is None]


def _holds(info: DocumentInfo, words: Iterable[str]) -> bool:
    told = fold("\n".join(filter(None, (info.title, info.file, info.source, info.place))))
    return all(word in told for word in words)
