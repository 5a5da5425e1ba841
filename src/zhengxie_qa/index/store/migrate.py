"""Databases of older formats, brought up to date in one transaction. Their words are kept; nothing is read again.

Format 1 had no checksum over what is known about a document, over a passage's number, or over vectors. What its own
checksums confirm gets the new ones; what they don't stays without and is reported as damaged like any altered row.
Vectors are dropped: the next build encodes the passages again. Format 2 did not say where in a file words stand, format
3 not where on a scanned page characters do.
"""

# ruff: noqa: S608 - the SQL is put together from constants of this package only; values are always bound

from zhengxie_qa.index.store.database import FORMAT, OLDER_FORMATS, VECTORS_TABLE, Database
from zhengxie_qa.index.store.rows import DOCUMENT_COLUMNS, HEAD_COLUMNS, PASSAGE_COLUMNS, checksum, head_of, head_row

_COLUMNS = (
    "left_out TEXT NOT NULL DEFAULT '[]'",
    "locations TEXT NOT NULL DEFAULT '[]'",
    "boxes BLOB NOT NULL DEFAULT x''",
)
"""The last columns of a document's words before the checksum. Each format brought one: format 1 lacks them all."""


def bring_up_to_format(database: Database) -> None:
    """Turn an older format into this one; does nothing when another process has just done it."""
    with database.transaction():
        found = database.format()
        if found not in OLDER_FORMATS:
            return
        lacking = _COLUMNS[found - 1 :]
        for column in lacking:
            database.write(f"ALTER TABLE documents ADD COLUMN {column}")
        versions = [version for (version,) in database.rows("SELECT version FROM documents")]
        confirmed = [version for version in versions if _confirm_words(database, version, lacking=len(lacking))]
        if found == 1:
            database.write("ALTER TABLE documents ADD COLUMN head_checksum BLOB NOT NULL DEFAULT x''")
            for version in confirmed:
                _confirm_head(database, version)
            for version in versions:
                _confirm_passages(database, version)
            database.write("DROP TABLE vectors")
            database.write(VECTORS_TABLE)
        database.write(f"PRAGMA user_version = {FORMAT}")


def _confirm_words(database: Database, version: int, *, lacking: int) -> bool:
    """Give a document's words the new checksum if the old one, over all but the last columns, confirms them."""
    sql = f"SELECT {DOCUMENT_COLUMNS} FROM documents WHERE version = ?"
    ((*values, known),) = database.rows(sql, (version,))
    if checksum(values[:-lacking]) != known:
        return False
    database.write("UPDATE documents SET document_checksum = ? WHERE version = ?", (checksum(values), version))
    return True


def _confirm_head(database: Database, version: int) -> None:
    """Give what is known about a document, which its words' checksum covered too, one of its own."""
    (row,) = database.rows(f"SELECT {HEAD_COLUMNS} FROM documents WHERE version = ?", (version,))
    *_, removed, _ = row
    new = head_row(*head_of(row), removed=removed)[-1]
    database.write("UPDATE documents SET head_checksum = ? WHERE version = ?", (new, version))


def _confirm_passages(database: Database, version: int) -> None:
    rows = database.rows(f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE version = ?", (version,))
    confirmed = [(checksum(values), values[0]) for *values, known in rows if checksum(values[2:]) == known]
    database.write_many("UPDATE passages SET passage_checksum = ? WHERE number = ?", confirmed)
