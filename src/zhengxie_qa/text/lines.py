"""Where lines end: at every mark that a file may use, not only at line feeds.

Old Mac files end lines with CR, word processors write soft breaks as VT, U+2028 and U+2029, converters put FF between
pages, mainframes write NEL.
"""

import re
from collections.abc import Iterator

BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"
"""Characters that end a line; CR LF together end one."""

LINE = re.compile(rf"(?P<words>[^{BREAKS}]*)(?P<end>\r\n|[{BREAKS}])|(?P<rest>[^{BREAKS}]+)")
"""A line with its end; the last one, ``rest``, may have none."""

_WRITTEN = re.compile(rf"[^{BREAKS}]+")


def line_spans(text: str) -> list[tuple[int, int, int]]:
    """Return ``(start, end, next)`` of every line: ``[start, end)`` without its break, which ends at ``next``."""
    return [
        (match.start(), match.end("words") if match["end"] else match.end(), match.end())
        for match in LINE.finditer(text)
    ]


def bare_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield ``[start, end)`` of the lines with words, without the white space around these."""
    for match in _WRITTEN.finditer(text):
        if bare := match[0].strip():
            start = match.start() + match[0].index(bare)
            yield start, start + len(bare)
