"""The words of an Office file's XML as they stand there, tags taken off: a second reading, for the sake of the figures.

Nothing is understood but where a paragraph ends: no parser of XML, no styles, no lists, no changes.
"""

import html
import re
from collections.abc import Iterable
from typing import Final

from zhengxie_qa.corpus.load.office.package import Package

_REPEATED: Final = re.compile(r"<(\w+:)?Fallback\b.*?</(?:\w+:)?Fallback>", re.DOTALL)
_WORDS: Final = re.compile(
    r"<(?:\w+:)?(?:t|delText)(?:\s[^>]*)?>(?P<words>[^<]*)<|<(?:\w+:)?(?P<hyphen>noBreakHyphen)\b"
    r"|<(?:\w+:)?(?P<blank>tab|ptab|br|cr)\b[^>]*/>|</(?:\w+:)?(?P<end>p|tc)>"
)
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")


def bare_words(package: Package, parts: Iterable[str]) -> str:
    """Give the words of these parts of a package, one paragraph a line."""
    return "\n".join(_of(package.read(part) or b"") for part in parts)


def _of(part: bytes) -> str:
    written = _REPEATED.sub("", part.decode("utf-16" if part.startswith(_WIDE) else "utf-8", "replace"))
    pieces = []
    for match in _WORDS.finditer(written):
        if match["words"] is not None:
            pieces.append(html.unescape(match["words"]))
        else:
            pieces.append("-" if match["hyphen"] else "\t" if match["blank"] else "\n")
    return "".join(pieces)
