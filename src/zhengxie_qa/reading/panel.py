"""Two readers heard together: the trained one proposes, the rules give a second opinion, one probability comes out.

What the two say, and how the question's words stand around a span, are weighed by a logistic formula whose weights
``training.panel`` fits on train questions that the trained reader has not seen. Neither reader is changed.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from zhengxie_qa.reading.fitting import FIGURES, fits, stated_quantity
from zhengxie_qa.reading.overlap import Occurrence, Term, closeness, occurrences, weigh
from zhengxie_qa.reading.passage import take_apart
from zhengxie_qa.reading.protocol import Reader
from zhengxie_qa.reading.question import Question
from zhengxie_qa.reading.rules import RulesReader
from zhengxie_qa.types import Hit, Span

CONSULTED: Final = 15
"""Spans heard from each reader, best first."""
CLIP: Final = 5.0
"""Log-odds beyond which a reader's confidence says no more; also their unit as a feature."""
RULES_UNIT: Final = 3.0
"""Points of the rules' score that count as one."""
LONG: Final = 30.0
"""Characters that count as one; twice as many and more count as two."""

WEIGHTS: Final[Mapping[str, float]] = {
    "bias": -1.90,
    "first": 3.09,
    "first_in": 0.52,
    "first_rank": 0.94,
    "second_rank": 1.11,
    "second_gap": 0.18,
    "figure_second": 0.32,
    "close": 0.44,
    "novel": 0.76,
    "length": 0.59,
}
"""Printed by ``python -m zhengxie_qa.training.panel``."""

_Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Opinion:
    """A span with what speaks for it; ``features`` has the names of ``WEIGHTS``."""

    span: Span
    features: Mapping[str, float]

    @property
    def log_odds(self) -> float:
        """The weighted sum of the features."""
        return sum(WEIGHTS[name] * value for name, value in self.features.items())


class PanelReader:
    """Hears two readers; the same question and hits give the same spans if both readers do so.

    :param first: the reader whose confidence counts most.
    :param second: the reader that agrees or not.
    """

    def __init__(self, first: Reader, second: Reader | None = None) -> None:
        self._first = first
        self._second = second or RulesReader()

    @property
    def fingerprint(self) -> str:
        """Names both readers."""
        return f"panel-1({self._first.fingerprint},{self._second.fingerprint})"

    def read(self, question: Question, hits: Sequence[Hit]) -> list[Span]:
        """Propose the spans of both, most probable first; see :class:`reading.protocol.Reader`."""
        spans = [_judged(opinion) for opinion in self.hear(question, hits)]
        return sorted(spans, key=lambda span: (-span.score, span.hit.rank, span.start, span.end))

    def hear(self, question: Question, hits: Sequence[Hit]) -> list[Opinion]:
        """Gather the spans of both readers with what speaks for each, in no order of merit.

        Spans that have not the form of an answer to the question (see ``reading.fitting``) are left out.
        """
        first = self._first.read(question, hits)[:CONSULTED]
        second = self._second.read(question, hits)[:CONSULTED]
        ranks = ({_key(span): rank for rank, span in enumerate(spans, start=1)} for spans in (first, second))
        first_ranks, second_ranks = ranks
        scores = {_key(span): span.score for span in second}
        best = second[0].score if second else 0.0
        terms = _terms(question, hits)
        opinions = []
        for span in {_key(span): span for span in (*second, *first)}.values():
            if not fits(question, span.text, quantity=stated_quantity(span)):
                continue
            key = _key(span)
            second_rank = 1.0 / second_ranks[key] if key in second_ranks else 0.0
            opinions.append(
                Opinion(
                    span,
                    {
                        "bias": 1.0,
                        "first": _log_odds(span.confidence) / CLIP if key in first_ranks else -1.0,
                        "first_in": float(key in first_ranks),
                        "first_rank": 1.0 / first_ranks[key] if key in first_ranks else 0.0,
                        "second_rank": second_rank,
                        "second_gap": (scores[key] - best) / RULES_UNIT if key in scores else -1.0,
                        "figure_second": second_rank * float(question.kind in FIGURES),
                        **_around(terms, span),
                    },
                )
            )
        return opinions


def _key(span: Span) -> _Key:
    return span.hit.passage.doc_id, span.start, span.end


def _judged(opinion: Opinion) -> Span:
    span, log_odds = opinion.span, opinion.log_odds
    return Span(
        hit=span.hit,
        start=span.start,
        end=span.end,
        text=span.text,
        score=log_odds,
        confidence=1.0 / (1.0 + math.exp(-log_odds)),
        parts={name: WEIGHTS[name] * value for name, value in opinion.features.items()},
    )


def _terms(question: Question, hits: Sequence[Hit]) -> list[Term]:
    taken = (take_apart(hit.passage.text, hit.document.as_of) for hit in hits)
    sentences = [parts.folded[start:end] for parts in taken for start, end in parts.sentences]
    return weigh([*question.terms, *question.names], sentences)


def _around(terms: Sequence[Term], span: Span) -> dict[str, float]:
    """How the question's words stand around a span and in it."""
    hit = span.hit
    parts = take_apart(hit.passage.text, hit.document.as_of)
    start, end = span.start - hit.passage.start, span.end - hit.passage.start
    sentence = parts.sentence_at(start)
    within = (min(sentence[0], start), max(sentence[1], end))
    found = occurrences(terms, parts.folded)
    return {
        "close": closeness(terms, found, start, end, within=within),
        "novel": _novel(terms, found, start, end),
        "length": min((end - start) / LONG, 2.0),
    }


def _novel(terms: Sequence[Term], found: Sequence[Occurrence], start: int, end: int) -> float:
    """The share of a span's characters that the question does not say itself."""
    said: set[int] = set()
    for item in found:
        if len(terms[item.term].text) > 1:
            said.update(range(max(item.start, start), min(item.end, end)))
    return 1.0 - len(said) / (end - start)


def _log_odds(confidence: float) -> float:
    clipped = min(max(confidence, 1e-6), 1.0 - 1e-6)
    return max(-CLIP, min(CLIP, math.log(clipped / (1.0 - clipped))))
