"""Bytes to text: UTF-8, UTF-16, UTF-32, GB18030 (which includes GBK and GB2312) and Big5.

Strict UTF-8 and byte order marks decide by themselves. Otherwise every encoding that may fit is tried, and the
likeliest text wins; charset-normalizer is asked last. What is no plausible text in any encoding, was misread and saved
so before, or is a document of another format under a text name, is refused with a sentence that says what to do.
"""

import codecs
from collections.abc import Iterator

from zhengxie_qa.corpus.load.plausibility import BYTE_ORDER_MARK, SAMPLE, is_plausible, is_twice_encoded, likelihood
from zhengxie_qa.errors import FileError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or Office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
_CANDIDATES = ("gb18030", "big5", "utf-16-le", "utf-16-be")
_PRIOR = {"gb18030": 3.0}
"""Log-probability in favour of an encoding before anything is read: mainland files that are not Unicode are GB18030."""

_MOST_DAMAGE = 0.01
"""Undecodable characters among all characters of a text that counts as merely damaged."""

_MOST_STRAY = 0.1
"""Byte order marks and their mirror images among the characters of a text in UTF-16 or UTF-32."""

_MOST_CONTROLS = 0.01
_ALLOWED_CONTROLS = frozenset("\t\n\r\f\x0b\x1a\x85")


def decode(data: bytes, *, name: str, declared: str | None = None) -> str:
    """Decode the bytes of a text file; a byte order mark is not part of the text.

    :param name: the file's name, for messages.
    :param declared: the encoding that the file itself names, tried along with the usual ones.
    :raises FileError: when the bytes are empty, not text, in no encoding that we know, or mojibake already.
    """
    if not data.strip(b"\x00\t\n\r "):
        raise FileError(f"{name} is empty: put the article's text into it, or leave the file out.")
    _refuse_other_formats(data, name)
    text = _by_itself(data) or _likeliest(data, declared)
    if text is None or _is_binary(text):
        raise FileError(f"{name} is not readable text: save it as UTF-8 text (.txt, .md or .html) and ingest it again.")
    if is_twice_encoded(text):
        raise FileError(
            f"{name} was saved in a wrong encoding before, its characters are not the author's any more: "
            "save it again from the original as UTF-8 text."
        )
    return text.removeprefix(BYTE_ORDER_MARK)


def _refuse_other_formats(data: bytes, name: str) -> None:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise FileError(
                f"{name} is {what}, not text: save the article as UTF-8 text (.txt, .md or .html) and ingest that file."
            )


def _by_itself(data: bytes) -> str | None:
    """Text by byte order mark, unless it stands before binary data by chance, or by strict UTF-8."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = data.decode(encoding, errors="replace")
            is_text = encoding == "utf-8-sig" or (_is_merely_damaged(text) and not _has_stray_marks(text))
            return text if is_text else None
    return None if b"\x00" in data else _strict(data, "utf-8")


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _likeliest(data: bytes, declared: str | None) -> str | None:
    """The likeliest of the texts that the bytes may stand for, if it is a plausible one."""
    judged = [(_score(data, text, encoding), text) for encoding, text in _decodings(data, declared)]
    best = max(judged, default=None)
    if best is None or "\ufffd" in best[1] or not is_plausible(best[1]):
        judged += [(_score(data, text, encoding), text) for encoding, text in _guesses(data)]
        best = max(judged, default=None)
    return best[1] if best is not None and is_plausible(best[1]) else None


def _guesses(data: bytes) -> Iterator[tuple[str, str]]:
    """Encodings of texts that are not Chinese."""
    from charset_normalizer import from_bytes

    match = from_bytes(data).best()
    if match is not None:
        yield match.encoding, str(match)
    western = _strict(data, "cp1252")
    if western is not None:
        yield "cp1252", western


def _score(data: bytes, text: str, encoding: str) -> float:
    """Log-probability of the bytes, per byte: of the text they are read as, and of the encoding."""
    return (likelihood(text) * len(text) + _PRIOR.get(encoding, 0.0)) / len(data)


def _decodings(data: bytes, declared: str | None) -> Iterator[tuple[str, str]]:
    """Encodings with the texts that the bytes may stand for: strict ones, then slightly damaged ones."""
    for encoding in (*_CANDIDATES, *([declared] if declared else [])):
        is_wide = encoding.startswith("utf-16")
        text = None if is_wide and len(data) % 2 else _strict(data, encoding)
        if text:
            yield encoding, text
    for encoding in ("utf-8", "gb18030"):
        text = data.decode(encoding, errors="replace")
        if _is_merely_damaged(text):
            yield encoding, text


def _is_merely_damaged(text: str) -> bool:
    return text.count("\ufffd") <= max(1, int(len(text) * _MOST_DAMAGE))


def _has_stray_marks(text: str) -> bool:
    return text.count(BYTE_ORDER_MARK) + text.count("\ufffe") > max(1, int(len(text) * _MOST_STRAY))


def _is_binary(text: str) -> bool:
    sample = text[:SAMPLE]
    controls = sum(character < " " and character not in _ALLOWED_CONTROLS for character in sample)
    return controls > len(sample) * _MOST_CONTROLS
