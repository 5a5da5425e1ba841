"""What the re-ranker looks at: a row of numbers per proposal, from the network, the words around and the question.

Columns are named in :data:`RERANK_FEATURES`; trees remember the names they grew on.
"""

from collections import defaultdict
from collections.abc import Sequence
from math import log
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from zhengxie_qa.reading.network.proposals import Proposal
from zhengxie_qa.reading.network.session import Scores
from zhengxie_qa.reading.network.windows import ReadingWindow
from zhengxie_qa.reading.second_look.features import MATCH_FEATURES, expected_types
from zhengxie_qa.reading.second_look.views import TYPES, PassageView, QuestionView
from zhengxie_qa.reading.second_look.vocabulary import PARTS_OF_SPEECH, Floats, Integers, Vocabulary

_AVERAGED: Final = (
    "asked",
    "bigram_begins",
    "word",
    "asked_rarity",
    "expected_type",
    "mark",
    "measure",
    "rarity",
    "similar",
    *TYPES,
)
_AT_START: Final = (
    "run",
    "near_8",
    "near_20",
    "left_run",
    "left_aligned",
    "typed_begins",
    "word_begins",
    "asked",
    "similar",
)
_AT_END: Final = (
    "run",
    "near_8",
    "near_20",
    "right_run",
    "right_aligned",
    "typed_ends",
    "word_ends",
    "asked",
    "similar",
)
_BESIDE: Final = ("run", "asked", "trigram", "mark", "number", "quote", "word")
_NEIGHBOURS: Final = '是为在于的由有了达"《,。和叫到被(自从至:、与及以等年'
_CLAUSE_MARKS: Final = frozenset("，,：:。！？!?；;\n")
_NOUNS: Final = frozenset(
    PARTS_OF_SPEECH.index(name) for name in ("person", "place", "organisation", "name", "noun", "latin", "other")
)

RERANK_FEATURES: Final = (
    *("score", "gap", "window_gap", "rank", "start_gap", "end_gap", "inside", "log_share", "start_share", "end_share"),
    *("null", "window_rank", "retrieval", "retrieval_gap", "retrieval_rank", "same_words", "same_start", "same_end"),
    *("overlap", "covered", "sentence", "sentence_rank", "clause", "length", "words", "whole_clause", "clause_starts"),
    *("clause_ends", "marks_inside", "position", "is_expected", "is_typed", "part_first", "part_last", "part_before"),
    *("part_after", "mark_before", "mark_after", "asking_at", "asking_length", "question_length", "rest"),
    *("focus_last", "focus_similar", "focus_after", "focus_before", "near_left", "near_right"),
    *(f"mean_{name}" for name in _AVERAGED),
    *(f"first_{name}" for name in _AT_START),
    *(f"last_{name}" for name in _AT_END),
    *(f"before_{name}" for name in _BESIDE),
    *(f"after_{name}" for name in _BESIDE),
)
_Columns = dict[str, npt.NDArray[Any]]
_COLUMN: Final = {name: index for index, name in enumerate(MATCH_FEATURES)}


def describe(
    question: QuestionView,
    windows: Sequence[ReadingWindow],
    features: Sequence[Floats],
    scores: Sequence[Scores],
    proposals: Sequence[Proposal],
    vocabulary: Vocabulary,
) -> Floats:
    """Describe every proposal of a question, shape ``(len(proposals), len(RERANK_FEATURES))``.

    :param features: of each window, see :func:`reading.features.match_features`.
    """
    columns: _Columns = {name: np.zeros(len(proposals), np.float32) for name in RERANK_FEATURES}
    if proposals:
        columns |= _compared(windows, scores, proposals) | _asked(question, len(proposals))
        focus = _focus(question)
        by_window: dict[int, list[int]] = defaultdict(list)
        for row, proposal in enumerate(proposals):
            by_window[proposal.window].append(row)
        for index, rows in by_window.items():
            spans = np.array([(proposals[row].span.start, proposals[row].span.end) for row in rows], np.int32)
            view = windows[index].view
            described = _around(features[index], spans) | _words(question, view, spans)
            described |= _clauses(view, features[index], spans) | _focused(focus, view, spans, vocabulary)
            for name, values in described.items():
                columns[name][rows] = values
    return np.stack([columns[name] for name in RERANK_FEATURES], axis=1).astype(np.float32)


def _compared(windows: Sequence[ReadingWindow], scores: Sequence[Scores], proposals: Sequence[Proposal]) -> _Columns:
    """How proposals stand to one another, by the network and by the search."""
    value = np.array([p.span.score for p in proposals])
    window = np.array([p.window for p in proposals])
    best_of_window = {w: float(value[window == w].max()) for w in set(window.tolist())}
    order = sorted(best_of_window, key=lambda w: (-best_of_window[w], w))
    top = proposals[int(np.argmax(value))]
    found = np.array([p.hit.score for p in proposals])
    most = max((hit.score for w in windows for hit in w.hits), default=0.0)
    share = found / most if most > 0 else np.zeros(len(found))
    first, last = _marginal(proposals, 0), _marginal(proposals, 1)
    texts = [windows[p.window].view.text[p.span.start : p.span.end] for p in proposals]
    same = [len({q.window for q, other in zip(proposals, texts, strict=True) if other == text}) for text in texts]
    shared = [
        max(0, min(p.span.end, top.span.end) - max(p.span.start, top.span.start)) if p.window == top.window else 0
        for p in proposals
    ]
    return {
        "score": value,
        "gap": value - value.max(),
        "window_gap": value - np.array([best_of_window[w] for w in window.tolist()]),
        "rank": np.argsort(np.argsort(-value, kind="stable"), kind="stable"),
        "start_gap": np.array([p.span.start_score - _best_start(scores[p.window]) for p in proposals]),
        "end_gap": np.array([p.span.end_score - _best_end(scores[p.window]) for p in proposals]),
        "inside": np.array([p.span.inside for p in proposals]),
        "log_share": np.array([p.span.log_share for p in proposals]),
        "start_share": first,
        "end_share": last,
        "null": np.array([scores[p.window].null for p in proposals]),
        "window_rank": np.array([order.index(w) for w in window.tolist()]),
        "retrieval": share,
        "retrieval_gap": share - share[int(np.argmax(value))],
        "retrieval_rank": np.array([min(p.hit.rank, 20) for p in proposals]),
        "same_words": np.array(same),
        "same_start": np.array([p.window == top.window and p.span.start == top.span.start for p in proposals]),
        "same_end": np.array([p.window == top.window and p.span.end == top.span.end for p in proposals]),
        "overlap": np.array(shared) / (top.span.end - top.span.start),
    }


def _best_start(scores: Scores) -> float:
    return float(scores.start.max()) - scores.null


def _best_end(scores: Scores) -> float:
    return float(scores.end.max()) - scores.null


def _marginal(proposals: Sequence[Proposal], side: int) -> Floats:
    """Log of the share of all proposals of the window that begin (side 0) or end (side 1) where each does."""
    total: dict[tuple[int, int], float] = defaultdict(float)
    keys = [(p.window, p.span.start if side == 0 else p.span.end) for p in proposals]
    for key, proposal in zip(keys, proposals, strict=True):
        total[key] += float(np.exp(proposal.span.log_share))
    return np.array([log(total[key] + 1e-9) for key in keys], np.float32)


def _asked(question: QuestionView, count: int) -> _Columns:
    """What is the same for all proposals."""
    start, end = _asking(question)
    shared = {
        "asking_at": start / len(question.text),
        "asking_length": end - start,
        "question_length": len(question.text),
        "rest": len(question.text) - end,
    }
    return {name: np.full(count, value, np.float32) for name, value in shared.items()}


def _asking(question: QuestionView) -> tuple[int, int]:
    """Where the words that ask stand; at the end where none do."""
    return question.asking or (len(question.text), len(question.text))


def _around(features: Floats, spans: Integers) -> _Columns:
    """The match features inside a span, at its ends and beside it."""
    width = features.shape[1]
    starts, ends = spans[:, 0], spans[:, 1]
    edged = np.concatenate([np.zeros((1, width)), features, np.zeros((1, width))]).astype(np.float32)
    total = np.concatenate([np.zeros((1, width)), np.cumsum(features, axis=0, dtype=np.float64)])
    mean = (total[ends] - total[starts]) / (ends - starts)[:, None]
    weight = features[:, _COLUMN["asked_rarity"]]
    near = np.concatenate([[0.0], np.cumsum(weight)])
    described = {f"mean_{name}": mean[:, _COLUMN[name]] for name in _AVERAGED}
    described |= {f"first_{name}": features[starts, _COLUMN[name]] for name in _AT_START}
    described |= {f"last_{name}": features[ends - 1, _COLUMN[name]] for name in _AT_END}
    described |= {f"before_{name}": edged[starts, _COLUMN[name]] for name in _BESIDE}
    described |= {f"after_{name}": edged[ends + 1, _COLUMN[name]] for name in _BESIDE}
    described["near_left"] = near[starts] - near[np.maximum(0, starts - 10)]
    described["near_right"] = near[np.minimum(len(features), ends + 10)] - near[ends]
    for name in ("covered", "sentence", "sentence_rank", "clause"):
        described[name] = features[starts, _COLUMN[name]]
    return described


def _words(question: QuestionView, view: PassageView, spans: Integers) -> _Columns:
    """Length, types and parts of speech."""
    starts, ends = spans[:, 0], spans[:, 1]
    parts = np.concatenate([[0], view.characters.parts, [0]])
    begins = np.concatenate([[0], np.cumsum(view.characters.boundaries % 3 == 0)])
    kinds: dict[tuple[int, int], set[int]] = defaultdict(set)
    for start, end, kind in view.typed_spans.tolist():
        kinds[start, end].add(kind)
    wanted = set(expected_types(question.kind))
    own = [kinds.get((start, end), set()) for start, end in spans.tolist()]
    return {
        "length": ends - starts,
        "words": begins[ends] - begins[starts],
        "position": starts / max(1, len(view.text)),
        "is_expected": np.array([bool(kind & wanted) for kind in own], np.float32),
        "is_typed": np.array([max(kind, default=-1) + 1 for kind in own], np.float32),
        "part_first": parts[starts + 1],
        "part_last": parts[ends],
        "part_before": parts[starts],
        "part_after": parts[ends + 1],
    }


def _clauses(view: PassageView, features: Floats, spans: Integers) -> _Columns:
    """How a span lies among the marks: whole clauses or parts, what stands right beside it."""
    text, size = view.text, len(view.text)
    starts, ends = spans[:, 0].tolist(), spans[:, 1].tolist()
    opens = [start == 0 or text[start - 1] in _CLAUSE_MARKS for start in starts]
    closes = [end == size or text[end] in _CLAUSE_MARKS for end in ends]
    return {
        "clause_starts": np.array(opens, np.float32),
        "clause_ends": np.array(closes, np.float32),
        "whole_clause": np.array([a and b for a, b in zip(opens, closes, strict=True)], np.float32),
        "marks_inside": (view.clauses[spans[:, 1] - 1] - view.clauses[spans[:, 0]]).astype(np.float32),
        "mark_before": np.array([_NEIGHBOURS.find(text[s - 1]) + 2 if s else 0 for s in starts], np.float32),
        "mark_after": np.array([_NEIGHBOURS.find(text[e]) + 2 if e < size else 0 for e in ends], np.float32),
    }


def _focus(question: QuestionView) -> tuple[str, int]:
    """Return the noun that the asking word asks of (哪个**城市**, 多少**家企业**), and its word id."""
    parts, words = question.characters.parts, question.characters.words
    begin, close = _asking(question)
    after = [(s, e) for s, e in question.word_spans.tolist() if s >= close and parts[s] in _NOUNS]
    before = [(s, e) for s, e in question.word_spans.tolist() if e <= begin and parts[s] in _NOUNS]
    if not after and not before:
        return "", 0
    start, end = after[0] if after else before[-1]
    return question.text[start:end], int(words[start])


def _focused(focus: tuple[str, int], view: PassageView, spans: Integers, vocabulary: Vocabulary) -> _Columns:
    """Whether the span ends like what is asked for, means something alike, or stands beside it."""
    word, index = focus
    if not word:
        return {}
    text, starts, ends = view.text, spans[:, 0].tolist(), spans[:, 1].tolist()
    last = vocabulary.directions[view.characters.words[spans[:, 1] - 1]]
    return {
        "focus_last": np.array([text[end - 1] == word[-1] for end in ends], np.float32),
        "focus_similar": last @ vocabulary.directions[index],
        "focus_after": np.array([text.startswith(word, end) for end in ends], np.float32),
        "focus_before": np.array([word in text[max(0, start - 12) : start] for start in starts], np.float32),
    }
