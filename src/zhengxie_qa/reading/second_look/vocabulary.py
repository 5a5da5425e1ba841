"""What the reading network knows of characters and words: ids, parts of speech, rarity and word vectors.

Built once by ``training.reader.vectors`` and saved as one ``.npz``; looking words up is all that happens here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from zhengxie_qa.errors import ModelError
from zhengxie_qa.text.surnames import COMMON_SURNAMES
from zhengxie_qa.text.words import Word

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]

FORMAT = 1
PADDING, UNKNOWN = 0, 1
"""The first two ids of characters and of words; known ones follow."""

PARTS_OF_SPEECH = (
    *("mark", "other", "person", "place", "organisation", "name", "number", "time", "noun", "verb", "adjective"),
    *("adverb", "preposition", "particle", "pronoun", "locative", "measure", "latin"),
)
_PART_OF_TAG = {
    "nr": "person",
    "nrt": "person",
    "nrfg": "person",
    "ns": "place",
    "nt": "organisation",
    "nz": "name",
    "j": "name",
    "m": "number",
    "mq": "number",
    "t": "time",
    "n": "noun",
    "v": "verb",
    "a": "adjective",
    "d": "adverb",
    "p": "preposition",
    "c": "preposition",
    "u": "particle",
    "r": "pronoun",
    "f": "locative",
    "q": "measure",
    "i": "noun",
    "l": "noun",
    "s": "place",
    "b": "adjective",
    "eng": "latin",
}
_DIGITS = str.maketrans("123456789", "000000000")
_UNKNOWN_RARITY = 9.0


@dataclass(frozen=True, slots=True)
class Characters:
    """One text as the network sees it, per character; all arrays have its length.

    ``boundaries`` is 0 at a word's first character, 1 inside, 2 at its last, 3 for a word of one character or a mark.
    """

    ids: Integers
    words: Integers
    boundaries: Integers
    parts: Integers
    rarity: Floats


def word_key(word: str) -> str:
    """Return the form under which a folded word is known: every digit is 0."""
    return word.translate(_DIGITS)


def part_of_tag(tag: str) -> int:
    """Return the index in :data:`PARTS_OF_SPEECH` of a jieba tag such as ``nr``."""
    name = _PART_OF_TAG.get(tag) or _PART_OF_TAG.get(tag[:1], "other")
    return PARTS_OF_SPEECH.index(name)


@dataclass(frozen=True)
class Vocabulary:
    """Characters and words with what is known of each; ids 0 and 1 stand for padding and for unknown ones.

    :param rarity: per known character, ``log(N / n)`` over sentences.
    :param parts: per known word, an index into :data:`PARTS_OF_SPEECH`.
    :param vectors: int8, shape ``(known words + 2, dim)``; times 1/127 they are of length at most one.
    """

    characters: tuple[str, ...]
    rarity: Floats
    words: tuple[str, ...]
    parts: npt.NDArray[np.int8]
    vectors: npt.NDArray[np.int8]

    @cached_property
    def _character_ids(self) -> dict[str, int]:
        return {character: index + 2 for index, character in enumerate(self.characters)}

    @cached_property
    def _word_ids(self) -> dict[str, int]:
        return {word: index + 2 for index, word in enumerate(self.words)}

    @cached_property
    def directions(self) -> Floats:
        """The word vectors at unit length, float32; the rows of padding and of unknown words are zero."""
        rows = self.vectors.astype(np.float32)
        directions: Floats = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
        return directions

    def encode(self, folded: str, words: Sequence[Word]) -> Characters:
        """Look up every character of a folded text and the word that it belongs to."""
        size, known = len(folded), self._character_ids
        ids = np.fromiter((known.get(character, UNKNOWN) for character in folded), np.int32, size)
        word_ids, boundaries, parts = np.ones(size, np.int32), np.full(size, 3, np.int32), np.zeros(size, np.int32)
        for text, start, end in words:
            index = self._word_ids.get(word_key(text), UNKNOWN)
            word_ids[start:end] = index
            parts[start:end] = self._part(text, index)
            if end - start > 1:
                boundaries[start:end] = 1
                boundaries[start], boundaries[end - 1] = 0, 2
        rarity = np.concatenate([np.full(2, _UNKNOWN_RARITY, np.float32), self.rarity])[ids] / _UNKNOWN_RARITY
        return Characters(ids, word_ids, boundaries, parts, rarity.astype(np.float32))

    def _part(self, word: str, index: int) -> int:
        if index != UNKNOWN:
            return int(self.parts[index - 2])
        if word[0].isdigit():
            return PARTS_OF_SPEECH.index("number")
        if word.isascii():
            return PARTS_OF_SPEECH.index("latin")
        likely_name = len(word) in (2, 3) and word[0] in COMMON_SURNAMES
        return PARTS_OF_SPEECH.index("person" if likely_name else "other")

    def save(self, path: Path) -> None:
        """Write everything to one ``.npz``."""
        np.savez_compressed(
            path,
            format=np.array(FORMAT),
            characters=_packed(self.characters),
            rarity=self.rarity.astype(np.float16),
            words=_packed(self.words),
            parts=self.parts,
            vectors=self.vectors,
        )

    @classmethod
    def load(cls, path: Path) -> "Vocabulary":
        """Read a vocabulary back.

        :raises ModelError: when the file is missing, of another format or damaged.
        """
        try:
            with np.load(path) as file:
                if int(file["format"]) != FORMAT:
                    found = int(file["format"])
                    raise ModelError(f"{path} has vocabulary format {found}, not {FORMAT}; install the reader anew.")
                return cls(
                    characters=_unpacked(file["characters"]),
                    rarity=file["rarity"].astype(np.float32),
                    words=_unpacked(file["words"]),
                    parts=file["parts"],
                    vectors=file["vectors"],
                )
        except (OSError, KeyError, ValueError) as error:
            raise ModelError(f"{path} is no reader's vocabulary ({error}); install the reader anew.") from error


def _packed(strings: Sequence[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(strings).encode("utf-8"), np.uint8)


def _unpacked(packed: npt.NDArray[np.uint8]) -> tuple[str, ...]:
    return tuple(packed.tobytes().decode("utf-8").split("\n")) if packed.size else ()
