"""E-mails (.eml) and web pages saved whole (.mht, .mhtml): the words of the message, below who wrote to whom and when.

Of alternatives the page is read, since it has the tables. What is attached is named, as left out, and not read.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import Final

from zhengxie_qa.corpus.load import plain
from zhengxie_qa.corpus.load.html import page as html
from zhengxie_qa.corpus.load.office.pieces import Pieces
from zhengxie_qa.corpus.load.parsed import Format, Parsed, joined
from zhengxie_qa.corpus.metadata import Metadata
from zhengxie_qa.corpus.unlabelled import read_unlabelled
from zhengxie_qa.errors import FileError, Said
from zhengxie_qa.location import LocationKind

_HEADING: Final = {"subject": "主题", "from": "发件人", "to": "收件人", "cc": "抄送", "date": "日期"}
_READERS: Final = {"text/html": html.read, "text/plain": plain.read, "application/xhtml+xml": html.read}
_FIELD: Final = re.compile(rb"[A-Za-z][A-Za-z-]{0,60}:")
_CHARSETS: Final = {"gb2312": "gb18030", "gbk": "gb18030", "unknown-8bit": "gb18030"}
_WITHIN: Final = "message/rfc822"


def read_mail(data: bytes, name: str) -> Parsed:
    """Read an e-mail.

    :raises FileError: when it is no message, or has no words besides its heading.
    """
    message = _opened(data, name)
    sender, address = parseaddr(_field(message, "from"))
    published = _day(_field(message, "date"))
    known = Metadata(
        title=_field(message, "subject") or None,
        source=sender or address or None,
        published=published[:10] or None,
        published_time=published[11:16] or None,
    )
    return joined(_parts(message, name), LocationKind.PART, metadata=known)


def read_page(data: bytes, name: str) -> Parsed:
    """Read a saved web page; its heading is that of the program that saved it.

    :raises FileError: as :func:`read_mail`.
    """
    parts = [article for _, article in _bodies(_opened(data, name), name, [])]
    if not parts:
        raise FileError(_without_words(name))
    return joined(parts, LocationKind.PART, metadata=parts[0].metadata)


def _opened(data: bytes, name: str) -> Message:
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    try:
        message = message_from_bytes(data) if _FIELD.match(data) else None
    except (ValueError, LookupError, TypeError, RecursionError):
        message = None
    if message is None or not message.keys():
        raise FileError(_broken(name))
    return message


def _parts(message: Message, name: str) -> list[Parsed]:
    """The heading of a message, what it says, and the same of messages in it."""
    attached: list[str] = []
    try:
        bodies = list(_bodies(message, name, attached))
    except (ValueError, LookupError, TypeError, RecursionError):
        raise FileError(_broken(name)) from None
    if not bodies:
        raise FileError(_without_words(name))
    parts: list[Parsed] = []
    last: Message | None = None
    for holder, article in bodies:
        if holder is not last:
            parts.append(_heading(holder, attached if holder is message else []))
            last = holder
        parts.append(article)
    return parts


def _bodies(message: Message, name: str, attached: list[str]) -> Iterator[tuple[Message, Parsed]]:
    """Yield the readable parts of a message, each with the message it belongs to; those of messages in it too.

    :param attached: takes the names of what is not read.
    """
    for part in _leaves(message):
        if part.get_content_type() == _WITHIN:
            for inner in part.get_payload():
                if isinstance(inner, Message):
                    yield from _bodies(inner, name, attached)
            continue
        reader = _READERS.get(part.get_content_type())
        if reader is None or part.get_content_disposition() == "attachment":
            attached.append(_decoded(part.get_filename() or ""))
            continue
        try:
            content = part.get_payload(decode=True)
            yield message, reader(content if isinstance(content, bytes) else b"", name)
        except FileError:  # a part without words
            continue


def _leaves(message: Message) -> Iterator[Message]:
    """Yield the parts of a message that are not made of others, of alternatives only the last page, else the last."""
    if not message.is_multipart() or message.get_content_type() == _WITHIN:
        yield message
        return
    parts = [part for part in message.get_payload() if isinstance(part, Message)]
    if message.get_content_type() == "multipart/alternative":
        pages = [part for part in parts if any(each.get_content_type() == "text/html" for each in part.walk())]
        parts = (pages or parts)[-1:]
    for part in parts:
        yield from _leaves(part)


def _heading(message: Message, attached: list[str]) -> Parsed:
    """What stands above a message, and the names of what is attached to it."""
    pieces = Pieces()
    for field, label in _HEADING.items():
        said = _field(message, field)
        pieces.add(f"{label}：{said}\n" if said else "")
    for name in filter(None, attached):
        pieces.add(f"附件：{name}\n", "attachment")
    return pieces.parsed()


def _field(message: Message, name: str) -> str:
    raw = next((value for field, value in message.raw_items() if field.lower() == name), "")
    return " ".join(_decoded(str(raw)).split())


def _decoded(raw: str) -> str:
    """A field's words, those too that are not encoded as they should be."""
    written = raw.encode("utf-8", errors="surrogateescape")
    words = ""
    for part, charset in decode_header(read_unlabelled(written)):
        named = _CHARSETS.get((charset or "").lower(), charset or "raw-unicode-escape")
        try:
            words += part if isinstance(part, str) else part.decode(named)
        except (UnicodeDecodeError, LookupError):
            words += read_unlabelled(part) if isinstance(part, bytes) else part
    return words


def _day(said: str) -> str:
    try:
        return parsedate_to_datetime(said).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _broken(name: str) -> Said:
    return Said(
        f"{name} is damaged or no message: open it in a mail program or browser and save it again, or as .html.",
        f"{name} 已损坏，或不是邮件文件。请用邮件程序或浏览器打开后重新保存，或另存为 .html。",
    )


def _without_words(name: str) -> Said:
    return Said(
        f"{name} has no text of its own that can be read (it may be encrypted, or hold only attachments): save what is "
        "attached and ingest that.",
        f"{name} 没有可读的正文（可能已加密，或只有附件）。请把附件另存后导入。",
    )


MAIL = Format((".eml",), read_mail)
PAGE = Format((".mht", ".mhtml"), read_page)
