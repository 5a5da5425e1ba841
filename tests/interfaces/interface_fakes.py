"""A small fake engine over two invented articles: shared words are found, numbers answer."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from zhengxie_qa.answering.answer import Answer, AnswerLevel, Citation, ConfidenceLevel, Reason, Sentence
from zhengxie_qa.comparing.comparison import Blank, By, Compared, Comparison, OnCell, Order, Ranking, Row, ignore
from zhengxie_qa.errors import FileError, NotFoundError, QuestionError
from zhengxie_qa.index.store.corrections import Correction
from zhengxie_qa.question.question import Question
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.types import (
    AnswerKind,
    Document,
    DocumentInfo,
    Filters,
    Hit,
    Holding,
    IndexState,
    Language,
    LeftOut,
    Passage,
    Quantity,
    SearchMode,
    Segment,
    Turn,
)

HARBOUR = "海港市政协全年召开“深聊会”275场。委员<b>建言</b>三千余条。"
EXPLANATION = {
    "question": {
        "text": "深聊会场次",
        "kind": AnswerKind.COUNT,
        "chinese": "深聊会场次",
        "terms": ("深聊会",),
        "matched": (),
    },
    "passages": [{"rank": 1, "score": 0.5, "heading": None, "title": "海港市报告", "matched": [], "passage_id": "a:0"}],
    "spans": [
        {
            "text": "275场",
            "confidence": 0.9,
            "score": 3.25,
            "passage_id": "a:0",
            "evidence": {"year": 1.0, "place": 0.0, "stated": "achieved", "fits": False, "otherwise": ["城镇", "市区"]},
        }
    ],
    "decision": {"answered": True, "reason": None, "confidence": 0.9, "threshold": 0.2},
}
LAKE = "湖滨市政协开展民主监督12次。"


def make_document(doc_id: str, file: str, text: str, **known: str) -> Document:
    info = DocumentInfo(doc_id=doc_id, file=file, title=known.get("title", file), source=known.get("source"))
    info = replace(info, published=known.get("published"), published_time=known.get("published_time"))
    return Document(info=info, text=text, raw_text=text, segments=(Segment(0, len(text), 0, len(text)),))


def without_navigation(document: Document) -> Document:
    """Leave out a first line that begins with 首页."""
    first, _, rest = document.text.partition("\n")
    left_out = (LeftOut(0, len(first), "navigation"),) if first.startswith("首页") else ()
    return replace(document, text=rest, left_out=left_out) if left_out else document


HILL = make_document("cccccccccccc", "hill.txt", "山城市政协开会。", title="山城市政协报告")
COMPARES, SLOWLY, ENDLESSLY = "各地", "慢慢", "一直"
"""Words of a question that compares, of one that takes its time over each document, of one that stays at the first."""
SLOW_SECONDS, PATIENCE = 0.25, 60


class FakeEngine:
    """Finds documents that share a two-character word with the question; answers with the first number."""

    def __init__(self) -> None:
        self.shelf = {
            "aaaaaaaaaaaa": make_document(
                "aaaaaaaaaaaa",
                "harbour.txt",
                HARBOUR,
                title="海港市<政协>报告",
                source="海港日报",
                published="2025-07-25",
            ),
            "bbbbbbbbbbbb": make_document(
                "bbbbbbbbbbbb", "lake.txt", LAKE, title="湖滨市政协报告", published="2024-01-02"
            ),
        }
        self.asked: list[tuple[str, tuple[Turn, ...]]] = []
        self.refreshed = 0
        self.missing = False
        self.closed = False

    def refresh(self) -> None:
        self.refreshed += 1

    @contextmanager
    def pinned(self) -> Iterator[None]:
        yield

    def close(self) -> None:
        self.closed = True

    def state(self) -> IndexState:
        return IndexState(generation="g1", encoder="fake-1", documents=len(self.shelf), passages=len(self.shelf))

    def documents(self) -> list[DocumentInfo]:
        return [document.info for document in self.shelf.values()]

    def understood(self, question: str) -> Question:
        return understand(question)

    def holdings(self) -> list[Holding]:
        return [
            Holding(
                each.info, 1, len(each.text), None, 0, 0, len(each.left_out), each.info.source is None, each.original
            )
            for each in self.shelf.values()
        ]

    def document(self, doc_id: str) -> Document:
        if doc_id not in self.shelf:
            raise NotFoundError(f"There is no document {doc_id!r} in the index. List them with `documents`.")
        return self.shelf[doc_id]

    def original(self, doc_id: str) -> Path:
        raise NotFoundError(f"The file of {self.document(doc_id).info.title} is not kept.")

    def verify(self, doc_id: str, start: int, end: int, quote: str) -> bool:
        return self.document(doc_id).text[start:end] == quote

    def search(
        self, query: str, *, top_k: int = 10, mode: SearchMode = SearchMode.HYBRID, filters: Filters = Filters()
    ) -> list[Hit]:
        check(query)
        found = [document for document in self.shelf.values() if shares_word(query, document.text)]
        found = [each for each in found if not filters.sources or each.info.source in filters.sources]
        return [make_hit(rank, each) for rank, each in enumerate(found[:top_k], start=1)]

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        top_k: int = 10,
        filters: Filters = Filters(),
        explain: bool = False,
        on_cell: OnCell = ignore,
    ) -> Answer:
        check(question)
        if COMPARES in question:
            table = self.compare(question, filters=filters, on_cell=on_cell)
            said = {each.name: getattr(table.rows[0].answer, each.name) for each in fields(Answer)}
            return Compared(**said, comparison=table)
        self.asked.append((question, tuple(history)))
        hits = self.search(question, top_k=top_k, filters=filters)
        interpreted = f"{history[-1].question}→{question}" if history else question
        return read(question, interpreted, hits, nearest=[make_hit(1, self.shelf["aaaaaaaaaaaa"])], explain=explain)

    def compare(
        self, question: str, *, by: By | None = None, filters: Filters = Filters(), on_cell: OnCell = ignore
    ) -> Comparison:
        """The harbour says 275场, the lake is a blank; of each place, the lake says 12次 and a third is a blank."""
        check(question)
        shelf = {**self.shelf, **({HILL.info.doc_id: HILL} if COMPARES in question else {})}
        infos = [each.info for each in shelf.values() if not filters.sources or each.info.source in filters.sources]
        cells: list[Row | Blank] = []
        for info in infos:
            time.sleep(SLOW_SECONDS if SLOWLY in question else 0)
            hit = make_hit(1, shelf[info.doc_id])
            answer = read(question, question, [hit] if info.source or COMPARES in question else [], nearest=[])
            blank = Blank(info.title, info, Reason.NO_PASSAGE, "没有找到相关段落", hit)
            cells.append(Row(info.title, info, answer) if answer.citations else blank)
            on_cell(cells[-1], len(cells), len(infos))
            for _ in range(PATIENCE * 10 if ENDLESSLY in question else 0):
                time.sleep(0.1)
                on_cell(cells[-1], len(cells), len(infos))
        rows = tuple(cell for cell in cells if isinstance(cell, Row))
        blanks = tuple(cell for cell in cells if isinstance(cell, Blank))
        ranking = Ranking(Order.HIGHEST, tuple(row.label for row in rows)) if "最" in question else None
        said = f"{len(cells)}篇文章中有{len(rows)}个写明。"
        return Comparison(question, question, by or By.DOCUMENT, rows, blanks, ranking, len(rows), len(cells), said)

    def read_context(self, question: str, context: str, history: Sequence[Turn] = ()) -> Answer:
        check(question)
        return read(question, question, [make_hit(1, make_document("context", "context", context))], nearest=[])


def check(question: str) -> None:
    if not question.strip():
        raise QuestionError("The question is empty. Type one.")
    if len(question) > 500:
        raise QuestionError(f"The question has {len(question)} characters; the limit is 500. Shorten it.")


def shares_word(query: str, text: str) -> bool:
    return any(query[at : at + 3] in text for at in range(max(len(query) - 2, 1)))


def make_hit(rank: int, document: Document) -> Hit:
    passage = Passage(f"{document.info.doc_id}:0", document.info.doc_id, 0, len(document.text), document.text)
    return Hit(rank=rank, score=1 / rank, passage=passage, document=document.info, parts={"bm25": 0.75, "cosine": 0.25})


def read(question: str, interpreted: str, hits: list[Hit], *, nearest: list[Hit], explain: bool = False) -> Answer:
    digits = [(hit, span) for hit in hits for span in [first_number(hit.passage.text)] if span]
    explanation = EXPLANATION if explain else {}
    blank = Answer(
        question=question,
        interpreted_as=interpreted,
        text=None,
        abstained=True,
        reason=Reason.NO_PASSAGE,
        message="没有找到相关段落。",
        messages={Language.ZH: "没有找到相关段落。", Language.EN: "No passage was found."},
        kind=AnswerKind.COUNT,
        confidence=0.1,
        confidence_level=ConfidenceLevel.LOW,
        nearest=tuple(nearest),
        missing_terms=("火星",),
        explanation=explanation,
        hits=tuple(hits),
    )
    if not digits:
        return blank
    hit, (start, end) = digits[0]
    quote = hit.passage.text[start:end]
    cited = Citation(1, hit.document, hit.passage, start, end, quote, start, end)
    quantity = Quantity(value=float(quote[:-1]), unit=quote[-1])
    return replace(
        blank,
        text=quote,
        abstained=False,
        reason=None,
        message=None,
        confidence=0.9,
        confidence_level=ConfidenceLevel.HIGH,
        level=AnswerLevel.WORDS,
        evidence=Sentence(0, len(hit.passage.text), hit.passage.text),
        nearest=(),
        missing_terms=(),
        citations=(cited,),
        quantity=quantity,
        timings_ms={"read": 1.25},
    )


def first_number(text: str) -> tuple[int, int] | None:
    start = next((at for at, char in enumerate(text) if char.isdigit()), None)
    if start is None:
        return None
    end = start
    while end < len(text) and text[end].isdigit():
        end += 1
    return start, min(end + 1, len(text))


class FakeWriter:
    """Writes into the fake engine's shelf."""

    def __init__(self, engine: FakeEngine) -> None:
        self.engine = engine
        self.tidied = False
        self.said: dict[str, Mapping[str, str]] = {}

    def suffixes(self) -> frozenset[str]:
        return frozenset({".txt", ".md", ".html"})

    def upload(self, name: str, content: bytes) -> tuple[str, str]:
        if b"\x00" in content:
            raise FileError(f"{name} is not text. Save it as UTF-8 text.")
        doc_id = f"{name.encode().hex():0<12}"[:12]
        old = self.engine.shelf.get(doc_id)
        self.engine.missing = False
        self.engine.shelf[doc_id] = without_navigation(make_document(doc_id, name, content.decode()))
        return ("added" if old is None else "updated"), doc_id

    def correct(self, doc_id: str, changes: Mapping[str, str | None]) -> None:
        document = self.engine.document(doc_id)
        known = Correction(document.original or document.info, self.said.get(doc_id, {})).with_changes(changes)
        self.said[doc_id] = known.said
        original = known.original if known.said else None
        self.engine.shelf[doc_id] = replace(document, info=known.applied(), original=original)

    def remove(self, doc_ids: Sequence[str]) -> None:
        for doc_id in doc_ids:
            del self.engine.shelf[doc_id]

    def tidy(self) -> None:
        self.tidied = True


class ChangingEngine(FakeEngine):
    """Over an index that another process changes all the time: outside a pinned block, no two looks see one state."""

    def __init__(self) -> None:
        super().__init__()
        self.generation = 0
        self.inside = False
        self.answered_from: list[str] = []

    @contextmanager
    def pinned(self) -> Iterator[None]:
        outer, self.inside = self.inside, True
        self.generation += not outer
        yield
        self.inside = outer

    def state(self) -> IndexState:
        with self.pinned():
            return replace(super().state(), generation=f"g{self.generation}")

    def ask(self, question: str, **how: Any) -> Answer:
        with self.pinned():
            self.answered_from.append(self.state().generation)
            return super().ask(question, **how)

    def search(self, query: str, **how: Any) -> list[Hit]:
        with self.pinned():
            self.answered_from.append(self.state().generation)
            return super().search(query, **how)
