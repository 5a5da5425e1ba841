"""The files that documents were read from, kept in the index under the SHA-256 of their bytes.

::

    DIR/originals/3f5a…    the bytes, named by their digest

A file lies there before the database says that its document does, and is swept once no document is read from it; what
is not as its name says is never handed out.
"""

import hashlib
import os
from collections.abc import Collection, Iterator
from io import BufferedIOBase
from pathlib import Path

from zhengxie_qa.corpus.archives import opened
from zhengxie_qa.errors import FileError
from zhengxie_qa.index.disk.folder import ORIGINALS, sync_folder

_CHUNK_BYTES = 1 << 20


def keep(directory: Path, path: Path, digest: str) -> None:
    """Keep a copy of a file, durably; one that is gone, or has changed since its digest was taken, is not kept.

    :raises OSError: when the disk of the index refuses.
    """
    if original(directory, digest):
        return
    folder = directory / ORIGINALS
    folder.mkdir(exist_ok=True)
    temporary = folder / f".{digest}.new"
    try:
        source = opened(path)
    except (OSError, FileError):
        return
    try:
        with source:
            found = _copied(source, temporary)
        if found == digest:
            temporary.replace(folder / digest)
            sync_folder(folder)
    finally:
        temporary.unlink(missing_ok=True)


def original(directory: Path, digest: str) -> Path | None:
    """Return where the file of this digest is kept, if it is and is what was kept."""
    path = directory / ORIGINALS / digest
    try:
        return path if _digest(path) == digest else None
    except OSError:
        return None


def sweep(directory: Path, *, kept: Collection[str]) -> None:
    """Delete all but the files of these digests, and what an interrupted copy left. Call under the writer's lock."""
    for path in (directory / ORIGINALS).glob("*"):
        if path.name not in kept:
            path.unlink()


def altered(directory: Path) -> Iterator[Path]:
    """Yield the files that are no more what was kept."""
    for path in sorted((directory / ORIGINALS).glob("[!.]*")):
        if _digest(path) != path.name:
            yield path


def _copied(source: BufferedIOBase, target: Path) -> str:
    """Copy a file to the disk and return the SHA-256 of what was copied."""
    digest = hashlib.sha256()
    with target.open("wb") as writing:
        while chunk := source.read(_CHUNK_BYTES):
            digest.update(chunk)
            writing.write(chunk)
        writing.flush()
        os.fsync(writing.fileno())
    return digest.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
