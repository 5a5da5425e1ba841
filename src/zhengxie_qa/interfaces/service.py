"""One engine shared by every request of a server: opened when first needed, refreshed before each, replaced never.

Readers of an index that does not exist yet get :class:`IndexMissingError` until an upload or another process makes
one. HTTP and chat page both come through here; neither knows how the engine is built. What takes long is put into one
of the queues: :attr:`Service.questions`, :attr:`Service.writes`, :attr:`Service.reads`.
"""

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zhengxie_qa.answering.answer import Answer
from zhengxie_qa.comparing.comparison import By, Comparison, OnCell, ignore
from zhengxie_qa.corpus.page_pictures import MarkedPage, PagePictures, marked_page
from zhengxie_qa.errors import NotAllowedError, OverloadedError, Said, ZhengxieError
from zhengxie_qa.index.writing.sources import safe_name
from zhengxie_qa.interfaces import wiring
from zhengxie_qa.interfaces.access.access import Access
from zhengxie_qa.interfaces.access.record import Did
from zhengxie_qa.interfaces.limits import check_upload
from zhengxie_qa.interfaces.settings import Settings
from zhengxie_qa.interfaces.work import WorkQueue
from zhengxie_qa.types import Document, DocumentInfo, Filters, Hit, Holding, IndexState, SearchMode, Turn

if TYPE_CHECKING:
    from zhengxie_qa.engine import Engine
    from zhengxie_qa.index.writing.writer import Writer

READERS: Final = 4
"""Documents looked up at a time."""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What became of an uploaded file: ``status`` is added, updated or unchanged."""

    status: str
    document: DocumentInfo
    state: IndexState


class Service:
    """The engine behind a server. Every method works in the thread that calls it.

    :ivar access: who may do what, and the record of it.
    :ivar questions: the queue for asking and searching, with as many threads as there are processors.
    :ivar writes: the queue for changes of the index, one after another.
    :ivar reads: the queue for looking up documents.
    :ivar pages: the queue for drawing pages.
    :ivar pictures: what draws them.
    :param opener: opens the engine; :func:`wiring.open_engine` unless a test gives its own.
    :param writer: changes the index; :func:`wiring.open_writer` unless a test gives its own.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        opener: "Callable[..., Engine]" = wiring.open_engine,
        writer: "Writer | None" = None,
    ) -> None:
        self.settings = settings
        self.access = Access(settings)
        self._opener = opener
        self._writer = writer or wiring.open_writer(settings)
        self._engine: Engine | None = None
        places = settings.max_waiting
        self.questions = WorkQueue("questions", threads=os.cpu_count() or 1, places=places)
        self.writes = WorkQueue("changes", threads=1, places=places)
        self.reads = WorkQueue("requests", threads=READERS, places=places)
        self.pages = WorkQueue("pages", threads=1, places=places)
        self.pictures = PagePictures()
        self._opening = threading.Lock()
        self._writing = threading.Lock()

    def engine(self) -> "Engine":
        """Give the engine, opened if need be and up to date with the index on disk.

        :raises IndexMissingError: if there is no index yet.
        """
        engine = self._engine or self._opened()
        engine.refresh()
        return engine

    def _opened(self) -> "Engine":
        with self._opening:
            if self._engine is None:
                self._engine = self._opener(settings=self.settings)
            return self._engine

    @contextmanager
    def _pinned(self) -> "Iterator[Engine]":
        """Give the engine, which answers from one build of the index throughout the block: the newest."""
        engine = self._engine or self._opened()
        with engine.pinned():
            yield engine

    def ready(self) -> IndexState:
        """Give the state of the index; never wait for the engine while another is opening it.

        :raises IndexMissingError: if there is no index yet.
        :raises OverloadedError: while the engine is being opened.
        """
        if self._engine is None and self._opening.locked():
            raise OverloadedError(
                Said(
                    "The index and the models are being opened. Try again in a few seconds.",
                    "正在打开索引和模型。请过几秒再试。",
                )
            )
        return self.engine().state()

    def close(self) -> None:
        """Take no more work and let go of the index."""
        for queue in (self.questions, self.writes, self.reads, self.pages):
            queue.close()
        self.pictures.close()
        if self._engine is not None:
            self._engine.close()

    def start(self) -> None:
        """Tidy up after an interrupted writer and open the engine, before the first question needs it.

        :raises IndexMissingError: if there is no index yet.
        """
        self._writer.tidy()
        self.engine()

    def state_or_none(self) -> IndexState | None:
        """Give the state of the index, or None where it cannot be opened."""
        try:
            return self.engine().state()
        except ZhengxieError:
            return None

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        top_k: int | None = None,
        filters: Filters = Filters(),
        explain: bool = False,
        on_cell: OnCell = ignore,
    ) -> tuple[Answer, IndexState]:
        """Answer a question, with the state of the index that answered it.

        :param on_cell: called with each row or blank of a comparison; what it raises ends it.
        """
        count = top_k or self.settings.top_k
        with self._pinned() as engine:
            answer = engine.ask(
                question, history=history, top_k=count, filters=filters, explain=explain, on_cell=on_cell
            )
            self.access.record.note(Did.ASK, question=question)
            return answer, engine.state()

    def compare(
        self, question: str, *, by: By | None = None, filters: Filters = Filters(), on_cell: OnCell = ignore
    ) -> tuple[Comparison, IndexState]:
        """Put a question to every document it is about, with the state of the index that answered it.

        :param on_cell: called with each row or blank as soon as it is known; what it raises ends the comparison.
        """
        with self._pinned() as engine:
            table = engine.compare(question, by=by, filters=filters, on_cell=on_cell)
            self.access.record.note(Did.COMPARE, question=question)
            return table, engine.state()

    def search(
        self, query: str, *, top_k: int, mode: SearchMode, filters: Filters = Filters()
    ) -> tuple[list[Hit], IndexState]:
        """Find passages, with the state of the index they came from."""
        with self._pinned() as engine:
            hits = engine.search(query, top_k=top_k, mode=mode, filters=filters)
            self.access.record.note(Did.SEARCH, question=query)
            return hits, engine.state()

    def documents(self) -> tuple[list[DocumentInfo], IndexState]:
        """List the documents, by file name."""
        with self._pinned() as engine:
            return sorted(engine.documents(), key=lambda info: (info.file, info.doc_id)), engine.state()

    def holdings(self) -> tuple[list[Holding], IndexState]:
        """List the documents with what can be counted of each, by file name."""
        with self._pinned() as engine:
            return engine.holdings(), engine.state()

    def suffixes(self) -> frozenset[str]:
        """Kinds of files that can be uploaded, with the dot, in lower case."""
        return self._writer.suffixes()

    def document(self, doc_id: str) -> Document:
        """Give one document.

        :raises NotFoundError: if the index has none of that id.
        """
        return self.engine().document(doc_id)

    def original(self, doc_id: str) -> tuple[Path, DocumentInfo]:
        """Give the file that a document was read from, and what is known of the document.

        :raises NotAllowedError: if the settings keep files here.
        :raises NotFoundError: if the index has no document of that id, or does not keep its file.
        """
        if not self.settings.offer_originals:
            raise NotAllowedError(
                Said(
                    "This server does not offer the files themselves (ZHENGXIE_QA_OFFER_ORIGINALS is off). "
                    "Ask whoever runs it.",
                    "这台服务器不提供原文件下载（ZHENGXIE_QA_OFFER_ORIGINALS 已关闭）。请联系管理员。",
                )
            )
        with self._pinned() as engine:
            return engine.original(doc_id), engine.document(doc_id).info

    def page(self, doc_id: str, number: int, *, start: int = 0, end: int = 0) -> tuple[MarkedPage, Path]:
        """Say what is to be drawn of a page, and give the file it is drawn from.

        :param start: with ``end``, the stretch of the document's text that is to be marked.
        :raises NotFoundError: if there is no such document or page, or its file is not kept.
        :raises InputError: if there is no such stretch.
        """
        with self._pinned() as engine:
            document = engine.document(doc_id)
            marked = marked_page(document, number, start=start, end=end)
            return marked, engine.original(doc_id)

    def verify(self, doc_id: str, start: int, end: int, quote: str) -> tuple[bool, str]:
        """Say whether ``quote`` stands at ``[start, end)``, and what does stand there.

        :raises NotFoundError: if the index has no such document.
        """
        with self._pinned() as engine:
            return engine.verify(doc_id, start, end, quote), engine.document(doc_id).text[start:end]

    def upload(self, name: str, content: bytes) -> Uploaded:
        """Add an article, or replace the one uploaded under the same name before; a failure changes nothing.

        :raises UnsupportedFileError: if no loader reads files of this kind.
        :raises TooLargeError: if it is larger than the settings allow.
        :raises FileError: if it has no usable name, is empty, or is not the text it claims to be.
        :raises IndexBusyError: if another process is writing to the index.
        """
        name = safe_name(name)
        check_upload(name, content, suffixes=self.suffixes(), most=self.settings.max_upload_bytes)
        with self._writing:
            status, doc_id = self._writer.upload(name, content)
            self.access.record.note(Did.UPLOAD, doc_id=doc_id, file=name, became=status)
            with self._pinned() as engine:
                return Uploaded(status, engine.document(doc_id).info, engine.state())

    def remove(self, doc_id: str) -> tuple[DocumentInfo, IndexState]:
        """Take a document out of the index; its own file goes only if it was uploaded here.

        :returns: what was known of it, and the state of the index without it.
        :raises NotFoundError: if the index has none of that id.
        """
        with self._writing:
            info = self.document(doc_id).info
            self._writer.remove([doc_id])
            self.access.record.note(Did.REMOVE, doc_id=doc_id, file=info.file)
            return info, self.engine().state()

    def edit(self, doc_id: str, changes: Mapping[str, str | None]) -> tuple[Document, IndexState]:
        """Correct what is known of a document; give it as it is then, and the state of the index.

        :param changes: as :func:`limits.corrections` gives them.
        :raises NotFoundError: if the index has none of that id.
        """
        with self._writing:
            self._writer.correct(doc_id, changes)
            self.access.record.note(Did.EDIT, doc_id=doc_id, said=dict(changes))
            with self._pinned() as engine:
                return engine.document(doc_id), engine.state()
