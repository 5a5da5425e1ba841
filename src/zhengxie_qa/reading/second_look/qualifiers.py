"""Whether words beside a span single out what the question asks for: new or cumulative, per head, planned, a part.

A near miss is often the right thing with another of these words: a list, ``qualifiers.tsv``. What their agreement
is worth is learnt by ``training.reader``.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from zhengxie_qa.question.question import Question
from zhengxie_qa.reading.network.proposals import Proposal
from zhengxie_qa.reading.network.windows import ReadingWindow
from zhengxie_qa.reading.second_look.vocabulary import Floats, Integers
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.word_lists import rows

_LIST: Final = rows(Path(__file__).with_name("qualifiers.tsv"))
_SAID: Final = tuple(re.compile(chinese) for _, chinese, _ in _LIST)
_ASKED: Final = tuple(re.compile(rf"\b(?:{english})\b") for _, _, english in _LIST)
QUALIFIER_FEATURES: Final = tuple(f"qualifier_{name}" for name, _, _ in _LIST)
"""The columns of :meth:`Qualifiers.rows`: 1 where question and clause both say it, 0 where neither does, -1 where the
clause alone does, -2 where the question alone does, -1.5 where the rest of the sentence does."""
_REACH: Final = 8
"""Characters before the clause that still belong to it, as 其中: does."""


class Qualifiers:
    """The qualifying words of one question, and those around spans read for it."""

    def __init__(self, question: Question, windows: Sequence[ReadingWindow]) -> None:
        """Look for the words in the question, in either language."""
        chinese, asked = fold(question.chinese), fold(question.text)
        self._asked = np.array(
            [bool(said.search(chinese) or english.search(asked)) for said, english in zip(_SAID, _ASKED, strict=True)]
        )
        self._views = [window.view for window in windows]
        self._known: dict[tuple[int, int], Floats] = {}

    def rows(self, proposals: Sequence[Proposal]) -> Floats:
        """Describe spans, shape ``(len(proposals), len(QUALIFIER_FEATURES))``."""
        rows = [self._row(proposal.window, proposal.span.start) for proposal in proposals]
        return np.array(rows, np.float32).reshape(len(proposals), len(QUALIFIER_FEATURES))

    def _row(self, window: int, position: int) -> Floats:
        """Compare the clause that a span begins in; all its spans share a row."""
        view = self._views[window]
        key = window, int(view.clauses[position])
        if key not in self._known:
            clause = _bounds(view.clauses, position)
            sentence = _bounds(view.sentences, position)
            near = _said(view.text[max(sentence[0], clause[0] - _REACH) : clause[1]])
            around = _said(view.text[slice(*sentence)])
            alone = np.where(around, -1.5, -2.0)
            agreed = np.where(near, np.where(self._asked, 1.0, -1.0), np.where(self._asked, alone, 0.0))
            self._known[key] = agreed.astype(np.float32)
        return self._known[key]


def _bounds(numbers: Integers, position: int) -> tuple[int, int]:
    """Where the numbered stretch around a position begins and ends."""
    number = numbers[position]
    return int(np.searchsorted(numbers, number)), int(np.searchsorted(numbers, number, side="right"))


def _said(text: str) -> npt.NDArray[np.bool_]:
    return np.array([pattern.search(text) is not None for pattern in _SAID])
