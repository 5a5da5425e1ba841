"""The writer: article files → database → a new generation. One at a time, by a lock on the index directory.

Each file is one step: read, cut into passages, stored in a transaction with others. A file whose bytes have not
changed is skipped, one that cannot be read is reported and leaves the others, and its own earlier version, alone.
Killed at any moment, an ingestion has stored whole documents or none of them; readers go on with the last
generation, and the next run completes the work.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from zhengxie_qa.corpus import archives
from zhengxie_qa.corpus.reading_process import ReadingProcess, read_article
from zhengxie_qa.errors import FileError, IndexBusyError, IndexMissingError, StorageError
from zhengxie_qa.index.disk.folder import DATABASE, UPLOADS, has_uploads, was_there, write_durably, writer_lock
from zhengxie_qa.index.disk.originals import sweep
from zhengxie_qa.index.disk.refusals import disk_errors
from zhengxie_qa.index.encoders.protocol import Encoder
from zhengxie_qa.index.store.writable import WritableStore
from zhengxie_qa.index.writing.build import bring_up_to_date, encoder_key, listed_entries
from zhengxie_qa.index.writing.correct import correct
from zhengxie_qa.index.writing.intake import IngestReport, Intake, Reads
from zhengxie_qa.index.writing.progress import OnProgress, silent
from zhengxie_qa.index.writing.sources import (
    SourceFile,
    empty_incoming,
    find_files,
    incoming_folder,
    origin_of,
    safe_name,
)


def ingest(
    paths: Sequence[Path | str],
    *,
    directory: Path | str,
    encoder: Encoder,
    on_progress: OnProgress = silent,
    reads: Reads = read_article,
    keep_originals: bool = True,
) -> IngestReport:
    """Bring an index up to date with files and folders; documents whose file has gone from a folder are removed.

    :raises FileError: when the paths lead to no file at all.
    :raises IndexBusyError: when another process is writing to the index.
    :raises IndexDamagedError: when the index's database is damaged.
    :raises StorageError: when the disk refuses; what was not finished is finished by the next run.
    """
    target = Path(directory)
    found = find_files([Path(path) for path in paths], directory=target, suffixes=_suffixes())
    if not found.files and (not found.folders or not (target / DATABASE).exists()):
        raise FileError(found.failed[0][1] if found.failed else "No file or folder was named.")
    if not (target / DATABASE).exists() and has_uploads(target):  # the database was lost: they are read again too
        found = find_files([*map(Path, paths), target / UPLOADS], directory=target, suffixes=_suffixes())
    with _writing(target, anew=True) as store:
        run = Intake(
            store,
            target,
            key=encoder_key(encoder),
            reads=reads,
            on_progress=on_progress,
            keep_originals=keep_originals,
        )
        run.ingest(found)
        if store.seq():
            bring_up_to_date(target, store, encoder=encoder, on_progress=on_progress)
        _sweep_originals(target, store, keep_any=keep_originals)
    return run.report()


def add_upload(
    name: str,
    data: bytes,
    *,
    directory: Path | str,
    encoder: Encoder,
    on_progress: OnProgress = silent,
    reads: Reads = read_article,
    keep_originals: bool = True,
) -> IngestReport:
    """Keep an uploaded file in the index's own folder and ingest it; the same name again replaces it.

    :raises FileError: when its name or content cannot be an article; then nothing is kept.
    :raises IndexDamagedError: when the index's database is damaged or gone.
    :raises StorageError: when the disk refuses.
    """
    target = Path(directory)
    bare = safe_name(name)
    incoming = incoming_folder(target) / bare
    with _writing(target) as store:
        incoming.parent.mkdir(parents=True, exist_ok=True)
        try:
            write_durably(incoming, data)
            final = (target / UPLOADS).resolve() / bare
            run = Intake(
                store,
                target,
                key=encoder_key(encoder),
                reads=reads,
                on_progress=on_progress,
                keep_originals=keep_originals,
            )
            run.ingest_upload(SourceFile(incoming, bare, origin_of(final, target)), final)
        finally:
            incoming.unlink(missing_ok=True)
        bring_up_to_date(target, store, encoder=encoder, on_progress=on_progress)
        _sweep_originals(target, store, keep_any=keep_originals)
    return run.report()


def remove(
    doc_ids: Sequence[str], *, directory: Path | str, encoder: Encoder, on_progress: OnProgress = silent
) -> IngestReport:
    """Take documents out of the index; uploaded files are deleted, files elsewhere stay where they are.

    Also removes what is still listed although an interrupted ingestion has already taken it out of the database.

    :raises NotFoundError: when one of them is not there; then none is removed.
    :raises IndexMissingError: when there is no index.
    :raises IndexDamagedError: when its database is damaged or gone.
    :raises StorageError: when the disk refuses.
    """
    target = Path(directory)
    if not (target / DATABASE).exists() and not was_there(target):
        raise IndexMissingError(f"There is no index in {target}. Make one with `zhengxie-qa ingest`.")
    with _writing(target) as store:
        run = Intake(
            store, target, key=encoder_key(encoder), reads=read_article, on_progress=on_progress, keep_originals=False
        )
        run.remove(doc_ids, listed=listed_entries(target, store))
        bring_up_to_date(target, store, encoder=encoder, on_progress=on_progress)
        _sweep_originals(target, store)
    return run.report()


def tidy(directory: Path | str) -> None:
    """Delete what interrupted writers left behind, unless one is at work or nothing may be written there."""
    target = Path(directory)
    if incoming_folder(target).is_dir():
        with suppress(IndexBusyError, StorageError), disk_errors(target), writer_lock(target):
            empty_incoming(target)


def create_index(directory: Path | str, *, encoder: Encoder) -> None:
    """Make an index without documents where there is none.

    :raises StorageError: when the disk refuses.
    """
    target = Path(directory)
    if not (target / DATABASE).exists() and not was_there(target):
        with _writing(target, anew=True) as store:
            bring_up_to_date(target, store, encoder=encoder)


class Writer:
    """Changes one index, from any thread: one change after another, each complete before it returns.

    Articles are read in a process beside this one, so that a hostile file costs its own reading alone.

    :param encoder: gives the encoder when it is first needed.
    :param keep_originals: whether files that are no text are kept beside their words; if not, none stays.
    """

    def __init__(self, directory: Path | str, *, encoder: Callable[[], Encoder], keep_originals: bool = True) -> None:
        self._directory = Path(directory)
        self._encoder = encoder
        self._keep_originals = keep_originals
        self._reading = ReadingProcess()
        self._at_work = Lock()

    def suffixes(self) -> frozenset[str]:
        """Kinds of files that can be uploaded, with the dot, in lower case."""
        return _suffixes() - frozenset(archives.SUFFIXES)

    def ingest(self, paths: Sequence[Path | str], *, on_progress: OnProgress = silent) -> IngestReport:
        """Add or update files and folders; see :func:`ingest`."""
        with self._at_work:
            self._reading.start()  # it gets ready while the encoder is loaded
            return ingest(
                paths,
                directory=self._directory,
                encoder=self._encoder(),
                on_progress=on_progress,
                reads=self._reading.read,
                keep_originals=self._keep_originals,
            )

    def upload(self, name: str, content: bytes) -> tuple[str, str]:
        """Keep and index one file; see :func:`add_upload`.

        :returns: its status (added, updated, unchanged) and doc_id.
        :raises FileError: if it cannot be read as an article.
        """
        with self._at_work:
            report = add_upload(
                name,
                content,
                directory=self._directory,
                encoder=self._encoder(),
                reads=self._reading.read,
                keep_originals=self._keep_originals,
            )
        for _, message in report.failed:
            raise FileError(message)
        (doc_id,) = report.doc_ids.values()
        return "added" if report.added else "updated" if report.updated else "unchanged", doc_id

    def remove(self, doc_ids: Sequence[str]) -> None:
        """Take documents out of the index; see :func:`remove`."""
        with self._at_work:
            remove(doc_ids, directory=self._directory, encoder=self._encoder())

    def correct(self, doc_id: str, changes: Mapping[str, str | None]) -> None:
        """Say something of a document in place of what its file says; see :func:`correct.correct`."""
        with self._at_work:
            correct(doc_id, changes, directory=self._directory, encoder=self._encoder())

    def tidy(self) -> None:
        """Delete what an interrupted writer left behind, unless one is at work."""
        tidy(self._directory)

    def close(self) -> None:
        """End the process that reads; the next file starts another."""
        with self._at_work:
            self._reading.close()


@contextmanager
def _writing(directory: Path, *, anew: bool = False) -> Iterator[WritableStore]:
    with disk_errors(directory), writer_lock(directory):
        empty_incoming(directory)
        store = WritableStore.open(directory, anew=anew)
        try:
            yield store
        finally:
            store.close()


def _sweep_originals(directory: Path, store: WritableStore, *, keep_any: bool = True) -> None:
    """Delete the files of documents that are no more in the index."""
    sweep(directory, kept={entry.digest for entry in store.standing(store.seq())} if keep_any else ())


def _suffixes() -> frozenset[str]:
    from zhengxie_qa.corpus.load import supported_suffixes

    return frozenset((*supported_suffixes(), *archives.SUFFIXES))
