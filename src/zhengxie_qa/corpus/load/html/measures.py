"""What every element of an HTML page holds: characters, of sentences and in links, lines and tables."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zhengxie_qa.corpus.load.html.elements import Page
from zhengxie_qa.corpus.load.html.tokens import Kind
from zhengxie_qa.corpus.page.furniture import CERTAIN, LONGEST_LINE, furniture

_SENTENCE = re.compile(r"[。！？；!?]|[.;](?=\s|$)")
_ATTACHED = re.compile(r"附[件表图录]|附：|\.(?:docx?|wps|xlsx?|et|pptx?|pdf|ofd|zip|rar)\b", re.IGNORECASE)
_LINES = frozenset(
    {"p", "div", "li", "br", "dd", "dt", "tr", "section", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_HAN_OR_DIGIT = re.compile(r"[\d\u2e80-\u9fff\uf900-\ufaff]")


@dataclass(slots=True)
class Measure:
    """Of one element and all that stands in it; characters do not count white space at the ends of a stretch.

    :param characters: of text. :param linked: of it, those in links to other pages.
    :param sentences: of it, those of stretches that hold the end of a sentence, are no link and no furniture.
    :param han_or_digit: stretches with a Chinese character or a digit.
    :param attached: stretches that name attachments.
    """

    characters: int = 0
    linked: int = 0
    sentences: int = 0
    han_or_digit: int = 0
    attached: int = 0
    lines: int = 0
    tables: int = 0
    titles: int = 0

    def add(self, other: "Measure") -> None:
        """Count what an enclosed element holds."""
        self.characters += other.characters
        self.linked += other.linked
        self.sentences += other.sentences
        self.han_or_digit += other.han_or_digit
        self.attached += other.attached
        self.lines += other.lines
        self.tables += other.tables
        self.titles += other.titles


def measure(page: Page, *, gone: Sequence[bool]) -> list[Measure]:
    """Measure every element; text that no reader sees does not count.

    :param gone: by element, whether no reader sees it.
    """
    is_link = linked(page)
    measures = [Measure() for _ in page.elements]
    for event in page.events:
        if event.token.kind is Kind.TEXT and not gone[event.element]:
            text = page.source[event.token.start : event.token.end].strip()
            _count(measures[event.element], text, is_link=is_link[event.element])
    for number in range(len(page.elements) - 1, 0, -1):
        element, own = page.elements[number], measures[number]
        own.lines += element.name in _LINES
        own.tables += element.name == "table"
        own.titles += element.name == "h1" and own.characters > 0
        measures[element.parent].add(own)
    return measures


def linked(page: Page) -> list[bool]:
    """Tell of every element whether it stands in a link to another page."""
    is_link = [False] * len(page.elements)
    for number, element in enumerate(page.elements[1:], start=1):
        own = element.name == "a" and not element.attributes.get("href", "#").startswith("#")
        is_link[number] = own or is_link[element.parent]
    return is_link


def names_attachment(text: str) -> bool:
    """Whether a text names a file that belongs to the article."""
    return _ATTACHED.search(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether a text holds the end of a sentence."""
    return _SENTENCE.search(text) is not None


def _count(own: Measure, text: str, *, is_link: bool) -> None:
    own.characters += len(text)
    own.linked += len(text) if is_link else 0
    own.han_or_digit += _HAN_OR_DIGIT.search(text) is not None
    own.attached += names_attachment(text)
    if not is_link and ends_sentence(text) and (len(text) > LONGEST_LINE or furniture(text) not in CERTAIN):
        own.sentences += len(text)
