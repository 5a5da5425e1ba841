"""How documents and passages are written as database rows, and read back with their checksums compared."""

from array import array
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

from zhengxie_qa.types import Document, DocumentInfo, Passage, PassageKind, Segment

INFO_COLUMNS = "doc_id, file, title, source, published, published_time, url, year, place"
DOCUMENT_COLUMNS = f"{INFO_COLUMNS}, text, raw_text, segments, document_checksum"
PASSAGE_COLUMNS = "passage_id, start, end, passage_text, kind, heading, passage_checksum"
PASSAGE_WIDTH = 7

Row = tuple[Any, ...]

_INFO_WIDTH = 9


class AlteredRowError(Exception):
    """A row is not what was written; the store turns this into an error a person understands."""


def document_row(document: Document) -> Row:
    """Return the values of :data:`DOCUMENT_COLUMNS`; raw text equal to the clean text is stored once."""
    raw_text = None if document.raw_text == document.text else document.raw_text
    segments = array("q")
    for segment in document.segments:
        segments.extend((segment.start, segment.end, segment.raw_start, segment.raw_end))
    values = (*_info_row(document.info), document.text, raw_text, segments.tobytes())
    return (*values, checksum(values))


def read_document(row: Row) -> Document:
    """Read :data:`DOCUMENT_COLUMNS`.

    :raises AlteredRowError: when the row is not what was written.
    """
    *values, expected = row
    if checksum(values) != expected:
        raise AlteredRowError(f"article {values[1]!r}")
    text, raw_text, packed = values[_INFO_WIDTH:]
    numbers = array("q")
    numbers.frombytes(packed)
    segments = tuple(Segment(*numbers[i : i + 4]) for i in range(0, len(numbers), 4))
    return Document(info=read_info(row), text=text, raw_text=text if raw_text is None else raw_text, segments=segments)


def read_info(row: Row) -> DocumentInfo:
    """Read :data:`INFO_COLUMNS` from the front of a row."""
    return DocumentInfo(*row[:_INFO_WIDTH])


def passage_row(passage: Passage) -> Row:
    """Return the values of :data:`PASSAGE_COLUMNS`."""
    values = (passage.passage_id, passage.start, passage.end, passage.text, passage.kind.value, passage.heading)
    return (*values, checksum(values))


def read_passage(row: Row, *, doc_id: str = "") -> Passage:
    """Read :data:`PASSAGE_COLUMNS` from the front of a row.

    :raises AlteredRowError: when the row is not what was written.
    """
    *values, expected = row[:PASSAGE_WIDTH]
    if checksum(values) != expected:
        raise AlteredRowError(f"passage {values[0]!r}")
    passage_id, start, end, text, kind, heading = values
    return Passage(
        passage_id=passage_id,
        doc_id=doc_id,
        start=start,
        end=end,
        text=text,
        kind=PassageKind(kind),
        heading=heading,
    )


def checksum(values: Sequence[Any]) -> bytes:
    """Return 8 bytes that change when any value does."""
    digest = blake2b(digest_size=8)
    for value in values:
        part = value if isinstance(value, bytes) else f"{type(value).__name__}:{value}".encode()
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.digest()


def _info_row(info: DocumentInfo) -> Row:
    return (
        info.doc_id,
        info.file,
        info.title,
        info.source,
        info.published,
        info.published_time,
        info.url,
        info.year,
        info.place,
    )
