"""Plain text, with or without the furniture of the page it was saved from."""

from zhengxie_qa.corpus.clean import clean
from zhengxie_qa.corpus.load.encodings import decode
from zhengxie_qa.corpus.load.parsed import Format, Parsed


def read(data: bytes, name: str) -> Parsed:
    """Read a text file.

    :raises FileError: when it is not text.
    """
    raw = decode(data, name=name)
    cleaned = clean(raw)
    return Parsed(raw, cleaned.text, cleaned.segments, cleaned.metadata, cleaned.left_out)


FORMAT = Format((".txt", ".text"), read)
