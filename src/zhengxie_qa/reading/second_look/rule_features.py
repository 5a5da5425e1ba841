"""The rules' view of spans, for the second look: every clue as a number, their weighed sum, and the rules' own best.

Turns clues into columns; which of them matter is learnt by ``training.reader``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from zhengxie_qa.evidence.passage import take_apart
from zhengxie_qa.question.question import Question
from zhengxie_qa.reading.rules.candidates import Candidate, CandidateKind
from zhengxie_qa.reading.rules.clues import CLUES, Clues
from zhengxie_qa.reading.rules.reader import weighed
from zhengxie_qa.reading.second_look.vocabulary import Floats
from zhengxie_qa.types import Hit

_CLUES: Final = tuple(name for name in CLUES if name != "retrieval")
RULE_FEATURES: Final = (
    *("rule_score", "rule_gap", "rule_rank", "rule_known", "rule_fits"),
    *(f"clue_{name}" for name in _CLUES),
)
"""The columns of :meth:`RuleView.rows`, in order."""
_JUDGED: Final = 40
"""Candidates judged in full."""
_UNRANKED: Final = 20
"""Rank of a span that the rules do not propose, and of all from there on."""


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a hit's passage: the hit's index, and offsets in the passage's text."""

    hit: int
    start: int
    end: int


class RuleView:
    """What the rules say of the spans of a question's hits."""

    def __init__(self, question: Question, hits: Sequence[Hit]) -> None:
        """Judge the candidates of the rules."""
        self._hits = hits
        self._clues = Clues(question, hits)
        self._known: dict[Place, Floats] = {}
        scored: list[tuple[float, int, int, int]] = []
        for index, candidate in self._promising():
            row = self._row(index, candidate, known=True)
            self._known[Place(index, candidate.start, candidate.end)] = row
            scored.append((-float(row[0]), index, candidate.start, candidate.end))
        scored.sort()
        self._order = [Place(*place) for _, *place in scored]
        self._ranks = {place: rank for rank, place in enumerate(self._order[:_UNRANKED])}
        self._best = -scored[0][0] if scored else 0.0

    def best(self, count: int) -> list[Place]:
        """Give the rules' best spans."""
        return self._order[:count]

    def rows(self, places: Sequence[Place]) -> Floats:
        """Describe spans, shape ``(len(places), len(RULE_FEATURES))``."""
        if not places:
            return np.zeros((0, len(RULE_FEATURES)), np.float32)
        rows = np.stack([self._known[place] if place in self._known else self._unknown(place) for place in places])
        score, rest = rows[:, :1], rows[:, 1:]
        ranks = np.array([[self._ranks.get(place, _UNRANKED)] for place in places], np.float32)
        return np.concatenate([score, score - np.float32(self._best), ranks, rest], axis=1)

    def _promising(self) -> list[tuple[int, Candidate]]:
        """The candidates of all hits whose surroundings share most with the question."""
        found = [(index, each) for index in range(len(self._hits)) for each in self._clues.candidates(index)]
        found.sort(key=lambda pair: (-self._clues.promise(*pair), pair[0], pair[1].start, pair[1].end))
        return found[:_JUDGED]

    def _unknown(self, place: Place) -> Floats:
        hit = self._hits[place.hit]
        mentions = take_apart(hit.passage.text, hit.document.as_of).quantities
        inside = [m for m in mentions if place.start <= m.number_start and m.number_end <= place.end]
        kind = CandidateKind.NUMBER if inside else CandidateKind.RUN
        candidate = Candidate(place.start, place.end, kind, inside[0] if inside else None)
        return self._row(place.hit, candidate, known=False)

    def _row(self, index: int, candidate: Candidate, *, known: bool) -> Floats:
        """The columns that need no comparison with other spans: all but gap and rank."""
        clues = self._clues.of(index, candidate)
        suits = known or self._clues.fits(index, candidate)
        return np.array([sum(weighed(clues).values()), known, suits, *(clues[name] for name in _CLUES)], np.float32)
