"""An index searched with the vectors of another encoder; the index itself is only read.

The passages, their BM25 and their ids stay those of the index; only cosines are the other encoder's. The vectors lie in
a file of their own, exact and flat like the product's, made when the object is and gone with its folder.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from zhengxie_qa.corpus.chunk import chunk
from zhengxie_qa.errors import IndexDamagedError
from zhengxie_qa.index.encoders.protocol import Embeddings, Encoder
from zhengxie_qa.index.index import Index
from zhengxie_qa.index.search.admission import admits
from zhengxie_qa.index.search.dense import DenseIndex, NumberSet, write_dense
from zhengxie_qa.index.search.terms import LexicalField, WeightedTerm, encoded_text
from zhengxie_qa.index.writing.build import ENCODED, encode_passages
from zhengxie_qa.types import Document, DocumentInfo, Filters, IndexState, Passage

_BATCH = 256
_SPARE = 32
"""Extra passages asked of FAISS, so that a tie at the cut is broken by passage id, as the product does."""

OnEncoded = Callable[[int, int], None]
"""Told how many passages are encoded, and how many there are."""


class ReencodedIndex:
    """Searches, and tells of its documents, as the index does; dense scores are another encoder's."""

    def __init__(
        self, index: Index, encoder: Encoder, *, folder: Path, on_encoded: OnEncoded = lambda _done, _total: None
    ) -> None:
        """Encode every passage of the index.

        :param folder: an empty one, kept as long as the object is.
        :raises ModelError: when the encoder gives vectors that cannot be used.
        :raises IndexDamagedError: when the passages are not those that the documents are cut into now.
        """
        self._index = index
        self._state = index.state()
        self._encoder = encoder
        self._ids: list[str] = []
        self._ranges: list[tuple[DocumentInfo, int, int]] = []
        write_dense(folder / "dense.faiss", self._encoded(on_encoded), dim=encoder.dim)
        if len(self._ids) != self._state.passages:
            raise IndexDamagedError("The index was cut by another version. Run `zhengxie-qa ingest` again.")
        self._numbers = {passage_id: number for number, passage_id in enumerate(self._ids)}
        self._dense = DenseIndex(folder / "dense.faiss")

    def _encoded(self, on_encoded: OnEncoded) -> Iterator[tuple[Sequence[int], Embeddings]]:
        passages = self._texts()
        while batch := list(islice(passages, _BATCH)):
            first = len(self._ids)
            self._ids += [passage_id for passage_id, _ in batch]
            yield range(first, len(self._ids)), encode_passages(self._encoder, [text for _, text in batch])
            on_encoded(len(self._ids), self._state.passages)

    def _texts(self) -> Iterator[tuple[str, str]]:
        """Yield (passage id, text to be encoded), numbering the passages of each document."""
        end = 0
        for info in self._index.documents():
            passages = chunk(self._index.document(info.doc_id))
            self._ranges.append((info, end, end + len(passages)))
            end += len(passages)
            for passage in passages:
                yield passage.passage_id, encoded_text(passage, info, choice=ENCODED)

    def search_dense(
        self, vector: npt.NDArray[np.float32], *, k: int, filters: Filters = Filters()
    ) -> list[tuple[str, float]]:
        """Return the ``k`` nearest passages as (passage id, cosine), best first, ties by passage id."""
        admitted = None
        if filters:
            admitted = NumberSet((first, end) for info, first, end in self._ranges if admits(filters, info))
        found = self._dense.search(vector, k=k + _SPARE, admitted=admitted)
        scored = [(self._ids[number], score) for number, score in found]
        return sorted(scored, key=lambda item: (-item[1], item[0]))[:k]

    def cosines(self, vector: npt.NDArray[np.float32], passage_ids: Sequence[str]) -> list[float]:
        """Return the cosine of given passages with a query vector."""
        return self._dense.cosines(vector, [self._numbers[passage_id] for passage_id in passage_ids])

    def pinned(self) -> AbstractContextManager[None]:
        """Serve one generation throughout a block."""
        return self._index.pinned()

    def search_lexical(
        self, terms: Sequence[WeightedTerm], *, k: int, filters: Filters = Filters()
    ) -> list[tuple[str, float]]:
        """Return the ``k`` best passages as (passage id, BM25)."""
        return self._index.search_lexical(terms, k=k, filters=filters)

    def lexical_scores(self, terms: Sequence[WeightedTerm], passage_ids: Sequence[str]) -> list[float]:
        """Return the BM25 of given passages."""
        return self._index.lexical_scores(terms, passage_ids)

    def ceiling(self, terms: Sequence[WeightedTerm]) -> float:
        """Return the BM25 that no passage text can exceed."""
        return self._index.ceiling(terms)

    def idf(self, text: str, field: LexicalField = LexicalField.WORDS) -> float:
        """Return the inverse document frequency of a term."""
        return self._index.idf(text, field)

    def passages(self, passage_ids: Sequence[str]) -> Mapping[str, tuple[Passage, DocumentInfo]]:
        """Return passages with their documents, by id."""
        return self._index.passages(passage_ids)

    def document(self, doc_id: str) -> Document:
        """Return one document."""
        return self._index.document(doc_id)

    def documents(self) -> list[DocumentInfo]:
        """Return what is known about every document."""
        return self._index.documents()

    def state(self) -> IndexState:
        """Return the build that is searched, under the name of the other encoder."""
        return replace(self._state, encoder=self._encoder.fingerprint)

    def refresh(self) -> None:
        """Stay at the passages that were encoded."""

    def close(self) -> None:
        """Leave the index open: it is its owner's."""
