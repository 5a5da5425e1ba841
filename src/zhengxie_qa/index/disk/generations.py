"""Generations on disk: complete, immutable builds of what is derived from the database, and the swap between them.

::

    DIR/gen-000009/MANIFEST.json    size and sha256 of every other file, and what it was built from
    DIR/gen-000009/dense.faiss
    DIR/gen-000009/lexical/

A generation becomes visible only when ``CURRENT`` names it, after all its files have reached the disk. A reader
compares all checksums when it opens one; open files outlive the deletion of their directory.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import BufferedReader
from pathlib import Path
from typing import Any

from zhengxie_qa.errors import IndexDamagedError
from zhengxie_qa.index.disk.folder import CURRENT, sync_folder, write_durably
from zhengxie_qa.index.disk.refusals import disk_error

MANIFEST = "MANIFEST.json"
DENSE = "dense.faiss"
LEXICAL = "lexical"
FORMAT = 1

_PREFIX = "gen-"


DigestOf = Callable[[BufferedReader, str], str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of.

    :param identity: the database it was derived from.
    :param seq: the newest change of that database it contains.
    :param recipe: how passages were turned into terms.
    :param encoder: key of the encoder and of what it was given to encode.
    :param tombstones: passages that the lexical files still hold although they are deleted.
    :param previous: the generation before, kept for readers that have not moved on, and its ``seq``.
    :param files: relative path → [bytes, sha256].
    """

    generation: str
    identity: str
    seq: int
    recipe: str
    encoder: str
    dim: int
    documents: int
    passages: int
    tombstones: int
    previous: str | None
    previous_seq: int
    files: dict[str, tuple[int, str]]
    format: int = FORMAT


def current_manifest(directory: Path) -> Manifest | None:
    """Read the manifest of the generation that ``CURRENT`` names; nothing when there is no ``CURRENT``.

    :raises IndexDamagedError: when either is unreadable or they do not belong together.
    """
    try:
        name, expected = (directory / CURRENT).read_text(encoding="utf-8").split()
    except FileNotFoundError:
        return None
    except ValueError as error:  # not two words, or not text
        raise _altered(directory / CURRENT) from error
    except OSError as error:
        raise disk_error(directory, error) from error
    path = directory / name / MANIFEST
    with _must_be_there(directory, path):
        content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != expected:
        raise _altered(path)
    return _parse(content, path)


def _sha256(handle: BufferedReader, _: str) -> str:
    return hashlib.file_digest(handle, "sha256").hexdigest()


def verify_files(directory: Path, manifest: Manifest, *, digest_of: DigestOf = _sha256) -> None:
    """Compare size and checksum of every file of a generation.

    :param digest_of: (open file, its relative path) → its SHA-256; whoever copies a file digests what the copy holds.
    :raises IndexDamagedError: naming the first that is missing or altered.
    :raises StorageError: when one cannot be read although it is there.
    """
    for relative, (size, expected) in manifest.files.items():
        path = directory / manifest.generation / relative
        with _must_be_there(directory, path), path.open("rb") as handle:
            if os.fstat(handle.fileno()).st_size != size or digest_of(handle, relative) != expected:
                raise _altered(path)


@contextmanager
def _must_be_there(directory: Path, path: Path) -> Iterator[None]:
    """Call a file altered when it is not there, and only then: the system may refuse what is sound."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, ValueError) as error:  # no such path at all
        raise _altered(path) from error
    except OSError as error:
        raise disk_error(directory, error) from error


@contextmanager
def new_generation(directory: Path) -> Iterator[Path]:
    """Make an empty directory to build the next generation in; if the building fails, nothing of it stays."""
    numbers = [int(path.name.removeprefix(_PREFIX)) for path in _generations(directory)]
    path = directory / f"{_PREFIX}{max(numbers, default=0) + 1:06d}"
    path.mkdir()
    try:
        yield path
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise


def clone_lexical(source: Path, target: Path) -> None:
    """Make a copy of a lexical directory that shares its files; tantivy never changes a file in place."""
    target.mkdir()
    for path in source.iterdir():
        if path.name.endswith(".lock"):
            continue
        if path.name.endswith(".json"):
            shutil.copyfile(path, target / path.name)
        else:
            os.link(path, target / path.name)


def seal(generation: Path) -> dict[str, tuple[int, str]]:
    """Bring every file of a generation to the disk and return their sizes and checksums."""
    files = {}
    for path in sorted(generation.rglob("*")):
        if path.is_dir() or path.name.endswith(".lock"):
            continue
        with path.open("rb") as handle:
            os.fsync(handle.fileno())
            size = os.fstat(handle.fileno()).st_size
            files[path.relative_to(generation).as_posix()] = (size, hashlib.file_digest(handle, "sha256").hexdigest())
    for path in (generation / LEXICAL, generation):
        sync_folder(path)
    return files


def publish(directory: Path, manifest: Manifest) -> None:
    """Write the manifest of a sealed generation and make it the current one."""
    content = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
    write_durably(directory / manifest.generation / MANIFEST, content)
    sync_folder(directory)
    digest = hashlib.sha256(content).hexdigest()
    write_durably(directory / CURRENT, f"{manifest.generation} {digest}\n".encode())


def sweep(directory: Path, *, keep: set[str]) -> None:
    """Delete every generation but those named."""
    for path in _generations(directory):
        if path.name not in keep:
            shutil.rmtree(path, ignore_errors=True)


def current_stamp(directory: Path) -> bytes | None:
    """Return what changes whenever ``CURRENT`` names another generation: its words; nothing when it is missing.

    They are read and not guessed at from the file's times: a shared folder hands out old times for some seconds, while
    whoever opens a file there gets it as it is.
    """
    try:
        return (directory / CURRENT).read_bytes()
    except OSError:
        return None


def _generations(directory: Path) -> list[Path]:
    return [p for p in directory.glob(f"{_PREFIX}*") if p.is_dir() and p.name.removeprefix(_PREFIX).isdecimal()]


def _parse(content: bytes, path: Path) -> Manifest:
    try:
        values: dict[str, Any] = json.loads(content)
        values["files"] = {name: (int(size), str(sha)) for name, (size, sha) in values["files"].items()}
        return Manifest(**values)
    except (ValueError, TypeError, KeyError) as error:
        raise _altered(path) from error


def _altered(path: Path) -> IndexDamagedError:
    return IndexDamagedError(
        f"{path} is missing or is not what was written. Run `zhengxie-qa ingest` again to rebuild."
    )
