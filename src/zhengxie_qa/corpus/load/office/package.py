"""Opens the ZIP packages that Office files, books and OFD are, and parses the XML in them, within bounds.

A package that would unpack to far more than any report needs is refused before it is unpacked; entities of the XML are
not expanded and nothing outside the package is looked at.
"""

import io
import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile

from zhengxie_qa.errors import FileError, Said

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LARGEST_UNPACKED: Final = 256 * 1024 * 1024
"""Bytes of a package's XML, unpacked; pictures and the like are not unpacked at all."""

_MOST_PARTS: Final = 20_000
_READ: Final = (".xml", ".rels", ".opf", ".xhtml", ".html", ".htm")
_OLD_FORMAT: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


class Package:
    """The parts of an Office file by name."""

    def __init__(self, data: bytes, *, name: str, save_as: str) -> None:
        """Open it.

        :param save_as: the suffix that a file which cannot be read is to be saved with again.
        :raises FileError: when it is no package, is encrypted, or would unpack to too much.
        """
        self._name, self._save_as = name, save_as
        if data.startswith(_OLD_FORMAT):
            raise FileError(_protected(name) if _ENCRYPTED in data else _old(name, save_as))
        try:
            self._zip = ZipFile(io.BytesIO(data))
            parts = self._zip.infolist()
        except (BadZipFile, OSError, ValueError, NotImplementedError):
            raise self.broken() from None
        unpacked = sum(part.file_size for part in parts if part.filename.lower().endswith(_READ))
        if unpacked > LARGEST_UNPACKED or len(parts) > _MOST_PARTS:
            raise FileError(
                Said(
                    f"{name} would unpack to more than a report ever holds ({unpacked >> 20} MB, {len(parts)} parts). "
                    "It was not read: check where it comes from, or split it.",
                    f"{name} 解压后过大（{unpacked >> 20} MB，{len(parts)} 个部件），没有读取。请检查来源，或拆分。",
                )
            )
        self._parts = {part.filename.replace("\\", "/").lstrip("/").lower(): part for part in parts}

    def names(self, prefix: str) -> list[str]:
        """Return the names of the XML parts that begin so, sorted."""
        return sorted(name for name in self._parts if name.startswith(prefix) and name.endswith(".xml"))

    def has(self, part: str) -> bool:
        """Whether there is a part of this name; large and small letters are the same."""
        return part.lower() in self._parts

    def read(self, part: str) -> bytes | None:
        """Unpack a part; none if the package does not have it.

        :raises FileError: when it cannot be unpacked.
        """
        import zlib

        member = self._parts.get(part.lower())
        if member is None or member.file_size > LARGEST_UNPACKED:
            return None
        try:
            return self._zip.read(member)
        except (BadZipFile, OSError, RuntimeError, ValueError, EOFError, zlib.error):
            raise self.broken() from None

    def related(self, part: str) -> dict[str, str]:
        """Return the parts that a part refers to, by the ids under which it does."""
        folder, _, name = part.rpartition("/")
        listed = self.xml(f"{folder}/_rels/{name}.rels")
        inside = [each for each in listed if each.get("TargetMode") != "External"] if listed is not None else []
        return {
            each.get("Id") or "": posixpath.normpath(posixpath.join("/", folder, each.get("Target") or "")).lstrip("/")
            for each in inside
        }

    def xml(self, part: str) -> "Element | None":
        """Parse a part; none if the package does not have it.

        :raises FileError: when it cannot be unpacked or is no XML.
        """
        from lxml import etree

        written = self.read(part)
        if written is None:
            return None
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(written.rstrip(b"\0"), parser)
        except (etree.XMLSyntaxError, ValueError):
            raise self.broken() from None

    def broken(self) -> FileError:
        """Say that the file is not what its name says."""
        return FileError(
            Said(
                f"{self._name} is damaged or no {self._save_as} file: open it in the program that made it and save it "
                f"again as {self._save_as}.",
                f"{self._name} 已损坏，或不是 {self._save_as} 文件。请用原来的程序打开，重新另存为 {self._save_as}。",
            )
        )


def local(element: "Element") -> str:
    """Return the name of an element without its namespace, of which there are two for each kind of Office file."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: "Element | None", name: str = "val") -> str | None:
    """Return an attribute by its name without the namespace."""
    if element is None:
        return None
    return next((str(held) for key, held in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def below(element: "Element | None", *path: str) -> "Element | None":
    """Follow the first children of these names down; none where one is missing."""
    for name in path:
        element = next(children(element, name), None) if element is not None else None
    return element


def children(element: "Element", *names: str) -> "Iterator[Element]":
    """Yield the children of these names."""
    return (child for child in element if local(child) in names)


def is_on(switch: "Element | None") -> bool:
    """Whether a switch such as ``<w:vanish/>`` is there and not turned off."""
    return switch is not None and (value(switch) or "1").lower() not in {"0", "false", "off", "none"}


def _protected(name: str) -> Said:
    return Said(
        f"{name} is protected by a password: open it in Word, Excel or WPS, save it without one, and ingest it again.",
        f"{name} 有密码保护。请用 Word、Excel 或 WPS 打开，去掉密码后保存，再导入。",
    )


def _old(name: str, save_as: str) -> Said:
    return Said(
        f"{name} is an old Office file under a new name: open it in Word, Excel or WPS and save it as {save_as}.",
        f"{name} 其实是旧版 Office 文件。请用 Word、Excel 或 WPS 打开，另存为 {save_as}。",
    )
