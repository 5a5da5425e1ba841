"""Bytes to text: UTF-8, UTF-16, UTF-32, GB18030 (which includes GBK and GB2312) and Big5.

Strict UTF-8 and byte order marks decide by themselves. Otherwise every encoding that may fit is tried, and the text
with the largest share of common characters wins; charset-normalizer is asked last. Bytes that are no text at all, or
a document of another format under a text name, are refused with a sentence that says what to do.
"""

import codecs
from collections.abc import Iterator
from functools import lru_cache

from zhengxie_qa.errors import FileError
from zhengxie_qa.text.normalise import fold

SAMPLE = 200_000
"""Characters judged when several encodings may fit."""

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
_LEAST_SHARE = 0.7
"""Common characters among all characters of a text that counts as decoded rightly."""

_MOST_DAMAGE = 0.01
"""Undecodable characters among all characters of a UTF-8 or GB18030 text that counts as merely damaged."""

_MOST_CONTROLS = 0.01
_ALLOWED_CONTROLS = frozenset("\t\n\r\f\x0b\x1a\x85")
_PUNCTUATION = "，。、；：？！“”‘’（）《》〈〉【】—…·　％．－～「」『』〔〕○①②③④⑤⑥⑦⑧⑨⑩×÷℃㎡\u200b\ufeff\xa0"


def decode(data: bytes, *, name: str, declared: str | None = None) -> str:
    """Decode the bytes of a text file; a byte order mark is not part of the text.

    :param name: the file's name, for messages.
    :param declared: the encoding that the file itself names, tried first.
    :raises FileError: when the bytes are empty, not text, or in no encoding that we know.
    """
    if not data.strip(b"\x00\t\n\r "):
        raise FileError(f"{name} is empty: put the article's text into it, or leave the file out.")
    _refuse_other_formats(data, name)
    text = _unambiguous(data, declared) or _most_plausible(data)
    if text is None or _is_binary(text):
        raise FileError(f"{name} is not readable text: save it as UTF-8 text (.txt, .md or .html) and ingest it again.")
    return text.removeprefix("\ufeff")


def _refuse_other_formats(data: bytes, name: str) -> None:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise FileError(
                f"{name} is {what}, not text: save the article as UTF-8 text (.txt, .md or .html) and ingest that file."
            )


def _unambiguous(data: bytes, declared: str | None) -> str | None:
    """Text by byte order mark, by strict UTF-8, or by the declared encoding where it fits."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if b"\x00" not in data:
        text = _strict(data, "utf-8")
        if text is not None:
            return text
    if declared:
        text = _strict(data, "gb18030" if declared.lower() in {"gb2312", "gbk"} else declared)
        if text is not None and _share_of_common(text) >= _LEAST_SHARE:
            return text
    return None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _most_plausible(data: bytes) -> str | None:
    """The decoding with the largest share of common characters, if that is large enough."""
    judged = [(_share_of_common(text), -order, text) for order, text in enumerate(_decodings(data))]
    best = max(judged, default=None)
    if best is not None and best[0] >= _LEAST_SHARE:
        return best[2]
    from charset_normalizer import from_bytes

    match = from_bytes(data).best()
    return str(match) if match is not None and _share_of_common(str(match)) >= _LEAST_SHARE else None


def _decodings(data: bytes) -> Iterator[str]:
    """Texts that the bytes may stand for: strict ones, then slightly damaged ones."""
    for encoding in _CANDIDATES:
        is_wide = encoding.startswith("utf-16")
        text = None if is_wide and len(data) % 2 else _strict(data, encoding)
        if text is not None:
            yield text
    for encoding in ("utf-8", "gb18030"):
        text = data.decode(encoding, errors="replace")
        if text.count("\ufffd") <= max(1, int(len(text) * _MOST_DAMAGE)):
            yield text


def _share_of_common(text: str) -> float:
    """Share of characters that a Chinese or English text mostly consists of."""
    sample = text[:SAMPLE]
    if not sample:
        return 0.0
    common = _common_characters()
    return sum(character in common for character in fold(sample)) / len(sample)


@lru_cache(maxsize=1)
def _common_characters() -> frozenset[str]:
    """ASCII text, Chinese punctuation and the 3,755 characters of the first level of GB 2312, folded."""
    level_one = b"".join(bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    printable = "".join(map(chr, range(0x20, 0x7F))) + "\t\n\r"
    return frozenset(fold(level_one.decode("gb2312", errors="ignore") + _PUNCTUATION) + _PUNCTUATION + printable)


def _is_binary(text: str) -> bool:
    sample = text[:SAMPLE]
    controls = sum(character < " " and character not in _ALLOWED_CONTROLS for character in sample)
    return controls > len(sample) * _MOST_CONTROLS
