"""One engine shared by every request of a server: opened when first needed, refreshed before each, replaced never.

Readers of an index that does not exist yet get :class:`IndexMissingError` until an upload or another process makes
one. HTTP and chat page both come through here; neither knows how the engine is built.
"""

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zhengxie_qa.errors import FileError, ZhengxieError
from zhengxie_qa.index.sources import safe_name
from zhengxie_qa.interfaces import wiring
from zhengxie_qa.interfaces.problems import TooLargeError, UnsupportedFileError
from zhengxie_qa.interfaces.settings import MEGABYTE, Settings
from zhengxie_qa.types import Answer, Document, DocumentInfo, Filters, Hit, IndexState, SearchMode, Turn

if TYPE_CHECKING:
    from zhengxie_qa.answering.pipeline import Engine

MAX_SHOWN_NAME: Final = 80


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What became of an uploaded file: ``status`` is added, updated or unchanged."""

    status: str
    document: DocumentInfo


class Service:
    """The engine behind a server.

    Questions are worked on by as many threads as there are processors: more would not be faster, and every thread that
    has once run the reading network keeps tens of megabytes.

    :param opener: opens the engine; :func:`wiring.open_engine` unless a test gives its own.
    :param workshop: writes to the index; :class:`wiring.Workshop` unless a test gives its own.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        opener: "Callable[..., Engine]" = wiring.open_engine,
        workshop: wiring.Writes | None = None,
    ) -> None:
        self.settings = settings
        self._opener = opener
        self._workshop = workshop or wiring.Workshop(settings)
        self._engine: Engine | None = None
        self._workers = ThreadPoolExecutor(max_workers=os.cpu_count() or 1, thread_name_prefix="question")
        self._opening = threading.Lock()
        self._writing = threading.Lock()

    def engine(self) -> "Engine":
        """Give the engine, opened if need be and up to date with the index on disk.

        :raises IndexMissingError: if there is no index yet.
        """
        with self._opening:
            if self._engine is None:
                self._engine = self._opener(settings=self.settings)
        self._engine.refresh()
        return self._engine

    def start(self) -> None:
        """Tidy up after an interrupted writer and open the engine, before the first question needs it.

        :raises IndexMissingError: if there is no index yet.
        """
        self._workshop.tidy()
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
    ) -> tuple[Answer, IndexState]:
        """Answer a question, with the state of the index that answered it."""

        def work() -> tuple[Answer, IndexState]:
            engine = self.engine()
            count = top_k or self.settings.top_k
            answer = engine.ask(question, history=history, top_k=count, filters=filters, explain=explain)
            return answer, engine.state()

        return self._workers.submit(work).result()

    def search(
        self, query: str, *, top_k: int, mode: SearchMode, filters: Filters = Filters()
    ) -> tuple[list[Hit], IndexState]:
        """Find passages, with the state of the index they came from."""

        def work() -> tuple[list[Hit], IndexState]:
            engine = self.engine()
            return engine.search(query, top_k=top_k, mode=mode, filters=filters), engine.state()

        return self._workers.submit(work).result()

    def documents(self) -> tuple[list[DocumentInfo], IndexState]:
        """List the documents, by file name."""
        engine = self.engine()
        return sorted(engine.documents(), key=lambda info: (info.file, info.doc_id)), engine.state()

    def document(self, doc_id: str) -> Document:
        """Give one document.

        :raises NotFoundError: if the index has none of that id.
        """
        return self.engine().document(doc_id)

    def verify(self, doc_id: str, start: int, end: int, quote: str) -> tuple[bool, str]:
        """Say whether ``quote`` stands at ``[start, end)``, and what does stand there.

        :raises NotFoundError: if the index has no such document.
        """
        engine = self.engine()
        text = engine.document(doc_id).text
        return engine.verify(doc_id, start, end, quote), text[start:end]

    def upload(self, name: str, content: bytes) -> Uploaded:
        """Add an article, or replace the one uploaded under the same name before; a failure changes nothing.

        :raises UnsupportedFileError: if no loader reads files of this kind.
        :raises TooLargeError: if it is larger than the settings allow.
        :raises FileError: if it has no usable name, is empty, or is not the text it claims to be.
        :raises IndexBusyError: if another process is writing to the index.
        """
        name = safe_name(name)
        self._check(name, content)
        with self._writing:
            status, doc_id = self._workshop.upload(name, content)
        return Uploaded(status, self.document(doc_id).info)

    def remove(self, doc_id: str) -> DocumentInfo:
        """Take a document out of the index; its own file goes only if it was uploaded here.

        :raises NotFoundError: if the index has none of that id.
        """
        with self._writing:
            info = self.document(doc_id).info
            self._workshop.remove([doc_id])
        return info

    def _check(self, name: str, content: bytes) -> None:
        suffixes = self._workshop.suffixes()
        suffix = Path(name).suffix.lower()
        if suffix not in suffixes:
            kind = f"the suffix {suffix}" if suffix else "no suffix"
            raise UnsupportedFileError(
                f"{name[:MAX_SHOWN_NAME]!r} has {kind}: this product reads {', '.join(sorted(suffixes))}. "
                "Save it as one of these."
            )
        if len(content) > self.settings.max_upload_bytes:
            raise TooLargeError(
                f"{name[:MAX_SHOWN_NAME]!r} has {len(content) / MEGABYTE:.1f} MB; the limit is "
                f"{self.settings.max_upload_mb:g} MB. Split it, or raise ZHENGXIE_QA_MAX_UPLOAD_MB."
            )
        if not content.strip():
            raise FileError(f"{name[:MAX_SHOWN_NAME]!r} is empty. Choose a file with text in it.")
