"""Stage 1, word vectors: what stands near a word, and what a dictionary says of it, squeezed into 100 numbers.

Positive pointwise mutual information over a window of five words, with English glosses and aligned English words as
further contexts, reduced by a truncated SVD (Levy, Goldberg and Dagan 2015). Deterministic, minutes on one core.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse  # type: ignore[import-untyped]
from sklearn.utils.extmath import randomized_svd

from zhengxie_qa.reading.second_look.vocabulary import Vocabulary, part_of_tag, word_key
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.words import words

_STOPS = str.maketrans(dict.fromkeys("。！？!?；;\r", "\n"))
_CHUNK = 1_000_000


@dataclass(frozen=True, slots=True)
class VectorSettings:
    """How vectors are made. ``smoothing`` flattens context frequencies, ``power`` damps the singular values."""

    dim: int = 100
    window: int = 5
    known_words: int = 60_000
    context_words: int = 20_000
    glosses: int = 12_000
    smallest_count: int = 3
    smoothing: float = 0.75
    power: float = 0.5
    characters: int = 7000
    seed: int = 0


def read_sentences(data: Path, questions: Iterable[dict[str, str]]) -> Iterator[str]:
    """Yield the folded sentences of the train texts; question contexts count twice, as they are few.

    :param questions: rows with ``question`` and ``context``, of sets that may be trained on.
    """
    for folder in (
        "gwr_state_council",
        "gwr_provinces_2026",
        "cpc_congress_reports",
        "laws_cn",
        "pingcap_docs_cn",
        "python_docs_zh",
    ):
        for path in sorted((data / "text" / folder).rglob("*.*")):
            yield from _split(path.read_text(encoding="utf-8", errors="replace"))
    seen: set[str] = set()
    for row in questions:
        for text in (row["context"], row["question"]):
            if text not in seen:
                seen.add(text)
                sentences = list(_split(text))
                yield from sentences
                yield from sentences


def _split(text: str) -> Iterator[str]:
    for sentence in fold(text).translate(_STOPS).split("\n"):
        if len(sentence) > 3:
            yield sentence


def read_glosses(data: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Yield pairs of Chinese words and English words that speak of the same thing."""
    for name in ("cc_cedict.tsv", "tatoeba_cmn_eng.tsv", "ntrex128_zhCN_en.tsv", "un_v1_dev_test.tsv"):
        for line in (data / "parallel" / name).read_text(encoding="utf-8").splitlines():
            chinese, _, english = line.partition("\t")
            spoken = [word.text for word in words(english) if word.text.isascii() and word.text.isalpha()][:40]
            folded = fold(chinese)
            yield ([folded] if name.startswith("cc") else [word.text for word in words(folded)][:40]), spoken


def build_vocabulary(
    sentences: Iterable[str], glosses: Iterable[tuple[list[str], list[str]]], *, settings: VectorSettings
) -> Vocabulary:
    """Count, factorise and pack a :class:`Vocabulary`."""
    segmented, character_counts, sentence_count = _segment(sentences)
    pairs = [([word_key(word) for word in chinese], english) for chinese, english in glosses]
    counts = Counter(word for sentence in segmented for word in sentence)
    counts.update({word: settings.smallest_count for chinese, _ in pairs if len(chinese) == 1 for word in chinese})
    known = [w for w, n in counts.most_common(settings.known_words) if n >= settings.smallest_count]
    vectors = _factorise(segmented, pairs, known, settings)
    characters = [c for c, n in character_counts.most_common(settings.characters) if n >= settings.smallest_count]
    rarity = [np.log((sentence_count + 1) / (character_counts[character] + 0.5)) for character in characters]
    largest = np.abs(vectors).max(initial=1e-6)
    packed = np.concatenate([np.zeros((2, settings.dim)), vectors / largest * 127])
    return Vocabulary(
        characters=tuple(characters),
        rarity=np.array(rarity, np.float32),
        words=tuple(known),
        parts=np.array([_part(word) for word in known], np.int8),
        vectors=np.round(packed).astype(np.int8),
    )


def _segment(sentences: Iterable[str]) -> tuple[list[list[str]], Counter[str], int]:
    segmented: list[list[str]] = []
    characters: Counter[str] = Counter()
    for sentence in sentences:
        characters.update(set(sentence) - {" "})
        segmented.append([word_key(word.text) for word in words(sentence)])
    return segmented, characters, len(segmented)


def _part(word: str) -> int:
    import rjieba

    tags = rjieba.tag(word, False)
    return part_of_tag(tags[-1][1] if tags else "x")


def _factorise(
    segmented: Sequence[Sequence[str]],
    pairs: Sequence[tuple[list[str], list[str]]],
    known: Sequence[str],
    settings: VectorSettings,
) -> npt.NDArray[np.float64]:
    ids = {word: index for index, word in enumerate(known)}
    near = _neighbours(segmented, ids, settings)
    spoken = _spoken(pairs, ids, settings)
    contexts = sparse.hstack([near[:, : settings.context_words], spoken]).tocsr()
    information = _positive_information(contexts, settings.smoothing)
    rank = min(settings.dim, min(information.shape) - 1)
    left, values, _ = randomized_svd(information, rank, n_oversamples=20, n_iter=4, random_state=settings.seed)
    vectors = np.zeros((len(known), settings.dim))
    vectors[:, :rank] = left * values**settings.power
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return vectors


def _neighbours(segmented: Sequence[Sequence[str]], ids: dict[str, int], settings: VectorSettings) -> sparse.csr_matrix:
    """Count pairs within the window, nearer ones for more (weight 1/distance)."""
    size = len(ids)
    total = sparse.csr_matrix((size, size), dtype=np.float32)
    gap = [-1] * settings.window
    flat = np.array([i for s in segmented for i in (*(ids.get(word, -1) for word in s), *gap)], np.int64)
    for start in range(0, len(flat), _CHUNK):
        part = flat[start : start + _CHUNK + settings.window]
        rows, columns, weights = [], [], []
        for distance in range(1, settings.window + 1):
            left, right = part[: min(_CHUNK, len(part) - distance)], part[distance : distance + _CHUNK]
            both = (left[: len(right)] >= 0) & (right >= 0)
            rows.append(left[: len(right)][both])
            columns.append(right[both])
            weights.append(np.full(int(both.sum()), 1 / distance, np.float32))
        shape = (np.concatenate(weights), (np.concatenate(rows), np.concatenate(columns)))
        total = total + sparse.coo_matrix(shape, shape=(size, size)).tocsr()
    return (total + total.T).tocsr()


def _spoken(
    pairs: Sequence[tuple[list[str], list[str]]], ids: dict[str, int], settings: VectorSettings
) -> sparse.csr_matrix:
    """Count Chinese words with the English words of their gloss or translation; a pair shares a weight of ten."""
    counts = Counter(word for _, english in pairs for word in set(english))
    columns = {word: index for index, (word, n) in enumerate(counts.most_common(settings.glosses)) if n > 1}
    entries = [
        (ids[chinese], columns[english], 10 / (len(pair[0]) * len(pair[1])))
        for pair in pairs
        for chinese in pair[0]
        if chinese in ids
        for english in pair[1]
        if english in columns
    ]
    rows, cols, weights = zip(*entries, strict=True) if entries else ((), (), ())
    shape = (len(ids), max(1, len(columns)))
    return sparse.coo_matrix((np.array(weights, np.float32), (rows, cols)), shape=shape).tocsr()


def _positive_information(counts: sparse.csr_matrix, smoothing: float) -> sparse.csr_matrix:
    rows = np.asarray(counts.sum(1)).ravel()
    columns = np.asarray(counts.sum(0)).ravel() ** smoothing
    found = counts.tocoo()
    expected = rows[found.row] * columns[found.col] / columns.sum()
    value = np.log(np.maximum(found.data / np.maximum(expected, 1e-12), 1e-12))
    keep = value > 0
    return sparse.csr_matrix((value[keep], (found.row[keep], found.col[keep])), shape=counts.shape)
