"""The folder of an index: what lies in it, whether it can be written, the one writer's lock, files replaced durably.

::

    DIR/truth.sqlite    the database
    DIR/CURRENT         "gen-000009 <sha256 of its MANIFEST.json>", replaced atomically
    DIR/gen-000009/     a generation (``disk.generations``)
    DIR/uploads/        files that came by upload
    DIR/originals/      files that documents were read from (``disk.originals``)
    DIR/feedback.jsonl  what people say of wrong answers (``interfaces.ui.keeping.feedback``)
    DIR/keys.json       digests of the keys that open the server (``interfaces.access``)
    DIR/audit.jsonl     who did what at the server (``interfaces.access``)
    DIR/LOCK            held by the one writer
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from zhengxie_qa.errors import IndexBusyError

DATABASE = "truth.sqlite"
CURRENT = "CURRENT"
UPLOADS = "uploads"
ORIGINALS = "originals"
FEEDBACK = "feedback.jsonl"
KEYS = "keys.json"
AUDIT = "audit.jsonl"
_LOCK = "LOCK"


@contextmanager
def writer_lock(directory: Path, *, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold the one writer's lock; the system lets go of it when the process ends, however it ends.

    :raises IndexBusyError: when another holds it for longer than ``wait_seconds``.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with ExitStack() as until_the_end:
        try:
            until_the_end.enter_context(FileLock(directory / _LOCK, timeout=wait_seconds))
        except Timeout as error:
            raise IndexBusyError(f"Another process is writing to {directory}. Try again when it is done.") from error
        yield


def was_there(directory: Path) -> bool:
    """Say whether the files beside the database tell that there was one."""
    return (directory / CURRENT).exists() or has_uploads(directory)


def has_uploads(directory: Path) -> bool:
    """Say whether files that came by upload lie in the index's own folder."""
    return any((directory / UPLOADS).glob("[!.]*"))


def writable(directory: Path) -> bool:
    """Say whether files can be made in a folder; in one shared over the network, or another person's, often not."""
    return os.access(directory, os.W_OK | os.X_OK)


def write_durably(path: Path, content: bytes) -> None:
    """Replace a file so that after any interruption it holds either the old content or the new."""
    temporary = path.with_name(f".{path.name}.new")
    try:
        with temporary.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
    except OSError:
        temporary.unlink(missing_ok=True)  # half a file would only fill a full disk
        raise
    temporary.replace(path)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Let the entries of a folder reach the disk."""
    if os.name == "nt":  # where a folder cannot be opened, and its entries are written with its files
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
