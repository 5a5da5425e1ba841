"""What the learned ranker looks at: one row of figures for each candidate of a query.

Four sorts: how well each engine liked it, beside its best candidate; how much of the question's words stand in it;
whether the report it comes from fits the years and places of the question and gathers other candidates; and whether it
looks ahead or back as the question does. Nothing of a passage is analysed beyond looking for strings in it. Years,
places and outlook are evidence here, never a filter.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from zhengxie_qa.index.search.terms import LexicalField, WeightedTerm
from zhengxie_qa.question.question import Question
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.outlook import section_outlook, text_outlook
from zhengxie_qa.text.places import province_of, short_names
from zhengxie_qa.types import Hit, PassageKind

FEATURES = (
    "coverage",
    "cosine",
    "fused_below_best",
    "coverage_below_best",
    "cosine_below_best",
    "coverage_rank",
    "cosine_rank",
    "words_found",
    "words_found_with_title",
    "heaviest_word_missing",
    "bigrams_found",
    "report_of_year",
    "report_of_next_year",
    "years_behind_newest",
    "asks_relative_year",
    "report_of_place",
    "names_place",
    "document_below_best",
    "document_candidates",
    "document_share",
    "length",
    "position",
    "is_caption",
    "question_words",
    "section_looks_as_asked",
    "text_looks_as_asked",
)
"""Columns, in order; the trees carry the same names and refuse any other."""

UNKNOWN = -1.0
"""In a column that asks about a year or a place where the question names none."""

_folded = lru_cache(maxsize=20_000)(fold)
_text_outlook = lru_cache(maxsize=20_000)(text_outlook)
"""The same passages and titles are candidates again and again."""


@dataclass(frozen=True, slots=True)
class RankedQuery:
    """A question as the ranker sees it.

    :param question: what is asked; its years, places and outlook are read off its words alone.
    :param words: its words, translations and synonyms, each with weight times idf.
    :param bigrams: its bigrams, likewise.
    """

    question: Question
    words: Mapping[str, float]
    bigrams: Mapping[str, float]


def ranked_query(
    question: Question, terms: Sequence[WeightedTerm], *, idf: Callable[[str, LexicalField], float]
) -> RankedQuery:
    """Weigh the terms of a query."""
    words = {term.text: term.weight * idf(term.text, LexicalField.WORDS) for term in terms if term.field is None}
    bigrams = {
        term.text: term.weight * idf(term.text, LexicalField.BIGRAMS)
        for term in terms
        if term.field is LexicalField.BIGRAMS
    }
    return RankedQuery(question, words, bigrams)


def ranking_features(query: RankedQuery, hits: Sequence[Hit]) -> npt.NDArray[np.float32]:
    """Return float32 of shape ``(len(hits), len(FEATURES))``.

    :param hits: with the parts ``score``, ``coverage`` and ``cosine`` of the first stage.
    """
    if not hits:
        return np.zeros((0, len(FEATURES)), np.float32)
    blocks = [
        _engine_columns(hits),
        _word_columns(query, hits),
        _report_columns(query, hits),
        _place_columns(query, hits),
    ]
    blocks += [_document_columns(hits), _shape_columns(query, hits), _outlook_columns(query, hits)]
    return np.concatenate(blocks, axis=1).astype(np.float32)


def _engine_columns(hits: Sequence[Hit]) -> npt.NDArray[np.float64]:
    fused, covered, cosine = (
        np.array([hit.parts.get(name, 0.0) for hit in hits]) for name in ("score", "coverage", "cosine")
    )
    return np.stack(
        [
            covered,
            cosine,
            fused.max() - fused,
            covered.max() - covered,
            cosine.max() - cosine,
            1 / _ranks(covered),
            1 / _ranks(cosine),
        ],
        axis=1,
    )


def _ranks(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Ranks from 1 for the largest; equal values share the better rank."""
    better = np.searchsorted(np.sort(-values), -values, side="left")
    return better.astype(np.float64) + 1.0


def _word_columns(query: RankedQuery, hits: Sequence[Hit]) -> npt.NDArray[np.float64]:
    rows = []
    words, bigrams = sum(query.words.values()) or 1.0, sum(query.bigrams.values()) or 1.0
    for hit in hits:
        text = _folded(hit.passage.text)
        around = _folded(f"{hit.document.title}\n{hit.passage.heading or ''}")
        absent = {word: weight for word, weight in query.words.items() if word not in text}
        nowhere = [weight for word, weight in absent.items() if word not in around]
        found = sum(weight for bigram, weight in query.bigrams.items() if bigram in text)
        rows.append(
            [
                1 - sum(absent.values()) / words,
                1 - sum(nowhere) / words,
                max(nowhere, default=0.0),
                found / bigrams,
            ]
        )
    return np.array(rows)


def _report_columns(query: RankedQuery, hits: Sequence[Hit]) -> npt.NDArray[np.float64]:
    asked = query.question.surface
    newest = max((hit.document.year or 0 for hit in hits), default=0)
    relative = float(asked.is_relative)
    rows = []
    for hit in hits:
        year = hit.document.year
        of_year = float(year in asked.years) if asked.years else UNKNOWN
        of_next = float(year is not None and year - 1 in asked.years) if asked.years else UNKNOWN
        behind = float(newest - year) if year else UNKNOWN
        rows.append([of_year, of_next, behind, relative])
    return np.array(rows)


def _place_columns(query: RankedQuery, hits: Sequence[Hit]) -> npt.NDArray[np.float64]:
    places = query.question.surface.places
    provinces = {province_of(place) or place for place in places}
    names = {fold(name) for place in places for name in short_names(place)}
    rows = []
    for hit in hits:
        if not places:
            rows.append([UNKNOWN, UNKNOWN])
            continue
        home = hit.document.place
        fits = home is not None and (home in places or (province_of(home) or home) in provinces)
        rows.append([float(fits), float(any(name in _folded(hit.passage.text) for name in names))])
    return np.array(rows)


def _document_columns(hits: Sequence[Hit]) -> npt.NDArray[np.float64]:
    best: dict[str, float] = defaultdict(float)
    mass: dict[str, float] = defaultdict(float)
    count = Counter(hit.document.doc_id for hit in hits)
    for hit in hits:
        score, doc_id = max(hit.parts.get("score", 0.0), 0.0), hit.document.doc_id
        best[doc_id] = max(best[doc_id], score)
        mass[doc_id] += score**2
    top, most = max(best.values()), max(mass.values()) or 1.0
    ids = [hit.document.doc_id for hit in hits]
    return np.array([[top - best[i], float(count[i]), mass[i] / most] for i in ids])


def _shape_columns(query: RankedQuery, hits: Sequence[Hit]) -> npt.NDArray[np.float64]:
    return np.array(
        [
            [
                float(len(hit.passage.text)),
                float(hit.passage.start),
                float(hit.passage.kind is PassageKind.CAPTION),
                float(len(query.words)),
            ]
            for hit in hits
        ]
    )


def _outlook_columns(query: RankedQuery, hits: Sequence[Hit]) -> npt.NDArray[np.float64]:
    asked = query.question.surface.outlook
    return np.array(
        [[asked * section_outlook(hit.passage.heading or ""), asked * _text_outlook(hit.passage.text)] for hit in hits]
    )
