"""What may not be lost of a file, counted apart from the loaders: its Chinese characters and its digits."""

import html
import re
from collections import Counter

_COUNTED = re.compile(r"[\d\u3400-\u9fff\uf900-\ufaff]")
_NO_TEXT = re.compile(r"(?is)<!--.*?-->|<(script|style)\b.*?</\1\s*>|<[!?/]?[a-z][^<>]*>|<![^>]*>")


def counted(text: str) -> Counter[str]:
    """Count the Chinese characters and digits of a text."""
    return Counter(_COUNTED.findall(text))


def html_text(source: str) -> str:
    """The text of a page without its tags, comments, scripts and style sheets."""
    return html.unescape(_NO_TEXT.sub("", source))
