"""A generation's files as one reader's own: a copy that nobody else can reach, verified while it is made.

Engines map what they open, and a mapped file that is truncated in place ends the process that reads it (SIGBUS).
"""

import fcntl
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path

from zhengxie_qa.index.generations import Manifest, verify_files

_PREFIX = "zhengxie-qa-copy-"
_LOCKED_AFTER_SECONDS = 60.0
_CHUNK_BYTES = 1 << 20
_COPIED_AT_MOST = 2 << 30
"""Bytes of a generation that a reader copies for itself, about three million passages."""


@contextmanager
def own_files(directory: Path, manifest: Manifest) -> Iterator[Path]:
    """Give a folder with the verified files of a generation, for the time of the block.

    The copy is unlinked at its end, and what has been opened stays readable. Where there is no room for a copy, or the
    files are larger than :data:`_COPIED_AT_MOST`, the block gets them where they lie.

    :raises IndexDamagedError: naming the first file that is missing or altered.
    :raises StorageError: when one cannot be read although it is there.
    """
    if sum(size for size, _ in manifest.files.values()) <= _COPIED_AT_MOST:
        with suppress(_NoCopyError), _scratch() as scratch:
            verify_files(directory, manifest, digest_of=lambda file, name: _copied(file, scratch / name))
            yield scratch
            return
    verify_files(directory, manifest)
    yield directory / manifest.generation


class _NoCopyError(Exception):
    """A copy could not be written, for whatever reason; the files themselves may be sound."""


@contextmanager
def _scratch() -> Iterator[Path]:
    """Give an empty folder, locked as long as it is needed; sweep away those that killed processes left."""
    with _or_no_copy():
        folder = tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True)
    with folder as name:
        path = Path(name)
        with _or_no_copy():
            descriptor = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _sweep(path.parent)
            yield path
        finally:
            os.close(descriptor)


def _sweep(parent: Path) -> None:
    """Delete folders of readers that were killed: old enough to be locked, and locked no more."""
    for path in parent.glob(f"{_PREFIX}*"):
        with suppress(OSError):  # another's, or just gone
            if time.time() - path.stat().st_mtime < _LOCKED_AFTER_SECONDS:
                continue
            descriptor = os.open(path, os.O_RDONLY)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path, ignore_errors=True)
            finally:
                os.close(descriptor)


def _copied(source: BufferedReader, target: Path) -> str:
    """Copy a file and return the SHA-256 of what was copied.

    :raises _NoCopyError: when the copy cannot be written; what the source refuses is raised as it is.
    """
    digest = hashlib.sha256()
    with _or_no_copy():
        target.parent.mkdir(parents=True, exist_ok=True)
        copy = target.open("xb", buffering=0)  # with a buffer, a full disk would be told only when it is closed
    with copy:
        while chunk := source.read(_CHUNK_BYTES):
            digest.update(chunk)
            left = memoryview(chunk)
            while left:
                with _or_no_copy():
                    left = left[copy.write(left) :]
    return digest.hexdigest()


@contextmanager
def _or_no_copy() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _NoCopyError from error
