"""Stage 5, material for the second look: held-out questions with the hits a user would have, right and wrong ones.

Three settings: the question's own text, chunked; the best passages of many texts; and the same without the text that
answers, so that no span is right. Search is by character bigrams here, so that the recipe needs no index.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from zhengxie_qa.corpus.chunk import chunk
from zhengxie_qa.corpus.load import load_file
from zhengxie_qa.evaluation.metrics.cmrc import em_cmrc, f1_cmrc
from zhengxie_qa.reading.features import expected_types
from zhengxie_qa.reading.proposals import Proposal
from zhengxie_qa.reading.reader import FirstLook, Look
from zhengxie_qa.reading.views import QuestionView, view_passage, view_question
from zhengxie_qa.text.numbers import equivalent
from zhengxie_qa.training.reader.curriculum import report_paths
from zhengxie_qa.training.reader.examples import Example, Source, Split
from zhengxie_qa.training.reader.windows import Bigrams
from zhengxie_qa.types import Document, DocumentInfo, Hit, Passage, Segment


class Setting(StrEnum):
    """Where the hits of a group come from."""

    OWN = "own"
    FOUND = "found"
    WITHOUT = "without"


@dataclass(frozen=True, slots=True)
class Group:
    """A question, its proposals as rows, and how good each is.

    :param matches: per proposal ``(EM, F1)`` against the accepted wordings, zero in a text that does not answer.
    """

    example: Example
    setting: Setting
    question: QuestionView
    look: Look
    matches: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Library:
    """Passages to search, with the document of each."""

    passages: tuple[Passage, ...]
    documents: tuple[DocumentInfo, ...]
    bigrams: Bigrams

    @classmethod
    def of(cls, documents: Sequence[Document]) -> "Library":
        """Chunk and index documents."""
        pairs = [(passage, document.info) for document in documents for passage in chunk(document)]
        texts = [f"{info.title} {info.place or ''} {info.year or ''}\n{passage.text}" for passage, info in pairs]
        return cls(tuple(p for p, _ in pairs), tuple(info for _, info in pairs), Bigrams(texts))

    def search(self, question: str, *, k: int, without: str | None = None) -> list[Hit]:
        """Return the ``k`` best passages, leaving out the document ``without``."""
        hits: list[Hit] = []
        for index, score in self.bigrams.search(question, k=4 * k + 10):
            if self.documents[index].doc_id != without and len(hits) < k:
                hits.append(Hit(len(hits) + 1, score, self.passages[index], self.documents[index]))
        return hits


def plain_document(text: str, *, doc_id: str, title: str = "") -> Document:
    """Wrap a text as it is."""
    info = DocumentInfo(doc_id=doc_id, file=doc_id, title=title)
    return Document(info, text, text, (Segment(0, len(text), 0, len(text)),) if text else ())


def make_groups(
    examples: Sequence[Example], data: Path, first_look: FirstLook, *, found: int, seed: int, k: int = 10
) -> list[Group]:
    """Make groups of all held-out examples.

    :param found: how many questions over encyclopaedia articles are also asked of many texts.
    """
    held = [example for example in examples if example.split is Split.RERANKER]
    encyclopaedia = [e for e in held if e.source is not Source.POLITICAL]
    political = [e for e in held if e.source is Source.POLITICAL]
    documents = {text: plain_document(text, doc_id=f"article-{i}") for i, text in enumerate(_contexts(encyclopaedia))}
    groups = [_own(e, documents[e.context], first_look) for e in encyclopaedia]
    articles = Library.of(list(documents.values()))
    sample = random.Random(seed).sample(encyclopaedia, min(found, len(encyclopaedia)))
    for example in sample:
        groups += _searched(example, documents[example.context].info.doc_id, articles, first_look, k)
    reports = Library.of([load_file(path, file=path.name, doc_id=path.stem) for path in _paths(political, data)])
    for example in political:
        groups += _searched(example, Path(example.id_of_document).stem, reports, first_look, k)
    return [group for group in groups if group.look.proposals]


def _contexts(examples: Sequence[Example]) -> list[str]:
    return list(dict.fromkeys(example.context for example in examples))


def _paths(political: Sequence[Example], data: Path) -> list[Path]:
    """The reports, and those laws that are asked about."""
    laws = sorted({e.id_of_document for e in political if e.id_of_document.startswith("laws_cn/")})
    return [*report_paths(data), *(data / "text" / name for name in laws)]


def _own(example: Example, document: Document, first_look: FirstLook) -> Group:
    passages = chunk(document)
    bigrams = Bigrams([passage.text for passage in passages])
    hits = [
        Hit(rank, score, passages[index], document.info)
        for rank, (index, score) in enumerate(bigrams.search(example.question, k=len(passages)), start=1)
    ]
    return _group(example, Setting.OWN, hits, document.info.doc_id, first_look)


def _searched(example: Example, doc_id: str, library: Library, first_look: FirstLook, k: int) -> list[Group]:
    answering = doc_id if example.golds else None
    hits = library.search(example.question, k=k)
    others = library.search(example.question, k=k, without=doc_id)
    unanswered = replace(example, golds=(), accepted=())
    return [
        _group(example, Setting.FOUND, hits, answering, first_look),
        _group(unanswered, Setting.WITHOUT, others, None, first_look),
    ]


def _group(example: Example, setting: Setting, hits: list[Hit], answering: str | None, first_look: FirstLook) -> Group:
    question = view_question(example.question, first_look.vocabulary)
    look = first_look(question, hits)
    golds = [*example.accepted, *_concise(example, question, first_look)]
    matches = tuple(_match(p, golds if p.hit.passage.doc_id == answering else ()) for p in look.proposals)
    return Group(example, setting, question, look, matches)


def _match(proposal: Proposal, golds: Sequence[str]) -> tuple[float, float]:
    text = proposal.hit.passage.text[proposal.start : proposal.end]
    if any(equivalent(text, gold) for gold in golds):
        return 1.0, 1.0
    return em_cmrc(text, golds), f1_cmrc(text, golds)


def _concise(example: Example, question: QuestionView, first_look: FirstLook) -> list[str]:
    """Shorter wordings that a long gold implies: the one date or number in it, or the gold without 在, 是, 因为."""
    wanted = expected_types(question.code)
    shorter = []
    for gold in example.accepted if example.source is Source.CMRC else ():
        view = view_passage(gold, first_look.vocabulary)
        typed = {(s, e) for s, e, kind in view.typed_spans.tolist() if kind in wanted}
        longest = max(typed, key=lambda pair: pair[1] - pair[0], default=None)
        if longest is not None and all(longest[0] <= s and e <= longest[1] for s, e in typed):
            shorter.append(gold[longest[0] : longest[1]])
        for opening in _OPENINGS:
            if gold.startswith(opening) and len(gold) > len(opening) + 1:
                shorter.append(gold[len(opening) :])
    return shorter


_OPENINGS = (
    "由于",
    "因为",
    "是因为",
    "是由于",
    "为了",
    "是为了",
    "位于",
    "是",
    "在",
    "于",
    "由",
    "因",
    "为",
    "以",
    "从",
    "被",
    "约",
)
