"""Word lists in files: rows of tab-separated columns, beside the module that owns them.

Lines that begin with ``#`` say what a file holds. A list stands in one file only; modules that differ in what they take
from it name their part of it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

Rows = tuple[tuple[str, ...], ...]


@lru_cache(maxsize=32)
def rows(path: Path) -> Rows:
    """Read the rows of a file, in order."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


def rows_of(path: Path, part: str) -> Rows:
    """The rows whose first column names a part of the file, without that column."""
    return tuple(columns[1:] for columns in rows(path) if columns[0] == part)


def pairs_of(path: Path, part: str) -> dict[str, str]:
    """Read a part of two columns: the first is looked up."""
    return {first: second for first, second, *_ in rows_of(path, part)}


def listed(path: Path, part: str) -> tuple[str, ...]:
    """The words of a file whose second column names, among others, a part of it; longest first."""
    found = {word for word, parts in rows(path) if part in parts.split()}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def any_of(words: Iterable[str]) -> str:
    """The alternation of words, taken as they are written and the longest first."""
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))})"
