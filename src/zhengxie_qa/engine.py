"""The product as one object, for programs and doors: joins the parts, and knows which class stands behind a protocol.

Everything is said in arguments; no environment and no ``.env`` is read. Heavy parts are imported when they are needed,
so that asking one question loads neither torch nor Gradio.
"""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from zhengxie_qa.answering.answer import Answer
from zhengxie_qa.answering.decide import ANSWER_THRESHOLD
from zhengxie_qa.answering.pipeline import Answerer
from zhengxie_qa.bundled import BUNDLED, RULES
from zhengxie_qa.comparing.answered import answered
from zhengxie_qa.comparing.compare import compare
from zhengxie_qa.comparing.comparison import By, Comparison, OnCell, ignore
from zhengxie_qa.comparing.taken_apart import continued
from zhengxie_qa.errors import NotFoundError, Said
from zhengxie_qa.index.encoders.named import load_encoder
from zhengxie_qa.index.encoders.protocol import Encoder
from zhengxie_qa.index.index import Index
from zhengxie_qa.index.writing.intake import IngestReport
from zhengxie_qa.index.writing.progress import OnProgress, silent
from zhengxie_qa.index.writing.writer import Writer, create_index
from zhengxie_qa.question.followup.complete import complete
from zhengxie_qa.question.question import Question
from zhengxie_qa.question.translation.translation import bundled_translator
from zhengxie_qa.question.understanding import valid
from zhengxie_qa.question.wording import plain_words, questions_in
from zhengxie_qa.retrieval.expand import OtherWords
from zhengxie_qa.retrieval.retriever import HybridRetriever, Ranker
from zhengxie_qa.retrieval.synonyms import Synonyms
from zhengxie_qa.types import Document, DocumentInfo, Filters, Hit, Holding, IndexState, SearchMode, Turn

if TYPE_CHECKING:
    from zhengxie_qa.reading.protocol import Reader


class Engine(Answerer):
    """Answers questions about the articles of one index, and changes it.

    Safe to share between threads: any number may ask, search and look up at once, also while one ingests or removes;
    changes are made one after another. Every call answers from the newest state of the index, whoever changed it.

    Use :meth:`open`. A context manager: the end of the block closes it.
    """

    def __init__(
        self,
        index: Index,
        encoder: Encoder,
        retriever: HybridRetriever,
        reader: "Reader",
        *,
        writer: Writer,
        threshold: float,
    ) -> None:
        """Use :meth:`open`."""
        super().__init__(index, retriever, reader, translator=bundled_translator(), threshold=threshold)
        self.index: Final = index
        self.encoder: Final = encoder
        self._writer = writer

    @classmethod
    def open(
        cls,
        directory: Path | str,
        *,
        create: bool = False,
        encoder: Encoder | str = BUNDLED,
        reader: "Reader | str" = BUNDLED,
        reader_windows: int | None = None,
        reranker: str | None = None,
        synonyms: Path | None = None,
        device: str = "cpu",
        threshold: float = ANSWER_THRESHOLD,
        keep_originals: bool = True,
    ) -> Self:
        """Open an index and load everything that answers questions over it.

        :param directory: folder of the index.
        :param create: make an index without articles where there is none.
        :param encoder: ``bundled``, a sentence-transformers folder, a hub name, or an object; the one that the index
            was made with.
        :param reader: ``bundled``, ``rules``, a folder, the hub name of an extractive QA model, or an object.
        :param reader_windows: windows of text that a trained reader reads for a question at most; fewer are faster.
        :param reranker: folder or hub name of a cross-encoder that orders the passages found once more.
        :param synonyms: your own two-column synonyms file, used beside the built-in ones, read again when it changes.
        :param device: where hub models run: cpu, mps, cuda or cuda:N.
        :param threshold: least confidence of an answer; lower answers more, higher declines more.
        :param keep_originals: whether PDF and Office files are kept in the index when they are ingested.
        :raises IndexMissingError: if there is no index in the folder, or it was made with another encoder.
        :raises IndexDamagedError: if its database is damaged.
        :raises ModelError: if a model cannot be loaded.
        """
        rankers = _rankers(reranker, bundled_encoder=encoder == BUNDLED, device=device)
        known = encoder_named(encoder, device=device) if isinstance(encoder, str) else encoder
        if create:
            create_index(directory, encoder=known)
        index = Index.open(directory, encoder=known)
        return cls(
            index,
            known,
            join_retriever(index, known, synonyms=synonyms, rankers=rankers),
            reader_named(reader, device=device, most_windows=reader_windows) if isinstance(reader, str) else reader,
            writer=Writer(directory, encoder=lambda: known, keep_originals=keep_originals),
            threshold=threshold,
        )

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
        """Answer one question; see :meth:`Answerer.ask`.

        One that compares (哪个省粮食产量最高, 历年赤字率) is answered by a ``Compared``: the first row, and the table.

        :param on_cell: called with each row or blank of such a table as soon as it is known.
        """
        asked = valid(question)
        first, *others = questions_in(asked)
        with self.pinned():
            again = continued(first, history, translator=self.translator)
            whole = again or complete(plain_words(first.strip()), history, translator=self.translator)
            table = answered(self, whole, filters=filters, on_cell=on_cell)
            own = () if again else history
            found = table or super().ask(again or asked, history=own, top_k=top_k, filters=filters, explain=explain)
            return replace(found, question=asked, also_asked=tuple(others))

    def ask_many(
        self, questions: Iterable[str], *, top_k: int = 10, filters: Filters = Filters(), explain: bool = False
    ) -> list[Answer]:
        """Answer questions that have nothing to do with each other, in order, all from one build of the index.

        The arguments are those of :meth:`ask`.

        :raises QuestionError: at the first question that is empty, too long or not text.
        """
        with self.pinned():
            return [self.ask(each, top_k=top_k, filters=filters, explain=explain) for each in questions]

    def compare(
        self, question: str, *, by: By | None = None, filters: Filters = Filters(), on_cell: OnCell = ignore
    ) -> Comparison:
        """Put one question to every document it is about, each for itself, and lay out what they say.

        :param question: such as 各省2026年GDP增长目标是多少, 哪个省粮食产量最高 or 历年赤字率.
        :param by: what a row stands for; by default what the question says, else what parts the documents.
        :param filters: limits on the documents.
        :param on_cell: called with each row or blank as soon as it is known; what it raises ends the comparison.
        :returns: a table; where nothing can be compared, one without rows, whose ``message`` says why.
        :raises QuestionError: if the question is empty, too long or not text.
        """
        return compare(self, question, by=by, filters=filters, on_cell=on_cell)

    def ingest(self, *paths: Path | str, on_progress: OnProgress = silent) -> IngestReport:
        """Add or update articles; unchanged files are skipped, and what has gone from a folder is removed.

        :param paths: files and folders.
        :returns: what became of each file; one that cannot be read is named in ``failed`` and leaves the others alone.
        :raises FileError: if the paths lead to no file at all.
        :raises IndexBusyError: if another process is writing to the index.
        :raises StorageError: if the disk refuses.
        """
        self.state()  # a closed engine changes nothing either
        return self._writer.ingest(paths, on_progress=on_progress)

    def remove(self, *doc_ids: str) -> None:
        """Take documents out of the index; the files they were read from stay where they are.

        :raises NotFoundError: if one of them is not there; then none is removed.
        :raises IndexBusyError: if another process is writing to the index.
        """
        self.state()
        self._writer.remove(doc_ids)

    def holdings(self) -> list[Holding]:
        """List the documents of the index with what can be counted of each, ordered by file."""
        with self.pinned():
            return self.index.holdings()

    def original(self, doc_id: str) -> Path:
        """Give the file that a document was read from, kept in the index; it is not to be changed.

        :raises NotFoundError: if there is no such document, or no file is kept of it: it is a text, or the file was
            ingested without keeping it.
        """
        path = self.index.original(doc_id)
        if path is None:
            file = self.document(doc_id).info.file
            raise NotFoundError(
                Said(
                    f"The file {file} is not kept in the index: only PDF and Office files are, and none where "
                    "keep_originals is off. Ingest it again to have it kept.",
                    f"索引里没有保存文件 {file}：只保存 PDF 和 Office 文件，关闭 keep_originals 时都不保存。"
                    "重新导入即可保存。",
                )
            )
        return path

    def close(self) -> None:
        """Let go of the index; questions being answered come to their end, later calls raise IndexClosedError."""
        self._writer.close()
        super().close()


@lru_cache(maxsize=1)
def encoder_named(name: str, *, device: str = "cpu") -> Encoder:
    """Load an encoder, once per process: whoever reads and whoever writes share it.

    :raises ModelError: if it cannot be loaded.
    """
    return load_encoder(name, device=device)


def reader_named(name: str, *, device: str = "cpu", most_windows: int | None = None) -> "Reader":
    """Load a reader.

    :param most_windows: windows of text that a trained reader reads for a question at most; its own number by default.
    :raises ModelError: if it cannot be loaded.
    """
    if name == RULES:  # spares loading the network's libraries
        from zhengxie_qa.reading.rules.reader import RulesReader

        return RulesReader()
    from zhengxie_qa.reading.reader import MOST_WINDOWS, load_reader

    return load_reader(name, device=device, most_windows=most_windows or MOST_WINDOWS)


def _rankers(reranker: str | None, *, bundled_encoder: bool, device: str) -> list[Ranker]:
    """Load what orders the candidates anew: the learned ranker, then a cross-encoder if one is named.

    The learned ranker knows the cosines of the bundled encoder alone; another encoder goes without it.

    :raises ModelError: if one cannot be loaded.
    """
    from zhengxie_qa.retrieval.ranker import bundled_ranker

    rankers: list[Ranker] = [bundled_ranker()] if bundled_encoder else []
    if reranker:
        from zhengxie_qa.retrieval.cross_encoder import CrossEncoderRanker

        rankers.append(CrossEncoderRanker(reranker, device=device))
    return rankers


def join_retriever(
    index: Index, encoder: Encoder, *, synonyms: Path | None = None, rankers: Sequence[Ranker] = ()
) -> HybridRetriever:
    """Join a retriever with the shipped synonyms."""
    return HybridRetriever(
        index,
        encoder,
        expander=OtherWords(Synonyms(synonyms)),
        rankers=rankers,
    )


def reading_alone(reader: "Reader") -> Answerer:
    """Join what reads texts given with their questions; it has no index and finds nothing by itself."""
    nowhere = _Nowhere()
    return Answerer(nowhere, nowhere, reader, translator=bundled_translator())


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
        self, question: Question, *, k: int, mode: SearchMode = SearchMode.HYBRID, filters: Filters = Filters()
    ) -> list[Hit]:
        return []
