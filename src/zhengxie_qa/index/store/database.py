"""The SQLite file beneath the store: its tables, how it is opened, and how its errors are worded.

WAL with ``synchronous = FULL``: a committed transaction survives the loss of the process and of power, and readers
never wait for the writer. Nothing here knows what a document is.
"""

import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from zhengxie_qa.errors import IndexDamagedError, IndexMissingError
from zhengxie_qa.index.disk.folder import CURRENT, DATABASE, UPLOADS, was_there, writable
from zhengxie_qa.index.disk.refusals import DatabaseDamagedError, damaged, database_error, disk_errors

FORMAT = 4
"""Kept in ``PRAGMA user_version``; another number means another layout of the tables (older ones: ``migrate``)."""
OLDER_FORMATS = frozenset({1, 2, 3})

IDENTITY = "identity"
"""The fact that tells one database from another; generations name the one they were derived from."""

_WAIT_SECONDS = 30.0
_CACHE_KIB = 2048
_MANY = 500
"""Values of one ``IN (…)`` list."""

_TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, action TEXT NOT NULL, doc_id TEXT NOT NULL
) STRICT;
CREATE TABLE documents (
    version INTEGER PRIMARY KEY AUTOINCREMENT, origin TEXT NOT NULL, content TEXT NOT NULL,
    added INTEGER NOT NULL, removed INTEGER, first_number INTEGER NOT NULL, end_number INTEGER NOT NULL,
    doc_id TEXT NOT NULL, file TEXT NOT NULL, title TEXT NOT NULL, source TEXT, published TEXT, published_time TEXT,
    url TEXT, year INTEGER, place TEXT, text TEXT NOT NULL, raw_text TEXT, segments BLOB NOT NULL,
    left_out TEXT NOT NULL, locations TEXT NOT NULL, boxes BLOB NOT NULL,
    document_checksum BLOB NOT NULL, head_checksum BLOB NOT NULL
) STRICT;
CREATE INDEX documents_doc_id ON documents (doc_id);
CREATE INDEX documents_removed ON documents (removed);
CREATE TABLE passages (
    number INTEGER PRIMARY KEY AUTOINCREMENT, version INTEGER NOT NULL, passage_id TEXT NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, passage_text TEXT NOT NULL, kind TEXT NOT NULL, heading TEXT,
    passage_checksum BLOB NOT NULL
) STRICT;
CREATE INDEX passages_version ON passages (version);
CREATE INDEX passages_id ON passages (passage_id);
"""

VECTORS_TABLE = """
CREATE TABLE vectors (
    number INTEGER PRIMARY KEY, encoder TEXT NOT NULL, vector BLOB NOT NULL, vector_checksum BLOB NOT NULL
) STRICT
"""

AS_OF = "added <= ? AND (removed IS NULL OR removed > ?)"
"""Of documents: what stood at a change, whose number is bound twice."""

Row = tuple[Any, ...]


class Database:
    """One connection, which threads use in turn."""

    def __init__(self, path: Path, *, mode: str) -> None:
        """Connect; use :meth:`create` or :meth:`open`."""
        self.path = path
        self._lock = threading.RLock()
        with self.errors():
            uri = f"{path.resolve().as_uri()}?mode={mode}"
            self._connection = sqlite3.connect(
                uri, uri=True, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False
            )
        with self._closed_on_failure(), self.errors():
            self._connection.text_factory = _text
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")

    @classmethod
    def create(cls, directory: Path, *, anew: bool, migrate: "Callable[[Database], None]") -> Self:
        """Open the database of an index for writing; make it if there is none, bring an older format up to date.

        :param anew: make it also where files say that there was one before.
        :param migrate: turns an older format into this one.
        :raises IndexDamagedError: when it cannot be read, or is gone and ``anew`` is not set.
        :raises StorageError: when the disk refuses.
        """
        path = directory / DATABASE
        with disk_errors(directory):
            directory.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                if not anew and was_there(directory):
                    raise DatabaseDamagedError(_gone(path))
                for leftover in directory.glob(f"{DATABASE}-*"):  # a running server may still hold its own
                    leftover.unlink()
        emptied = path.exists() and (directory / CURRENT).exists()
        database = cls(path, mode="rwc")
        with database._closed_on_failure():
            with database.errors():
                database._connection.execute("PRAGMA journal_mode = WAL")
            if database.format() == 0 and not emptied:
                database._make_tables()
            if database.format() in OLDER_FORMATS:
                migrate(database)
            database._check_format()
        return database

    @classmethod
    def open(cls, directory: Path, *, untouched: bool = False) -> Self:
        """Open the database of an index for reading.

        :param untouched: leave its files as they are; otherwise opening may settle what a killed writer left.
        :raises IndexMissingError: when there is none, or its making was interrupted at the very beginning.
        :raises IndexDamagedError: when it cannot be read, is gone, or must be brought up to date by a writer.
        :raises StorageError: when the disk refuses.
        """
        path = directory / DATABASE
        missing = IndexMissingError(
            f"There is no index in {directory}. Make one with `zhengxie-qa ingest` and the folder of your articles."
        )
        if not path.is_file():
            raise DatabaseDamagedError(_gone(path)) if was_there(directory) else missing
        database = cls(path, mode=_reading_mode(path, untouched=untouched))
        with database._closed_on_failure():
            if database.format() == 0 and not (directory / CURRENT).exists():
                raise missing
            database._check_format()
            with database.errors():
                database._connection.execute("PRAGMA query_only = ON")
        return database

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._connection.close()

    def copy_to(self, path: Path) -> None:
        """Copy everything as it is at this moment into a new file, while others write."""
        with self._lock, self.errors(), closing(sqlite3.connect(path)) as copy:
            self._connection.backup(copy)

    def rows(self, sql: str, values: Sequence[Any] = (), **named: Any) -> list[Row]:
        """Run a query with positional or named values."""
        with self._lock, self.errors():
            return self._connection.execute(sql, named or values).fetchall()

    def many(self, sql: str, wanted: Sequence[Any], *, values: Sequence[Any] = ()) -> list[Row]:
        """Run a query that ends in ``IN ({})``, after the other values, for any number of wanted ones."""
        found: list[Row] = []
        for start in range(0, len(wanted), _MANY):
            part = wanted[start : start + _MANY]
            found += self.rows(sql.format(marks(len(part))), (*values, *part))
        return found

    def write(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run a statement inside a transaction and return the row id it made, if any."""
        with self.errors():
            return self._connection.execute(sql, values).lastrowid or 0

    def write_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement for each row inside a transaction."""
        with self.errors():
            self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make several changes one: all of them happen, or on an error none."""
        with self._lock:
            self.write("BEGIN IMMEDIATE")
            try:
                yield
                self.write("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    with suppress(sqlite3.Error):
                        self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Word SQLite's errors as ours.

        :raises IndexBusyError: when another process holds the write lock too long.
        :raises IndexDamagedError: when the file is malformed or not a database.
        :raises StorageError: when the disk refuses: full, read-only, failing.
        """
        try:
            yield
        except (sqlite3.ProgrammingError, sqlite3.InterfaceError):
            raise  # a mistake of this program
        except UnicodeDecodeError as error:  # what SQLite complains of is itself no text
            raise DatabaseDamagedError(damaged(self.path, "its table of contents is no text")) from error
        except sqlite3.DatabaseError as error:
            raise database_error(self.path, error) from error

    @contextmanager
    def _closed_on_failure(self) -> Iterator[None]:
        """Let go of the file when it cannot be used; otherwise each attempt would hold one more open."""
        try:
            yield
        except BaseException:
            self.close()
            raise

    def format(self) -> int:
        """Return the layout of the tables, 0 when there are none yet."""
        return int(self.rows("PRAGMA user_version")[0][0])

    def _make_tables(self) -> None:
        with self.transaction():
            if self.format():
                return
            for statement in [*_TABLES.split(";")[:-1], VECTORS_TABLE]:
                self.write(statement)
            self.write("INSERT INTO facts VALUES (?, ?)", (IDENTITY, uuid.uuid4().hex))
            self.write(f"PRAGMA user_version = {FORMAT}")

    def _check_format(self) -> None:
        found = self.format()
        if found in OLDER_FORMATS:
            raise IndexDamagedError(
                f"The index in {self.path.parent} was written by an earlier version (format {found}, this one reads "
                f"{FORMAT}). Run `zhengxie-qa ingest` again with your articles to bring it up to date."
            )
        if found > FORMAT:
            raise DatabaseDamagedError(
                f"The index in {self.path.parent} was written by a later version (format {found}, this one reads "
                f"{FORMAT}). Use that version, or name another folder with --index."
            )
        if found != FORMAT:
            raise DatabaseDamagedError(damaged(self.path, f"format {found}, expected {FORMAT}"))


def _text(content: bytes) -> str:
    """Decode what SQLite holds; bytes that are no UTF-8 fail the checksum of their row, not the whole query."""
    return content.decode("utf-8", "replace")


def _reading_mode(path: Path, *, untouched: bool) -> str:
    """Choose how to open a database for reading.

    Reading in WAL mode needs the files ``-wal`` and ``-shm`` beside the database, or leave to make them. Where there is
    no log, the database was closed properly and holds everything; it can then be read as it stands.

    :param untouched: treat the folder as if it were read-only.
    :raises IndexDamagedError: when a read-only folder holds a log without the file that makes it readable.
    """
    log, shared = (path.with_name(path.name + suffix) for suffix in ("-wal", "-shm"))
    if writable(path.parent) and not untouched:
        return "rw"
    if not log.exists() or not log.stat().st_size:
        return "ro&immutable=1"
    if shared.exists() or writable(path.parent):
        return "ro"
    raise DatabaseDamagedError(
        f"{path} was not closed by the last to write it, and its folder is read-only here. Run `zhengxie-qa documents` "
        "once where it can be written."
    )


def marks(count: int) -> str:
    """Return ``?, ?, …``."""
    return ", ".join("?" * count)


def _gone(path: Path) -> str:
    return (
        f"The index's database {path} is gone, though what was made from it is still there. Put it back from a backup, "
        f"or run `zhengxie-qa ingest` again with your articles; uploaded ones lie in {path.parent / UPLOADS} and are "
        "read again with them."
    )
