"""The elements of an HTML page: where each begins and ends, and which one every stretch of text stands in.

Not the standard's whole tree construction: end tags that HTML lets out are supplied, stray ones are ignored, misnested
ones close what they enclose. An element that is closed by none of its own end tags is noted as such: a page with an
unclosed ``<object>`` or ``<header>`` has its text all the same.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from zhengxie_qa.corpus.load.html.tokens import Kind, Token, attributes, tokens

_VOID_NAMES = "area base br col embed hr img input link meta param source track wbr"
_BLOCK_NAMES = """
address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure footer
form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol optgroup option p pre section summary table tbody td
tfoot th thead title tr ul xmp
"""
_FORMATTING_NAMES = "a abbr b big bdi bdo cite code em font i ins label mark q s small span strike strong u"
VOID, BLOCKS, _FORMATTING = (frozenset(names.split()) for names in (_VOID_NAMES, _BLOCK_NAMES, _FORMATTING_NAMES))
"""``BLOCKS`` begin and end a line, but for what becomes of ``td`` in its row; the end tag of a ``_FORMATTING`` element
does not close the block that it stands in."""


_FLOW = BLOCKS - {"br", "option", "optgroup", "td", "th", "tr", "tbody", "thead", "tfoot", "caption", "legend", "title"}
_ROW_PARTS = frozenset({"tbody", "thead", "tfoot"})
_CLOSES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(_FLOW, frozenset({"p"})),
    "li": frozenset({"li", "p"}),
    **dict.fromkeys(("dt", "dd"), frozenset({"dt", "dd", "p"})),
    **dict.fromkeys(("td", "th"), frozenset({"td", "th"})),
    "tr": frozenset({"tr", "td", "th"}),
    **dict.fromkeys(_ROW_PARTS, frozenset({"tr", "td", "th"}) | _ROW_PARTS),
    "option": frozenset({"option"}),
    "optgroup": frozenset({"option", "optgroup"}),
    "button": frozenset({"button"}),
    "a": frozenset({"a"}),
    **dict.fromkeys(("rt", "rp"), frozenset({"rt", "rp"})),
}
"""Start tag → open elements that it ends, as their end tags may be left out."""

_TABLE_PARTS = frozenset({"tr", "td", "th", "caption"}) | _ROW_PARTS
_FENCES = frozenset({"table", "td", "th", "caption", "template", "object"})
"""Elements out of which no tag reaches; those of a table's parts reach as far as the table."""

_OUTERMOST = frozenset({"html", "body"})
_REACH = 200
"""Open elements that an end tag is matched against, innermost first; pages that nest deeper are broken."""


@dataclass(slots=True)
class Element:
    """One element.

    :param parent: its number among the elements, ``-1`` for the outermost.
    :param is_closed: whether its own end tag was found.
    """

    name: str
    parent: int
    start: int
    attributes: dict[str, str]
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A token, and the number of the element that it opens or closes, or else stands in."""

    token: Token
    element: int


@dataclass(slots=True)
class Page:
    """All elements, parents before children, and all events, in the order of the source.

    The first element is the page itself, nameless; every element opened has an ``END`` event.
    """

    source: str
    elements: list[Element] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)


def read_elements(source: str, start: int = 0, end: int | None = None) -> Page:
    """Read ``source[start:end]``."""
    reader = _Reader(source)
    for token in tokens(source, start, end):
        reader.take(token)
    reader.close_down_to(1, len(source) if end is None else end)
    return reader.page


class _Reader:
    """The elements that are open while a page is read, outermost first."""

    def __init__(self, source: str) -> None:
        self.page = Page(source, [Element("", -1, 0, {})])
        self._open = [0]
        self._counts: Counter[str] = Counter()

    def take(self, token: Token) -> None:
        if token.kind is Kind.START:
            self._start(token)
        elif token.kind is Kind.END:
            self._end(token)
        else:
            self._note(token)

    def close_down_to(self, depth: int, position: int) -> None:
        """Close the innermost elements, for want of their own end tags, until ``depth`` are open."""
        while len(self._open) > depth:
            name = self.page.elements[self._open[-1]].name
            self._note(Token(Kind.END, position, position, name))
            self._counts[name] -= 1
            self._open.pop()

    def _note(self, token: Token) -> None:
        self.page.events.append(Event(token, self._open[-1]))

    def _start(self, token: Token) -> None:
        closes = _CLOSES.get(token.name)
        if closes:
            self._close_implied(closes, token)
        elements = self.page.elements
        elements.append(Element(token.name, self._open[-1], token.start, attributes(self.page.source, token)))
        self._open.append(len(elements) - 1)
        self._counts[token.name] += 1
        self._note(token)
        if token.name in VOID or token.is_empty:
            elements[-1].is_closed = True
            self.close_down_to(len(self._open) - 1, token.end)

    def _close_implied(self, closes: frozenset[str], token: Token) -> None:
        """Close the outermost element that this start tag ends, with what stands in it."""
        depth = len(self._open)
        for place in self._reachable():
            name = self.page.elements[self._open[place]].name
            if name in closes:
                depth = place
            elif _stops(token.name, name) or (name in _FLOW and token.name not in _TABLE_PARTS):
                break
        self.close_down_to(depth, token.start)

    def _end(self, token: Token) -> None:
        place = self._matching(token.name) if self._counts[token.name] > 0 else 0
        if not place:
            if token.name in {"br", "p"}:
                self._note(Token(Kind.START, token.start, token.end, "br"))
            return
        self.close_down_to(place + 1, token.start)
        self.page.elements[self._open[-1]].is_closed = True
        self._note(token)
        self._counts[token.name] -= 1
        self._open.pop()

    def _matching(self, name: str) -> int:
        """Depth of the open element that an end tag closes, 0 where it closes none."""
        for place in self._reachable():
            other = self.page.elements[self._open[place]].name
            if other == name:
                return place
            if _stops(name, other) or (name in _FORMATTING and other in _FLOW):
                return 0
        return 0

    def _reachable(self) -> range:
        return range(len(self._open) - 1, max(0, len(self._open) - _REACH), -1)


def _stops(tag: str, enclosing: str) -> bool:
    """Whether a tag acts on nothing outside an element that encloses it."""
    return enclosing == "table" if tag in _TABLE_PARTS or tag in _OUTERMOST else enclosing in _FENCES
