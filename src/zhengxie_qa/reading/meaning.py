"""How far a window speaks of what a question asks about, by the meaning of words: a near miss leaves a word uncovered.

A word of the question is covered by the same letters (in the window or what names its document) or, in part, by the
nearest word vector. Whole words only; names and figures that no vector knows count by their letters.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from zhengxie_qa.reading.views import PassageView, QuestionView
from zhengxie_qa.reading.vocabulary import Floats, Vocabulary
from zhengxie_qa.text.normalise import fold

MEANING_FEATURES: Final = (
    "meant_sentence",
    "meant_window",
    "least_sentence",
    "least_window",
    "apart_sentence",
    "apart_window",
)
"""Mean and least cover of the question's words by the span's sentence and by its window, and how many stay apart."""
APART: Final = 0.5
"""Cover below which a word is not spoken of."""


def meaning(
    question: QuestionView, view: PassageView, starts: Sequence[int], *, title: str, vocabulary: Vocabulary
) -> dict[str, npt.NDArray[Any]]:
    """Describe spans of one window by what their sentence and the window cover.

    :param starts: where the spans begin.
    :param title: what names the document; words that stand there are covered.
    :returns: the columns of :data:`MEANING_FEATURES`, all 1 or 0 where the question has no word of content.
    """
    asked = [(start, end) for start, end in question.word_spans.tolist() if question.content[start:end].any()]
    if not asked or not view.word_spans.size:
        full = np.ones(len(starts), np.float32)
        return {name: full if name[:5] != "apart" else np.zeros_like(full) for name in MEANING_FEATURES}
    cover, sentences = _cover(question, asked, view, fold(title), vocabulary)
    row = np.searchsorted(sentences, view.sentences[np.asarray(starts)])
    row = np.minimum(row, len(sentences) - 1)
    widest = cover.max(axis=1)
    apart = cover < APART
    count = len(starts)
    return {
        "meant_sentence": cover.mean(axis=0)[row],
        "meant_window": np.full(count, widest.mean(), np.float32),
        "least_sentence": cover.min(axis=0)[row],
        "least_window": np.full(count, widest.min(), np.float32),
        "apart_sentence": apart.sum(axis=0)[row].astype(np.float32),
        "apart_window": np.full(count, (widest < APART).sum(), np.float32),
    }


def _cover(
    question: QuestionView, asked: Sequence[tuple[int, int]], view: PassageView, title: str, vocabulary: Vocabulary
) -> tuple[Floats, npt.NDArray[np.int32]]:
    """Cover of each word asked by each sentence that has words, shape (asked, sentences), and those sentences."""
    firsts = view.word_spans[:, 0]
    numbers = view.sentences[firsts]
    begins = np.flatnonzero(np.diff(numbers, prepend=-1))
    wanted = vocabulary.directions[question.characters.words[[start for start, _ in asked]]]
    alike = wanted @ vocabulary.directions[view.characters.words[firsts]].T
    cover = np.maximum.reduceat(np.clip(alike, 0.0, 1.0), begins, axis=1)
    sentences = numbers[begins]
    for index, (start, end) in enumerate(asked):
        word = question.text[start:end]
        if word in title:
            cover[index] = 1.0
        position = view.text.find(word)
        while position >= 0:
            place = min(int(np.searchsorted(sentences, view.sentences[position])), len(sentences) - 1)
            cover[index, place] = 1.0
            position = view.text.find(word, position + 1)
    return cover, sentences
