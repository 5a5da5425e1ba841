"""What happens to each file of an ingestion: recognised, read, stored, or reported as failed. No generation is built.

A document keeps its id as long as its file stays where it is. Files are stored some at a time, each batch in one
transaction, and the vectors of passages that did not change are carried over.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from zhengxie_qa.corpus.archives import is_there, opened
from zhengxie_qa.corpus.scans.files import WITH_PAGES, can_recognise
from zhengxie_qa.errors import FileError, NotFoundError
from zhengxie_qa.index.disk.originals import keep
from zhengxie_qa.index.store.rows import Entry, digest_of
from zhengxie_qa.index.store.writable import WritableStore
from zhengxie_qa.index.writing.build import reuse_vectors
from zhengxie_qa.index.writing.progress import OnProgress, Outcome, Progress, Stage
from zhengxie_qa.index.writing.sources import Found, SourceFile, origin_path
from zhengxie_qa.types import Document, Passage

READING = "7"
"""Bump when cleaning or chunking changes what comes out: unchanged files are then read again. What only one format's
reader changes is told by its own version."""

_RECOGNISED = "+ocr"
"""What is added to :data:`READING` for files that may hold scans, where the words in these can be recognised."""

_BATCH = 16
"""Documents stored per transaction."""

_ID_DIGITS = 12

Reads = Callable[[Path, str, str], tuple[Document, Sequence[Passage]]]
"""(path, file, doc_id) → the article and its passages; raises FileError."""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of each file, by its name in the index.

    :param failed: (file, what is wrong and what to do).
    :param skipped: (what lies in a folder and is not read, why not).
    :param doc_ids: file → doc_id of those added, updated or unchanged.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    doc_ids: dict[str, str] = field(default_factory=dict)


class Intake:
    """One ingestion under the lock: what was there before, what waits to be stored, what has become of each file."""

    def __init__(
        self,
        store: WritableStore,
        directory: Path,
        *,
        key: str,
        reads: Reads,
        on_progress: OnProgress,
        keep_originals: bool,
    ) -> None:
        """Look up what is there.

        :param key: of the encoder, for vectors that can be carried over.
        :param keep_originals: whether files that are no text are kept beside their words.
        """
        self._store = store
        self._directory = directory
        self._key = key
        self._reads = reads
        self._on_progress = on_progress
        self._keep_originals = keep_originals
        entries = store.standing(store.seq())
        self._by_origin = {entry.origin: entry for entry in entries}
        self._by_id = {entry.doc_id: entry for entry in entries}
        self._claimed: set[str] = set()
        self._waiting: list[tuple[Document, Sequence[Passage], SourceFile, str]] = []
        self._outcomes: list[tuple[str, Outcome]] = []
        self._failed: list[tuple[str, str]] = []
        self._skipped: tuple[tuple[str, str], ...] = ()
        self._doc_ids: dict[str, str] = {}

    def ingest(self, found: Found) -> None:
        """Store what is new or changed in the files found, and remove what has gone from the folders."""
        self._failed += found.failed
        self._skipped = found.skipped
        for done, source in enumerate(found.files, start=1):
            outcome, message = self._take(source)
            self._on_progress(
                Progress(Stage.READING, done, len(found.files), file=source.file, outcome=outcome, message=message)
            )
        self._flush()
        self._remove_gone(found.folders)

    def ingest_upload(self, source: SourceFile, final: Path) -> None:
        """Read a file that has just come in, move it to its final place, and store it.

        :raises FileError: when it cannot be read as an article; then it stays where it is.
        """
        content = _content(source.path)
        doc_id = self._doc_id(source)
        before = self._by_id.get(doc_id)
        self._doc_ids[source.file] = doc_id
        if before and _is_as_before(before, source, content) and final.exists():
            self._keep(source.path, before)
            self._outcomes.append((source.file, Outcome.UNCHANGED))
            return
        document, passages = self._read(source, doc_id)
        source.path.replace(final)
        source = replace(source, path=final)
        self._outcomes.append((source.file, Outcome.UPDATED if before else Outcome.ADDED))
        self._waiting.append((document, passages, source, content))
        self._flush()

    def remove(self, doc_ids: Sequence[str], *, listed: Sequence[Entry] = ()) -> None:
        """Remove documents.

        :param listed: what readers are still shown; some of it may have been removed by an interrupted ingestion.
        :raises NotFoundError: when one of them is not there; then none is removed.
        """
        known = {entry.doc_id: entry for entry in listed} | self._by_id
        unknown = [doc_id for doc_id in doc_ids if doc_id not in known]
        if unknown:
            raise NotFoundError(
                f"No document {', '.join(unknown)} in the index. `zhengxie-qa documents` lists what there is."
            )
        self._drop([known[doc_id] for doc_id in dict.fromkeys(doc_ids)])

    def report(self) -> IngestReport:
        """Sum up."""

        def those(outcome: Outcome) -> tuple[str, ...]:
            return tuple(file for file, became in self._outcomes if became is outcome)

        return IngestReport(
            added=those(Outcome.ADDED),
            updated=those(Outcome.UPDATED),
            unchanged=those(Outcome.UNCHANGED),
            removed=those(Outcome.REMOVED),
            failed=tuple(self._failed),
            skipped=self._skipped,
            doc_ids=dict(self._doc_ids),
        )

    def _take(self, source: SourceFile) -> tuple[Outcome, str | None]:
        try:
            content = _content(source.path)
            doc_id = self._doc_id(source)
            before = self._by_id.get(doc_id)
            if before and _is_as_before(before, source, content) and self._store.intact(before):
                self._keep(source.path, before)
                outcome = Outcome.UNCHANGED
            else:
                document, passages = self._read(source, doc_id)
                self._waiting.append((document, passages, source, content))
                outcome = Outcome.UPDATED if before else Outcome.ADDED
        except FileError as error:
            self._failed.append((source.file, str(error)))
            return Outcome.FAILED, str(error)
        self._outcomes.append((source.file, outcome))
        self._doc_ids[source.file] = doc_id
        if len(self._waiting) >= _BATCH:
            self._flush()
        return outcome, None

    def _read(self, source: SourceFile, doc_id: str) -> tuple[Document, Sequence[Passage]]:
        """Read an article; whatever goes wrong with one file is that file's failure.

        :raises FileError: always with a message for a person.
        """
        try:
            document, passages = self._reads(source.path, source.file, doc_id)
            for text in (source.file, document.text, document.raw_text):
                text.encode()
        except FileError:
            raise
        except OSError as error:
            raise FileError(f"{source.file} cannot be opened: {error.strerror}. Check its permissions.") from error
        except Exception as error:
            cause = f"{type(error).__name__}: {error}"
            raise FileError(
                f"{source.file!r} cannot be read as an article ({cause}). Save it as UTF-8 text."
            ) from error
        if not passages:
            raise FileError(f"{source.file} holds no text. Check that it is the article you meant.")
        return document, passages

    def _keep(self, path: Path, entry: Entry) -> None:
        """Keep the file of a document that stays as it is, in case it was not kept before."""
        if self._keep_originals and self._store.is_located(entry):
            keep(self._directory, path, entry.digest)

    def _doc_id(self, source: SourceFile) -> str:
        """Return the id of a file's document: what it was before, else its name's digest, unless that one is in use."""
        known = self._by_origin.get(source.origin)
        plain = _digest(source.file)
        if known:
            doc_id = known.doc_id
        elif self._in_use(plain):
            doc_id = _digest(f"{source.file}\0{source.origin}")
        else:
            doc_id = plain
        self._claimed.add(doc_id)
        return doc_id

    def _in_use(self, doc_id: str) -> bool:
        if doc_id in self._claimed:
            return True
        holder = self._by_id.get(doc_id)
        return holder is not None and is_there(origin_path(holder.origin, self._directory))

    def _flush(self) -> None:
        """Store what waits, in one transaction, and carry over the vectors of passages that stayed the same."""
        if not self._waiting:
            return
        for document, _, source, content in self._waiting:
            if self._keep_originals and document.locations:
                keep(self._directory, source.path, digest_of(content))
        with self._store.transaction():
            for document, passages, source, content in self._waiting:
                before = self._by_id.get(document.info.doc_id)
                entry = self._store.put(document, passages, origin=source.origin, content=content)
                if before:
                    self._by_origin.pop(before.origin, None)
                    if self._store.intact(before):
                        reuse_vectors(self._store, before, entry, key=self._key)
                self._by_origin[entry.origin] = self._by_id[entry.doc_id] = entry
        self._waiting.clear()

    def _remove_gone(self, folders: Sequence[Path]) -> None:
        gone = [
            entry
            for entry in self._by_id.values()
            if entry.doc_id not in self._claimed
            and any(origin_path(entry.origin, self._directory).resolve().is_relative_to(folder) for folder in folders)
            and not is_there(origin_path(entry.origin, self._directory))
        ]
        self._drop(gone)

    def _drop(self, entries: Sequence[Entry]) -> None:
        if not entries:
            return
        with self._store.transaction():
            for entry in entries:
                self._store.remove(entry.doc_id)
        for entry in entries:
            self._outcomes.append((entry.file, Outcome.REMOVED))
            if entry.uploaded:
                origin_path(entry.origin, self._directory).unlink(missing_ok=True)


def _is_as_before(before: Entry, source: SourceFile, content: str) -> bool:
    """Say whether a file would be read as it was; one whose scans were recognised is left so where they cannot be."""
    return before.origin == source.origin and before.content in {content, f"{content}{_RECOGNISED}"}


def _content(path: Path) -> str:
    """Return what changes when the file's bytes or our way of reading them do.

    :raises FileError: when it cannot be opened.
    """
    from zhengxie_qa.corpus.load import reader_version

    try:
        with opened(path) as handle:
            version = reader_version(path.name)
            own = f".{version}" if version > 1 else ""
            read = f"{hashlib.file_digest(handle, 'sha256').hexdigest()}/{READING}{own}"
            return f"{read}{_RECOGNISED}" if path.name.lower().endswith(WITH_PAGES) and can_recognise() else read
    except OSError as error:
        raise FileError(f"{path} cannot be opened: {error.strerror}. Check its permissions.") from error


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_DIGITS]
