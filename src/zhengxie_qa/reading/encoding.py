"""Questions and windows as arrays of numbers, the form in which training and inference hand them to the network."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from zhengxie_qa.reading.features import match_features
from zhengxie_qa.reading.views import PassageView, QuestionCode, QuestionView
from zhengxie_qa.reading.vocabulary import Floats, Integers, Vocabulary
from zhengxie_qa.text.normalise import fold

VECTOR_LENGTH = 5.0
"""Word vectors enter the network at this length."""

_CODES = tuple(QuestionCode)


@dataclass(frozen=True, slots=True)
class WindowArrays:
    """A window of n characters: ids, word ids, place in the word, part of speech, ``(n, features)`` of the match."""

    ids: Integers
    words: Integers
    boundaries: Integers
    parts: Integers
    features: npt.NDArray[np.floating]

    def slice(self, start: int, end: int) -> "WindowArrays":
        """Return characters ``start`` to ``end``."""
        part = slice(start, end)
        return WindowArrays(
            self.ids[part], self.words[part], self.boundaries[part], self.parts[part], self.features[part]
        )


@dataclass(frozen=True, slots=True)
class QuestionArrays:
    """A question of m characters; ``flags`` is ``(m, 2)``: part of the asking word, word found in the title."""

    ids: Integers
    words: Integers
    boundaries: Integers
    parts: Integers
    flags: Floats
    code: int


def encode_window(question: QuestionView, passage: PassageView, vocabulary: Vocabulary) -> WindowArrays:
    """Encode a window for one question."""
    characters = passage.characters
    features = match_features(question, passage, vocabulary)
    return WindowArrays(characters.ids, characters.words, characters.boundaries, characters.parts, features)


def encode_question(question: QuestionView, title: str) -> QuestionArrays:
    """Encode a question asked of a document called ``title`` (with its year and place, where known)."""
    flags = np.zeros((len(question.text), 2), np.float32)
    flags[question.asking[0] : question.asking[1], 0] = 1
    named = fold(title)
    for start, end in question.word_spans:
        if question.content[start:end].any() and question.text[start:end] in named:
            flags[start:end, 1] = 1
    characters = question.characters
    return QuestionArrays(
        characters.ids, characters.words, characters.boundaries, characters.parts, flags, _CODES.index(question.code)
    )
