"""Older and other office files (.doc, .wps, .rtf, .odt, .xls, .et, .ods): LibreOffice, if this computer has it, saves
each as Word or Excel does today, and that is read.

What is another kind of file under such a name (a page or a new Word document called .doc) is read as what it is.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from zhengxie_qa.corpus.load import message
from zhengxie_qa.corpus.load.html import page as html
from zhengxie_qa.corpus.load.office import docx, xlsx
from zhengxie_qa.corpus.load.office.libreoffice import convert
from zhengxie_qa.corpus.load.office.pdf import document as pdf
from zhengxie_qa.corpus.load.parsed import Format, Parsed
from zhengxie_qa.errors import FileError, Said

_WORDS: Final = {".doc": "doc", ".dot": "doc", ".wps": "doc", ".wpt": "doc", ".rtf": "rtf", ".odt": "odt"}
_CELLS: Final = {".xls": "xls", ".xlt": "xls", ".et": "xls", ".ett": "xls", ".ods": "ods"}
"""Under which name LibreOffice gets a file; WPS writes what Word and Excel wrote before 2007."""

_MICROSOFT: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_BEGINNINGS: Final = {
    "doc": (_MICROSOFT, b"{\\rtf"),
    "rtf": (b"{\\rtf",),
    "xls": (_MICROSOFT, b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00"),
    "odt": (_ZIP,),
    "ods": (_ZIP,),
}
"""How such files begin; LibreOffice would take anything else for plain text."""

_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_PAGES: Final = (b"<html", b"<!doctype html", b"<table", b"<?xml version", b"<meta")


def read_words(data: bytes, name: str) -> Parsed:
    """Read a text document.

    :raises FileError: when LibreOffice is missing, or the file is damaged, locked or of another format.
    """
    return _read(data, name, _WORDS[Path(name).suffix.lower()], ".docx", docx.read)


def read_cells(data: bytes, name: str) -> Parsed:
    """Read a workbook.

    :raises FileError: as :func:`read_words`.
    """
    return _read(data, name, _CELLS[Path(name).suffix.lower()], ".xlsx", xlsx.read)


def _read(data: bytes, name: str, kind: str, save_as: str, read: Callable[[bytes, str], Parsed]) -> Parsed:
    in_truth = _in_truth(data)
    if in_truth:
        return in_truth(data, name)
    if data.startswith(_MICROSOFT) and _ENCRYPTED in data:
        raise FileError(_broken(name, save_as))
    if not data.startswith(_BEGINNINGS[kind]):
        raise FileError(_broken(name, save_as))
    converted = convert(data, name=name, kind=kind, to=save_as.removeprefix("."))
    if converted is None:
        raise FileError(_broken(name, save_as))
    return read(converted, name)


def _in_truth(data: bytes) -> Callable[[bytes, str], Parsed] | None:
    """The reader of what a file is in spite of its name."""
    if data.startswith(_ZIP):
        return docx.read if b"word/document.xml" in data else xlsx.read if b"xl/workbook.xml" in data else None
    if data.startswith(b"%PDF-"):
        return pdf.read
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"mime-version:"):
        return message.read_page
    return html.read if start.startswith(_PAGES) else None


def _broken(name: str, save_as: str) -> Said:
    suffix = Path(name).suffix
    return Said(
        f"{name} is damaged, protected by a password or no {suffix} file: open it in Word, Excel or WPS and save it as "
        f"{save_as}, without a password.",
        f"{name} 已损坏、有密码保护，或不是 {suffix} 文件。请用 Word、Excel 或 WPS 打开，去掉密码，另存为 {save_as}。",
    )


WORDS = Format(tuple(_WORDS), read_words, version=2)
CELLS = Format(tuple(_CELLS), read_cells, version=2)
