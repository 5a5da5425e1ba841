"""How a window matches a question, character by character; what the network is told beside the characters.

Nothing here knows answers or scores.
"""

import numpy as np
import numpy.typing as npt

from zhengxie_qa.reading.second_look.views import TYPES, Flags, PassageView, QuestionView
from zhengxie_qa.reading.second_look.vocabulary import Floats, Integers, Vocabulary
from zhengxie_qa.types import AnswerKind

_NUMBERS = frozenset([AnswerKind.COUNT, AnswerKind.AMOUNT, AnswerKind.PERCENTAGE, AnswerKind.DURATION])
_EXPECTED_TYPES = {
    **dict.fromkeys(_NUMBERS, ("number",)),
    AnswerKind.DATE: ("date",),
    AnswerKind.PERSON: ("person", "latin"),
    AnswerKind.PLACE: ("place",),
    AnswerKind.ORGANISATION: ("organisation", "work", "quote"),
    AnswerKind.TITLE: ("work", "quote"),
    AnswerKind.LIST: ("quote", "work"),
    AnswerKind.QUOTATION: ("quote", "work", "latin"),
    AnswerKind.OTHER: ("quote", "work", "latin"),
}

_WORD_BEGINS = np.array([0, 3])
_WORD_ENDS = np.array([2, 3])

MATCH_FEATURES = (
    *(
        "asked",
        "bigram_begins",
        "bigram_ends",
        "trigram",
        "word",
        "asked_rarity",
        "run",
        "near_8",
        "near_20",
        "near_50",
    ),
    *("sentence", "sentence_best", "sentence_rank", "clause", "left_run", "right_run", "left_aligned", "right_aligned"),
    *("measure", "expected_type", "similar", "similar_near", "covered"),
    *TYPES,
    *("typed_begins", "typed_ends", "word_begins", "word_ends", "mark", "sentence_end", "sentence_begins", "rarity"),
)
"""The columns of :func:`match_features`, in order."""


def match_features(question: QuestionView, passage: PassageView, vocabulary: Vocabulary) -> Floats:
    """Describe every character of a window for one question, shape ``(len(text), len(MATCH_FEATURES))``."""
    size = len(passage.text)
    out = np.zeros((size, len(MATCH_FEATURES)), np.float32)
    asked, begins, ends, trigram = _matched_characters(question, passage)
    runs = begins | ends
    rarity = passage.characters.rarity
    weight = asked * rarity * (0.3 + runs + trigram)
    sentence, rank = _overlap(passage.sentences, passage, question, asked, begins)
    clause, _ = _overlap(passage.clauses, passage, question, asked, begins)
    word, similar = _matched_words(question, passage, vocabulary)
    left, right = _distances(runs)
    aligned = _aligned(question, passage)
    columns = {
        "asked": asked,
        "bigram_begins": begins,
        "bigram_ends": ends,
        "trigram": trigram,
        "word": word,
        "asked_rarity": asked * rarity,
        "run": _run_lengths(begins) / 10,
        "near_8": _around(weight, 8),
        "near_20": _around(weight, 20),
        "near_50": _around(weight, 50),
        "sentence": sentence,
        "sentence_best": rank == 0,
        "sentence_rank": 1 / (1 + rank),
        "clause": clause,
        "left_run": np.exp(-left / 8),
        "right_run": np.exp(-right / 8),
        "left_aligned": aligned[0],
        "right_aligned": aligned[1],
        "measure": _measured(question, passage),
        "expected_type": passage.typed[:, expected_types(question.kind)].any(1),
        "similar": similar,
        "similar_near": _around(similar**2, 20),
        "covered": np.full(size, _covered(question, passage)),
        **{name: passage.typed[:, index] for index, name in enumerate(TYPES)},
        "typed_begins": passage.typed_begins,
        "typed_ends": passage.typed_ends,
        "word_begins": among(passage.characters.boundaries, _WORD_BEGINS),
        "word_ends": among(passage.characters.boundaries, _WORD_ENDS),
        "mark": passage.characters.parts == 0,
        "sentence_end": np.append(np.diff(passage.sentences) > 0, True),
        "sentence_begins": np.append(True, np.diff(passage.sentences) > 0),
        "rarity": rarity,
    }
    for index, name in enumerate(MATCH_FEATURES):
        out[:, index] = columns[name]
    return out


def expected_types(kind: AnswerKind) -> list[int]:
    """Return the columns of ``typed`` that suit a kind of question."""
    return [TYPES.index(name) for name in _EXPECTED_TYPES.get(kind, ())]


def among(values: npt.NDArray[np.integer], wanted: npt.NDArray[np.integer], *, axis: int = 1) -> Flags:
    """Say which values are wanted (axis 1), or which wanted ones occur (axis 0); faster than ``isin`` for a few."""
    found: Flags = (values[:, None] == wanted[None, :]).any(axis)
    return found


def bigrams(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    """Pack every two neighbouring code points into one number."""
    wide = codes.astype(np.uint64)
    return (wide[:-1] << np.uint64(21)) | wide[1:]


def _matched_characters(question: QuestionView, passage: PassageView) -> tuple[Flags, Flags, Flags, Flags]:
    """Characters, bigram beginnings, bigram ends and trigram members shared with the question's content."""
    size = len(passage.text)
    asked = among(passage.codes, question.codes[question.content])
    outside = np.ones(len(question.text), bool)
    if question.asking:
        outside[question.asking[0] : question.asking[1]] = False
    begins, ends, trigram = (np.zeros(size, bool) for _ in range(3))
    if size < 2 or len(question.text) < 2:
        return asked, begins, ends, trigram
    pairs = bigrams(question.codes)[outside[:-1] & outside[1:]]
    begins[:-1] = among(bigrams(passage.codes), pairs)
    ends[1:] = begins[:-1]
    if size > 2 and len(question.text) > 2:
        triples = _trigrams(question.codes)[outside[:-2] & outside[1:-1] & outside[2:]]
        hit = among(_trigrams(passage.codes), triples)
        for shift in range(3):
            trigram[shift : size - 2 + shift] |= hit
    return asked, begins, ends, trigram


def _trigrams(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    return (bigrams(codes)[:-1] << np.uint64(21)) | codes[2:].astype(np.uint64)


def _run_lengths(begins: Flags) -> Floats:
    """For every character in a run of matched bigrams, the run's length, at most ten."""
    out = np.zeros(len(begins), np.float32)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], begins.astype(np.int8), [0]])))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        out[start : end + 1] = min(end - start + 1, 10)
    return out


def _around(values: npt.NDArray[np.floating], radius: int) -> Floats:
    """Sum of the values within ``radius`` characters, divided by its square root."""
    total = np.concatenate([[0.0], np.cumsum(values)])
    positions = np.arange(len(values))
    upper, lower = np.minimum(len(values), positions + radius + 1), np.maximum(0, positions - radius)
    nearby: Floats = ((total[upper] - total[lower]) / radius**0.5).astype(np.float32)
    return nearby


def _overlap(
    numbers: Integers, passage: PassageView, question: QuestionView, asked: Flags, begins: Flags
) -> tuple[Floats, Integers]:
    """Per character: how much of the question its sentence (or clause) holds, and the rank of that sentence."""
    if not numbers.size:
        return np.zeros(0, np.float32), np.zeros(0, np.int32)
    count = int(numbers[-1]) + 1
    wanted = np.maximum(question.characters.rarity[question.content].sum(), 1e-6)
    score = _distinct(numbers, passage.codes, asked, passage.characters.rarity, count) / wanted
    if len(passage.text) > 1:
        inner = begins[:-1] & (numbers[:-1] == numbers[1:])
        ones = np.ones(len(inner), np.float32)
        score = score + _distinct(numbers[:-1], bigrams(passage.codes), inner, ones, count) / max(len(question.text), 1)
    rank = np.empty(count, np.int32)
    rank[np.argsort(-score, kind="stable")] = np.arange(count)
    return score[numbers].astype(np.float32), rank[numbers]


def _distinct(
    numbers: Integers, keys: npt.NDArray[np.unsignedinteger], chosen: Flags, weights: Floats, count: int
) -> npt.NDArray[np.float64]:
    """Sum weights of the chosen keys per numbered stretch, each key once."""
    rows = np.flatnonzero(chosen)
    if not rows.size:
        return np.zeros(count)
    both = (numbers[rows].astype(np.uint64) << np.uint64(48)) ^ keys[rows].astype(np.uint64)
    first = rows[np.unique(both, return_index=True)[1]]
    return np.bincount(numbers[first], weights[first], minlength=count).astype(np.float64)


def _covered(question: QuestionView, passage: PassageView) -> float:
    """The share of the question's content, weighed by rarity, that occurs in the window at all."""
    weights = question.characters.rarity * question.content
    found = among(passage.codes, question.codes, axis=0)
    return float((weights * found).sum() / max(weights.sum(), 1e-6))


def _matched_words(question: QuestionView, passage: PassageView, vocabulary: Vocabulary) -> tuple[Flags, Floats]:
    """Per character: whether its word stands in the question, and the best cosine with a word of the question."""
    size = len(passage.text)
    exact, similar = np.zeros(size, bool), np.zeros(size, np.float32)
    asked = [(s, e) for s, e in question.word_spans if question.content[s:e].any()]
    if not asked or not passage.word_spans.size:
        return exact, similar
    texts = {question.text[s:e] for s, e in asked}
    wanted = vocabulary.directions[question.characters.words[[s for s, _ in asked]]]
    starts, ends = passage.word_spans[:, 0], passage.word_spans[:, 1]
    best = (vocabulary.directions[passage.characters.words[starts]] @ wanted.T).max(1)
    lengths = ends - starts
    chosen = np.concatenate([np.arange(s, e) for s, e in passage.word_spans])
    similar[chosen] = np.repeat(np.maximum(best, 0), lengths)
    same = np.array([passage.text[s:e] in texts for s, e in passage.word_spans], bool)
    exact[chosen] = np.repeat(same, lengths)
    return exact, similar


def _distances(runs: Flags) -> tuple[Floats, Floats]:
    """Distance in characters to the nearest matched run at or before, and at or after, each character."""
    positions = np.arange(len(runs), dtype=np.float32)
    before = np.maximum.accumulate(np.where(runs, positions, -99))
    after = np.minimum.accumulate(np.where(runs, positions, len(runs) + 99)[::-1])[::-1]
    return (positions - before).astype(np.float32), (after - positions).astype(np.float32)


def _aligned(question: QuestionView, passage: PassageView) -> tuple[Floats, Floats]:
    """How many characters before the asking word also stand before each character, and after likewise (of 8)."""
    size = len(passage.text)
    left, right = np.zeros(size, np.float32), np.zeros(size, np.float32)
    if question.asking is None:
        return left, right
    start, end = question.asking
    still = np.ones(size, bool)
    for step in range(1, min(8, start) + 1):
        same = np.zeros(size, bool)
        same[step:] = passage.codes[:-step] == question.codes[start - step] if step < size else False
        still &= same
        left += still / 8
    still = np.ones(size, bool)
    for step in range(1, min(8, len(question.text) - end) + 1):
        same = np.zeros(size, bool)
        same[:-step] = passage.codes[step:] == question.codes[end + step - 1] if step < size else False
        still &= same
        right += still / 8
    return left, right


def _measured(question: QuestionView, passage: PassageView) -> Flags:
    """Numbers whose measure word is the one asked for (多少**场**)."""
    out = np.zeros(len(passage.text), bool)
    if question.unit is None or question.kind not in _NUMBERS:
        return out
    number, size = TYPES.index("number"), len(question.unit)
    for start, end, kind in passage.typed_spans:
        if kind == number and question.unit in passage.text[max(start, end - size) : end + size]:
            out[start:end] = True
    return out
