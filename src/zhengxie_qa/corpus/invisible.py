"""Leave out what prints nothing: zero-width characters, soft hyphens, direction marks, byte order marks, controls.

A reader never saw them, so they are no part of a quote; where the quote stands in the file stays known. What cannot be
read but prints something, such as a private-use character, stays: it may be part of a name.
"""

import re

from zhengxie_qa.corpus.offsets import MappedText, MappedTextBuilder
from zhengxie_qa.text.normalise import INVISIBLE

_INVISIBLE = re.compile(rf"(?<=\w)\u00ad\r?\n[ \t]*(?=\w)|[{INVISIBLE}]+")
"""A soft hyphen at the end of a line parts one word over two lines."""


def without_invisible(raw: str) -> MappedText:
    """Copy a text without invisible characters."""
    builder = MappedTextBuilder(raw)
    position = 0
    for run in _INVISIBLE.finditer(raw):
        builder.copy(position, run.start())
        position = run.end()
    builder.copy(position, len(raw))
    return builder.build()
