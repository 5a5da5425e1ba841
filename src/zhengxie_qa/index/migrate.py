"""Databases of older formats, brought up to date in one transaction. Their words are kept; nothing is read again.

Format 1 had no checksum over what is known about a document, over a passage's number, or over vectors. What its own
checksums confirm gets the new ones; what they don't stays without and is reported as damaged like any altered row.
Vectors are dropped: the next build encodes the passages again.
"""

# ruff: noqa: S608 - the SQL is put together from constants of this package only; values are always bound

from zhengxie_qa.index.database import OLDER_FORMATS, VECTORS_TABLE, Database
from zhengxie_qa.index.rows import (
    DOCUMENT_COLUMNS,
    HEAD_COLUMNS,
    PASSAGE_COLUMNS,
    checksum,
    head_of,
    head_row,
)

_NOTHING_LEFT_OUT = "[]"


def bring_up_to_format(database: Database) -> None:
    """Turn format 1 into format 2; does nothing when another process has just done it."""
    with database.transaction():
        if database.format() not in OLDER_FORMATS:
            return
        database.write(f"ALTER TABLE documents ADD COLUMN left_out TEXT NOT NULL DEFAULT '{_NOTHING_LEFT_OUT}'")
        database.write("ALTER TABLE documents ADD COLUMN head_checksum BLOB NOT NULL DEFAULT x''")
        for (version,) in database.rows("SELECT version FROM documents"):
            _confirm_document(database, version)
            _confirm_passages(database, version)
        database.write("DROP TABLE vectors")
        database.write(VECTORS_TABLE)
        database.write("PRAGMA user_version = 2")


def _confirm_document(database: Database, version: int) -> None:
    where = "FROM documents WHERE version = ?"
    ((*values, left_out, confirmed),) = database.rows(f"SELECT {DOCUMENT_COLUMNS} {where}", (version,))
    if checksum(values) != confirmed:
        return
    (row,) = database.rows(f"SELECT {HEAD_COLUMNS} {where}", (version,))
    *_, removed, _ = row
    checksums = (checksum((*values, left_out)), head_row(*head_of(row), removed=removed)[-1])
    database.write(
        "UPDATE documents SET document_checksum = ?, head_checksum = ? WHERE version = ?", (*checksums, version)
    )


def _confirm_passages(database: Database, version: int) -> None:
    rows = database.rows(f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE version = ?", (version,))
    confirmed = [(checksum(values), values[0]) for *values, known in rows if checksum(values[2:]) == known]
    database.write_many("UPDATE passages SET passage_checksum = ? WHERE number = ?", confirmed)
