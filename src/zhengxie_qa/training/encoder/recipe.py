"""The whole recipe in order, from the data folder to finished token vectors; constants in one place."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from zhengxie_qa.training.encoder.bm25 import Bm25
from zhengxie_qa.training.encoder.contrastive import INITIAL_NORM, Optimisation, TokenVectors, train
from zhengxie_qa.training.encoder.cooccurrence import cooccurrence_vectors
from zhengxie_qa.training.encoder.export import embed, fold_idf, rotate
from zhengxie_qa.training.encoder.material import POLITICAL, Material, Pair, Source, Task
from zhengxie_qa.training.encoder.negatives import mine_negatives
from zhengxie_qa.training.encoder.sampling import Ids, Sampler, TokenArticle, TokenPair
from zhengxie_qa.training.encoder.translations import Table, align, pivot_synonyms, project, substitutes, with_pairs
from zhengxie_qa.training.encoder.vocabulary import HAN, UNKNOWN_ID, VocabularySize, WordCounts, build_tokenizer

_CHINESE = re.compile(f"[{HAN}]")
_ENGLISH = re.compile(r"[a-z]{2,}")
ENCODE_BATCH = 20_000
ROTATION_SAMPLE = 6_000
"""Passages whose embeddings give the principal axes."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Every choice that shapes the weights.

    :param dim: width of the vectors; ``semantic_dim`` of them start from co-occurrence, the rest at random.
    :param smoothing: SIF constant of the initial token weights (Arora et al. 2017).
    :param idf_exponent: how much idf is folded in after training.
    :param english_mix: how far English rows move to their translations after training.
    :param hard_negatives: mined per question; 0 for none.
    """

    size: VocabularySize = field(default_factory=lambda: VocabularySize(han=40_000, latin=10_000))
    dim: int = 384
    semantic_dim: int = 256
    optimisation: Optimisation = field(default_factory=lambda: Optimisation(steps=2000))
    batch_size: int = 1024
    seed: int = 20260101
    smoothing: float = 1e-3
    idf_exponent: float = 0.25
    english_mix: float = 0.5
    hard_negatives: int = 4


@dataclass(frozen=True, slots=True)
class Trained:
    """What the recipe gives."""

    tokenizer: Tokenizer
    vectors: npt.NDArray[np.float32]


Report = Callable[[str], None]


class Tokeniser:
    """Texts → ids without unknown tokens."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Wrap a tokenizer."""
        self._tokenizer = tokenizer

    def __call__(self, texts: Sequence[str]) -> list[Ids]:
        """Tokenise folded texts in order."""
        found: list[Ids] = []
        for start in range(0, len(texts), ENCODE_BATCH):
            batch = self._tokenizer.encode_batch_fast(
                list(texts[start : start + ENCODE_BATCH]), add_special_tokens=False
            )
            found.extend(np.array([i for i in item.ids if i != UNKNOWN_ID], np.int32) for item in batch)
        return found


def count_words(material: Material) -> WordCounts:
    """Count the words of all articles and of the pairs that are not cut from them."""
    counts = WordCounts()
    for article in material.articles:
        counts.add(article.texts())
    for task, pairs in material.pairs.items():
        counts.add(pair.left for pair in pairs)
        if task not in (Task.QUESTION_POLITICAL, Task.QUESTION_WIKIPEDIA, Task.EVIDENCE, Task.TITLE):
            counts.add(pair.right for pair in pairs)
    return counts


def tokenise_articles(material: Material, tokenise: Tokeniser) -> list[TokenArticle]:
    """Tokenise every sentence once."""
    sentences = tokenise([s for article in material.articles for passage in article.passages for s in passage])
    titles = tokenise([article.title for article in material.articles])
    articles, used = [], 0
    for article, title in zip(material.articles, titles, strict=True):
        passages = []
        for passage in article.passages:
            passages.append(tuple(sentences[used : used + len(passage)]))
            used += len(passage)
        articles.append(TokenArticle(article.source, title, tuple(passages)))
    return articles


def tokenise_pairs(
    pairs: Mapping[Task, Sequence[Pair]], mined: Mapping[Task, Sequence[Sequence[str]]], tokenise: Tokeniser
) -> dict[Task, list[TokenPair]]:
    """Tokenise pairs and their hard negatives; pairs with an empty side are dropped."""
    done = {}
    for task, group in pairs.items():
        left, right = tokenise([p.left for p in group]), tokenise([p.right for p in group])
        negatives: list[tuple[Ids, ...]] = [()] * len(group)
        if task in mined:
            flat = iter(tokenise([text for texts in mined[task] for text in texts]))
            negatives = [tuple(next(flat) for _ in texts) for texts in mined[task]]
        rows = zip(left, right, negatives, strict=True)
        done[task] = [TokenPair(a, b, n) for a, b, n in rows if len(a) and len(b) and (n or task not in mined)]
    return done


def mine(material: Material, *, per_question: int) -> dict[Task, list[tuple[str, ...]]]:
    """Mine hard negatives for the questions, each from its own collection."""
    mined = {}
    pools = {
        Task.QUESTION_POLITICAL: [
            f"{a.title}\n{text}" for a in material.articles if a.source in POLITICAL for text in a.texts()
        ],
        Task.QUESTION_WIKIPEDIA: [
            text for a in material.articles if a.source is Source.WIKIPEDIA for text in a.texts()
        ],
    }
    for task, pool in pools.items():
        if per_question and pool and material.pairs.get(task):
            mined[task] = mine_negatives(material.pairs[task], pool, index=Bm25(pool), per_question=per_question)
    return mined


def spell(words: Sequence[str]) -> list[list[int]]:
    """Number the characters of each Chinese word of two or more; other tokens have none."""
    numbers: dict[str, int] = {}
    return [
        [numbers.setdefault(c, len(numbers)) for c in word] if len(word) > 1 and _CHINESE.match(word) else []
        for word in words
    ]


def start_vectors(
    articles: Sequence[TokenArticle], frequencies: npt.NDArray[np.float64], backward: Table, recipe: Recipe
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Make the first rows (co-occurrence beside random, English from translations) and weights (SIF)."""
    rng = np.random.default_rng(recipe.seed)
    passages = [np.concatenate(passage) for article in articles for passage in article.passages]
    known = cooccurrence_vectors(passages, vocabulary=len(frequencies), dim=recipe.semantic_dim, seed=recipe.seed)
    known /= np.maximum(np.linalg.norm(known, axis=1, keepdims=True), 1e-6)
    width = recipe.dim - recipe.semantic_dim
    random = rng.standard_normal((len(frequencies), width)).astype(np.float32) / max(width, 1) ** 0.5
    share = (recipe.semantic_dim / recipe.dim) ** 0.5
    start = np.concatenate([known * share, random * (1 - share**2) ** 0.5], axis=1) * INITIAL_NORM
    probability = frequencies / frequencies.sum()
    weights = (recipe.smoothing / (recipe.smoothing + probability)).astype(np.float32)
    return project(start.astype(np.float32), backward, mix=1.0), weights


def run(material: Material, recipe: Recipe, *, report: Report) -> Trained:
    """Train an encoder.

    :param report: receives lines of progress.
    """
    tokenizer = build_tokenizer(count_words(material), recipe.size)
    tokenise = Tokeniser(tokenizer)
    words = [word for word, _ in sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])]
    report(f"vocabulary of {len(words)}")
    mined = mine(material, per_question=recipe.hard_negatives)
    report(f"mined negatives for {sum(map(len, mined.values()))} questions")
    articles = tokenise_articles(material, tokenise)
    pairs = tokenise_pairs(material.pairs, mined, tokenise)
    frequencies = count_tokens(articles, pairs, vocabulary=len(words))
    report(f"{int(frequencies.sum())} tokens, pairs { ({task.value: len(group) for task, group in pairs.items()}) }")
    english = np.array([bool(_ENGLISH.fullmatch(word)) for word in words])
    forward, backward = align(pairs, english=english)
    chinese_words = np.array([len(word) > 1 and bool(_CHINESE.match(word)) for word in words])
    synonyms = with_pairs(pivot_synonyms(forward, backward, words=chinese_words), pairs.get(Task.SYNONYM, []))
    report(f"{len(backward)} English words with translations, {len(synonyms)} words with synonyms")
    start, weights = start_vectors(articles, frequencies, backward, recipe)
    report("first vectors from co-occurrence")
    vectors = TokenVectors(start, weights, spell(words))
    sampler = Sampler(
        articles,
        pairs,
        synonyms=substitutes(synonyms),
        translations=substitutes(forward),
        batch_size=recipe.batch_size,
        rng=np.random.default_rng(recipe.seed),
    )
    train(vectors, sampler, recipe.optimisation, report=report)
    return Trained(tokenizer, finish(vectors.finished(), articles, frequencies, backward, recipe))


def count_tokens(
    articles: Sequence[TokenArticle], pairs: Mapping[Task, Sequence[TokenPair]], *, vocabulary: int
) -> npt.NDArray[np.float64]:
    """Count every token in articles and pairs."""
    streams = [sentence for article in articles for passage in article.passages for sentence in passage]
    streams += [side for group in pairs.values() for pair in group for side in (pair.left, pair.right)]
    return np.bincount(np.concatenate(streams), minlength=vocabulary).astype(np.float64)


def finish(
    vectors: npt.NDArray[np.float32],
    articles: Sequence[TokenArticle],
    frequencies: npt.NDArray[np.float64],
    backward: Table,
    recipe: Recipe,
) -> npt.NDArray[np.float32]:
    """Fold in translations and idf, then rotate to principal axes so that the first dimensions matter most."""
    folded = fold_idf(project(vectors, backward, mix=recipe.english_mix), frequencies, exponent=recipe.idf_exponent)
    known = (*POLITICAL, Source.WIKIPEDIA)
    passages = [np.concatenate(p) for a in articles if a.source in known for p in a.passages][:ROTATION_SAMPLE]
    if len(passages) < recipe.dim:
        return folded
    return rotate(folded, embed(passages, folded), dim=recipe.dim)
