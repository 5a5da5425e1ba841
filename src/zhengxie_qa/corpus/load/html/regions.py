"""Which elements of an HTML page are left out whole, and by which rule; everything else is kept.

Code, what no reader sees, form fields and fallbacks of embedded things go by their element; navigation, headers,
footers and asides by theirs or by a class that says so, but only beside the article. Three guards keep an article
whose page is built oddly: an element without its own end tag, one that holds most of the sentences of the page, and one
around or within the article's own block is never navigation.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zhengxie_qa.corpus.load.html.elements import Element, Page
from zhengxie_qa.corpus.load.html.hidden import Seen, hidden_names, seen
from zhengxie_qa.corpus.load.html.measures import Measure, measure
from zhengxie_qa.corpus.load.html.tokens import Kind

_SILENT = {
    **dict.fromkeys(("script", "style"), "code"),
    "noscript": "noscript",
    "title": "page title",
    **dict.fromkeys(("iframe", "object", "canvas", "audio", "video", "svg", "noembed", "noframes"), "embedded"),
    **dict.fromkeys(("select", "textarea", "button"), "form field"),
}
"""Elements whose text is no part of the page's text → name of the rule."""

_RUBY_TEXT = frozenset({"rt", "rp"})
"""Without Chinese characters or digits they say how a word sounds, else what it means."""

_SIDE = frozenset({"nav", "menu", "header", "footer", "aside"})
_SIDE_WORDS = """
nav navbar navigation menu breadcrumb breadcrumbs crumb crumbs footer foot copyright sidebar share related recommend
pagination
"""
_SIDE_NAMES = frozenset(_SIDE_WORDS.split())
"""Words of a class or id that say what ``nav``, ``aside`` and ``footer`` say."""

_NAME_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*")
_ARTICLE = frozenset({"article", "main"})
_WRAPPERS = frozenset({"", "html", "body"})
_CONTAINERS = _ARTICLE | _WRAPPERS | {"div", "section", "td", "form", "center", "blockquote", "dd"}
_MOST = 0.8
"""Share of the page's sentences that the article's own block holds at least."""

_SENTENCE_WEIGHT = 4
"""A character of a sentence against one of other text, in the search for the article's own block."""

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Regions:
    """What becomes of each element, by its number.

    :param rules: the rule that leaves it out, if one does.
    :param roots: the outermost element to which that rule applies.
    :param is_beside: whether it stands beside the article's own block, which is known.
    """

    rules: tuple[str | None, ...]
    roots: tuple[int, ...]
    is_beside: tuple[bool, ...]
    measures: Sequence[Measure]


def regions(page: Page) -> Regions:
    """Judge every element of a page."""
    gone = _gone(page)
    measures = measure(page, gone=gone)
    container = _container(page, measures)
    within = _within(page, container)
    around = _around(page, container)
    is_known = page.elements[container].name not in _WRAPPERS
    judge = _Judge(page, measures, around, within, is_known=is_known)
    rules: list[str | None] = [None] * len(page.elements)
    roots = [0] * len(page.elements)
    for number, element in enumerate(page.elements[1:], start=1):
        inherited = rules[element.parent]
        if inherited is not None and (inherited == "hidden") == gone[number]:
            rules[number], roots[number] = inherited, roots[element.parent]
        else:
            rules[number] = "hidden" if gone[number] else judge.rule(number)
            roots[number] = number
    beside = [is_known and not inside for inside in within]
    return Regions(tuple(rules), tuple(roots), tuple(beside), measures)


def _gone(page: Page) -> list[bool]:
    """Tell of every element whether no reader sees it."""
    sheets = (
        page.source[event.token.start : event.token.end]
        for event in page.events
        if event.token.kind is Kind.CODE and page.elements[event.element].name == "style"
    )
    names = hidden_names(sheets)
    state: list[Seen] = [Seen.SHOWN]
    for element in page.elements[1:]:
        before = state[element.parent]
        own = None if before is Seen.GONE else seen(element.name, element.attributes, names)
        state.append(own or before)
    return [each is not Seen.SHOWN for each in state]


def _container(page: Page, measures: Sequence[Measure]) -> int:
    """The innermost block of several lines that holds most of the page's sentences, else the page."""

    def weight(own: Measure) -> int:
        return own.characters - own.linked + (_SENTENCE_WEIGHT - 1) * own.sentences

    least = weight(measures[0]) * _MOST
    found = 0
    for number, element in enumerate(page.elements):
        own = measures[number]
        if element.name in _CONTAINERS and weight(own) >= least > 0 and own.sentences and own.lines > 1:
            found = number
    return found


def _within(page: Page, container: int) -> list[bool]:
    """Tell of every element whether it stands in the article's own block, or in an element that says ``article``."""
    is_known = page.elements[container].name not in _WRAPPERS
    within = [False] * len(page.elements)
    for number, element in enumerate(page.elements[1:], start=1):
        own = element.name in _ARTICLE or (is_known and number == container)
        within[number] = own or within[element.parent]
    return within


def _around(page: Page, container: int) -> frozenset[int]:
    """The article's own block and what encloses it."""
    around = {0}
    while container > 0:
        around.add(container)
        container = page.elements[container].parent
    return frozenset(around)


class _Judge:
    """Judges elements of one page that a reader sees."""

    def __init__(
        self, page: Page, measures: Sequence[Measure], around: frozenset[int], within: Sequence[bool], *, is_known: bool
    ) -> None:
        self._page = page
        self._measures = measures
        self._around = around
        self._within = within
        self._is_known = is_known

    def rule(self, number: int) -> str | None:
        """Name the rule that leaves an element out by what it is itself."""
        element = self._page.elements[number]
        if element.name in _RUBY_TEXT:
            return None if self._measures[number].han_or_digit else "pronunciation"
        silent = _SILENT.get(element.name)
        if silent == "code":
            return silent
        if not element.is_closed or self._holds_most(number):
            return None
        return silent or self._side(number, element)

    def _side(self, number: int, element: Element) -> str | None:
        """Navigation and the like, by its element or by a name that it bears."""
        own = self._measures[number]
        if number in self._around:
            return None
        if self._within[number]:
            is_links = own.linked > own.characters * _HALF
            return element.name if element.name in {"nav", "menu"} and is_links and not own.attached else None
        if own.titles and own.titles == self._measures[0].titles:
            return None
        if element.name in _SIDE:
            return element.name
        if self._is_known and not own.sentences and not own.attached:
            return next((f"class {word}" for word in _words(element) if word in _SIDE_NAMES), None)
        return None

    def _holds_most(self, number: int) -> bool:
        return self._measures[number].sentences > self._measures[0].sentences * _HALF


def _words(element: Element) -> list[str]:
    names = f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}"
    return [word.lower() for word in _NAME_WORD.findall(names)]
