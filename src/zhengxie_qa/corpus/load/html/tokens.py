"""The source of an HTML page cut into tags, text and comments, each with its place; every character is in one of them.

It follows the HTML standard's tokenizer where that shows a reader the same words, and is kinder where a browser would
swallow text: ``<`` before anything but a tag is text, and an element that holds raw text (``iframe``, ``textarea``)
but never ends holds none. Every search is remembered when it fails, so reading is linear in the length of the source.
"""

import html
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from enum import StrEnum

RAW_TEXT = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title"})
"""Elements within which tags are not tags."""

_CODE = frozenset({"script", "style"})
"""Raw text that runs to the end of the page where it is not closed, and may hold its own opening tag."""

_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:_-]*+)(?=[\s/>])")
_REST = re.compile(r"(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+>")
_PLAIN_REST = re.compile(r"[^<>]*+>")
_ATTRIBUTE = re.compile(r"([^\s/>=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]++)))?+")
REFERENCE = re.compile(
    r"&(?:#[0-9]{1,7}+(?![0-9])|#[xX][0-9A-Fa-f]{1,6}+(?![0-9A-Fa-f])|[A-Za-z][A-Za-z0-9]{1,31}+);?+"
)
"""A reference to a character, by number or by name."""

_BOGUS = re.compile(r"<[!?]|</[^A-Za-z]")


class Kind(StrEnum):
    """What a token is; ``CODE`` is a script or style sheet."""

    START = "start"
    END = "end"
    TEXT = "text"
    CODE = "code"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch ``[start, end)`` of the source.

    :param name: of a tag, lower case. :param is_empty: a start tag that ends in ``/>``.
    """

    kind: Kind
    start: int
    end: int
    name: str = ""
    is_empty: bool = False


def tokens(source: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Cut ``source[start:end]`` into tokens, in order and without gaps."""
    return _Tokenizer(source, len(source) if end is None else end).tokens(start)


def attributes(source: str, tag: Token) -> dict[str, str]:
    """Read the attributes of a start tag, names in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(source, tag.start + 1 + len(tag.name), tag.end - 1):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), unescaped(value))
    return found


def unescaped(text: str) -> str:
    """Put the characters in place of the references to them."""
    return REFERENCE.sub(lambda written: html.unescape(written[0]), text) if "&" in text else text


class _Tokenizer:
    """Remembers which searches have come to the end of the source without finding anything."""

    def __init__(self, source: str, end: int) -> None:
        self._source = source
        self._end = end
        self._ended: set[str] = set()

    def tokens(self, position: int) -> Iterator[Token]:
        text_from = position
        while (position := self._source.find("<", position, self._end)) >= 0:
            token = self._markup(position)
            if token is None:
                position += 1
                continue
            if text_from < position:
                yield Token(Kind.TEXT, text_from, position)
            yield token
            text_from = position = token.end
            if token.kind is Kind.START and token.name in RAW_TEXT and not token.is_empty:
                text_from = position = yield from self._raw_text(token)
        if text_from < self._end:
            yield Token(Kind.TEXT, text_from, self._end)

    def _markup(self, position: int) -> Token | None:
        """The tag or comment that begins here, or nothing where ``<`` is text."""
        name = _NAME.match(self._source, position, self._end)
        if name is None:
            return self._comment(position) if _BOGUS.match(self._source, position, self._end) else None
        rest = None
        if "quoted" not in self._ended:
            rest = _REST.match(self._source, name.end(), self._end)
            if rest is None:
                self._ended.add("quoted")
        rest = rest or _PLAIN_REST.match(self._source, name.end(), self._end)
        if rest is None:
            return None
        is_empty = rest[0].endswith("/>") and (len(rest[0]) == 2 or rest[0][-3] in " \t\r\n\f\"'" or "=" not in rest[0])
        return Token(Kind.END if name[1] else Kind.START, position, rest.end(), name[2].lower(), is_empty)

    def _comment(self, position: int) -> Token | None:
        if self._source.startswith("<!--", position, self._end):
            end = self._find("-->", position + 2)
            return Token(Kind.COMMENT, position, self._end if end < 0 else end + 3)
        end = self._find(">", position)
        return Token(Kind.COMMENT, position, end + 1) if end >= 0 else None

    def _find(self, words: str, position: int) -> int:
        if words in self._ended:
            return -1
        found = self._source.find(words, position, self._end)
        if found < 0:
            self._ended.add(words)
        return found

    def _raw_text(self, tag: Token) -> Generator[Token, None, int]:
        """What stands up to the closing tag, which is left to be read.

        :returns: where reading goes on; after the opening tag where there is no closing one.
        """
        end = self._closing(tag)
        if tag.end < end:
            yield Token(Kind.CODE if tag.name in _CODE else Kind.TEXT, tag.end, end)
        return end

    def _closing(self, tag: Token) -> int:
        closing = f"</{tag.name}"
        if closing in self._ended:
            return tag.end
        is_code = tag.name in _CODE
        pattern = re.compile(rf"<{'/' if is_code else '/?'}{tag.name}(?=[\s/>])", re.IGNORECASE)
        found = pattern.search(self._source, tag.end, self._end)
        if found is None:
            self._ended.add(closing)
            return self._end if is_code else tag.end
        return found.start() if found[0][1] == "/" else tag.end
