"""A generation's files as one reader's own: a copy that nobody else can reach, verified while it is made.

Engines map what they open, and a mapped file that is truncated in place ends the process that reads it (SIGBUS).
"""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from io import BufferedReader
from pathlib import Path

from zhengxie_qa.index.disk.generations import Manifest, verify_files
from zhengxie_qa.index.disk.scratch import scratch_folder

_PREFIX = "zhengxie-qa-copy-"
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
        with suppress(_NoCopyError), ExitStack() as until_the_end:
            with _or_no_copy():
                scratch = until_the_end.enter_context(scratch_folder(_PREFIX))
            verify_files(directory, manifest, digest_of=lambda file, name: _copied(file, scratch / name))
            yield scratch
            return
    verify_files(directory, manifest)
    yield directory / manifest.generation


class _NoCopyError(Exception):
    """A copy could not be written, for whatever reason; the files themselves may be sound."""


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
