"""An editable dictionary of words that mean the same: everyday wording, abbreviation, official wording.

A UTF-8 file of two columns, separated by a tab or a comma; empty lines and lines that begin with ``#`` are skipped::

    医保	医疗保险
    活…岁	人均预期寿命

The left column is what people write, the right one what reports write. A question with the left is also searched by
the right; the other way round only where the left abbreviates the right (医保 stands in 医疗保险, in order) or is
Latin (CPI), since official terms do not become clearer by everyday words. ``…`` in the left column stands for up to
six characters. A file that changes on disk is read again before the next look-up. This module knows nothing of word
weights or indexes.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from zhengxie_qa.bundled import MODELS
from zhengxie_qa.errors import SettingError
from zhengxie_qa.text.normalise import fold

GAP = "…"
LONGEST_GAP = 6
LONGEST_TERM = 30
_SEPARATOR = re.compile(r"\t+|[,，]")
_SHOWN_PROBLEMS = 5


@dataclass(frozen=True, slots=True)
class Synonym:
    """A stretch ``[start, end)`` of the query and what else it may be called."""

    start: int
    end: int
    term: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that cannot be used."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """Write as ``file:line: message``."""
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The pairs of one or more files, ready for look-up."""

    pairs: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...] = ()

    def merged(self, other: "Dictionary") -> "Dictionary":
        """Join two dictionaries."""
        return Dictionary((*self.pairs, *other.pairs), (*self.problems, *other.problems))


def default_path() -> Path:
    """Return the dictionary that ships with the product."""
    return MODELS / "lexicon" / "synonyms.tsv"


@lru_cache(maxsize=1)
def bundled_pairs() -> tuple[tuple[str, str], ...]:
    """Return the pairs that ship, everyday wording first."""
    return read_dictionary(default_path()).pairs


def parse_dictionary(text: str, *, file: str) -> Dictionary:
    """Read the lines of a dictionary; bad lines become problems, good ones are kept.

    :param file: name to show in problems.
    """
    pairs, problems = [], []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        content = line.strip()
        if not content or content.startswith("#"):
            continue
        columns = [column.strip() for column in _SEPARATOR.split(content)]
        message = _complaint(columns)
        if message:
            problems.append(Problem(file, number, message))
        else:
            pairs.append((columns[0], columns[1]))
    return Dictionary(tuple(dict.fromkeys(pairs)), tuple(problems))


def _complaint(columns: Sequence[str]) -> str | None:
    """Say what is wrong with a line's columns, None if nothing is."""
    if len(columns) != 2:
        return f"expected two columns separated by a tab or a comma, found {len(columns)}"
    if not all(columns):
        return "one of the two columns is empty"
    if max(map(len, columns)) > LONGEST_TERM:
        return f"a term is longer than {LONGEST_TERM} characters"
    if GAP in columns[1]:
        return f"'{GAP}' may stand in the left column only"
    if len(columns[0].replace(GAP, "")) < 2:
        return "the left column needs at least two characters"
    if fold(columns[0]) == fold(columns[1]):
        return "both columns say the same"
    return None


def read_dictionary(path: Path) -> Dictionary:
    """Read a dictionary file.

    :raises SettingError: if the file cannot be opened or is not UTF-8.
    """
    try:
        return parse_dictionary(path.read_text(encoding="utf-8"), file=path.name)
    except OSError as error:
        raise SettingError(
            f"The synonym dictionary {path} cannot be read ({error.strerror}). Check the path."
        ) from error
    except UnicodeDecodeError as error:
        raise SettingError(f"The synonym dictionary {path} is not UTF-8 text. Save it as UTF-8.") from error


class Synonyms:
    """Look-up in the bundled dictionary and, on top, an office's own file, which is watched for changes."""

    def __init__(self, own: Path | None = None, *, bundled: bool = True) -> None:
        """Load the dictionaries.

        :param own: a file of the office; read again whenever it changes.
        :param bundled: whether the shipped pairs are used too.
        :raises SettingError: if ``own`` cannot be read, or names its bad lines by number.
        """
        self._own = own
        self._base = Dictionary(bundled_pairs() if bundled else ())
        self._stamp: tuple[int, int] | None = None
        self._problems: tuple[Problem, ...] = ()
        self._matcher = _Matcher(self._base.pairs)
        if own is not None:
            self._reload(own)
            if self._problems:
                shown = "; ".join(map(str, self._problems[:_SHOWN_PROBLEMS]))
                raise SettingError(f"{len(self._problems)} lines of the synonym dictionary cannot be used: {shown}.")

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Lines of the office's file that were left out at the last reload, and files that could not be read."""
        return self._problems

    def find(self, text: str) -> list[Synonym]:
        """List what else the words of a query may be called, in order of place, longest stretch first."""
        self._refresh()
        return self._matcher.find(text)

    def _refresh(self) -> None:
        """Read the office's file again if it changed; a file that became unreadable leaves the last good state."""
        if self._own is None or _stamp_of(self._own) == self._stamp:
            return
        try:
            self._reload(self._own)
        except SettingError as error:
            self._stamp = _stamp_of(self._own)
            self._problems = (Problem(self._own.name, 0, str(error)),)

    def _reload(self, own: Path) -> None:
        stamp = _stamp_of(own)
        loaded = read_dictionary(own)
        self._problems = loaded.problems
        self._matcher = _Matcher(self._base.merged(loaded).pairs)
        self._stamp = stamp  # last: another thread that sees it finds the new words too


def _stamp_of(path: Path) -> tuple[int, int] | None:
    """Return what changes when a file does: modification time and size; None if it is gone."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


class _Matcher:
    """All left and right columns as one pattern tree over folded text."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self._terms: dict[str, list[str]] = defaultdict(list)
        gapped: dict[str, list[str]] = defaultdict(list)
        for left, right in pairs:
            if GAP in left:
                gapped[fold(left)].append(right)
            else:
                self._add(left, right)
                if _abbreviates(left, right):
                    self._add(right, left)
        self._lengths = sorted({len(term) for term in self._terms}, reverse=True)
        self._gapped = [(_gap_pattern(left), tuple(rights)) for left, rights in gapped.items()]

    def _add(self, term: str, other: str) -> None:
        if len(term) >= 2 and other not in self._terms[fold(term)]:
            self._terms[fold(term)].append(other)

    def find(self, text: str) -> list[Synonym]:
        folded = fold(text)
        found = [
            Synonym(start, start + length, term)
            for length in self._lengths
            for start in range(len(folded) - length + 1)
            for term in self._at(folded, start, start + length)
        ]
        for pattern, rights in self._gapped:
            found += [Synonym(m.start(), m.end(), right) for m in pattern.finditer(folded) for right in rights]
        outer = [s for s in found if not any(_inside(s, other) for other in found)]
        unique = {(s.start, s.end, s.term): s for s in outer if fold(s.term) not in folded}
        return sorted(unique.values(), key=lambda s: (s.start, s.start - s.end))

    def _at(self, folded: str, start: int, end: int) -> Sequence[str]:
        """Return the counterparts of a stretch; a Latin term must not be part of a longer Latin word."""
        stretch = folded[start:end]
        others = self._terms.get(stretch, ())
        if others and _cuts_word(folded, start, end):
            return ()
        return others


def _abbreviates(left: str, right: str) -> bool:
    """Whether the left column is Latin or its characters all stand in the right one in the same order."""
    rest = iter(fold(right))
    return left.isascii() or all(character in rest for character in fold(left))


def _inside(inner: Synonym, outer: Synonym) -> bool:
    """Whether one stretch lies in a longer one: 收入 in 财政收入."""
    return outer.start <= inner.start and inner.end <= outer.end and outer.end - outer.start > inner.end - inner.start


def _gap_pattern(left: str) -> re.Pattern[str]:
    """Compile a left column with gaps; a gap stays within a clause."""
    gap = rf"[^，,。；;？?！!\n]{{0,{LONGEST_GAP}}}?"
    return re.compile(gap.join(re.escape(part) for part in left.split(GAP)))


def _cuts_word(text: str, start: int, end: int) -> bool:
    """Whether an edge of the stretch lies inside a run of Latin letters or digits."""

    def joined(left: int) -> bool:
        pair = text[left : left + 2]
        return left >= 0 and len(pair) == 2 and pair.isascii() and pair.isalnum()

    return joined(start - 1) or joined(end - 1)
