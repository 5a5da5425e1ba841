"""The index as the rest of the product sees it: opened once, refreshed before each request, mended when damaged.

Readers serve one generation, whole, until :meth:`Index.refresh` finds that ``CURRENT`` names another. Whoever asks
after a write has been acknowledged sees it: they wait while the new generation is being opened, whoever opens it, and
never go on with the old one instead. A derived file that fails its checksum is never served: the generation is built
anew from the database first.
"""

import logging
import time
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from zhengxie_qa.errors import (
    IndexBusyError,
    IndexClosedError,
    IndexDamagedError,
    IndexMissingError,
    ZhengxieError,
)
from zhengxie_qa.index.disk.folder import writable, writer_lock
from zhengxie_qa.index.disk.generations import current_manifest, current_stamp
from zhengxie_qa.index.disk.refusals import DatabaseDamagedError
from zhengxie_qa.index.encoders.protocol import Encoder
from zhengxie_qa.index.search.terms import RECIPE, LexicalField, WeightedTerm
from zhengxie_qa.index.search.view import ScoredIds, View
from zhengxie_qa.index.store.store import Store
from zhengxie_qa.index.store.writable import WritableStore
from zhengxie_qa.index.writing.build import ENCODER_FACT, encoder_key, rebuild
from zhengxie_qa.types import Document, DocumentInfo, Filters, Holding, IndexState, Passage

log = logging.getLogger("zhengxie_qa.index")

_ATTEMPTS = 50
"""A generation may be replaced between reading its name and opening its files; then the next one is opened."""

_AGAIN_AFTER_SECONDS = 5.0
"""When a generation could not be opened, the next attempt at it; each request would wait for one otherwise."""

_MEND_WAIT_SECONDS = 20.0
_CHECKED_AT_OPENING = 256 << 20
"""Bytes of a database whose structure is checked whenever it is opened; of larger ones the doctor does it."""


class Index:
    """Reads an index directory; safe to use from several threads."""

    def __init__(self, directory: Path, encoder: Encoder, view: View, stamp: bytes | None) -> None:
        """Use :meth:`open`."""
        self._directory = directory
        self._encoder = encoder
        self._view: View | None = view
        self._stamp = stamp
        self._failed: tuple[bytes, float] | None = None
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
        _check_structure(path)
        return cls(path, encoder, *_open_view(path, encoder))

    def close(self) -> None:
        """Let go of the files; a block that has pinned them keeps them to its end. Closing twice does no harm."""
        with self._refreshing:
            self._view = None

    def __enter__(self) -> Self:
        """Give the index, to be closed at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def refresh(self) -> None:
        """Move on to the newest generation, if there is a newer one; the check costs the reading of a line.

        What cannot be opened is said in the log and tried again later: the generation at hand goes on serving.
        """
        if current_stamp(self._directory) in (None, self._stamp):
            return
        with self._refreshing:
            stamp = current_stamp(self._directory)  # another may have moved on while this one waited
            if stamp is None or stamp == self._stamp or self._view is None or self._failed_lately(stamp):
                return
            try:
                self._view, self._stamp = _open_view(self._directory, self._encoder)
            except ZhengxieError as error:
                self._failed = (stamp, time.monotonic())
                log.warning("the newest state of the index cannot be opened, an older one is served: %s", error)

    def _failed_lately(self, stamp: bytes) -> bool:
        return (
            self._failed is not None
            and self._failed[0] == stamp
            and time.monotonic() - self._failed[1] < _AGAIN_AFTER_SECONDS
        )

    @contextmanager
    def pinned(self) -> Iterator[None]:
        """Serve one generation, the newest at its beginning, to all that this thread or task does inside the block.

        A block inside another serves what the outer one does.
        """
        if self._pinned.get() is None:
            self.refresh()
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

    def original(self, doc_id: str) -> Path | None:
        """Return the file that a document was read from, if it is kept and as it was then.

        :raises NotFoundError: when the index holds no document with this id.
        """
        return self._current.original(doc_id)

    def documents(self) -> list[DocumentInfo]:
        """Return what is known about every document, ordered by file, then id."""
        return self._current.documents()

    def holdings(self) -> list[Holding]:
        """Return every document with what can be counted of it, ordered by file, then id."""
        return self._current.holdings()

    def state(self) -> IndexState:
        """Return which build is being served."""
        return self._current.state()

    @property
    def _current(self) -> View:
        view = self._pinned.get() or self._view
        if view is None:
            raise IndexClosedError(f"The index in {self._directory} was closed. Open it again.")
        return view


def _check_structure(directory: Path) -> None:
    """Refuse a database whose tables and indexes disagree; once, for the newest state is opened again and again.

    What an earlier format needs is left to whoever opens the view.
    """
    try:
        store = Store.open(directory)
    except DatabaseDamagedError:
        raise
    except IndexDamagedError:
        return
    try:
        store.check_structure(up_to=_CHECKED_AT_OPENING)
    finally:
        store.close()


def _open_view(directory: Path, encoder: Encoder) -> tuple[View, bytes | None]:
    """Open the current generation, built anew if it is damaged, and tell what ``CURRENT`` said just before.

    :raises IndexDamagedError: when it cannot be mended.
    """
    mended = False
    for _ in range(_ATTEMPTS):
        stamp = current_stamp(directory)
        try:
            return _try_view(directory, encoder), stamp
        except IndexDamagedError as error:
            if current_stamp(directory) != stamp:  # replaced while it was being opened
                continue
            if mended or isinstance(error, DatabaseDamagedError):
                raise
            if not writable(directory):
                raise IndexDamagedError(f"{error} It cannot be mended from here: its folder is read-only.") from error
            _mend(directory, encoder)
            mended = True
    raise IndexBusyError(f"The index in {directory} changes faster than it can be opened. Try again in a moment.")


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
        if manifest.seq > store.seq():
            raise IndexDamagedError(f"{manifest.generation} is newer than the database beside it in {directory}.")
        view = View(directory, manifest, store)
    except BaseException:
        store.close()
        raise
    weakref.finalize(view, store.close)
    return view


def _mend(directory: Path, encoder: Encoder) -> None:
    """Build the current generation anew, unless the writer that was waited for has done it."""
    with writer_lock(directory, wait_seconds=_MEND_WAIT_SECONDS):
        try:
            _try_view(directory, encoder)
        except IndexDamagedError:
            store = WritableStore.open(directory)
            try:
                rebuild(directory, store, encoder=encoder)
            finally:
                store.close()


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
