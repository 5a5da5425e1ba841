"""What a question is about, and whether the words around a span are about it: for the second look.

A question names things; an answer to it stands where these things are spoken of. What of them is missing from the
sentence, the window or everything read, and how rare it is, tells a question that the text does not answer from one
that it does. Nothing is decided here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from zhengxie_qa.question.question import Question
from zhengxie_qa.reading.network.proposals import Proposal
from zhengxie_qa.reading.network.windows import ReadingWindow
from zhengxie_qa.reading.second_look.vocabulary import UNKNOWN, Floats, Vocabulary
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.words import words
from zhengxie_qa.types import AnswerKind, Language

ABOUT_FEATURES: Final = (
    *("about_terms", "about_weight", "about_english", "about_kind"),
    *("about_sentence", "about_window", "about_read"),
    *("missing_sentence", "missing_window", "missing_read", "rarest_sentence", "rarest_window"),
)
"""The columns of :meth:`About.rows`: how much the question names; the share of it, by weight, that stands in the
sentence (or its title and heading), the window, all that was read; the weight of the weightiest term that does not;
whether the weightiest term does."""
_UNKNOWN_WORD: Final = 1.5
"""How much more a word weighs that no training text holds."""
_KINDS: Final = tuple(AnswerKind)


@dataclass(frozen=True, slots=True)
class _Held:
    """Which terms a stretch holds, as columns."""

    share: float
    missing: float
    rarest: float


class About:
    """The terms of one question, and where they stand in what was read for it."""

    def __init__(self, question: Question, windows: Sequence[ReadingWindow], vocabulary: Vocabulary) -> None:
        """Weigh the question's terms and look for them."""
        self._question = question
        self._windows = windows
        self._terms = [fold(term) for term in question.terms]
        self._weights = np.array([_weight(term, vocabulary) for term in self._terms], np.float64)
        self._named = [fold(window.title) for window in windows]
        self._texts = [window.view.text for window in windows]
        self._read = self._held("\n".join([*self._named, *self._texts]))
        self._whole = [self._held(f"{named}\n{text}") for named, text in zip(self._named, self._texts, strict=True)]
        self._sentences: dict[tuple[int, int], _Held] = {}

    def rows(self, proposals: Sequence[Proposal]) -> Floats:
        """Describe spans, shape ``(len(proposals), len(ABOUT_FEATURES))``."""
        rows = [self._row(proposal) for proposal in proposals]
        return np.array(rows, np.float32).reshape(len(proposals), len(ABOUT_FEATURES))

    def _row(self, proposal: Proposal) -> tuple[float, ...]:
        sentence, window, read = self._sentence(proposal), self._whole[proposal.window], self._read
        return (
            len(self._terms),
            float(self._weights.max(initial=0.0)),
            float(self._question.language is not Language.ZH),
            _KINDS.index(self._question.kind),
            sentence.share,
            window.share,
            read.share,
            sentence.missing,
            window.missing,
            read.missing,
            sentence.rarest,
            window.rarest,
        )

    def _sentence(self, proposal: Proposal) -> _Held:
        """What the sentence that a span begins in holds, with what names its document."""
        sentences = self._windows[proposal.window].view.sentences
        key = proposal.window, int(sentences[proposal.span.start])
        if key not in self._sentences:
            begin, end = np.searchsorted(sentences, [key[1], key[1] + 1])
            text = self._texts[proposal.window][begin:end]
            self._sentences[key] = self._held(f"{self._named[proposal.window]}\n{text}")
        return self._sentences[key]

    def _held(self, text: str) -> _Held:
        if not self._terms:
            return _Held(1.0, 0.0, 1.0)
        there = np.array([term in text for term in self._terms])
        missing = float(self._weights[~there].max(initial=0.0))
        share = float(self._weights[there].sum() / self._weights.sum())
        return _Held(share, missing, float(there[int(self._weights.argmax())]))


def _weight(term: str, vocabulary: Vocabulary) -> float:
    """Weigh a folded term by the rarity of its characters, more where its word is not known."""
    characters = vocabulary.encode(term, words(term))
    strange = bool((characters.words == UNKNOWN).any())
    return float(characters.rarity.mean()) * min(1.5, 0.7 + 0.15 * len(term)) * (_UNKNOWN_WORD if strange else 1.0)
