"""Where the golds of a question stand in an index: documents, places in raw text, passages that hold them.

A set names a file and offsets in it as decoded; an index has ``doc_id`` and clean offsets. Passages are cut anew from
the document with the product's own chunker, so that relevant passages are known even when they were not retrieved.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import PurePosixPath

from zhengxie_qa.corpus.chunk import chunk
from zhengxie_qa.corpus.offsets import to_raw
from zhengxie_qa.errors import DatasetError, Said
from zhengxie_qa.evaluation.examples import Example
from zhengxie_qa.evaluation.protocol import QuestionAnswerer
from zhengxie_qa.types import Document

_CACHED_DOCUMENTS = 64


def _not_there(start: int, file: str | None) -> Said:
    return Said(
        f"answer_start {start} of {file} does not hold the answer", f"{file} 的 answer_start {start} 处不是这个答案"
    )


def context_file(context: str) -> str:
    """The file name under which a reading set's own context is indexed (see ``evaluation.contexts``)."""
    return f"{sha256(context.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}.txt"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a gold answer stands: ``[start, end)`` in code points of the document's raw text."""

    doc_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Gold:
    """What counts as found for one question; all empty when the index does not hold the gold document.

    :param documents: doc_id → grade.
    :param passages: passage_id → grade.
    :param problem: a gold that does not stand where the set says.
    """

    documents: Mapping[str, int] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    passages: Mapping[str, int] = field(default_factory=dict)
    problem: str | None = None


class GoldLocator:
    """Finds golds in the index of one engine; remembers the last documents it looked at."""

    def __init__(self, engine: QuestionAnswerer) -> None:
        self._engine = engine
        self._by_name: dict[str, list[tuple[str, str]]] = {}
        for info in engine.documents():
            self._by_name.setdefault(PurePosixPath(info.file).name, []).append((info.file, info.doc_id))
        self._document = lru_cache(maxsize=_CACHED_DOCUMENTS)(engine.document)
        self._passages = lru_cache(maxsize=_CACHED_DOCUMENTS)(self._raw_passages)

    def locate(self, example: Example) -> Gold:
        """Find the golds of one question in the index."""
        if example.relevant:
            graded = {self._doc_id(file): grade for file, grade in example.relevant.items()}
            return Gold(documents={doc_id: grade for doc_id, grade in graded.items() if doc_id})
        file = example.doc or (context_file(example.context) if example.context is not None else None)
        doc_id = self._doc_id(file) if file and not example.impossible else None
        if doc_id is None:
            return Gold()
        raw_text = self._document(doc_id).raw_text
        placed = [(gold.text, gold.start) for gold in example.answers if gold.start is not None]
        places = tuple(
            Place(doc_id, start, start + len(text)) for text, start in placed if raw_text.startswith(text, start)
        )
        wrong = [start for text, start in placed if not raw_text.startswith(text, start)]
        problem = _not_there(wrong[0], file) if wrong else None
        return Gold({doc_id: 1}, places, self._holding(doc_id, places), problem)

    def own_document(self, example: Example) -> str | None:
        """The ``doc_id`` of the document that a question is about, answerable or not; ``None`` if the set names none.

        :raises DatasetError: if the index does not hold the document named.
        """
        if example.doc is None:
            return None
        doc_id = self._doc_id(example.doc)
        if doc_id is None:
            raise DatasetError(
                Said(
                    f"{example.id}: the index holds no document {example.doc}; ingest it, "
                    "or leave out --own-documents.",
                    f"{example.id}：索引中没有文档 {example.doc}；请先导入，或不用 --own-documents。",
                )
            )
        return doc_id

    def _holding(self, doc_id: str, places: tuple[Place, ...]) -> dict[str, int]:
        """Passages that hold the first character of a gold: short golds lie in one passage, long ones begin in one."""
        return {
            passage_id: 1
            for passage_id, start, end in self._passages(doc_id)
            if any(start <= place.start < end for place in places)
        }

    def _raw_passages(self, doc_id: str) -> tuple[tuple[str, int, int], ...]:
        document: Document = self._document(doc_id)
        return tuple((each.passage_id, *to_raw(document.segments, each.start, each.end)) for each in chunk(document))

    def _doc_id(self, file: str) -> str | None:
        """The document whose file is ``file`` or ends in ``/file``."""
        wanted = file.replace("\\", "/").lstrip("./")
        for indexed, doc_id in self._by_name.get(PurePosixPath(wanted).name, ()):
            if indexed == wanted or indexed.endswith(f"/{wanted}") or wanted.endswith(f"/{indexed}"):
                return doc_id
        return None
