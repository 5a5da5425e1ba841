"""What kind of document a title names: Chinese official titles say it in their last word (关于…的通知, …条例).

A title that ends otherwise is an article: a piece of news, a page, a table. Nothing but the title is looked at.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.word_lists import rows
from zhengxie_qa.types import DocumentKind

_FILE: Final = Path(__file__).with_name("genres.tsv")
_BEHIND: Final = re.compile(r"(?:\([^()]*\)|[\s\"'》」』。!,.:;]|全文)+$")
"""What may follow the word: a remark in brackets, such as a draft's or a revision's, and marks."""


@lru_cache(maxsize=8192)
def kind_of(title: str) -> DocumentKind:
    """Name the kind of document that has this title."""
    named = _BEHIND.sub("", fold(title))
    return next((kind for kind, ending in _endings() if ending.search(named)), DocumentKind.ARTICLE)


@lru_cache(maxsize=1)
def _endings() -> tuple[tuple[DocumentKind, re.Pattern[str]], ...]:
    """The endings of each kind, as one pattern."""
    by_kind: dict[DocumentKind, list[str]] = {}
    for pattern, kind in rows(_FILE):
        by_kind.setdefault(DocumentKind(kind), []).append(pattern)
    return tuple((kind, re.compile(f"(?:{'|'.join(patterns)})$")) for kind, patterns in by_kind.items())
