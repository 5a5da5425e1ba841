"""The index as the rest of the product sees it: opened once, refreshed before each request, mended when damaged.

Readers serve one generation, whole, until :meth:`Index.refresh` finds that ``CURRENT`` names another. A derived file
that fails its checksum is never served: the generation is built anew from the database first.
"""

import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from threading import Lock
from typing import Self

import numpy as np
import numpy.typing as npt

from zhengxie_qa.errors import IndexDamagedError, IndexMissingError, ZhengxieError
from zhengxie_qa.index.build import ENCODER_FACT, encoder_key, rebuild
from zhengxie_qa.index.generations import current_manifest, current_stamp, writer_lock
from zhengxie_qa.index.storage import DatabaseDamagedError
from zhengxie_qa.index.store import Store, WritableStore
from zhengxie_qa.index.terms import RECIPE, LexicalField, WeightedTerm
from zhengxie_qa.index.view import ScoredIds, View
from zhengxie_qa.types import Document, DocumentInfo, Encoder, Filters, IndexState, Passage

_ATTEMPTS = 5
"""A generation may be replaced between reading its name and opening its files; then the next one is opened."""

_MEND_WAIT_SECONDS = 20.0


class Index:
    """Reads an index directory; safe to use from several threads."""

    def __init__(self, directory: Path, encoder: Encoder, view: View, stamp: tuple[int, int] | None) -> None:
        """Use :meth:`open`."""
        self._directory = directory
        self._encoder = encoder
        self._view = view
        self._stamp = stamp
        self._refreshing = Lock()
        self._pinned: ContextVar[View | None] = ContextVar("pinned", default=None)

    @classmethod
    def open(cls, directory: Path | str, *, encoder: Encoder) -> Self:
        """Open an index for reading, mending its derived files if they are damaged.

        :raises IndexMissingError: when there is no index, its first ingestion has not been completed, or it was made
            with another encoder.
        :raises IndexDamagedError: when the database is damaged.
        :raises IndexBusyError: when it must be mended while another process is writing.
        :raises StorageError: when the disk refuses.
        """
        path = Path(directory)
        stamp = current_stamp(path)
        return cls(path, encoder, _open_view(path, encoder), stamp)

    def refresh(self) -> None:
        """Move on to the newest generation, if there is a newer one; the check costs one ``stat``.

        What cannot be opened at the moment is left for the next time: the generation at hand goes on serving.
        """
        stamp = current_stamp(self._directory)
        if stamp is None or stamp == self._stamp or not self._refreshing.acquire(blocking=False):
            return
        try:
            self._view = _open_view(self._directory, self._encoder)
            self._stamp = stamp
        except ZhengxieError:
            return
        finally:
            self._refreshing.release()

    @contextmanager
    def pinned(self) -> Iterator[None]:
        """Serve one and the same generation to everything the current thread or task does inside the block."""
        token = self._pinned.set(self._current)
        try:
            yield
        finally:
            self._pinned.reset(token)

    def search_lexical(self, terms: Sequence[WeightedTerm], *, k: int, filters: Filters = Filters()) -> ScoredIds:
        """Return the ``k`` best passages as (passage id, BM25), best first, ties by passage id."""
        return self._current.search_lexical(terms, k=k, filters=filters)

    def search_dense(self, vector: npt.NDArray[np.float32], *, k: int, filters: Filters = Filters()) -> ScoredIds:
        """Return the ``k`` nearest passages as (passage id, cosine), best first, ties by passage id."""
        return self._current.search_dense(vector, k=k, filters=filters)

    def lexical_scores(self, terms: Sequence[WeightedTerm], passage_ids: Sequence[str]) -> list[float]:
        """Return the BM25 of given passages, 0 where no term matches."""
        return self._current.lexical_scores(terms, passage_ids)

    def cosines(self, vector: npt.NDArray[np.float32], passage_ids: Sequence[str]) -> list[float]:
        """Return the cosine of given passages with a query vector."""
        return self._current.cosines(vector, passage_ids)

    def ceiling(self, terms: Sequence[WeightedTerm]) -> float:
        """Return the BM25 that the text of no passage can exceed for these terms."""
        return self._current.ceiling(terms)

    def idf(self, text: str, field: LexicalField = LexicalField.WORDS) -> float:
        """Return the inverse document frequency of a term in a field of the passages."""
        return self._current.idf(text, field)

    def passages(self, passage_ids: Sequence[str]) -> Mapping[str, tuple[Passage, DocumentInfo]]:
        """Return passages with their documents, by id; unknown ids are left out."""
        return self._current.passages(passage_ids)

    def document(self, doc_id: str) -> Document:
        """Return one document.

        :raises NotFoundError: when the index holds none with this id.
        """
        return self._current.document(doc_id)

    def documents(self) -> list[DocumentInfo]:
        """Return what is known about every document, ordered by file, then id."""
        return self._current.documents()

    def state(self) -> IndexState:
        """Return which build is being served."""
        return self._current.state()

    @property
    def _current(self) -> View:
        return self._pinned.get() or self._view


def _open_view(directory: Path, encoder: Encoder) -> View:
    """Open the current generation; build it anew from the database if it is damaged."""
    for _ in range(_ATTEMPTS):
        stamp = current_stamp(directory)
        try:
            return _try_view(directory, encoder)
        except DatabaseDamagedError:
            raise
        except IndexDamagedError:
            if current_stamp(directory) == stamp:  # not just replaced while it was being opened
                break
    return _mend(directory, encoder)


def _try_view(directory: Path, encoder: Encoder) -> View:
    store = Store.open(directory)
    try:
        manifest = current_manifest(directory)
        built_with = manifest.encoder if manifest else store.fact(ENCODER_FACT)
        check_encoder(directory, built_with, encoder)
        if manifest is None:
            raise IndexDamagedError(f"{directory} has lost its CURRENT file. Run `zhengxie-qa ingest` again.")
        if manifest.recipe != RECIPE:
            raise IndexDamagedError(f"{directory} was built by another version. Run `zhengxie-qa ingest` again.")
        view = View(directory, manifest, store)
    except BaseException:
        store.close()
        raise
    weakref.finalize(view, store.close)
    return view


def _mend(directory: Path, encoder: Encoder) -> View:
    with writer_lock(directory, wait_seconds=_MEND_WAIT_SECONDS):
        try:
            return _try_view(directory, encoder)  # the writer we waited for may have done it
        except IndexDamagedError:
            store = WritableStore.open(directory)
            try:
                rebuild(directory, store, encoder=encoder)
            finally:
                store.close()
        return _try_view(directory, encoder)


def check_encoder(directory: Path, built_with: str | None, encoder: Encoder) -> None:
    """Refuse an index whose vectors are another encoder's.

    :raises IndexMissingError: when the index was never completed, or must be made again for this encoder.
    """
    if built_with is None:
        raise IndexMissingError(
            f"The index in {directory} was never completed. Run `zhengxie-qa ingest` again with your articles."
        )
    wanted = encoder_key(encoder)
    if built_with != wanted:
        raise IndexMissingError(
            f"The index in {directory} was made with the encoder {built_with}, but {wanted} is set. Run "
            "`zhengxie-qa ingest` again with your articles to make it for this encoder, or set the former one."
        )
