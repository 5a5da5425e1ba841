"""What the disk and SQLite refuse, in sentences that are true: each cause has its own, and only damage says "damaged".

The libraries tell a full disk each in its own way: Python by ``errno``, SQLite by a result code, tantivy by the words
``os error 28``. Here all become one :class:`DiskFullError`. Nothing is retried.
"""

import errno
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zhengxie_qa.errors import DiskFullError, IndexBusyError, IndexDamagedError, StorageError, ZhengxieError
from zhengxie_qa.index.disk.folder import UPLOADS

_FULL = {errno.ENOSPC, errno.EDQUOT}
_TRIAL_BYTES = 256 * 1024
"""Written on trial where a library does not tell the cause: about what SQLite needs to begin a transaction."""

_NOTHING_LOST = "Nothing in the index is damaged and nothing needs to be deleted there"
_SENTENCES = {
    errno.EFBIG: "a file of the index may not grow any larger (a limit of the system). Raise the limit, then try again",
    errno.EROFS: "here it can only be read. Make its disk and files writable, or copy the index to where they are",
    errno.EACCES: "this user may not write there. Give this user the right, or run as the owner of the folder",
    errno.EPERM: "this user may not write there. Give this user the right, or run as the owner of the folder",
    errno.EIO: "the disk reports an input/output error. Check the disk and the system's log, then try again",
    errno.EMFILE: "this program has too many files open. Try again in a moment; `ulimit -n` sets the limit",
    errno.ENFILE: "the system has too many files open. Try again in a moment",
    errno.ENOMEM: "the system has no memory left. End other programs, or ingest fewer files at a time",
}
_BUSY_CODES = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_DAMAGE_CODES = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_ERROR}
_CAUSES = {sqlite3.SQLITE_FULL: errno.ENOSPC, sqlite3.SQLITE_NOMEM: errno.ENOMEM}
_LIKELY = {
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_IOERR: errno.EIO,
}
"""The cause where a trial does not show another."""
_PRIMARY = 0xFF
"""SQLite's extended result codes carry the primary one in their lowest byte."""


class DatabaseDamagedError(IndexDamagedError):
    """The database itself is not what was written; what is derived from it cannot mend it."""


@contextmanager
def disk_errors(directory: Path) -> Iterator[None]:
    """Word the system's refusals below an index's folder as ours.

    :raises DiskFullError: when there is no room left.
    :raises StorageError: for anything else the system refuses.
    """
    try:
        yield
    except BrokenPipeError:  # whoever watched the progress has left: no matter of the disk
        raise
    except OSError as error:
        raise disk_error(directory, error) from error


def disk_error(directory: Path, error: OSError) -> StorageError:
    """Word one refusal of the system."""
    if error.errno in _FULL:
        return DiskFullError(
            f"There is no room left on the disk of {directory}. {_NOTHING_LOST}: free some space, then do the same "
            "again."
        )
    cause = _SENTENCES.get(error.errno or 0)
    if cause is None:
        where = f" at {error.filename}" if error.filename else ""
        cause = f"the system says {error.strerror or error}{where}. See to that, then try again"
    return StorageError(f"The index in {directory} cannot be used as it should: {cause}. {_NOTHING_LOST}.")


def told_by_library(error: Exception) -> OSError | None:
    """Return the system's error that a library has put into words, if it names one.

    Rust writes ``… (os error 28)`` for people and ``Os { code: 28, …`` for programmers; tantivy passes on either.
    """
    found = re.search(r"(?:os error |Os { code: )(\d+)", str(error))
    if found is None:
        return None
    number = int(found[1])
    return OSError(number, os.strerror(number))


def database_error(path: Path, error: sqlite3.Error) -> ZhengxieError:
    """Word one error of SQLite; without a result code (text that is no UTF-8) the file is damaged."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & _PRIMARY
    if code in _BUSY_CODES:
        return IndexBusyError(f"Another process is writing to {path.parent}. Try again when it is done.")
    if code in _DAMAGE_CODES:
        return DatabaseDamagedError(damaged(path, str(error)))
    if code in _CAUSES:
        return disk_error(path.parent, OSError(_CAUSES[code], ""))
    told = OSError(_LIKELY[code], "") if code in _LIKELY else OSError(0, f"“{error}” about {path.name}")
    return disk_error(path.parent, _refusal(path) or told)


def damaged(path: Path, cause: str) -> str:
    """Word the message for a database that cannot be trusted."""
    return (
        f"The index's database {path} is damaged ({cause}). Delete {path.name}* there and run `zhengxie-qa ingest` "
        f"again with your articles; uploaded ones lie in {path.parent / UPLOADS}."
    )


def altered(path: Path, what: str) -> str:
    """Word the message for one row that fails its checksum."""
    return (
        f"In the index's database {path}, {what} is not what was written. Run `zhengxie-qa ingest` again with that "
        f"article. If it says the same then, delete {path.name}* there and ingest all your articles; uploaded ones lie "
        f"in {path.parent / UPLOADS}."
    )


def _refusal(path: Path) -> OSError | None:
    """Open and write as SQLite would, for the cause that it does not tell."""
    try:
        with path.open("r+b"):
            pass
    except OSError as error:
        return error
    return trial(path.parent)


def trial(directory: Path) -> OSError | None:
    """Write beyond the end of the largest file of a folder, on trial; return what the system says against it."""
    try:
        largest = max((file.stat().st_size for file in directory.iterdir()), default=0)
        with tempfile.TemporaryFile(dir=directory) as file:
            file.seek(largest)
            file.write(bytes(_TRIAL_BYTES))
            file.flush()
    except OSError as error:
        return error
    return None
