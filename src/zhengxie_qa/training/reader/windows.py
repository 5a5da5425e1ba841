"""Cutting contexts into windows to learn from: around the answer, beside it, and misleadingly near to it."""

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse  # type: ignore[import-untyped]

from zhengxie_qa.text.normalise import fold
from zhengxie_qa.training.reader.examples import Example

_SENTENCE_STARTS = re.compile(r"(?<=[。！？；\n])")
_SHORTEST_REST = 60
"""Characters that must be left of a window whose answer is taken out."""


@dataclass(frozen=True, slots=True)
class Window:
    """A slice of a context to be read for a question; ``gold`` is ``(start, end)`` within it, or ``None``."""

    question: str
    text: str
    title: str
    gold: tuple[int, int] | None
    example: Example


def cut(text: str, *, size: int) -> list[tuple[int, int]]:
    """Cover a text with slices of about ``size`` characters that begin and end with sentences where they can."""
    starts = [0, *(m.start() for m in _SENTENCE_STARTS.finditer(text) if 0 < m.start() < len(text))]
    slices, begin = [], 0
    while len(text) - begin > size * 4 // 3:
        inside = [s for s in starts if begin + size // 2 < s <= begin + size]
        end = inside[-1] if inside else begin + size
        slices.append((begin, end))
        begin = end
    if begin < len(text):
        slices.append((begin, len(text)))
    return slices


def around(example: Example, gold: tuple[int, int], *, size: int, chance: random.Random) -> Window | None:
    """Cut a window of at most ``size`` characters around a gold span, from a sentence start if possible."""
    start, end = gold
    text = example.context
    if end - start > size:
        return None
    first, last = max(0, end - size), min(start, max(0, len(text) - size))
    begin = chance.randint(min(first, last), max(first, last))
    inside = [m.end() for m in _SENTENCE_STARTS.finditer(text, max(0, begin - 60), start + 1) if m.end() <= start]
    begin = next((s for s in inside if s >= begin and s + size >= end), begin)
    piece = text[begin : begin + size]
    return Window(example.question, piece, example.title, (start - begin, end - begin), example)


def beside(example: Example, *, size: int, chance: random.Random) -> Window | None:
    """Cut another part of the same context that does not hold any accepted wording."""
    pieces = [example.context[a:b] for a, b in cut(example.context, size=size)]
    pieces = [p for p in pieces if len(p) > 60 and not any(wording in p for wording in example.accepted)]
    if not pieces:
        return None
    return Window(example.question, chance.choice(pieces), example.title, None, example)


def without_answer(window: Window, accepted: Sequence[str]) -> Window | None:
    """Take the sentence that answers out of a window: every name is still there, the answer is not.

    :param accepted: wordings of the answer; a window that says one of them elsewhere too is of no use.
    """
    if window.gold is None:
        return None
    start, end = window.gold
    begin = max((m.end() for m in _SENTENCE_STARTS.finditer(window.text, 0, start + 1) if m.end() <= start), default=0)
    close = next((m.end() for m in _SENTENCE_STARTS.finditer(window.text, end)), len(window.text))
    text = window.text[:begin] + window.text[close:]
    if len(text) < _SHORTEST_REST or any(fold(wording) in fold(text) for wording in accepted):
        return None
    return replace(window, text=text, gold=None)


class Bigrams:
    """Searches texts by the character bigrams they share with a question, rare ones counting more."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._columns: dict[str, int] = {}
        rows = [self._ids(fold(text), grow=True) for text in texts]
        self._matrix = _binary(rows, len(self._columns))
        frequency = np.asarray(self._matrix.sum(0)).ravel()
        self._weights = np.log((len(texts) + 1) / (frequency + 0.5)).clip(0.05).astype(np.float32)
        self._unseen = float(np.log((len(texts) + 1) / 0.5))

    def search(self, question: str, *, k: int) -> list[tuple[int, float]]:
        """Return the ``k`` best texts with the share of the question, by weight, that they hold."""
        folded = fold(question)
        asked = self._ids(folded)
        unseen = len({folded[i : i + 2] for i in range(len(folded) - 1)}) - len(asked)
        most = float(self._weights[asked].sum()) + unseen * self._unseen
        row = _binary([asked], len(self._columns)).multiply(self._weights).tocsr()
        scores = (row @ self._matrix.T).toarray()[0] / max(most, 1e-6)
        order = np.argsort(-scores, kind="stable")[:k]
        return [(int(index), float(scores[index])) for index in order]

    def _ids(self, folded: str, *, grow: bool = False) -> list[int]:
        pairs = sorted({folded[i : i + 2] for i in range(len(folded) - 1)})
        if grow:
            return [self._columns.setdefault(pair, len(self._columns)) for pair in pairs]
        return [self._columns[pair] for pair in pairs if pair in self._columns]


class NearMisses:
    """Finds, for a question, the passages that share most with it and still do not answer it."""

    def __init__(self, passages: Sequence[tuple[str, str]]) -> None:
        """Index ``(title, text)`` passages."""
        self._passages = passages
        self._bigrams = Bigrams([title + "\n" + text for title, text in passages])

    def find(self, example: Example, *, k: int) -> list[Window]:
        """Return up to ``k`` windows, nearest first."""
        chosen: list[Window] = []
        for index, score in self._bigrams.search(example.question, k=4 * k + 8):
            title, text = self._passages[index]
            holds = any(fold(wording) in fold(text) for wording in example.accepted)
            if not holds and score > 0 and len(chosen) < k:
                chosen.append(Window(example.question, text, title, None, example))
        return chosen


def _binary(rows: Iterable[Sequence[int]], width: int) -> sparse.csr_matrix:
    rows = list(rows)
    starts = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.fromiter((i for row in rows for i in row), np.int64, int(starts[-1]))
    return sparse.csr_matrix((np.ones(len(columns), np.float32), columns, starts), shape=(len(rows), width))
