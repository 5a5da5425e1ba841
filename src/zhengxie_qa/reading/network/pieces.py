"""A text as pieces of words, the tokens of the pretrained body, with the characters that each stands for.

A unigram model (Kudo 2018) cuts each word apart on its own, so that no piece reaches over the edge of a word: a span
that begins and ends with words begins and ends with pieces. Marks are pieces by themselves; white space is none, but
a line break is. Case is kept, everything else is folded as :func:`text.normalise.fold` folds it.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from zhengxie_qa.errors import ModelError
from zhengxie_qa.text.normalise import fold, legible
from zhengxie_qa.text.words import words

START, PAD, END, UNKNOWN = 0, 1, 2, 3
"""Ids of the marks around a sequence, of padding, and of what is in no piece."""
SPACE: Final = "▁"
"""Stands before a Latin word that follows white space; alone, for a line break."""
_CACHED_WORDS: Final = 50_000
_QUOTES: Final = frozenset("“”‘’")


@dataclass(frozen=True, slots=True)
class PieceRun:
    """A text of n pieces: their ids, and the characters ``[starts[i], ends[i])`` that each stands for."""

    ids: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]


class Pieces:
    """The pieces of a body and the way a text is cut into them."""

    def __init__(self, scored: Sequence[tuple[str, float]]) -> None:
        """Take pieces with their log-probabilities, in the order of their ids."""
        from tokenizers import Tokenizer
        from tokenizers.models import Unigram

        self._cutter: Any = Tokenizer(Unigram(list(scored), UNKNOWN, False))
        self._words: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {}

    @classmethod
    def load(cls, path: Path) -> "Pieces":
        """Read what :func:`save_pieces` wrote.

        :raises ModelError: when the file is missing or not such a file.
        """
        try:
            return cls([(piece, float(score)) for piece, score in json.loads(path.read_text(encoding="utf-8"))])
        except (OSError, ValueError, TypeError) as error:
            raise ModelError(f"{path} is not a list of pieces ({error}); install the reader anew.") from error

    def cut(self, text: str) -> PieceRun:
        """Cut a text into pieces; what no one can read belongs to none."""
        read = legible(text)
        run = self._cut(read.text)
        if read.whole:
            return run
        spans = [read.span(start, max(start + 1, end)) for start, end in zip(run.starts, run.ends, strict=True)]
        starts, ends = (
            (np.array(side, np.int64) for side in zip(*spans, strict=True)) if spans else (run.starts, run.ends)
        )
        return PieceRun(run.ids, starts, np.where(run.ends > run.starts, ends, starts))

    def _cut(self, text: str) -> PieceRun:
        ids: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        for word, begin, virtual in _stretches(text):
            known = self._known(word)
            position = begin - virtual
            for piece, length in zip(*known, strict=True):
                ids.append(piece)
                starts.append(max(begin, position))
                position += length
                ends.append(position)
        return PieceRun(np.array(ids, np.int64), np.array(starts, np.int64), np.array(ends, np.int64))

    def _known(self, word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        known = self._words.get(word)
        if known is None:
            encoded = self._cutter.encode(word, add_special_tokens=False)
            lengths = tuple(end - start for start, end in encoded.offsets)
            known = tuple(encoded.ids), lengths
            if len(self._words) >= _CACHED_WORDS:
                self._words = {}
            self._words[word] = known
        return known


def save_pieces(path: Path, scored: Iterable[tuple[str, float]]) -> None:
    """Write pieces with their log-probabilities, in the order of their ids."""
    path.write_text(json.dumps(list(scored), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _stretches(text: str) -> Iterable[tuple[str, int, int]]:
    """Yield ``(what to cut, where it begins, how many characters of it are not in the text)``."""
    plain = _plain(text)
    done = 0
    for word in words(text):
        yield from _marks(plain, done, word.start)
        piece = plain[word.start : word.end]
        spaced = piece[0].isascii() and piece[0].isalpha() and (word.start == 0 or plain[word.start - 1].isspace())
        yield (SPACE + piece if spaced else piece), word.start, int(spaced)
        done = word.end
    yield from _marks(plain, done, len(plain))


def _marks(plain: str, start: int, end: int) -> Iterable[tuple[str, int, int]]:
    for position in range(start, end):
        character = plain[position]
        if character == "\n":
            yield SPACE, position, 0
        elif not character.isspace():
            yield character, position, 0


def _plain(text: str) -> str:
    """Fold all but the case of Latin letters and the direction of quotation marks."""
    return "".join(
        own if own in _QUOTES or (own.isascii() and own.isalpha()) else folded
        for own, folded in zip(text, fold(text), strict=True)
    )
