"""The one truth as its one writer sees it: every change numbered, nothing overwritten, all checksums kept."""

# ruff: noqa: S608 - the SQL is put together from constants of this package only; values are always bound

import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Self

from zhengxie_qa.index.store.corrections import PREFIX, Correction
from zhengxie_qa.index.store.database import AS_OF, Database, marks
from zhengxie_qa.index.store.migrate import bring_up_to_format
from zhengxie_qa.index.store.rows import (
    AUDIT,
    HEAD_COLUMNS,
    INFO_WIDTH,
    PASSAGE_COLUMNS,
    PASSAGE_WIDTH,
    VECTOR_COLUMNS,
    WORDS_COLUMNS,
    Entry,
    audit_fact,
    document_row,
    head_of,
    head_row,
    passage_row,
    vector_row,
)
from zhengxie_qa.index.store.store import JOINED, NumberedPassage, Store, sound_vectors
from zhengxie_qa.types import Document, Passage


class WritableStore(Store):
    """Changes the corpus; one at a time, under the writer's lock. Every method below runs in a transaction."""

    @classmethod
    def open(cls, directory: Path, *, anew: bool = False) -> Self:
        """Open an index's database for writing; make it if there is none.

        :param anew: make it also where files say that there was one before.
        :raises IndexDamagedError: when it cannot be read, or is gone and ``anew`` is not set.
        :raises StorageError: when the disk refuses.
        """
        return cls(Database.create(directory, anew=anew, migrate=bring_up_to_format))

    def transaction(self) -> AbstractContextManager[None]:
        """Make several changes one: all of them happen, or on an error none."""
        return self._database.transaction()

    def standing(self, seq: int) -> list[Entry]:
        """Return the document versions as of a change, oldest first, altered rows too: a writer can replace those."""
        sql = f"SELECT {HEAD_COLUMNS} FROM documents WHERE {AS_OF} ORDER BY version"
        return [head_of(row)[1] for row in self._database.rows(sql, (seq, seq))]

    def is_located(self, entry: Entry) -> bool:
        """Say whether a document's words have places in its file, as those of a file have that is no text itself."""
        sql = "SELECT locations <> '[]' FROM documents WHERE version = ?"
        return any(located for (located,) in self._database.rows(sql, (entry.version,)))

    def put(self, document: Document, passages: Sequence[Passage], *, origin: str, content: str) -> Entry:
        """Add a document, in place of the one with the same id if there is one; what people say of it holds on.

        :param document: as read from its file.
        """
        doc_id = document.info.doc_id
        if correction := self.correction(doc_id):
            correction = replace(correction, original=document.info)
            self.set_fact(PREFIX + doc_id, correction.dumps())
            document = replace(document, info=correction.applied())
        seq = self._change("put", doc_id)
        self._retire(doc_id, seq)
        first, version = self._next("passages"), self._next("documents")
        numbers = range(first, first + len(passages))
        entry = Entry(version, doc_id, document.info.file, origin, content, seq, numbers.start, numbers.stop)
        values = (*head_row(document.info, entry, removed=None), *document_row(document)[INFO_WIDTH:])
        columns = f"{HEAD_COLUMNS}, {WORDS_COLUMNS}"
        self._database.write(f"INSERT INTO documents ({columns}) VALUES ({marks(len(values))})", values)
        if document.audit:
            self.set_fact(f"{AUDIT}{version}", audit_fact(document.audit))
        rows = [
            passage_row(passage, number=number, version=version)
            for number, passage in zip(numbers, passages, strict=True)
        ]
        self._database.write_many(f"INSERT INTO passages ({PASSAGE_COLUMNS}) VALUES ({marks(PASSAGE_WIDTH)})", rows)
        return entry

    def correct(self, doc_id: str, correction: Correction) -> None:
        """Say something of a document in place of what its file says; holds from its next version on."""
        if correction.said:
            self.set_fact(PREFIX + doc_id, correction.dumps())
        else:
            self._database.write("DELETE FROM facts WHERE name = ?", (PREFIX + doc_id,))

    def remove(self, doc_id: str) -> None:
        """Take a document out of the corpus, with what people say of it."""
        self._database.write("DELETE FROM facts WHERE name = ?", (PREFIX + doc_id,))
        self._retire(doc_id, self._change("remove", doc_id))

    def without_vector(self, encoder: str, seq: int) -> list[int]:
        """Return the passage numbers as of a change that have no sound vector of this encoder."""
        return [
            number
            for entry in self.entries(seq)
            for sound in [self._vectors_of(entry, encoder)]
            for number in range(entry.first_number, entry.end_number)
            if number not in sound
        ]

    def passages_by_number(self, numbers: Sequence[int]) -> list[NumberedPassage]:
        """Return passages with their documents, in the order of their numbers."""
        found = self._numbered(self._database.many(f"SELECT {JOINED} WHERE number IN ({{}})", numbers))
        return sorted(found, key=lambda item: item[0])

    def stored_vectors(self, numbers: Sequence[int], encoder: str) -> dict[int, bytes]:
        """Return the sound vectors of this encoder among these passages, as fp16 bytes by passage number."""
        sql = f"SELECT {VECTOR_COLUMNS} FROM vectors WHERE encoder = ? AND number IN ({{}})"
        return sound_vectors(self._database.many(sql, numbers, values=(encoder,)))

    def put_vectors(self, encoder: str, vectors: Sequence[tuple[int, bytes]]) -> None:
        """Store fp16 vectors by passage number, in place of another encoder's."""
        sql = f"INSERT OR REPLACE INTO vectors ({VECTOR_COLUMNS}) VALUES (?, ?, ?, ?)"
        self._database.write_many(sql, [vector_row(number, encoder, vector) for number, vector in vectors])

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
        names = "SELECT ? || version FROM documents WHERE removed <= ?"
        self._database.write(f"DELETE FROM facts WHERE name IN ({names})", (AUDIT, seq))
        self._database.write("DELETE FROM documents WHERE removed <= ?", (seq,))

    def _change(self, action: str, doc_id: str) -> int:
        sql = "INSERT INTO changes (at, action, doc_id) VALUES (?, ?, ?)"
        return self._database.write(sql, (time.time(), action, doc_id))

    def _next(self, table: str) -> int:
        """Return the next number of a table, which was never given before, not even to a row that is gone."""
        sql = "SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = ?"
        return int(self._database.rows(sql, (table,))[0][0])

    def _retire(self, doc_id: str, seq: int) -> None:
        """Mark the standing versions of a document as removed; an altered row does not become sound by it."""
        rows = self._database.rows(
            f"SELECT {HEAD_COLUMNS} FROM documents WHERE doc_id = ? AND removed IS NULL", (doc_id,)
        )
        for row in rows:
            info, entry = head_of(row)
            sound = row == head_row(info, entry, removed=None)
            values = (seq, head_row(info, entry, removed=seq)[-1] if sound else row[-1], entry.version)
            self._database.write("UPDATE documents SET removed = ?, head_checksum = ? WHERE version = ?", values)
