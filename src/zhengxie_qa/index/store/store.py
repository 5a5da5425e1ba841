"""The one truth: documents, passages and vectors in SQLite, every change numbered.

A document is never overwritten. A change adds a new version of it and marks the old one as removed at the change's
sequence number, in one transaction; so the corpus can be read as it was at any number a generation still serves,
while newer changes already stand beside it. tantivy and FAISS are derived from here and can be rebuilt at any time.
"""

# ruff: noqa: S608 - the SQL is put together from constants of this package only; values are always bound

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Self

import numpy as np

from zhengxie_qa.index.disk.refusals import DatabaseDamagedError, altered, damaged
from zhengxie_qa.index.encoders.protocol import Embeddings
from zhengxie_qa.index.store.corrections import PREFIX, Correction
from zhengxie_qa.index.store.database import AS_OF, IDENTITY, Database
from zhengxie_qa.index.store.holdings import holdings
from zhengxie_qa.index.store.rows import (
    AUDIT,
    DOCUMENT_COLUMNS,
    HEAD_COLUMNS,
    PASSAGE_COLUMNS,
    PASSAGE_WIDTH,
    VECTOR_COLUMNS,
    AlteredRowError,
    Entry,
    Row,
    read_audit,
    read_document,
    read_head,
    read_passage,
    read_vector,
)
from zhengxie_qa.types import Document, DocumentInfo, Holding, Passage

JOINED = f"{PASSAGE_COLUMNS}, {HEAD_COLUMNS} FROM passages JOIN documents USING (version)"

NumberedPassage = tuple[int, Passage, DocumentInfo]


class Store:
    """Reads the corpus as of a change; ``seq`` is that change's number."""

    def __init__(self, database: Database) -> None:
        """Use :meth:`open`."""
        self._database = database

    @classmethod
    def open(cls, directory: Path) -> Self:
        """Open an index's database for reading.

        :raises IndexMissingError: when there is none.
        :raises IndexDamagedError: when it cannot be read.
        """
        return cls(Database.open(directory))

    @classmethod
    def look(cls, directory: Path) -> Self:
        """Open an index's database for reading and leave its files as they are.

        :raises IndexMissingError: when there is none.
        :raises IndexDamagedError: when it cannot be read.
        """
        return cls(Database.open(directory, untouched=True))

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def copy_to(self, path: Path) -> None:
        """Copy the database as it is at this moment into a new file, while others write."""
        self._database.copy_to(path)

    @property
    def identity(self) -> str:
        """What tells this database from any other."""
        return self.fact(IDENTITY) or ""

    def fact(self, name: str) -> str | None:
        """Return a stored fact about the index."""
        rows = self._database.rows("SELECT value FROM facts WHERE name = ?", (name,))
        return str(rows[0][0]) if rows else None

    def seq(self) -> int:
        """Return the number of the newest change, 0 before the first."""
        newest = "SELECT max((SELECT coalesce(max(seq), 0) FROM changes), coalesce(max(seq), 0))"
        return int(self._database.rows(f"{newest} FROM sqlite_sequence WHERE name = 'changes'")[0][0])

    def seq_at(self, when: float) -> int:
        """Return the number of the newest change made by a time, in seconds since 1970; 0 before the first."""
        return int(self._database.rows("SELECT coalesce(max(seq), 0) FROM changes WHERE at <= ?", (when,))[0][0])

    def check_count(self, seq: int, expected: int) -> None:
        """Compare the number of documents as of a change with what it was when a generation was built from it.

        :raises DatabaseDamagedError: when rows have gone missing.
        """
        ((held,),) = self._database.rows(f"SELECT count(*) FROM documents WHERE {AS_OF}", (seq, seq))
        if held != expected:
            raise DatabaseDamagedError(damaged(self._database.path, f"{held} documents, expected {expected}"))

    def entries(self, seq: int) -> list[Entry]:
        """Return the document versions as of a change, oldest first.

        :raises IndexDamagedError: when a row fails its checksum.
        """
        return sorted((entry for _, entry in self._heads(seq)), key=lambda entry: entry.version)

    def infos(self, seq: int) -> list[DocumentInfo]:
        """Return what is known about each document as of a change, ordered by file, then id.

        :raises IndexDamagedError: when a row fails its checksum.
        """
        return sorted((info for info, _ in self._heads(seq)), key=lambda info: (info.file, info.doc_id))

    def holdings(self, seq: int) -> list[Holding]:
        """Return each document as of a change with what can be counted of it, ordered by file, then id.

        :raises IndexDamagedError: when a row fails its checksum.
        """
        heads = sorted(self._heads(seq), key=lambda head: (head[0].file, head[0].doc_id))
        return holdings(self._database, heads, seq)

    def number_ranges(self, seq: int) -> list[tuple[DocumentInfo, int, int]]:
        """Return each document as of a change with its half-open range of passage numbers.

        :raises IndexDamagedError: when a row fails its checksum.
        """
        return [(info, entry.first_number, entry.end_number) for info, entry in self._heads(seq)]

    def document(self, doc_id: str, seq: int) -> Document | None:
        """Return one document as of a change, or nothing.

        :raises IndexDamagedError: when its row fails its checksum.
        """
        sql = f"SELECT version, {DOCUMENT_COLUMNS} FROM documents WHERE {AS_OF} AND doc_id = ?"
        rows = self._database.rows(sql, (seq, seq, doc_id))
        if not rows:
            return None
        version, *row = rows[0]
        with self._altered():
            found = read_document(tuple(row))
        correction = self.correction(doc_id)
        audit = read_audit(self.fact(f"{AUDIT}{version}"))
        return replace(found, original=correction.original if correction else None, audit=audit)

    def correction(self, doc_id: str) -> Correction | None:
        """Return what people say of a document in place of what its file says, as of now."""
        fact = self.fact(PREFIX + doc_id)
        return Correction.loads(fact) if fact else None

    def entry(self, doc_id: str, seq: int) -> Entry | None:
        """Return where one document as of a change came from, or nothing.

        :raises IndexDamagedError: when its row fails its checksum.
        """
        sql = f"SELECT {HEAD_COLUMNS} FROM documents WHERE {AS_OF} AND doc_id = ?"
        rows = self._database.rows(sql, (seq, seq, doc_id))
        with self._altered():
            return read_head(rows[0])[1] if rows else None

    def left_out(self, seq: int) -> Iterator[str]:
        """Yield the rule of each stretch that an article's text does without, as of a change."""
        for info in self.infos(seq):
            document = self.document(info.doc_id, seq)
            yield from (each.rule for each in document.left_out) if document else ()

    def passage_ids(self, numbers: Sequence[int]) -> dict[int, str]:
        """Return the passage id of each number that exists.

        :raises IndexDamagedError: when a row fails its checksum.
        """
        rows = self._database.many(f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE number IN ({{}})", numbers)
        with self._altered():
            return {row[0]: read_passage(row).passage_id for row in rows}

    def numbers(self, passage_ids: Sequence[str], seq: int) -> dict[str, int]:
        """Return the number of each passage as of a change."""
        sql = f"SELECT passage_id, number FROM passages JOIN documents USING (version) WHERE {AS_OF}"
        return dict(self._database.many(f"{sql} AND passage_id IN ({{}})", passage_ids, values=(seq, seq)))

    def passages(self, passage_ids: Sequence[str], seq: int) -> dict[str, tuple[Passage, DocumentInfo]]:
        """Return passages with their documents as of a change; ids that do not exist are left out.

        :raises IndexDamagedError: when a row fails its checksum.
        """
        sql = f"SELECT {JOINED} WHERE {AS_OF} AND passage_id IN ({{}})"
        found = self._numbered(self._database.many(sql, passage_ids, values=(seq, seq)))
        return {passage.passage_id: (passage, info) for _, passage, info in found}

    def numbered_passages(self, versions: Sequence[int]) -> Iterator[NumberedPassage]:
        """Yield the passages of document versions, version by version."""
        for version in versions:
            yield from self._numbered(
                self._database.rows(f"SELECT {JOINED} WHERE version = ? ORDER BY number", (version,))
            )

    def vectors(self, encoder: str, seq: int, *, dim: int) -> Iterator[tuple[list[int], Embeddings]]:
        """Yield (numbers, embeddings) of the passages as of a change, document by document.

        :raises IndexDamagedError: when a passage has no sound vector of this encoder, or one of another width.
        """
        for entry in self.entries(seq):
            found = self._vectors_of(entry, encoder)
            expected = entry.end_number - entry.first_number
            if len(found) != expected or any(len(vector) != 2 * dim for vector in found.values()):
                raise DatabaseDamagedError(altered(self._database.path, f"a vector of {entry.file!r}"))
            halves = np.frombuffer(b"".join(found.values()), dtype="<f2")
            yield list(found), halves.astype(np.float32).reshape(-1, dim)

    def _vectors_of(self, entry: Entry, encoder: str) -> dict[int, bytes]:
        """Return the vectors of a document's passages that are what was written, by number in ascending order."""
        sql = f"SELECT {VECTOR_COLUMNS} FROM vectors WHERE number >= ? AND number < ? AND encoder = ? ORDER BY number"
        return sound_vectors(self._database.rows(sql, (entry.first_number, entry.end_number, encoder)))

    def check_structure(self, *, up_to: int | None = None) -> None:
        """Compare the database's tables with their indexes, which no checksum of a row covers.

        :param up_to: do nothing when the file is larger than so many bytes; 100 MB take some 0.3 s.
        :raises DatabaseDamagedError: naming the first thing that is wrong.
        """
        if up_to is not None and self._database.path.stat().st_size > up_to:
            return
        ((found,),) = self._database.rows("PRAGMA integrity_check(1)")
        if found != "ok":
            raise DatabaseDamagedError(damaged(self._database.path, str(found)))

    def problems(self, seq: int) -> list[str]:
        """Read everything that stands now or did at a change, and compare every checksum.

        :returns: a few words for each thing that is wrong.
        """
        found: list[str] = []
        standing = "SELECT version, file FROM documents WHERE removed IS NULL OR removed > ? ORDER BY version"
        for version, file in self._database.rows(standing, (seq,)):
            found += [f"{what} ({file})" for what in self._altered_rows(version)]
        return found

    def intact(self, entry: Entry) -> bool:
        """Say whether the stored words and vectors of a document version are what was written."""
        return not self._altered_rows(entry.version)

    def _altered_rows(self, version: int) -> list[str]:
        of_version = "WHERE version = ?"
        vectors = f"WHERE number IN (SELECT number FROM passages {of_version})"
        readers: tuple[tuple[Callable[[Row], object], str], ...] = (
            (read_head, f"SELECT {HEAD_COLUMNS} FROM documents {of_version}"),
            (read_document, f"SELECT {DOCUMENT_COLUMNS} FROM documents {of_version}"),
            (read_passage, f"SELECT {PASSAGE_COLUMNS} FROM passages {of_version}"),
            (read_vector, f"SELECT {VECTOR_COLUMNS} FROM vectors {vectors}"),
        )
        found = []
        for read, sql in readers:
            for row in self._database.rows(sql, (version,)):
                try:
                    read(row)
                except AlteredRowError as error:
                    found.append(str(error))
        return found

    def _heads(self, seq: int) -> list[tuple[DocumentInfo, Entry]]:
        rows = self._database.rows(f"SELECT {HEAD_COLUMNS} FROM documents WHERE {AS_OF}", (seq, seq))
        with self._altered():
            return [read_head(row) for row in rows]

    def _numbered(self, rows: Sequence[Row]) -> list[NumberedPassage]:
        with self._altered():
            found = []
            for row in rows:
                info, _ = read_head(row[PASSAGE_WIDTH:])
                found.append((row[0], read_passage(row, doc_id=info.doc_id), info))
            return found

    @contextmanager
    def _altered(self) -> Iterator[None]:
        try:
            yield
        except AlteredRowError as error:
            raise DatabaseDamagedError(altered(self._database.path, str(error))) from error


def sound_vectors(rows: Iterable[Row]) -> dict[int, bytes]:
    """Read rows of vectors, leaving out those that are not what was written."""
    sound = {}
    for row in rows:
        with suppress(AlteredRowError):
            number, vector = read_vector(row)
            sound[number] = vector
    return sound
