"""An answer as a message of plain Markdown, for programs that show conversations: words, sentence, sources with links.

Each mark ``[1]`` behind quoted words is told besides as a place in the message, for programs that draw such marks
themselves. Pure; every address comes from outside.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from zhengxie_qa.answering.answer import Answer, Citation, ConfidenceLevel
from zhengxie_qa.answering.messages import reply_language
from zhengxie_qa.comparing.comparison import Compared, Comparison
from zhengxie_qa.interfaces.locations import as_json
from zhengxie_qa.text.addresses import web_address
from zhengxie_qa.types import DocumentInfo, Hit, Language

Link = Callable[[str, int, int], str]
"""Gives the address of a stretch of a document: its id, start and end."""

_LEVELS: Final = {
    Language.ZH: {ConfidenceLevel.HIGH: "高", ConfidenceLevel.MEDIUM: "中", ConfidenceLevel.LOW: "低"},
    Language.EN: {level: level.value for level in ConfidenceLevel},
}
_WORDS: Final = {
    Language.ZH: {
        "confidence": "把握：{}",
        "nearest": "最接近的段落：",
        "also": "另有：{}（{}）",
        "left": "还有一问未答，请单独提问：{}",
    },
    Language.EN: {
        "confidence": "Confidence: {}",
        "nearest": "The nearest passages:",
        "also": "Also: {} ({})",
        "left": "Left open, ask it by itself: {}",
    },
}
_MARKDOWN: Final = re.compile(r"([\\`*_\[\]<>#|~])")
_FIRST_MARK: Final = re.compile(r"(?: \[\d+\])+$")
_EXCERPT: Final = 120
_NEAREST: Final = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A source of the message: ``text[start:end]`` are the words quoted and their mark."""

    start: int
    end: int
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class CitedText:
    """The message, in Markdown, with its marks."""

    text: str
    marks: tuple[Mark, ...]


def cited_text(answer: Answer, *, link: Link) -> CitedText:
    """Write an answer as a message, in the language of the question.

    :param link: where a stretch of a document can be read, if the document itself has no address on the web.
    """
    language = _language(answer.question)
    words = _WORDS[language]
    left = [words["left"].format(_plain(question)) for question in answer.also_asked]
    if answer.text is None:
        said = answer.messages.get(language) or answer.message or ""
        nearest = [_passage(hit, link) for hit in answer.nearest[:_NEAREST]]
        shown = [words["nearest"], *nearest] if nearest else []
        return CitedText("\n\n".join(filter(None, [said, "\n".join(shown), *left])), ())
    numbers = "".join(f" [{cited.n}]" for cited in answer.citations)
    first = _plain(answer.text) + numbers
    parts = [first]
    if answer.evidence:
        parts.append(f"> {_plain(answer.evidence.text)}")
    parts.append(words["confidence"].format(_LEVELS[language][answer.confidence_level]))
    if isinstance(answer, Compared):
        parts += [_plain(answer.comparison.message), _rows(answer.comparison, link)]
    others = [
        f"- {words['also'].format(_plain(each.text), _plain(each.label))}: {_source(each.citation, link, language)}"
        for each in answer.alternatives
    ]
    parts += ["\n".join(others)] if others else []
    parts.append("\n".join(f"[{each.n}] {_source(each, link, language)}" for each in answer.citations))
    marks = tuple(
        Mark(0, len(first), cited.document.title, _address(cited.document, cited.start, cited.end, link))
        for cited in answer.citations
    )
    return CitedText("\n\n".join([*parts, *left]), marks)


def answer_in(message: str) -> str:
    """Take from a message written here the words that answered."""
    first = message.split("\n", 1)[0]
    return re.sub(r"\\([\\`*_\[\]<>#|~])", r"\1", _FIRST_MARK.sub("", first))


def _language(question: str) -> Language:
    mixed = reply_language(question, language=Language.MIXED)
    return mixed if any(ord(character) > 0x2E7F for character in question) else Language.EN


def _plain(text: str) -> str:
    """Words of an article on one line, none of them read as Markdown."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def _source(cited: Citation, link: Link, language: Language) -> str:
    info = cited.document
    place = as_json(cited.locations)
    named = place["name_zh" if language is Language.ZH else "name"] if place else None
    told: list[str | None] = [info.source, info.published, named]
    return _joined(f"[{_plain(info.title)}]({_address(info, cited.start, cited.end, link)})", told)


def _passage(hit: Hit, link: Link) -> str:
    passage, info = hit.passage, hit.document
    shown = _plain(passage.text[:_EXCERPT]) + ("…" if len(passage.text) > _EXCERPT else "")
    return _joined(f"- [{_plain(info.title)}]({_address(info, passage.start, passage.end, link)})", [shown])


def _rows(table: Comparison, link: Link) -> str:
    cells = [(row.label, row.answer.text or "", row.answer.citations[0]) for row in table.rows]
    return "\n".join(
        f"- {_plain(label)}: [{_plain(said)}]({_address(cited.document, cited.start, cited.end, link)})"
        for label, said, cited in cells
    )


def _joined(first: str, rest: Iterable[str | None]) -> str:
    return " · ".join([first, *filter(None, rest)])


def _address(info: DocumentInfo, start: int, end: int, link: Link) -> str:
    return web_address(info.url) or link(info.doc_id, start, end)
