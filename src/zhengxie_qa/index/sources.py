"""Which files an ingestion is about: paths a person gave → the article files under them, each with its origin."""

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from zhengxie_qa.errors import FileError

UPLOADS = "uploads"
_UPLOAD_ORIGIN = "upload:"
_LONGEST_NAME = 200
"""Bytes of UTF-8; file systems stop at 255, and a temporary name must fit too."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to read.

    :param file: its name in the index: relative to the ingested folder, with forward slashes.
    :param origin: what it is recognised by when it comes again.
    """

    path: Path
    file: str
    origin: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the given paths amount to: files, the folders they were looked for in, and paths that led nowhere."""

    files: tuple[SourceFile, ...]
    folders: tuple[Path, ...]
    failed: tuple[tuple[str, str], ...]


def find_files(paths: Sequence[Path], *, directory: Path, suffixes: Collection[str]) -> Found:
    """Look up the article files under paths: a file stands for itself, a folder for all it holds, at any depth.

    Hidden files and folders are passed over, and in folders also files of other kinds. A file met twice counts once.
    """
    files: dict[str, SourceFile] = {}
    folders: list[Path] = []
    failed: list[tuple[str, str]] = []
    for path in paths:
        absolute = path.expanduser().resolve()
        if absolute.is_dir():
            folders.append(absolute)
            found = [SourceFile(p, p.relative_to(absolute).as_posix(), "") for p in _walk(absolute, suffixes)]
            if not found:
                failed.append((str(path), f"{path} holds no readable article ({', '.join(sorted(suffixes))})."))
        elif absolute.exists():
            found = [SourceFile(absolute, absolute.name, "")]
        else:
            failed.append((str(path), f"{path} does not exist. Check the path."))
            continue
        for source in found:
            origin = origin_of(source.path, directory)
            files.setdefault(origin, SourceFile(source.path, source.file, origin))
    return Found(tuple(files.values()), tuple(folders), tuple(failed))


def origin_of(path: Path, directory: Path) -> str:
    """Return what a file is recognised by: its absolute path, or its name alone among the index's own uploads."""
    uploads = (directory / UPLOADS).resolve()
    return f"{_UPLOAD_ORIGIN}{path.name}" if path.parent == uploads else str(path)


def origin_path(origin: str, directory: Path) -> Path:
    """Return where a file of this origin lies, if it still does."""
    if origin.startswith(_UPLOAD_ORIGIN):
        return directory / UPLOADS / origin.removeprefix(_UPLOAD_ORIGIN)
    return Path(origin)


def is_upload(origin: str) -> bool:
    """Say whether a document came by upload."""
    return origin.startswith(_UPLOAD_ORIGIN)


def safe_name(name: str) -> str:
    """Return the bare file name of an upload.

    :raises FileError: when nothing usable is left of it.
    """
    bare = name.replace("\\", "/").rsplit("/", 1)[-1].strip()
    usable = bare and not bare.startswith(".") and bare.isprintable() and len(bare.encode()) <= _LONGEST_NAME
    if not usable:
        raise FileError(f"{name[:80]!r} cannot be the name of an article. Rename the file, for example to report.txt.")
    return bare


def _walk(folder: Path, suffixes: Collection[str]) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in suffixes:
                yield Path(parent) / name
