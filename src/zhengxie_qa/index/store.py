"""The one truth: documents, passages and vectors in SQLite, every change numbered.

A document is never overwritten. A change adds a new version of it and marks the old one as removed at the change's
sequence number, in one transaction; so the corpus can be read as it was at any number a generation still serves,
while newer changes already stand beside it. tantivy and FAISS are derived from here and can be rebuilt at any time.
"""

# ruff: noqa: S608 - the SQL is put together from constants of this package only; values are always bound

import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from zhengxie_qa.errors import IndexDamagedError
from zhengxie_qa.index.database import IDENTITY, Database, damaged, marks
from zhengxie_qa.index.rows import (
    DOCUMENT_COLUMNS,
    INFO_COLUMNS,
    PASSAGE_COLUMNS,
    PASSAGE_WIDTH,
    AlteredRowError,
    Row,
    document_row,
    passage_row,
    read_document,
    read_info,
    read_passage,
)
from zhengxie_qa.types import Document, DocumentInfo, Embeddings, Passage

_AS_OF = "added <= ? AND (removed IS NULL OR removed > ?)"
_JOINED = f"{PASSAGE_COLUMNS}, {INFO_COLUMNS}, number FROM passages JOIN documents USING (version)"

NumberedPassage = tuple[int, Passage, DocumentInfo]


@dataclass(frozen=True, slots=True)
class Entry:
    """One document version: where it came from and its half-open range of passage numbers.

    :param origin: absolute path of the file, or ``upload:NAME``.
    :param content: fingerprint of the file's bytes and of how it was read.
    :param added: the change that brought it.
    """

    version: int
    doc_id: str
    file: str
    origin: str
    content: str
    added: int
    first_number: int
    end_number: int


_ENTRY_COLUMNS = "version, doc_id, file, origin, content, added, first_number, end_number"


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

    def close(self) -> None:
        """Close the database."""
        self._database.close()

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
        return int(self._database.rows("SELECT coalesce(max(seq), 0) FROM changes")[0][0])

    def entries(self, seq: int) -> list[Entry]:
        """Return the document versions as of a change, oldest first."""
        sql = f"SELECT {_ENTRY_COLUMNS} FROM documents WHERE {_AS_OF} ORDER BY version"
        return [Entry(*row) for row in self._database.rows(sql, (seq, seq))]

    def infos(self, seq: int) -> list[DocumentInfo]:
        """Return what is known about each document as of a change, ordered by file, then id."""
        sql = f"SELECT {INFO_COLUMNS} FROM documents WHERE {_AS_OF} ORDER BY file, doc_id"
        return [read_info(row) for row in self._database.rows(sql, (seq, seq))]

    def number_ranges(self, seq: int) -> list[tuple[DocumentInfo, int, int]]:
        """Return each document as of a change with its half-open range of passage numbers."""
        sql = f"SELECT {INFO_COLUMNS}, first_number, end_number FROM documents WHERE {_AS_OF}"
        return [(read_info(row), row[-2], row[-1]) for row in self._database.rows(sql, (seq, seq))]

    def document(self, doc_id: str, seq: int) -> Document | None:
        """Return one document as of a change, or nothing.

        :raises IndexDamagedError: when its row fails its checksum.
        """
        sql = f"SELECT {DOCUMENT_COLUMNS} FROM documents WHERE {_AS_OF} AND doc_id = ?"
        rows = self._database.rows(sql, (seq, seq, doc_id))
        with self._altered():
            return read_document(rows[0]) if rows else None

    def passage_ids(self, numbers: Sequence[int]) -> dict[int, str]:
        """Return the passage id of each number that exists."""
        return dict(self._database.many("SELECT number, passage_id FROM passages WHERE number IN ({})", numbers))

    def numbers(self, passage_ids: Sequence[str], seq: int) -> dict[str, int]:
        """Return the number of each passage as of a change."""
        sql = f"SELECT passage_id, number FROM passages JOIN documents USING (version) WHERE {_AS_OF}"
        return dict(self._database.many(f"{sql} AND passage_id IN ({{}})", passage_ids, values=(seq, seq)))

    def passages(self, passage_ids: Sequence[str], seq: int) -> dict[str, tuple[Passage, DocumentInfo]]:
        """Return passages with their documents as of a change; ids that do not exist are left out.

        :raises IndexDamagedError: when a row fails its checksum.
        """
        sql = f"SELECT {_JOINED} WHERE {_AS_OF} AND passage_id IN ({{}})"
        found = self._numbered(self._database.many(sql, passage_ids, values=(seq, seq)))
        return {passage.passage_id: (passage, info) for _, passage, info in found}

    def numbered_passages(self, versions: Sequence[int]) -> Iterator[NumberedPassage]:
        """Yield the passages of document versions, version by version."""
        for version in versions:
            yield from self._numbered(
                self._database.rows(f"SELECT {_JOINED} WHERE version = ? ORDER BY number", (version,))
            )

    def vectors(self, encoder: str, seq: int, *, dim: int) -> Iterator[tuple[list[int], Embeddings]]:
        """Yield (numbers, embeddings) of the passages as of a change, document by document.

        :raises IndexDamagedError: when a passage has no vector of this encoder, or one of another width.
        """
        sql = "SELECT number, vector FROM vectors WHERE number >= ? AND number < ? AND encoder = ? ORDER BY number"
        for entry in self.entries(seq):
            rows = self._database.rows(sql, (entry.first_number, entry.end_number, encoder))
            expected = entry.end_number - entry.first_number
            if len(rows) != expected or any(len(vector) != 2 * dim for _, vector in rows):
                raise IndexDamagedError(damaged(self._database.path, f"vectors of {entry.file!r}"))
            halves = np.frombuffer(b"".join(vector for _, vector in rows), dtype="<f2")
            yield [number for number, _ in rows], halves.astype(np.float32).reshape(-1, dim)

    def problems(self) -> list[str]:
        """Read everything and compare every checksum; return a few words for each thing that is wrong."""
        found = [str(row[0]) for row in self._database.rows("PRAGMA integrity_check") if row[0] != "ok"]
        for (version,) in self._database.rows("SELECT version FROM documents ORDER BY version"):
            found += self._altered_rows(version)
        return found

    def intact(self, entry: Entry) -> bool:
        """Say whether the stored words of a document version are what was written."""
        return not self._altered_rows(entry.version)

    def _altered_rows(self, version: int) -> list[str]:
        found = []
        documents = self._database.rows(f"SELECT {DOCUMENT_COLUMNS} FROM documents WHERE version = ?", (version,))
        passages = self._database.rows(f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE version = ?", (version,))
        for read, rows in ((read_document, documents), (read_passage, passages)):
            for row in rows:
                try:
                    read(row)
                except AlteredRowError as error:
                    found.append(str(error))
        return found

    def _numbered(self, rows: Sequence[Row]) -> list[NumberedPassage]:
        with self._altered():
            found = []
            for row in rows:
                info = read_info(row[PASSAGE_WIDTH:])
                found.append((row[-1], read_passage(row, doc_id=info.doc_id), info))
            return found

    @contextmanager
    def _altered(self) -> Iterator[None]:
        try:
            yield
        except AlteredRowError as error:
            raise IndexDamagedError(damaged(self._database.path, str(error))) from error


class WritableStore(Store):
    """Changes the corpus; one at a time, under the writer's lock. Every method below runs in a transaction."""

    @classmethod
    def open(cls, directory: Path) -> Self:
        """Open an index's database for writing; make it if there is none.

        :raises IndexDamagedError: when it cannot be read.
        """
        return cls(Database.create(directory))

    def transaction(self) -> AbstractContextManager[None]:
        """Make several changes one: all of them happen, or on an error none."""
        return self._database.transaction()

    def put(self, document: Document, passages: Sequence[Passage], *, origin: str, content: str) -> Entry:
        """Add a document, in place of the one with the same id if there is one."""
        doc_id = document.info.doc_id
        seq = self._change("put", doc_id)
        self._database.write("UPDATE documents SET removed = ? WHERE doc_id = ? AND removed IS NULL", (seq, doc_id))
        last = self._database.rows("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'passages'")
        first = int(last[0][0]) + 1
        numbers = range(first, first + len(passages))
        columns = f"origin, content, added, first_number, end_number, {DOCUMENT_COLUMNS}"
        values = (origin, content, seq, numbers.start, numbers.stop, *document_row(document))
        version = self._database.write(f"INSERT INTO documents ({columns}) VALUES ({marks(len(values))})", values)
        rows = [(number, version, *passage_row(passage)) for number, passage in zip(numbers, passages, strict=True)]
        self._database.write_many(
            f"INSERT INTO passages (number, version, {PASSAGE_COLUMNS}) VALUES ({marks(2 + PASSAGE_WIDTH)})", rows
        )
        return Entry(version, doc_id, document.info.file, origin, content, seq, numbers.start, numbers.stop)

    def remove(self, doc_id: str) -> None:
        """Take a document out of the corpus."""
        seq = self._change("remove", doc_id)
        self._database.write("UPDATE documents SET removed = ? WHERE doc_id = ? AND removed IS NULL", (seq, doc_id))

    def without_vector(self, encoder: str, seq: int) -> list[int]:
        """Return the passage numbers as of a change that have no vector of this encoder."""
        sql = (
            "SELECT number FROM documents JOIN passages USING (version) LEFT JOIN vectors USING (number) "
            f"WHERE {_AS_OF} AND (encoder IS NULL OR encoder <> ?) ORDER BY number"
        )
        return [row[0] for row in self._database.rows(sql, (seq, seq, encoder))]

    def passages_by_number(self, numbers: Sequence[int]) -> list[NumberedPassage]:
        """Return passages with their documents, in the order of their numbers."""
        found = self._numbered(self._database.many(f"SELECT {_JOINED} WHERE number IN ({{}})", numbers))
        return sorted(found, key=lambda item: item[0])

    def stored_vectors(self, numbers: Sequence[int], encoder: str) -> dict[int, bytes]:
        """Return the stored vectors of this encoder as fp16 bytes, by passage number."""
        sql = "SELECT number, vector FROM vectors WHERE encoder = ? AND number IN ({})"
        return dict(self._database.many(sql, numbers, values=(encoder,)))

    def put_vectors(self, encoder: str, vectors: Sequence[tuple[int, bytes]]) -> None:
        """Store fp16 vectors by passage number, in place of another encoder's."""
        sql = "INSERT OR REPLACE INTO vectors (number, encoder, vector) VALUES (?, ?, ?)"
        self._database.write_many(sql, [(number, encoder, vector) for number, vector in vectors])

    def set_fact(self, name: str, value: str) -> None:
        """Store a fact about the index."""
        self._database.write("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def forget_removed(self, seq: int) -> None:
        """Erase the document versions that were already removed at a change."""
        numbers = "SELECT number FROM passages JOIN documents USING (version) WHERE removed <= ?"
        self._database.write(f"DELETE FROM vectors WHERE number IN ({numbers})", (seq,))
        self._database.write(
            "DELETE FROM passages WHERE version IN (SELECT version FROM documents WHERE removed <= ?)", (seq,)
        )
        self._database.write("DELETE FROM documents WHERE removed <= ?", (seq,))

    def _change(self, action: str, doc_id: str) -> int:
        sql = "INSERT INTO changes (at, action, doc_id) VALUES (?, ?, ?)"
        return self._database.write(sql, (time.time(), action, doc_id))
