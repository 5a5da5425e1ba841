"""How documents, passages and vectors are written as database rows, and read back with their checksums compared.

Everything that is served or built upon is under a checksum: the head of a document (what is known about it, where it
came from, when it was added and removed), its words, each passage with its number and document, each vector.
"""

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final

from zhengxie_qa.location import Location, LocationKind
from zhengxie_qa.types import Audit, Document, DocumentInfo, Doubt, LeftOut, Passage, PassageKind, Segment

INFO_COLUMNS = "doc_id, file, title, source, published, published_time, url, year, place"
HEAD_COLUMNS = f"{INFO_COLUMNS}, origin, content, added, first_number, end_number, version, removed, head_checksum"
WORDS_COLUMNS = "text, raw_text, segments, left_out, locations, boxes, document_checksum"
DOCUMENT_COLUMNS = f"{INFO_COLUMNS}, {WORDS_COLUMNS}"
PASSAGE_COLUMNS = "number, version, passage_id, start, end, passage_text, kind, heading, passage_checksum"
VECTOR_COLUMNS = "number, encoder, vector, vector_checksum"

INFO_WIDTH, HEAD_WIDTH, PASSAGE_WIDTH = (
    len(columns.split(",")) for columns in (INFO_COLUMNS, HEAD_COLUMNS, PASSAGE_COLUMNS)
)

UPLOAD_ORIGIN = "upload:"
"""With this begins the origin of what came by upload."""

AUDIT: Final = "figures:"
"""With this and a version begins the name of the fact that tells how its figures were read in a second way."""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One document version: where it came from and its half-open range of passage numbers.

    :param origin: absolute path of the file, or ``upload:NAME``.
    :param content: SHA-256 of the file's bytes, a slash, and the number of the way in which it was read.
    :param added: the change that brought it.
    """

    version: int
    doc_id: str
    file: str
    origin: str
    content: str
    added: int
    first_number: int
    end_number: int

    @property
    def uploaded(self) -> bool:
        """Whether it came by upload."""
        return self.origin.startswith(UPLOAD_ORIGIN)

    @property
    def digest(self) -> str:
        """SHA-256 of the file's bytes."""
        return digest_of(self.content)


def digest_of(content: str) -> str:
    """Return the SHA-256 of a file's bytes from :attr:`Entry.content`."""
    return content.partition("/")[0]


class AlteredRowError(Exception):
    """A row is not what was written; the store turns this into an error a person understands."""


def document_row(document: Document) -> Row:
    """Return the values of :data:`DOCUMENT_COLUMNS`; raw text equal to the clean text is stored once."""
    raw_text = None if document.raw_text == document.text else document.raw_text
    segments = array("q")
    for segment in document.segments:
        segments.extend((segment.start, segment.end, segment.raw_start, segment.raw_end))
    left_out = json.dumps([(each.start, each.end, each.rule) for each in document.left_out], ensure_ascii=False)
    locations = json.dumps([(each.start, each.kind, each.at) for each in document.locations], ensure_ascii=False)
    values = (
        *info_row(document.info),
        document.text,
        raw_text,
        segments.tobytes(),
        left_out,
        locations,
        document.boxes,
    )
    return (*values, checksum(values))


def read_document(row: Row) -> Document:
    """Read :data:`DOCUMENT_COLUMNS`.

    :raises AlteredRowError: when the row is not what was written.
    """
    *values, expected = row
    if checksum(values) != expected:
        raise AlteredRowError(f"article {values[1]!r}")
    text, raw_text, packed, left_out, locations, boxes = values[INFO_WIDTH:]
    numbers = array("q")
    numbers.frombytes(packed)
    segments = tuple(Segment(*numbers[i : i + 4]) for i in range(0, len(numbers), 4))
    return Document(
        info=read_info(row),
        text=text,
        raw_text=text if raw_text is None else raw_text,
        segments=segments,
        left_out=tuple(LeftOut(*each) for each in json.loads(left_out)),
        locations=tuple(Location(start, LocationKind(kind), tuple(at)) for start, kind, at in json.loads(locations)),
        boxes=boxes,
    )


def read_info(row: Row) -> DocumentInfo:
    """Read :data:`INFO_COLUMNS` from the front of a row."""
    return DocumentInfo(*row[:INFO_WIDTH])


def audit_fact(audit: Audit) -> str:
    """Write an audit as a fact."""
    doubts = [(each.start, each.end, each.read, each.other) for each in audit.doubts]
    return json.dumps({"compared": audit.compared, "doubts": doubts}, ensure_ascii=False)


def read_audit(fact: str | None) -> Audit | None:
    """Read the fact, if there is one."""
    if fact is None:
        return None
    known = json.loads(fact)
    return Audit(known["compared"], tuple(Doubt(*each) for each in known["doubts"]))


def head_row(info: DocumentInfo, entry: Entry, *, removed: int | None) -> Row:
    """Return the values of :data:`HEAD_COLUMNS`.

    :param removed: the change that took the version out, if one did.
    """
    where = (entry.origin, entry.content, entry.added, entry.first_number, entry.end_number, entry.version)
    values = (*info_row(info), *where, removed)
    return (*values, checksum(values))


def head_of(row: Row) -> tuple[DocumentInfo, Entry]:
    """Read :data:`HEAD_COLUMNS` from the front of a row, altered or not."""
    info = read_info(row)
    origin, content, added, first, end, version, _removed, _checksum = row[INFO_WIDTH:HEAD_WIDTH]
    return info, Entry(version, info.doc_id, info.file, origin, content, added, first, end)


def read_head(row: Row) -> tuple[DocumentInfo, Entry]:
    """Read :data:`HEAD_COLUMNS` from the front of a row.

    :raises AlteredRowError: when the row is not what was written.
    """
    *values, expected = row[:HEAD_WIDTH]
    if checksum(values) != expected:
        raise AlteredRowError(f"what is known about article {values[1]!r}")
    return head_of(row)


def passage_row(passage: Passage, *, number: int, version: int) -> Row:
    """Return the values of :data:`PASSAGE_COLUMNS`.

    :param number: unique in the database, never given twice.
    :param version: the document version it belongs to.
    """
    words = (passage.passage_id, passage.start, passage.end, passage.text, passage.kind.value, passage.heading)
    values = (number, version, *words)
    return (*values, checksum(values))


def read_passage(row: Row, *, doc_id: str = "") -> Passage:
    """Read :data:`PASSAGE_COLUMNS` from the front of a row.

    :raises AlteredRowError: when the row is not what was written.
    """
    *values, expected = row[:PASSAGE_WIDTH]
    if checksum(values) != expected:
        raise AlteredRowError(f"passage {values[2]!r}")
    _number, _version, passage_id, start, end, text, kind, heading = values
    return Passage(
        passage_id=passage_id,
        doc_id=doc_id,
        start=start,
        end=end,
        text=text,
        kind=PassageKind(kind),
        heading=heading,
    )


def vector_row(number: int, encoder: str, vector: bytes) -> Row:
    """Return the values of :data:`VECTOR_COLUMNS`."""
    return number, encoder, vector, checksum((number, encoder, vector))


def read_vector(row: Row) -> tuple[int, bytes]:
    """Read :data:`VECTOR_COLUMNS`: the passage's number and its fp16 vector.

    :raises AlteredRowError: when the row is not what was written.
    """
    number, encoder, vector, expected = row
    if checksum((number, encoder, vector)) != expected:
        raise AlteredRowError(f"the vector of passage number {number}")
    return number, vector


def checksum(values: Sequence[Any]) -> bytes:
    """Return 8 bytes that change when any value does."""
    digest = blake2b(digest_size=8)
    for value in values:
        part = value if isinstance(value, bytes) else f"{type(value).__name__}:{value}".encode()
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.digest()


def info_row(info: DocumentInfo) -> Row:
    """Return the values of :data:`INFO_COLUMNS`."""
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
