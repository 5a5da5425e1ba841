"""Windows as arrays, and arrays as padded batches for the network."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from zhengxie_qa.reading.encoding import VECTOR_LENGTH, QuestionArrays, WindowArrays, encode_question, encode_window
from zhengxie_qa.reading.views import view_passage, view_question
from zhengxie_qa.reading.vocabulary import Vocabulary
from zhengxie_qa.training.reader.examples import Source
from zhengxie_qa.training.reader.windows import Window

_ALWAYS_TITLED = (Source.POLITICAL, Source.CLOZE)


class Batch(NamedTuple):
    """B windows of L characters with their questions of M characters, in the order of the network's inputs."""

    window: Tensor
    window_vectors: Tensor
    window_boundaries: Tensor
    window_parts: Tensor
    window_mask: Tensor
    features: Tensor
    question: Tensor
    question_vectors: Tensor
    question_boundaries: Tensor
    question_parts: Tensor
    question_mask: Tensor
    question_flags: Tensor
    code: Tensor


@dataclass(frozen=True, slots=True)
class Lesson:
    """One window ready for training; ``start`` and ``end`` (inclusive) are -1 where there is no answer."""

    window: WindowArrays
    question: QuestionArrays
    starts: npt.NDArray[np.int32]
    start: int
    end: int
    hard: bool


def prepare(windows: Sequence[Window], vocabulary: Vocabulary, *, titles: float, seed: int) -> list[Lesson]:
    """Turn windows into arrays; of encyclopaedia articles only a share ``titles`` shows its title."""
    chance = random.Random(seed)
    lessons = []
    for window in windows:
        passage = view_passage(window.text, vocabulary)
        question = view_question(window.question, vocabulary)
        titled = window.example.source in _ALWAYS_TITLED or chance.random() < titles
        title = window.title if titled else ""
        arrays = encode_window(question, passage, vocabulary)
        arrays = replace(arrays, features=arrays.features.astype(np.float16))
        gold = window.gold or (-1, 0)
        starts = np.flatnonzero(np.diff(passage.sentences, prepend=-1)).astype(np.int32)
        lessons.append(Lesson(arrays, encode_question(question, title), starts, gold[0], gold[1] - 1, window.hard))
    return lessons


def crop(lesson: Lesson, size: int, chance: random.Random) -> Lesson:
    """Cut a lesson down to ``size`` characters around its answer, from a sentence start more often than not."""
    length = len(lesson.window.ids)
    if length <= size:
        return lesson
    first, last = (lesson.end + 1 - size, lesson.start) if lesson.start >= 0 else (0, length - size)
    first, last = max(0, min(first, length - size)), max(0, min(last, length - size))
    begin = chance.randint(min(first, last), max(first, last))
    if chance.random() < 0.7:
        earlier = [
            int(s) for s in lesson.starts if begin - 60 <= s <= begin and (lesson.start < 0 or lesson.end < s + size)
        ]
        begin = earlier[-1] if earlier else begin
    moved = begin if lesson.start >= 0 else 0
    return replace(
        lesson, window=lesson.window.slice(begin, begin + size), start=lesson.start - moved, end=lesson.end - moved
    )


def collate(lessons: Sequence[Lesson], vectors: Tensor) -> Batch:
    """Pad lessons to one length; ``vectors`` holds one row per word id."""
    windows, questions = [lesson.window for lesson in lessons], [lesson.question for lesson in lessons]
    window_words = _padded([w.words for w in windows])
    question_words = _padded([q.words for q in questions])
    return Batch(
        window=_padded([w.ids for w in windows]),
        window_vectors=vectors[window_words],
        window_boundaries=_padded([w.boundaries for w in windows]),
        window_parts=_padded([w.parts for w in windows]),
        window_mask=_padded([np.ones(len(w.ids), np.float32) for w in windows]),
        features=_padded([w.features.astype(np.float32) for w in windows]),
        question=_padded([q.ids for q in questions]),
        question_vectors=vectors[question_words],
        question_boundaries=_padded([q.boundaries for q in questions]),
        question_parts=_padded([q.parts for q in questions]),
        question_mask=_padded([np.ones(len(q.ids), np.float32) for q in questions]),
        question_flags=_padded([q.flags for q in questions]),
        code=torch.tensor([q.code for q in questions]),
    )


def targets(lessons: Sequence[Lesson]) -> tuple[Tensor, Tensor]:
    """Return first and last character of every answer, -1 and -1 where there is none."""
    starts = torch.tensor([lesson.start for lesson in lessons])
    return starts, torch.tensor([lesson.end if lesson.start >= 0 else -1 for lesson in lessons])


def shuffled(
    lessons: Sequence[Lesson], *, size: int, absent: float, hard: float, chance: random.Random, bucket: int = 40
) -> Iterator[list[Lesson]]:
    """Yield one epoch of batches of similar length.

    Every answer is shown once; easy and hard windows without one are drawn anew each time, as shares of the answers.
    """
    chosen = [lesson for lesson in lessons if lesson.start >= 0]
    answers = len(chosen)
    for is_hard, share in ((False, absent), (True, hard)):
        pool = [lesson for lesson in lessons if lesson.start < 0 and lesson.hard is is_hard]
        chosen += chance.sample(pool, min(len(pool), int(share * answers)))
    chance.shuffle(chosen)
    for begin in range(0, len(chosen), size * bucket):
        part = sorted(chosen[begin : begin + size * bucket], key=lambda lesson: len(lesson.window.ids))
        batches = [part[i : i + size] for i in range(0, len(part), size)]
        chance.shuffle(batches)
        yield from batches


def vector_table(vocabulary: Vocabulary) -> Tensor:
    """Return the word vectors as the network takes them, one row per word id."""
    return torch.from_numpy(vocabulary.directions * VECTOR_LENGTH)


def _padded(rows: Sequence[npt.NDArray[np.generic]]) -> Tensor:
    longest = max(len(row) for row in rows)
    kind = np.float32 if rows[0].dtype.kind == "f" else np.int64
    out = np.zeros((len(rows), longest, *rows[0].shape[1:]), kind)
    for index, row in enumerate(rows):
        out[index, : len(row)] = row
    return torch.from_numpy(out)
