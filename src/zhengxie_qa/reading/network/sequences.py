"""Question, title and window as one sequence of pieces, the form in which training and inference feed the network."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from zhengxie_qa.reading.network.pieces import END, START, PieceRun

_LONGEST_QUESTION: Final = 64
_LONGEST_TITLE: Final = 32
LONGEST: Final = 500
"""Pieces of a sequence; what a longer window has beyond it is not read."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """``<s> question </s> title </s> window </s>``: its pieces, and where the window's stand in it.

    :param first: position of the window's first piece; it has ``count`` of them.
    """

    ids: npt.NDArray[np.int64]
    first: int
    count: int


def sequence(question: PieceRun, title: PieceRun, window: PieceRun) -> Sequence:
    """Lay a question, what names its document, and a window out for the network."""
    asked, named = question.ids[:_LONGEST_QUESTION].tolist(), title.ids[:_LONGEST_TITLE].tolist()
    head = [START, *asked, END, *named, END]
    count = min(len(window.ids), LONGEST - len(head) - 1)
    return Sequence(np.array([*head, *window.ids[:count].tolist(), END], np.int64), len(head), count)
