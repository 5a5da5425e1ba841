"""ZIP archives, read as if each were a folder: a file in one has a path of its own, ``通知.zip/附件/1.docx``.

Nothing is unpacked to the disk, so no name leads out of the archive. What an archive says it holds is bounded before
anything is unpacked, and no file of it gives more than it said. An archive in an archive is gone through too; deeper
ones are not.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from zhengxie_qa.corpus.unlabelled import read_unlabelled
from zhengxie_qa.errors import FileError, Said

SUFFIXES: Final = (".zip",)

LARGEST_MEMBER: Final = 64 * 1024 * 1024
LARGEST_UNPACKED: Final = 1024 * 1024 * 1024
"""Bytes of all files in an archive together, those of archives in it included."""

MOST_FILES: Final = 1000
DEEPEST: Final = 2
"""Archives in each other."""

_LARGEST_DIRECTORY: Final = 2 * 1024 * 1024
"""Bytes of an archive's list of its files; each entry of it costs ten times as much memory."""

_UTF_8: Final = 0x800
_ENCRYPTED: Final = 0x1
_NOT_OURS: Final = "__MACOSX"


def is_archive(path: Path) -> bool:
    """Whether a file is an archive by its name."""
    return path.suffix.lower() in SUFFIXES


def members(path: Path) -> list[Path]:
    """Return the paths of all files in an archive, those of archives in it too.

    An archive in it that cannot be gone through stands for itself.

    :raises FileError: when it is damaged, locked, or holds more than any collection of reports.
    """
    found: list[Path] = []
    size = 0
    for inner, info in _below(path, path, 1):
        found.append(inner)
        size += info.file_size
        if size > LARGEST_UNPACKED or len(found) > MOST_FILES:
            raise FileError(_too_much(path.name))
    if not found:
        raise FileError(
            Said(f"{path.name} is an empty archive: check it, or leave it out.", f"{path.name} 是空的压缩包，请检查。")
        )
    return found


def opened(path: Path) -> io.BufferedIOBase:
    """Open a file, on the disk or in an archive there, to read its bytes.

    :raises FileError: when it cannot be unpacked. :raises OSError: as :meth:`Path.open`.
    """
    inside = _inside(path)
    return io.BytesIO(_Archive(inside[0]).content(inside[1])) if inside else path.open("rb")


def size(path: Path) -> int:
    """Return how many bytes :func:`opened` gives, without unpacking them; 0 if there is no such file.

    :raises FileError: when the archive that it is in cannot be opened.
    """
    inside = _inside(path)
    if inside:
        return _Archive(inside[0]).size(inside[1])
    return path.stat().st_size if path.is_file() else 0


def is_there(path: Path) -> bool:
    """Whether a file is there, on the disk or in an archive; one that cannot be opened keeps what it had."""
    inside = _inside(path)
    try:
        return path.exists() if inside is None else _Archive(inside[0]).size(inside[1]) >= 0
    except FileNotFoundError:
        return False
    except (FileError, OSError):
        return True


def _inside(path: Path) -> tuple[Path, str] | None:
    """The archive on the disk that a path leads into, and the file's name in it."""
    for parent in path.parents:
        if is_archive(parent) and parent.is_file():
            return parent, path.relative_to(parent).as_posix()
    return None


def _below(source: Path | bytes, path: Path, depth: int) -> Iterator[tuple[Path, ZipInfo]]:
    archive = _Archive(source, path.name)
    for name, info in archive.files.items():
        inner = path / name
        if is_archive(inner) and depth < DEEPEST and info.file_size <= LARGEST_MEMBER:
            try:
                yield from _below(archive.content(name), inner, depth + 1)
                continue
            except FileError:
                pass
        yield inner, info


class _Archive:
    """One archive, opened; its files by the names a person gave them."""

    def __init__(self, source: Path | bytes, name: str | None = None) -> None:
        self._name = name or (source.name if isinstance(source, Path) else "")
        stream: IO[bytes] = source.open("rb") if isinstance(source, Path) else io.BytesIO(source)
        with stream:
            self._source = source
            self.files = self._listed(stream)

    def size(self, name: str) -> int:
        """Bytes of a file in it.

        :raises FileNotFoundError: when there is none of this name.
        """
        outer, inner = self._found(name)
        return self.files[outer].file_size if not inner else self._nested(outer).size(inner)

    def content(self, name: str) -> bytes:
        """The bytes of a file in it.

        :raises FileNotFoundError: when there is none of this name. :raises FileError: when it cannot be unpacked.
        """
        outer, inner = self._found(name)
        return self._nested(outer).content(inner) if inner else self._unpacked(outer)

    def _listed(self, stream: IO[bytes]) -> dict[str, ZipInfo]:
        try:
            end = zipfile._EndRecData(stream)  # type: ignore[attr-defined] # noqa: SLF001 - before the list is read
            if end and end[5] > _LARGEST_DIRECTORY:
                raise FileError(_too_much(self._name))
            with ZipFile(stream) as packed:
                listed = [(_name(info), info) for info in packed.infolist()]
        except (BadZipFile, OSError, ValueError, NotImplementedError):
            raise FileError(_broken(self._name)) from None
        files = {name: info for name, info in listed if name and not info.is_dir() and _NOT_OURS not in name}
        if files and all(info.flag_bits & _ENCRYPTED for info in files.values()):
            raise FileError(_locked(self._name))
        return files

    def _found(self, name: str) -> tuple[str, str]:
        """The file of this name in the archive itself, and what is left of the name if that is an archive."""
        parts = name.split("/")
        for length in range(len(parts), 0, -1):
            outer = "/".join(parts[:length])
            if outer in self.files:
                return outer, "/".join(parts[length:])
        raise FileNotFoundError(name)

    def _nested(self, outer: str) -> "_Archive":
        return _Archive(self._unpacked(outer), outer)

    def _unpacked(self, name: str) -> bytes:
        info, shown = self.files[name], Path(name).name
        if info.file_size > LARGEST_MEMBER:
            raise FileError(_too_large(shown))
        if info.flag_bits & _ENCRYPTED:
            raise FileError(_locked(shown))
        try:
            with ZipFile(self._source if isinstance(self._source, Path) else io.BytesIO(self._source)) as packed:
                return packed.read(info)
        except (BadZipFile, OSError, RuntimeError, ValueError, EOFError, zlib.error):
            raise FileError(_broken(shown)) from None


def _name(info: ZipInfo) -> str:
    """The name of a file as it was meant: old programs of Chinese Windows write it in GBK and do not say so."""
    name = info.orig_filename.partition("\0")[0]
    if not info.flag_bits & _UTF_8:
        name = read_unlabelled(name.encode("cp437", errors="replace"))
    parts = name.replace("\\", "/").split("/")
    return "/".join(part for part in parts if part.strip(". ") and not part.endswith(":"))


def _broken(name: str) -> Said:
    return Said(
        f"{name} is damaged or packed in a way that is not read: unpack it, and pack it again as ZIP or ingest the "
        "folder.",
        f"{name} 已损坏，或压缩方式不受支持。请解压后重新压缩为 ZIP，或直接导入文件夹。",
    )


def _locked(name: str) -> Said:
    return Said(
        f"{name} is protected by a password: unpack it, and ingest the folder or pack it again without one.",
        f"{name} 有密码保护。请解压后导入文件夹，或去掉密码重新压缩。",
    )


def _too_much(name: str) -> Said:
    return Said(
        f"{name} holds more than {MOST_FILES} files or {LARGEST_UNPACKED >> 20} MB. It was not read: check where it "
        "comes from, or unpack it and ingest the folder.",
        f"{name} 含有超过 {MOST_FILES} 个文件或 {LARGEST_UNPACKED >> 20} MB，没有读取。请检查来源，或解压后再导入。",
    )


def _too_large(name: str) -> Said:
    return Said(
        f"{name} would unpack to more than {LARGEST_MEMBER >> 20} MB: split it into one file per article.",
        f"{name} 解压后超过 {LARGEST_MEMBER >> 20} MB，请按文章拆分。",
    )
