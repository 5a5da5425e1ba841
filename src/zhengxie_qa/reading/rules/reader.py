"""A reader made of rules: typed candidates scored by kind, 量词, nearness to the question's words, year, place, status.

The honest baseline beside the trained reader, behind the same protocol; it learns nothing and needs no file.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Final

from zhengxie_qa.question.question import Question
from zhengxie_qa.reading.fingerprint import rules_fingerprint
from zhengxie_qa.reading.rules.candidates import Candidate
from zhengxie_qa.reading.rules.clues import Clues
from zhengxie_qa.types import Hit, Span

WEIGHTS: Final[Mapping[str, float]] = {
    "retrieval": 1.0,
    "sentence": 3.0,
    "clause": 2.0,
    "context": 1.0,
    "close": 2.5,
    "kind": 2.5,
    "measure": 2.0,
    "edge_left": 0.8,
    "edge_right": 1.5,
    "head": 1.5,
    "cue": 0.8,
    "defines": 2.0,
    "whole": 1.0,
    "year": 1.0,
    "place": 1.0,
    "report": 1.5,
    "status": 0.8,
    "asked": -1.5,
    "counted": 0.5,
    "items": 1.5,
}
"""What each part of a span's score counts; set by hand on the train questions."""
MIDPOINT: Final = 7.8
"""Score at which half of the best spans are right, on the train questions (see ``training.decision``)."""
SLOPE: Final = 0.33
"""How fast confidence rises with the score around the midpoint, on the train questions."""
MAX_SPANS: Final = 60
"""Spans returned, best first; the decision looks at far fewer."""


class RulesReader:
    """Finds answers by rules; the same question and hits always give the same spans."""

    @property
    def fingerprint(self) -> str:
        """Name the rules, their weights among them."""
        return f"rules-{rules_fingerprint()}"

    def read(self, question: Question, hits: Sequence[Hit]) -> list[Span]:
        """Propose spans of the passages, best first; see :class:`reading.protocol.Reader`."""
        clues = Clues(question, hits)
        spans: dict[tuple[str, int, int], Span] = {}
        for index, hit in enumerate(hits):
            for candidate in clues.candidates(index):
                span = _span(hit, candidate, weighed(clues.of(index, candidate)))
                key = (hit.passage.doc_id, span.start, span.end)
                if key not in spans or spans[key].score < span.score:
                    spans[key] = span
        ranked = sorted(spans.values(), key=lambda span: (-span.score, span.hit.rank, span.start, span.end))
        return ranked[:MAX_SPANS]


def weighed(clues: Mapping[str, float]) -> dict[str, float]:
    """Weigh clues; their sum is the score."""
    return {name: WEIGHTS[name] * value for name, value in clues.items()}


def _span(hit: Hit, candidate: Candidate, parts: Mapping[str, float]) -> Span:
    score = sum(parts.values())
    passage = hit.passage
    return Span(
        hit=hit,
        start=passage.start + candidate.start,
        end=passage.start + candidate.end,
        text=passage.text[candidate.start : candidate.end],
        score=score,
        confidence=1.0 / (1.0 + math.exp(-SLOPE * (score - MIDPOINT))),
        parts=parts,
    )
