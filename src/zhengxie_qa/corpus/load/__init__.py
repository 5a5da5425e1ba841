"""Files to documents: one module per format behind a registry.

A new format is one module with a ``FORMAT`` and one entry in ``_FORMATS``. An archive is no format: each file in it is
one of its own, by its path there.
"""

from collections.abc import Sequence
from pathlib import Path

from zhengxie_qa.corpus import archives
from zhengxie_qa.corpus.load import message, plain
from zhengxie_qa.corpus.load.html import page as html
from zhengxie_qa.corpus.load.markdown import page as markdown
from zhengxie_qa.corpus.load.office import converted, docx, epub, image, ofd, pptx, xlsx
from zhengxie_qa.corpus.load.office.pdf import document as pdf
from zhengxie_qa.corpus.load.parsed import Format
from zhengxie_qa.corpus.metadata import document_info
from zhengxie_qa.corpus.scans.files import can_recognise
from zhengxie_qa.errors import FileError, Said
from zhengxie_qa.types import Document

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes; a larger file is not one article."""

_FORMATS: tuple[Format, ...] = (
    plain.FORMAT,
    markdown.FORMAT,
    html.FORMAT,
    docx.FORMAT,
    xlsx.FORMAT,
    pdf.FORMAT,
    converted.WORDS,
    converted.CELLS,
    pptx.FORMAT,
    ofd.FORMAT,
    message.MAIL,
    message.PAGE,
    epub.FORMAT,
    image.FORMAT,
)

_INSTEAD = (
    ({".csv"}, "open it in Excel or WPS and save it as .xlsx", "请用 Excel 或 WPS 打开，另存为 .xlsx"),
    (
        {".ppt", ".pps", ".dps", ".odp"},
        "open it in PowerPoint or WPS and save it as .pptx",
        "请用 PowerPoint 或 WPS 打开，另存为 .pptx",
    ),
    (
        {".gif", ".heic"},
        "open it in a picture viewer and save it as .png or .jpg",
        "请用看图软件打开，另存为 .png 或 .jpg",
    ),
    (
        {".zip"},
        "unpack it and add the files in it, or ingest the folder that it is in",
        "请先解压再添加其中的文件，或用 ingest 导入它所在的文件夹",
    ),
    (
        {".rar", ".7z", ".tar", ".gz"},
        "unpack it and ingest the folder, or pack it as ZIP",
        "请先解压再导入文件夹，或重新压缩为 ZIP",
    ),
    ({".msg"}, "open it in the mail program and save it as .eml or .html", "请用邮件程序打开，另存为 .eml 或 .html"),
)
"""What to do with files of formats that are not read, in English and in Chinese."""


def supported_suffixes() -> tuple[str, ...]:
    """Return the suffixes of files that can be loaded here, lower case, sorted."""
    known = (each for each in _FORMATS if each is not image.FORMAT or can_recognise())
    return tuple(sorted(suffix for each in known for suffix in each.suffixes))


def reader_version(name: str) -> int:
    """Return the version of what reads files of this name; 1 for those that nothing reads."""
    suffix = Path(name).suffix.lower()
    return next((each.version for each in _FORMATS if suffix in each.suffixes), 1)


def load_file(path: Path, *, file: str, doc_id: str) -> Document:
    """Load one file, which may be in an archive, as a document.

    :param file: its path relative to the ingested folder, shown to people.
    :raises FileError: when it is missing, of another format, too large, not text, or without words.
    """
    try:
        if path.is_dir():
            raise FileError(f"{file} is a folder: name the files in it, or ingest the folder as a whole.")
        if path.exists() and not path.is_file():
            raise FileError(f"{file} is no file (a pipe or device): save its content as a file and name that.")
        if archives.is_archive(path) and path.is_file():
            raise FileError(_no_article_in(archives.members(path), file))
        if archives.size(path) > LARGEST_FILE:
            raise FileError(f"{file} is larger than {LARGEST_FILE >> 20} MB: split it into one file per article.")
        with archives.opened(path) as handle:
            data = handle.read()
    except FileNotFoundError:
        raise FileError(f"{file} does not exist: check the path and try again.") from None
    except OSError as error:
        raise FileError(f"{file} cannot be read ({error.strerror}): check its permissions and try again.") from error
    return load_bytes(data, file=file, doc_id=doc_id)


def load_bytes(data: bytes, *, file: str, doc_id: str) -> Document:
    """Load the content of a file, as :func:`load_file` does; ``file`` names it and tells its format.

    :raises FileError: as :func:`load_file`.
    """
    name = Path(file).name
    parsed = _format(name).read(data, name)
    if not any(character.isalnum() for character in parsed.text):
        raise FileError(f"{name} holds no words of an article: check that it was saved completely, or leave it out.")
    info = document_info(parsed.metadata, doc_id=doc_id, file=file, stem=Path(name).stem)
    return Document(
        info,
        parsed.text,
        parsed.raw_text,
        parsed.segments,
        parsed.left_out,
        parsed.locations,
        boxes=parsed.boxes,
        audit=parsed.audit,
    )


def _format(name: str) -> Format:
    suffix = Path(name).suffix.lower()
    for known in _FORMATS:
        if suffix in known.suffixes:
            return known
    raise FileError(unread(name, suffix))


def _no_article_in(members: Sequence[Path], file: str) -> Said:
    """Say that no file of an archive is read."""
    named = ", ".join(dict.fromkeys(each.suffix for each in members)) or "—"
    return Said(
        f"{file} is an archive without a file that is read, only {named}: check what is in it.",
        f"{file} 里没有能读取的文件，只有 {named}，请检查。",
    )


def unread(name: str, suffix: str) -> Said:
    """Say that a format is not read, and what to do with a file of it."""
    english, chinese = next(
        (advice for suffixes, *advice in _INSTEAD if suffix in suffixes),
        ("save it as .docx, .pdf, .xlsx or .txt", "请另存为 .docx、.pdf、.xlsx 或 .txt"),
    )
    return Said(
        f"{name} has a format that cannot be read ({suffix or 'no suffix'}): {english}.",
        f"{name} 的格式（{suffix or '没有后缀'}）目前不能读取：{chinese}。",
    )
