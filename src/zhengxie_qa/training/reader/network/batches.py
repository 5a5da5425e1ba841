"""Windows as sequences of pieces, and sequences as padded batches for the network."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from zhengxie_qa.reading.network.pieces import PAD, PieceRun, Pieces
from zhengxie_qa.reading.network.sequences import sequence
from zhengxie_qa.training.reader.examples import Source
from zhengxie_qa.training.reader.windows import Window

_MOST_PIECES = 96
"""Of an answer; longer ones are not taught."""


class Batch(NamedTuple):
    """B sequences of L pieces: ids, which are not padding, and which belong to the window; all (B, L)."""

    ids: Tensor
    mask: Tensor
    window: Tensor


@dataclass(frozen=True, slots=True)
class Lesson:
    """One sequence ready for training; ``start`` and ``end`` (inclusive) are positions in it, -1 without an answer."""

    ids: np.ndarray
    first: int
    count: int
    start: int
    end: int


def prepare(windows: Sequence[Window], pieces: Pieces, *, titles: float, seed: int) -> list[Lesson]:
    """Turn windows into sequences; of encyclopaedia articles only a share ``titles`` shows its title."""
    chance = random.Random(seed)
    lessons = []
    for window in windows:
        titled = window.example.source is Source.POLITICAL or chance.random() < titles
        title = window.title if titled else ""
        text = pieces.cut(window.text)
        laid = sequence(pieces.cut(window.example.asked), pieces.cut(title), text)
        start, end = _gold(text, window.gold)
        if window.gold is not None and (start < 0 or end >= laid.count or end - start >= _MOST_PIECES):
            continue
        at = laid.first if window.gold is not None else 0
        lessons.append(Lesson(laid.ids.astype(np.int32), laid.first, laid.count, start + at, end + at))
    return lessons


def _gold(text: PieceRun, gold: tuple[int, int] | None) -> tuple[int, int]:
    """Return the first and last piece that touch a span of characters."""
    if gold is None:
        return -1, -1
    touched = np.flatnonzero((text.ends > gold[0]) & (text.starts < gold[1]))
    return (int(touched[0]), int(touched[-1])) if touched.size else (-1, -1)


def collate(lessons: Sequence[Lesson]) -> Batch:
    """Pad lessons to one length."""
    longest = max(len(lesson.ids) for lesson in lessons)
    ids = np.full((len(lessons), longest), PAD, np.int64)
    mask, window = np.zeros_like(ids), np.zeros_like(ids)
    for row, lesson in enumerate(lessons):
        ids[row, : len(lesson.ids)] = lesson.ids
        mask[row, : len(lesson.ids)] = 1
        window[row, lesson.first : lesson.first + lesson.count] = 1
    return Batch(torch.from_numpy(ids), torch.from_numpy(mask), torch.from_numpy(window))


def targets(lessons: Sequence[Lesson]) -> tuple[Tensor, Tensor]:
    """Return first and last piece of every answer, -1 and -1 where there is none."""
    return torch.tensor([lesson.start for lesson in lessons]), torch.tensor([lesson.end for lesson in lessons])


def epoch(lessons: Sequence[Lesson], *, size: int, chance: random.Random, bucket: int = 32) -> Iterator[list[Lesson]]:
    """Yield every lesson once, in batches of similar length and random order."""
    order = list(lessons)
    chance.shuffle(order)
    for begin in range(0, len(order), size * bucket):
        part = sorted(order[begin : begin + size * bucket], key=lambda lesson: len(lesson.ids))
        batches = [part[i : i + size] for i in range(0, len(part), size)]
        chance.shuffle(batches)
        yield from batches
