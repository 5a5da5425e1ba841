"""Stage 5, material for the second look: held-out questions with the hits a user would have, right and wrong ones.

Four settings: the question's own text; the best passages of many texts; the same without the text that answers; and
the same without the sentences that answer, so that every name is there and no span is right. Questions over reports
and papers are searched as the product does, with an index made on the way; encyclopaedia articles by bigrams.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from zhengxie_qa.bundled import BUNDLED, RULES
from zhengxie_qa.corpus.chunk import chunk
from zhengxie_qa.engine import Engine, encoder_named
from zhengxie_qa.evaluation.metrics.cmrc import em_cmrc, f1_cmrc
from zhengxie_qa.index.writing.writer import ingest
from zhengxie_qa.question.question import Question
from zhengxie_qa.question.translation.translation import bundled_translator
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.reading.network.proposals import Proposal
from zhengxie_qa.reading.reader import FirstLook, Look
from zhengxie_qa.reading.second_look.features import expected_types
from zhengxie_qa.reading.second_look.views import view_passage
from zhengxie_qa.reading.second_look.vocabulary import Vocabulary
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.quantities.equivalence import equivalent
from zhengxie_qa.text.sentences import sentence_spans
from zhengxie_qa.training.reader.curriculum import report_paths
from zhengxie_qa.training.reader.examples import Example, Source, Split
from zhengxie_qa.training.reader.windows import Bigrams
from zhengxie_qa.types import AnswerKind, Document, DocumentInfo, Filters, Hit, Passage, Segment


class Setting(StrEnum):
    """Where the hits of a group come from."""

    OWN = "own"
    FOUND = "found"
    WITHOUT = "without"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Group:
    """A question, its proposals as rows, and how good each is.

    :param matches: per proposal ``(EM, F1)`` against the accepted wordings, zero in a text that does not answer.
    """

    example: Example
    setting: Setting
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


class Search(Protocol):
    """Finds passages for a question; rank 1 is best."""

    def search(self, question: str, *, k: int, without: str | None = None) -> list[Hit]:
        """Return the ``k`` best passages, leaving out the document ``without``."""


@dataclass(frozen=True, slots=True)
class Shares:
    """How many of the held-out questions are asked in a setting; all of them in all would cost hours.

    :param own: of encyclopaedia questions, asked of their own text; ``found`` of these, asked of many texts.
    :param figures: of the cells of our own table of figures.
    :param searched: of questions over reports and papers, asked of all texts; ``without`` without the text that
        answers, ``gap`` without the sentence that does.
    """

    own: float = 0.4
    found: float = 0.15
    figures: float = 0.4
    searched: float = 0.7
    without: float = 0.3
    gap: float = 0.15


class ProductSearch:
    """The reports and papers asked about, searched as the product searches them."""

    def __init__(self, paths: Sequence[Path], *, folder: Path) -> None:
        """Index the files in ``folder``."""
        ingest(paths, directory=folder, encoder=encoder_named(BUNDLED))
        engine = Engine.open(folder, reader=RULES)  # it is only searched with
        self._retriever = engine.retriever
        self.as_of = max(info.as_of for info in engine.documents() if info.as_of)
        self.ids = {Path(info.file).stem: info.doc_id for info in engine.documents()}

    def search(self, question: str, *, k: int, without: str | None = None) -> list[Hit]:
        """Return the ``k`` best passages, leaving out the document ``without``."""
        found = self._retriever.retrieve(self._understood(question), k=k if without is None else 4 * k)
        left = [hit for hit in found if hit.passage.doc_id != without][:k]
        return [replace(hit, rank=rank) for rank, hit in enumerate(left, start=1)]

    def within(self, question: str, doc_id: str, *, k: int) -> list[Hit]:
        """Return the ``k`` best passages of one document."""
        return self._retriever.retrieve(self._understood(question), k=k, filters=Filters(doc_ids=(doc_id,)))

    def _understood(self, question: str) -> Question:
        return understand(question, as_of=self.as_of, translator=bundled_translator())


def make_groups(
    examples: Sequence[Example],
    data: Path,
    first_look: FirstLook,
    *,
    work: Path,
    shares: Shares,
    seed: int,
    k: int = 10,
) -> list[Group]:
    """Make groups of all held-out examples.

    :param work: folder for the index of the reports and papers.
    """
    held = [example for example in examples if example.split is Split.RERANKER]
    chance = random.Random(seed)
    encyclopaedia = [e for e in held if e.source is not Source.POLITICAL and chance.random() < shares.own]
    political = [
        e for e in held if e.source is Source.POLITICAL and (not e.is_figure or chance.random() < shares.figures)
    ]
    documents = {text: plain_document(text, doc_id=f"article-{i}") for i, text in enumerate(_contexts(encyclopaedia))}
    ask = _Ask(first_look, as_of=None)
    groups = [_own(e, documents[e.context], ask) for e in encyclopaedia]
    articles = Library.of(list(documents.values()))
    for example in chance.sample(encyclopaedia, int(shares.found * len(encyclopaedia))):
        settings = tuple(Setting)[1:]
        groups += _searched(example, documents[example.context].info.doc_id, articles, ask, settings, k)
    if political:
        reports = ProductSearch(_paths(political, data), folder=work / "index")
        ask = _Ask(first_look, as_of=reports.as_of)
        for example in political:
            doc_id = reports.ids[example.path.stem] if example.path else ""
            groups.append(ask.group(example, Setting.OWN, reports.within(example.asked, doc_id, k=k), doc_id))
            groups += _searched(example, doc_id, reports, ask, _settings(example, shares, chance), k)
    return [group for group in groups if group.look.proposals]


def _settings(example: Example, shares: Shares, chance: random.Random) -> tuple[Setting, ...]:
    """Choose in which settings a question is asked of many texts; one that its text does not answer, in none."""
    if not example.golds:
        return ()
    drawn = (Setting.FOUND, shares.searched), (Setting.WITHOUT, shares.without), (Setting.GAP, shares.gap)
    return tuple(setting for setting, share in drawn if chance.random() < share)


def _contexts(examples: Sequence[Example]) -> list[str]:
    return list(dict.fromkeys(example.context for example in examples))


def _paths(political: Sequence[Example], data: Path) -> list[Path]:
    """The reports, and the other papers that are asked about."""
    reports = report_paths(data)
    asked = {example.path for example in political if example.path is not None}
    return [*reports, *sorted(asked - set(reports))]


@dataclass(frozen=True, slots=True)
class _Ask:
    """Understands and reads as the product does.

    :param as_of: what 去年 in a question is counted from.
    """

    first_look: FirstLook
    as_of: str | None

    def group(self, example: Example, setting: Setting, hits: list[Hit], answering: str | None) -> Group:
        """Read hits for an example; ``answering`` is the document whose words may be right."""
        question = understand(example.asked, as_of=self.as_of, translator=bundled_translator())
        look = self.first_look(question, hits)
        golds = [*example.accepted, *_concise(example, question.kind, self.first_look.vocabulary)]
        matches = tuple(_match(p, golds if p.hit.passage.doc_id == answering else ()) for p in look.proposals)
        return Group(example, setting, look, matches)


def _own(example: Example, document: Document, ask: _Ask) -> Group:
    passages = chunk(document)
    bigrams = Bigrams([passage.text for passage in passages])
    hits = [
        Hit(rank, score, passages[index], document.info)
        for rank, (index, score) in enumerate(bigrams.search(example.question, k=len(passages)), start=1)
    ]
    return ask.group(example, Setting.OWN, hits, document.info.doc_id)


def _searched(
    example: Example, doc_id: str, library: Search, ask: _Ask, settings: Sequence[Setting], k: int
) -> list[Group]:
    hits = library.search(example.asked, k=k) if settings else []
    unanswered = replace(example, golds=(), accepted=())
    groups = []
    for setting in settings:
        if setting is Setting.FOUND:
            groups.append(ask.group(example, setting, hits, doc_id))
        elif setting is Setting.WITHOUT:
            groups.append(ask.group(unanswered, setting, library.search(example.asked, k=k, without=doc_id), None))
        else:
            gapped = [_without_answer(hit, example.accepted) for hit in hits]
            groups.append(ask.group(unanswered, setting, [hit for hit in gapped if hit.passage.text], None))
    return groups


def _without_answer(hit: Hit, accepted: Sequence[str]) -> Hit:
    """Take every sentence out of a hit that says one of the accepted wordings."""
    wanted = [fold(wording) for wording in accepted]
    text = hit.passage.text
    kept = [
        text[start:end]
        for start, end in sentence_spans(text)
        if not any(wording in fold(text[start:end]) for wording in wanted)
    ]
    return replace(hit, passage=replace(hit.passage, text="".join(kept)))


def _match(proposal: Proposal, golds: Sequence[str]) -> tuple[float, float]:
    text = proposal.hit.passage.text[proposal.start : proposal.end]
    if any(equivalent(text, gold) for gold in golds):
        return 1.0, 1.0
    return em_cmrc(text, golds), f1_cmrc(text, golds)


def _concise(example: Example, kind: AnswerKind, vocabulary: Vocabulary) -> list[str]:
    """Shorter wordings that a long gold implies: the one date or number in it, or the gold without 在, 是, 因为."""
    wanted = expected_types(kind)
    shorter = []
    for gold in example.accepted if example.source is Source.CMRC else ():
        view = view_passage(gold, vocabulary)
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
