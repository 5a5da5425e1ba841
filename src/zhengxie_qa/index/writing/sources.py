"""Which files an ingestion is about: paths a person gave → the article files under them, each with its origin.

What lies in a folder and is not read is named with the reason; nothing is passed over in silence. An archive is gone
through like a folder.
"""

import os
import stat
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from zhengxie_qa.corpus import archives
from zhengxie_qa.corpus.scans.files import EXTRA, PICTURES
from zhengxie_qa.errors import FileError, Said
from zhengxie_qa.index.disk.folder import UPLOADS
from zhengxie_qa.index.store.rows import UPLOAD_ORIGIN

_INCOMING = ".incoming"
_OPEN_IN_OFFICE = "~$"
"""With this begins what Word and Excel put beside a file while it is open."""
_LONGEST_NAME = 200
"""Bytes of UTF-8; file systems stop at 255, and a temporary name must fit too."""
_SHOWN = 3
"""Files or characters named in a message."""


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
    """What the given paths amount to: files, the folders they were looked for in, and paths that led nowhere.

    :param skipped: (what lies in a folder and is not read, why not).
    """

    files: tuple[SourceFile, ...]
    folders: tuple[Path, ...]
    failed: tuple[tuple[str, str], ...]
    skipped: tuple[tuple[str, str], ...] = ()


def find_files(paths: Sequence[Path], *, directory: Path, suffixes: Collection[str]) -> Found:
    """Look up the article files under paths: a file stands for itself, a folder or archive for all it holds.

    Hidden ones, links to folders, files of other kinds and what is no file at all are skipped in folders. A file met
    twice counts once; the index's own files are not spoken of.
    """
    files: dict[str, SourceFile] = {}
    folders: list[Path] = []
    failed: list[tuple[str, str]] = []
    skipped: list[tuple[str, str]] = []
    for path in paths:
        absolute = path.expanduser().resolve()
        if absolute.is_dir():
            folders.append(absolute)
            found, passed = _look_through(absolute, suffixes, own=directory.resolve())
            skipped += passed
            if not found:
                failed.append((str(path), _nothing_in(path, suffixes, passed)))
        elif absolute.is_file():
            if archives.is_archive(absolute):
                folders.append(absolute)
            found, passed = _apart(_in_file(absolute, suffixes), absolute.parent)
            skipped += passed
        else:
            failed.append((str(path), f"{path} {_not_a_file(absolute)}"))
            continue
        for source in found:
            origin = origin_of(source.path, directory)
            files.setdefault(origin, SourceFile(source.path, source.file, origin))
    return Found(tuple(files.values()), tuple(folders), tuple(failed), tuple(skipped))


def origin_of(path: Path, directory: Path) -> str:
    """Return what a file is recognised by: its absolute path, or its name alone among the index's own uploads."""
    uploads = (directory / UPLOADS).resolve()
    return f"{UPLOAD_ORIGIN}{path.name}" if path.parent == uploads else str(path)


def origin_path(origin: str, directory: Path) -> Path:
    """Return where a file of this origin lies, if it still does."""
    if origin.startswith(UPLOAD_ORIGIN):
        return directory / UPLOADS / origin.removeprefix(UPLOAD_ORIGIN)
    return Path(origin)


def incoming_folder(directory: Path) -> Path:
    """Return where an upload lies until it is read; whatever lies there while nobody writes was left behind."""
    return directory / UPLOADS / _INCOMING


def empty_incoming(directory: Path) -> None:
    """Delete what interrupted uploads left behind. Call under the writer's lock."""
    for leftover in incoming_folder(directory).glob("*"):
        leftover.unlink()


def safe_name(name: str) -> str:
    """Return the bare file name of an upload.

    :raises FileError: when nothing usable is left of it.
    """
    bare = name.replace("\\", "/").rsplit("/", 1)[-1].strip()
    wrong = _wrong_with(bare)
    if wrong:
        raise FileError(
            Said(
                f"{name[:80]!r} cannot be the name of a file here: {wrong}. Rename it, for example to report.txt.",
                f"{name[:80]!r} 不能用作文件名：{wrong.zh}。请改名，例如 report.txt。",
            )
        )
    return bare


def _wrong_with(name: str) -> Said | None:
    """Say why an upload cannot be kept under this name, if it cannot."""
    if not name:
        return Said("it names no file", "没有文件名")
    if name.startswith("."):
        return Said("it begins with a dot, as hidden files do", "以点开头，是隐藏文件")
    odd = list(dict.fromkeys(each for each in name if not each.isprintable()))
    if odd:
        shown = ", ".join(f"U+{ord(each):04X} {unicodedata.name(each, '')}".rstrip() for each in odd[:_SHOWN])
        return Said(f"it contains what a screen does not show ({shown})", f"含有屏幕上看不见的字符（{shown}）")
    length = len(name.encode())
    if length > _LONGEST_NAME:
        return Said(
            f"it is too long, {length} bytes of at most {_LONGEST_NAME} (a Chinese character takes three)",
            f"太长，有 {length} 字节，最多 {_LONGEST_NAME} 字节（一个汉字占三字节）",
        )
    return None


def _nothing_in(path: Path, suffixes: Collection[str], passed: Sequence[tuple[str, str]]) -> str:
    message = f"{path} holds no readable article ({', '.join(sorted(suffixes))})"
    if not passed:
        return f"{message}."
    named = ", ".join(name for name, _ in passed[:_SHOWN])
    more = f" and {len(passed) - _SHOWN} more" if len(passed) > _SHOWN else ""
    return f"{message}, only {named}{more}."


def _not_a_file(path: Path) -> str:
    if path.exists():
        return "is neither a file nor a folder (a pipe or device). Save its content as a file and name that."
    return "does not exist. Check the path."


def _look_through(
    folder: Path, suffixes: Collection[str], *, own: Path
) -> tuple[list[SourceFile], list[tuple[str, str]]]:
    """Tell apart what is to be read under a folder from what is not.

    :param own: the index's folder; its uploads are read, its other files need no mention.
    :returns: the files, and (name, why not) of what is skipped.
    """
    found, passed = _apart(_walk(folder, suffixes), folder)
    return found, [(name, why_not) for name, why_not in passed if not (folder / name).is_relative_to(own)]


def _apart(met: Iterable[tuple[Path, str]], folder: Path) -> tuple[list[SourceFile], list[tuple[str, str]]]:
    """Tell what is to be read from what is not, both by their names below a folder."""
    found: list[SourceFile] = []
    passed: list[tuple[str, str]] = []
    for path, why_not in met:
        name = path.relative_to(folder).as_posix()
        if why_not:
            passed.append((name, why_not))
        else:
            found.append(SourceFile(path, name, ""))
    return found, passed


def _walk(folder: Path, suffixes: Collection[str]) -> Iterator[tuple[Path, str]]:
    """Go through files and skipped folders in order of their names, each with the reason not to read it, if any."""
    for parent, folders, names in os.walk(folder):
        apart = {name: _why_no_folder(Path(parent, name)) for name in sorted(folders)}
        folders[:] = [name for name, why_not in apart.items() if not why_not]
        yield from ((Path(parent, name), why_not) for name, why_not in apart.items() if why_not)
        for name in sorted(names):
            path = Path(parent, name)
            why_not = _why_no_article(path, suffixes)
            yield from [(path, why_not)] if why_not else _in_file(path, suffixes)


def _in_file(path: Path, suffixes: Collection[str]) -> Iterator[tuple[Path, str]]:
    """Give a file for itself, an archive for what is in it; one without articles is left to fail by its own name."""
    try:
        inner = archives.members(path) if archives.is_archive(path) else []
    except (FileError, OSError):
        inner = []
    told = [(each, _why_not_by_name(each, suffixes)) for each in sorted(inner)]
    yield from told if any(not why_not for _, why_not in told) else [(path, "")]


def _why_no_folder(path: Path) -> str:
    if path.name.startswith("."):
        return "hidden folder"
    if path.is_symlink():
        return "link to a folder; name the folder itself to have it read"
    return "" if os.access(path, os.R_OK | os.X_OK) else "folder that may not be opened; check its permissions"


def _why_no_article(path: Path, suffixes: Collection[str]) -> str:
    """Say why a file in a folder is not read; one that only cannot be opened is left to fail by name."""
    by_name = _why_not_by_name(path, suffixes)
    if by_name:
        return by_name
    try:
        regular = stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return ""
    return "" if regular else "neither a file nor a folder (a pipe or device)"


def _why_not_by_name(path: Path, suffixes: Collection[str]) -> str:
    if path.name.startswith((".", _OPEN_IN_OFFICE)):
        return "hidden file"
    suffix = path.suffix.lower()
    if suffix in PICTURES and suffix not in suffixes:
        return f"picture; to have the words in it recognised: {EXTRA}"
    return "" if suffix in suffixes else f"{suffix or 'no suffix'}; read are {', '.join(sorted(suffixes))}"
