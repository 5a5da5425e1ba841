"""The English → Chinese word lists that ship, opened in a few hundredths of a second and looked up by phrase.

``glossary.tsv`` is ours and comes first; ``lexicon.tsv`` is made by ``training.lexicon``. ``NOTICE`` beside them names
their licences.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from zhengxie_qa.bundled import MODELS
from zhengxie_qa.errors import ModelError
from zhengxie_qa.question.translation.rendering import base_forms, english_words

LONGEST_PHRASE = 8
"""Words in the longest key that is tried."""
SECOND_RENDERING = 0.7
"""Weight of a glossary term's further renderings; the first has 1."""


class Rendering(NamedTuple):
    """Chinese words for something English; the weights of one word's renderings say how likely each is, at most 1."""

    text: str
    weight: float


def lexicon_folder() -> Path:
    """Return the folder of the shipped word lists."""
    return MODELS / "lexicon"


def glossary_path() -> Path:
    """Return our own list of term pairs."""
    return lexicon_folder() / "glossary.tsv"


class Lexicon:
    """Phrases and words with their Chinese renderings."""

    def __init__(self, folder: Path) -> None:
        """Open the word lists.

        :raises ModelError: if one of the two files is missing or is not UTF-8.
        """
        try:
            glossary = (folder / "glossary.tsv").read_text(encoding="utf-8")
            learnt = (folder / "lexicon.tsv").read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ModelError(
                f"The word lists in {folder} cannot be read ({error}). Install the package again."
            ) from error
        self._glossary: dict[str, list[str]] = {}
        for line in glossary.splitlines():
            if line and not line.startswith("#"):
                english, _, chinese = line.partition("\t")
                self._glossary.setdefault(" ".join(english_words(english)), []).append(chinese)
        self._learnt = dict(line.split("\t", 1) for line in learnt.splitlines() if "\t" in line)

    def term(self, words: Sequence[str]) -> list[Rendering]:
        """Look a phrase up in our glossary; empty if it is not there."""
        for key in _keys(words):
            if key in self._glossary:
                first, *others = self._glossary[key]
                return [Rendering(first, 1.0), *(Rendering(other, SECOND_RENDERING) for other in others)]
        return []

    def learnt(self, words: Sequence[str]) -> list[Rendering]:
        """Look a phrase or word up in the learnt lexicon, best first; empty if it is not there."""
        for key in _keys(words):
            if key in self._learnt:
                columns = self._learnt[key].split(" ")
                return [
                    Rendering(text, int(share) / 100) for text, share in zip(columns[::2], columns[1::2], strict=True)
                ]
        return []


def _keys(words: Sequence[str]) -> list[str]:
    """List the keys under which a phrase may stand: as written, its last word in base form, all words in base form."""
    if not words:
        return []
    opening = " ".join(words[:-1])
    keys = [f"{opening} {form}".strip() for form in base_forms(words[-1])]
    if len(words) > 1:
        first_bases = [base_forms(word)[-1] for word in words[:-1]]
        keys += [" ".join([*first_bases, form]) for form in base_forms(words[-1])]
        keys += [" ".join([base, *words[1:]]) for base in base_forms(words[0])[1:]]
    return list(dict.fromkeys(keys))


@lru_cache(maxsize=1)
def bundled_lexicon() -> Lexicon:
    """Open the shipped word lists once."""
    return Lexicon(lexicon_folder())
