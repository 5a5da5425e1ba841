"""What a list of the collection tells of each document beside its name: counted in the database, no text is read.

Counts are shown and nothing is built on them, so they are not under the checksum of the words.
"""

# ruff: noqa: S608 - the SQL is put together from constants of this package only; values are always bound

from collections.abc import Iterable
from typing import Final

from zhengxie_qa.corpus.load.parsed import UNREAD_PAGE
from zhengxie_qa.index.store.corrections import PREFIX, Correction
from zhengxie_qa.index.store.database import AS_OF, Database
from zhengxie_qa.index.store.rows import AUDIT, Entry
from zhengxie_qa.location import LocationKind
from zhengxie_qa.types import DocumentInfo, Holding

_PAGE, _SCAN = LocationKind.PAGE.value, LocationKind.SCAN.value
COUNTS: Final = f"""
SELECT version, length(text), json_array_length(left_out),
    (SELECT count(*) FROM json_each(left_out) WHERE json_extract(value, '$[2]') = ?),
    (SELECT count(DISTINCT json_extract(value, '$[2][0]')) FROM json_each(locations)
        WHERE json_extract(value, '$[1]') = ?),
    (SELECT max(json_extract(value, '$[2][0]')) FROM json_each(locations) WHERE json_extract(value, '$[1]') IN (?, ?)),
    json_extract(value, '$.compared'), coalesce(json_array_length(value, '$.doubts'), 0)
FROM documents LEFT JOIN facts ON name = ? || version WHERE {AS_OF}
"""


def holdings(database: Database, heads: Iterable[tuple[DocumentInfo, Entry]], seq: int) -> list[Holding]:
    """Return the documents of a change with their counts, in the order given.

    :param heads: of the documents as of ``seq``.
    """
    rows = database.rows(COUNTS, (UNREAD_PAGE, _SCAN, _SCAN, _PAGE, AUDIT, seq, seq))
    counts = {version: rest for version, *rest in rows}
    facts = database.rows("SELECT name, value FROM facts WHERE name GLOB ?", (PREFIX + "*",))
    originals = {name.removeprefix(PREFIX): Correction.loads(value).original for name, value in facts}
    return [_holding(info, entry, *counts[entry.version], original=originals.get(info.doc_id)) for info, entry in heads]


def _holding(
    info: DocumentInfo,
    entry: Entry,
    characters: int,
    left_out: int,
    unread: int,
    scanned: int,
    pages: int | None,
    figures: int | None,
    doubts: int,
    *,
    original: DocumentInfo | None,
) -> Holding:
    passages = entry.end_number - entry.first_number
    counted = (passages, characters, pages, unread, scanned, left_out, entry.uploaded)
    return Holding(info, *counted, original, figures, doubts)
