"""Joins the parts into an engine, from settings; the only place that knows which class stands behind a protocol.

Every heavy part is imported when it is needed, so that asking one question loads neither torch nor Gradio.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from zhengxie_qa.corpus.reading_process import ReadingProcess
from zhengxie_qa.errors import FileError, NotFoundError
from zhengxie_qa.interfaces.settings import BUNDLED, Settings, load_settings
from zhengxie_qa.types import Document, DocumentInfo, Encoder, Filters, Hit, IndexState, SearchMode

if TYPE_CHECKING:
    from zhengxie_qa.answering.pipeline import Engine
    from zhengxie_qa.index.index import Index
    from zhengxie_qa.index.intake import IngestReport
    from zhengxie_qa.index.progress import OnProgress
    from zhengxie_qa.question.lexicon import Rendering
    from zhengxie_qa.reading.protocol import Reader
    from zhengxie_qa.retrieval.retriever import Ranker

RULES: Final = "rules"
"""The reader without a network."""


@lru_cache(maxsize=1)
def _encoder(name: str, device: str) -> Encoder:
    """Load an encoder once per process: readers and the writer of a server share it."""
    from zhengxie_qa.index.encoder import load_encoder

    return load_encoder(name, device=device)


def build_encoder(settings: Settings) -> Encoder:
    """Give the encoder that the settings name.

    :raises ModelError: if it cannot be loaded.
    """
    return _encoder(settings.encoder, settings.device)


def build_reader(settings: Settings) -> "Reader":
    """Load the reader that the settings name.

    :raises ModelError: if it cannot be loaded.
    """
    if settings.reader == RULES:  # spares loading the network's libraries
        from zhengxie_qa.reading.rules.reader import RulesReader

        return RulesReader()
    from zhengxie_qa.reading.reader import load_reader

    return load_reader(settings.reader, device=settings.device, most_windows=settings.reader_windows)


def build_rankers(settings: Settings) -> "list[Ranker]":
    """Load what orders the candidates anew: the learned ranker, then the cross-encoder if the settings name one.

    The learned ranker knows the cosines of the bundled encoder alone; another encoder goes without it.

    :raises ModelError: if one cannot be loaded.
    """
    from zhengxie_qa.retrieval.ranker import bundled_ranker

    rankers: list[Ranker] = [bundled_ranker()] if settings.encoder == BUNDLED else []
    if settings.reranker:
        from zhengxie_qa.retrieval.cross_encoder import CrossEncoderRanker

        rankers.append(CrossEncoderRanker(settings.reranker, device=settings.device))
    return rankers


def open_index(settings: Settings, *, encoder: Encoder | None = None) -> "Index":
    """Open the index that the settings name.

    :raises IndexMissingError: if there is none, or it was made with another encoder.
    """
    from zhengxie_qa.index.index import Index

    return Index.open(settings.index_dir, encoder=encoder or build_encoder(settings))


@dataclass(frozen=True, slots=True)
class Parts:
    """An engine and the parts of it that are also useful by themselves."""

    engine: "Engine"
    index: "Index"
    encoder: Encoder


def open_engine(index_dir: str | Path | None = None, *, settings: Settings | None = None) -> "Engine":
    """Open an index and everything that answers questions over it.

    :param index_dir: folder of the index; the settings' by default.
    :param settings: read from the environment by default.
    :raises IndexMissingError: if there is no index in that folder.
    :raises ModelError: if a model cannot be loaded.
    """
    settings = settings or load_settings()
    if index_dir is not None:
        settings = settings.model_copy(update={"index_dir": Path(index_dir)})
    return open_parts(settings).engine


def open_parts(settings: Settings) -> Parts:
    """Open an index and everything that answers questions over it, and give the parts too.

    :raises IndexMissingError: if there is no index in the settings' folder.
    :raises ModelError: if a model cannot be loaded.
    """
    from zhengxie_qa.answering.pipeline import Engine
    from zhengxie_qa.retrieval.expand import ChineseTerms, OtherWords
    from zhengxie_qa.retrieval.retriever import HybridRetriever
    from zhengxie_qa.retrieval.synonyms import Synonyms

    encoder = build_encoder(settings)
    index = open_index(settings, encoder=encoder)
    translator = _BundledTranslator()
    retriever = HybridRetriever(
        index,
        encoder,
        translator=ChineseTerms(translator),
        expander=OtherWords(Synonyms(settings.synonyms), translator=translator),
        rankers=build_rankers(settings),
    )
    return Parts(Engine(index, retriever, build_reader(settings), translator=translator), index, encoder)


def open_reader(settings: Settings) -> "Engine":
    """Build an engine that reads contexts given with their questions; it has no index and finds nothing by itself.

    :raises ModelError: if a model cannot be loaded.
    """
    from zhengxie_qa.answering.pipeline import Engine

    nowhere = _Nowhere()
    return Engine(nowhere, nowhere, build_reader(settings), translator=_BundledTranslator())


class _Nowhere:
    """Stands for an index and a retriever where there is none."""

    def document(self, doc_id: str) -> Document:
        raise NotFoundError(f"There is no document {doc_id!r}: no index is open.")

    def documents(self) -> list[DocumentInfo]:
        return []

    def state(self) -> IndexState:
        return IndexState(generation="none", encoder="none", documents=0, passages=0)

    def refresh(self) -> None:
        return

    def pinned(self) -> AbstractContextManager[None]:
        return nullcontext()

    def close(self) -> None:
        return

    def retrieve(
        self, query: str, *, k: int, mode: SearchMode = SearchMode.HYBRID, filters: Filters = Filters()
    ) -> list[Hit]:
        return []


class _BundledTranslator:
    """The shipped translator, whose word lists (30 MB in memory) are loaded for the first question in English."""

    def translate_terms(self, question: str) -> "list[Rendering]":
        """Give weighted Chinese terms; none for a Chinese question."""
        from zhengxie_qa.question.translation import bundled_translator, needs_translation

        return bundled_translator().translate_terms(question) if needs_translation(question) else []

    def to_chinese(self, question: str) -> str:
        """Give a rough Chinese question; a Chinese one unchanged."""
        from zhengxie_qa.question.translation import bundled_translator, needs_translation

        return bundled_translator().to_chinese(question) if needs_translation(question) else question


class Writes(Protocol):
    """What a server needs in order to change an index."""

    def suffixes(self) -> frozenset[str]:
        """Kinds of files that can be read, with the dot, in lower case."""

    def upload(self, name: str, content: bytes) -> tuple[str, str]:
        """Keep and index one file; give its status (added, updated, unchanged) and doc_id."""

    def remove(self, doc_ids: Sequence[str]) -> None:
        """Take documents out of the index."""

    def tidy(self) -> None:
        """Delete what an interrupted writer left behind."""


class Workshop:
    """Changes an index: ingests and removes. The encoder is loaded when it is first needed.

    Articles are read in a process beside this one, so that a hostile file costs its own reading alone.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._reading = ReadingProcess()

    def suffixes(self) -> frozenset[str]:
        """Kinds of files that can be read, with the dot, in lower case."""
        from zhengxie_qa.corpus.load import supported_suffixes

        return frozenset(supported_suffixes())

    def ingest(self, paths: Sequence[Path], *, on_progress: "OnProgress | None" = None) -> "IngestReport":
        """Add or update files and folders.

        :raises FileError: if the paths lead to no file at all.
        :raises IndexBusyError: if another process is writing.
        """
        from zhengxie_qa.index.ingest import ingest
        from zhengxie_qa.index.progress import silent

        self._reading.start()  # it gets ready while the encoder is loaded
        return ingest(
            paths,
            directory=self._settings.index_dir,
            encoder=build_encoder(self._settings),
            on_progress=on_progress or silent,
            reads=self._reading.read,
        )

    def upload(self, name: str, content: bytes) -> tuple[str, str]:
        """Keep and index one file.

        :returns: its status (added, updated, unchanged) and doc_id.
        :raises FileError: if it cannot be read as an article.
        """
        from zhengxie_qa.index.ingest import add_upload

        report = add_upload(
            name,
            content,
            directory=self._settings.index_dir,
            encoder=build_encoder(self._settings),
            reads=self._reading.read,
        )
        for _, message in report.failed:
            raise FileError(message)
        (doc_id,) = report.doc_ids.values()
        status = "added" if report.added else "updated" if report.updated else "unchanged"
        return status, doc_id

    def remove(self, doc_ids: Sequence[str]) -> None:
        """Take documents out of the index.

        :raises NotFoundError: if one of them is not there; then none is removed.
        """
        from zhengxie_qa.index.ingest import remove

        remove(doc_ids, directory=self._settings.index_dir, encoder=build_encoder(self._settings))

    def tidy(self) -> None:
        """Delete what an interrupted writer left behind, unless one is at work."""
        from zhengxie_qa.index.ingest import tidy

        tidy(self._settings.index_dir)
