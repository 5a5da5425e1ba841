"""One generation, open for reading: its two engines and the database as of its change number.

A view never changes. What it was opened on stays readable as long as it is held, also after the generation has been
replaced and its directory deleted.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from zhengxie_qa.errors import IndexDamagedError, NotFoundError
from zhengxie_qa.index.disk.generations import DENSE, LEXICAL, Manifest
from zhengxie_qa.index.disk.originals import original
from zhengxie_qa.index.disk.own_files import own_files
from zhengxie_qa.index.search.admission import admits
from zhengxie_qa.index.search.dense import DenseIndex, NumberSet
from zhengxie_qa.index.search.lexical import LexicalIndex
from zhengxie_qa.index.search.terms import LexicalField, WeightedTerm
from zhengxie_qa.index.store.store import Store
from zhengxie_qa.remembered import Remembered
from zhengxie_qa.types import Document, DocumentInfo, Filters, Holding, IndexState, Passage

_SPARE = 32
"""Extra passages asked of an engine, so that a tie at the cut is broken by passage id and not by the engine."""

_REMEMBERED = 50_000
"""Passage ids kept in memory at most."""

_REMEMBERED_TEXTS = 20_000
"""Passages kept in memory at most, some 20 MB: a question reads a hundred, many of them again and again."""

ScoredIds = list[tuple[str, float]]


class View:
    """Searches and reads one generation."""

    def __init__(self, directory: Path, manifest: Manifest, store: Store) -> None:
        """Open a generation after comparing its checksums.

        :raises IndexDamagedError: when a file is missing, altered or unreadable, or the database is another one.
        """
        if store.identity != manifest.identity:
            raise IndexDamagedError(f"{directory / manifest.generation} was not built from the database beside it.")
        self.manifest = manifest
        self._directory = directory
        self._store = store
        with own_files(directory, manifest) as files:
            self._lexical = LexicalIndex(files / LEXICAL)
            self._dense = DenseIndex(files / DENSE)
        if self._dense.dim != manifest.dim:
            raise IndexDamagedError(f"{directory / manifest.generation / DENSE} does not fit its manifest.")
        store.check_count(manifest.seq, manifest.documents)
        self._infos: list[DocumentInfo] | None = None
        self._holdings: list[Holding] | None = None
        self._remember(store, manifest.seq)

    def _remember(self, store: Store, seq: int) -> None:
        """Set up the look-ups; none may refer to the view, which is to go as soon as nobody holds it any more."""
        numbers = Remembered[str, int](lambda ids: store.numbers(ids, seq), most=_REMEMBERED)

        def ids_of(wanted: Sequence[int]) -> Mapping[int, str]:
            found = store.passage_ids(wanted)
            numbers.learn({passage_id: number for number, passage_id in found.items()})
            return found

        self._numbers_of = numbers
        self._ids_of = Remembered(ids_of, most=_REMEMBERED)
        self._passages_of = Remembered[str, tuple[Passage, DocumentInfo]](
            lambda ids: store.passages(ids, seq), most=_REMEMBERED_TEXTS
        )

    def search_lexical(self, terms: Sequence[WeightedTerm], *, k: int, filters: Filters = Filters()) -> ScoredIds:
        """Return the ``k`` best passages as (passage id, BM25), best first, ties by passage id."""
        if filters.years or filters.places or filters.kinds:  # tantivy knows nothing of these
            admitted = tuple(info.doc_id for info in self.documents() if admits(filters, info))
            if not admitted:
                return []
            filters = Filters(doc_ids=admitted)
        return self._cut(self._lexical.search(terms, k=k + _SPARE, filters=filters), k)

    def search_dense(self, vector: npt.NDArray[np.float32], *, k: int, filters: Filters = Filters()) -> ScoredIds:
        """Return the ``k`` nearest passages as (passage id, cosine), best first, ties by passage id."""
        admitted = None
        if filters:
            ranges = self._store.number_ranges(self.manifest.seq)
            admitted = NumberSet((first, end) for info, first, end in ranges if admits(filters, info))
        return self._cut(self._dense.search(vector, k=k + _SPARE, admitted=admitted), k)

    def lexical_scores(self, terms: Sequence[WeightedTerm], passage_ids: Sequence[str]) -> list[float]:
        """Return the BM25 of given passages, 0 where no term matches."""
        return self._lexical.scores(terms, self._numbers(passage_ids))

    def cosines(self, vector: npt.NDArray[np.float32], passage_ids: Sequence[str]) -> list[float]:
        """Return the cosine of given passages with a query vector."""
        return self._dense.cosines(vector, self._numbers(passage_ids))

    def ceiling(self, terms: Sequence[WeightedTerm]) -> float:
        """Return the BM25 that the text of no passage can exceed for these terms."""
        return self._lexical.ceiling(terms)

    def idf(self, text: str, field: LexicalField = LexicalField.WORDS) -> float:
        """Return the inverse document frequency of a term in a field of the passages."""
        return self._lexical.idf(text, field)

    def passages(self, passage_ids: Sequence[str]) -> Mapping[str, tuple[Passage, DocumentInfo]]:
        """Return passages with their documents, by id; unknown ids are left out."""
        return self._passages_of(passage_ids)

    def document(self, doc_id: str) -> Document:
        """Return one document.

        :raises NotFoundError: when the index holds none with this id.
        """
        document = self._store.document(doc_id, self.manifest.seq)
        if document is None:
            raise self._unknown(doc_id)
        return document

    @staticmethod
    def _unknown(doc_id: str) -> NotFoundError:
        return NotFoundError(f"No document {doc_id!r} in the index. `zhengxie-qa documents` lists what there is.")

    def original(self, doc_id: str) -> Path | None:
        """Return the file that a document was read from, if it is kept and as it was then.

        :raises NotFoundError: when the index holds no document with this id.
        """
        entry = self._store.entry(doc_id, self.manifest.seq)
        if entry is None:
            raise self._unknown(doc_id)
        return original(self._directory, entry.digest)

    def documents(self) -> list[DocumentInfo]:
        """Return what is known about every document, ordered by file, then id."""
        if self._infos is None:
            self._infos = self._store.infos(self.manifest.seq)
        return list(self._infos)

    def holdings(self) -> list[Holding]:
        """Return every document with what can be counted of it, ordered by file, then id."""
        if self._holdings is None:
            self._holdings = self._store.holdings(self.manifest.seq)
        return list(self._holdings)

    def state(self) -> IndexState:
        """Return which build this is."""
        fingerprint = self.manifest.encoder.rsplit("/", 2)[0]
        return IndexState(self.manifest.generation, fingerprint, self.manifest.documents, self.manifest.passages)

    def _cut(self, found: Sequence[tuple[int, float]], k: int) -> ScoredIds:
        ids = self._ids_of([number for number, _ in found])
        scored = [(ids[number], score) for number, score in found if number in ids]
        return sorted(scored, key=lambda item: (-item[1], item[0]))[:k]

    def _numbers(self, passage_ids: Sequence[str]) -> list[int]:
        known = self._numbers_of(passage_ids)
        try:
            return [known[passage_id] for passage_id in passage_ids]
        except KeyError as error:
            raise NotFoundError(f"No passage {error.args[0]!r} in the index.") from error
