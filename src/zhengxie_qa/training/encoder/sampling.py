"""Batches of token sequences that belong together, drawn by task and by source, reproducible from one generator.

Besides the given pairs there are three kinds of pairs made from running text: a stretch of a passage and the passage
around it (inverse cloze, Lee et al. 2019, "Latent Retrieval for Weakly Supervised Open Domain Question Answering"),
neighbouring passages, and a stretch translated word by word into English with the passage.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from zhengxie_qa.training.encoder.material import CROSS_LINGUAL, Source, Task

Ids = npt.NDArray[np.int32]

LONGEST = 120
"""Tokens of a text in a batch; longer ones are cut at a random place."""
SHORTEST_PASSAGE = 12


class Made(StrEnum):
    """Pairs made from running text."""

    CLOZE = "cloze"
    NEIGHBOUR = "neighbour"
    TRANSLATED = "translated"


SOURCE_WEIGHTS: Mapping[Source, float] = {
    Source.STATE: 3,
    Source.PROVINCES: 4,
    Source.CONGRESS: 3,
    Source.LAWS: 0.7,
    Source.PINGCAP: 0.5,
    Source.PYTHON: 0.2,
    Source.WIKIPEDIA: 3,
}
TASK_WEIGHTS: Mapping[Task | Made, float] = {
    Made.CLOZE: 9,
    Made.NEIGHBOUR: 0.7,
    Task.QUESTION_WIKIPEDIA: 2.5,
    Task.QUESTION_POLITICAL: 1.5,
    Task.EVIDENCE: 0.4,
    Task.WORDINGS: 0.4,
    Task.TITLE: 0.4,
    Task.SYNONYM: 0.4,
}
CROSS_LINGUAL_WEIGHTS: Mapping[Task | Made, float] = {
    Task.TATOEBA: 1.2,
    Task.UN: 1.4,
    Task.NTREX: 0.4,
    Task.PYTHON_DOCS: 0.4,
    Task.CEDICT: 2.0,
    Task.GLOSSARY: 0.4,
    Made.TRANSLATED: 6.0,
}
CROSS_LINGUAL_SHARE = 0.25
"""Share of batches whose left or right side is English."""

SHORT_STRETCH_SHARE = 0.6
"""Of inverse-cloze queries, how many are a few words rather than a sentence."""
KEEP_SHARE = 0.3
"""How often the stretch stays in its passage, so that exact matches keep their worth."""
TITLE_SHARE = 0.25
"""How often a passage carries its title, and its query a piece of it."""
SYNONYM_SHARE = 0.5
"""How often a token of a query that has near-synonyms is replaced by one."""


@dataclass(frozen=True, slots=True)
class TokenArticle:
    """An article as token ids: ``passages[i][j]`` is a sentence."""

    source: Source
    title: Ids
    passages: tuple[tuple[Ids, ...], ...]


@dataclass(frozen=True, slots=True)
class TokenPair:
    """A pair as token ids, with hard negatives where they were mined."""

    left: Ids
    right: Ids
    negatives: tuple[Ids, ...] = ()


@dataclass(frozen=True, slots=True)
class Substitutes:
    """For some tokens, what may stand in their place: near-synonyms or translations."""

    ids: Mapping[int, tuple[int, ...]]
    cumulative: Mapping[int, npt.NDArray[np.float64]]

    def draw(self, token: int, chance: float) -> int:
        """Pick a substitute by its probability; ``chance`` is uniform in [0, 1)."""
        choices = self.ids[token]
        return choices[min(int(np.searchsorted(self.cumulative[token], chance)), len(choices) - 1)]


@dataclass(frozen=True, slots=True)
class Batch:
    """``left[i]`` belongs to ``right[i]``; ``negatives`` belong to nobody."""

    task: Task | Made
    left: list[Ids]
    right: list[Ids]
    negatives: list[Ids]


@dataclass(frozen=True, slots=True)
class _Place:
    article: int
    passage: int


class Sampler:
    """Draws batches for ever."""

    def __init__(
        self,
        articles: Sequence[TokenArticle],
        pairs: Mapping[Task, Sequence[TokenPair]],
        *,
        synonyms: Substitutes,
        translations: Substitutes,
        batch_size: int,
        rng: np.random.Generator,
    ) -> None:
        """Prepare the distributions; tasks without material are left out.

        :param synonyms: replacements inside a language, for queries of the inverse cloze task.
        :param translations: Chinese token → English tokens.
        """
        self._articles = articles
        self._pairs = pairs
        self._synonyms = synonyms
        self._translations = translations
        self._size = batch_size
        self._rng = rng
        self._places = [
            _Place(a, p)
            for a, article in enumerate(articles)
            for p, passage in enumerate(article.passages)
            if sum(map(len, passage)) >= SHORTEST_PASSAGE
        ]
        weights = np.array([SOURCE_WEIGHTS[articles[place.article].source] for place in self._places])
        self._cumulative = np.cumsum(weights / weights.sum())
        self._tasks, self._shares = self._task_shares()

    def _task_shares(self) -> tuple[list[Task | Made], npt.NDArray[np.float64]]:
        """Balance the tasks that have material, English ones together at their fixed share."""
        empty = {Made.TRANSLATED} if not self._translations.ids else set()
        groups = []
        for weights in (TASK_WEIGHTS, CROSS_LINGUAL_WEIGHTS):
            present = {t: w for t, w in weights.items() if t not in empty and (t in Made or t in self._pairs)}
            groups.append(present)
        totals = [sum(group.values()) for group in groups]
        shares = (1 - CROSS_LINGUAL_SHARE, CROSS_LINGUAL_SHARE) if totals[1] else (1.0, 0.0)
        mixed = {
            t: w / total * s for group, total, s in zip(groups, totals, shares, strict=True) for t, w in group.items()
        }
        values = np.array(list(mixed.values()))
        return list(mixed), values / values.sum()

    def draw(self) -> Batch:
        """Draw a task and a batch of it."""
        task = self._tasks[int(self._rng.choice(len(self._tasks), p=self._shares))]
        if isinstance(task, Task):
            return self._given(task)
        if task is Made.NEIGHBOUR:
            return self._neighbours()
        return self._cloze(translate=task is Made.TRANSLATED)

    def _draw_places(self, n: int) -> list[_Place]:
        rows = np.searchsorted(self._cumulative, self._rng.random(n))
        return [self._places[row] for row in dict.fromkeys(np.minimum(rows, len(self._places) - 1).tolist())]

    def _cut(self, ids: Ids, longest: int = LONGEST) -> Ids:
        if len(ids) <= longest:
            return ids
        start = int(self._rng.integers(len(ids) - longest + 1))
        return ids[start : start + longest]

    def _given(self, task: Task) -> Batch:
        pairs = self._pairs[task]
        size = self._size // 2 if pairs[0].negatives else self._size
        batch = Batch(task, [], [], [])
        seen: set[bytes] = set()
        for row in self._rng.permutation(len(pairs))[:size]:
            pair = pairs[row]
            key = pair.right[:40].tobytes()
            if key in seen:
                continue
            seen.add(key)
            left, right = (pair.left, pair.right)
            if task in CROSS_LINGUAL and self._rng.random() < 0.5:
                left, right = right, left
            batch.left.append(self._cut(left))
            batch.right.append(self._cut(right, LONGEST * 2))
            if pair.negatives:
                batch.negatives.append(
                    self._cut(pair.negatives[int(self._rng.integers(len(pair.negatives)))], LONGEST * 2)
                )
        return batch

    def _neighbours(self) -> Batch:
        batch = Batch(Made.NEIGHBOUR, [], [], [])
        for place in self._draw_places(self._size):
            passages = self._articles[place.article].passages
            if place.passage + 1 < len(passages):
                sentences = passages[place.passage]
                first = int(self._rng.integers(len(sentences)))
                left = np.concatenate(sentences[first : first + 2])
                right = np.concatenate(passages[place.passage + 1])
                if len(left) and len(right):
                    batch.left.append(self._cut(left, LONGEST // 2))
                    batch.right.append(self._cut(right))
        return batch

    def _cloze(self, *, translate: bool) -> Batch:
        batch = Batch(Made.TRANSLATED if translate else Made.CLOZE, [], [], [])
        for place in self._draw_places(self._size):
            article = self._articles[place.article]
            sentences = article.passages[place.passage]
            whole = np.concatenate(sentences)
            start, length = self._stretch(sentences, len(whole))
            query = whole[start : start + length]
            query = self._translated(query) if translate else self._with_synonyms(query)
            keep = translate or self._rng.random() < KEEP_SHARE
            around = whole if keep else np.concatenate([whole[:start], whole[start + length :]])
            around = self._cut(around) if not keep else _window(around, start, length)
            if len(article.title) and self._rng.random() < TITLE_SHARE:
                around = np.concatenate([article.title, around])
                if not translate:
                    piece = int(self._rng.integers(len(article.title)))
                    query = np.concatenate([article.title[piece : piece + 3], query])
            if len(query) and len(around) > 3:
                batch.left.append(query)
                batch.right.append(around)
        return batch

    def _stretch(self, sentences: Sequence[Ids], length: int) -> tuple[int, int]:
        """Choose the query's place: a few tokens anywhere, or one sentence that is not most of the passage."""
        short, size, where = self._rng.random(3)
        if short >= SHORT_STRETCH_SHARE:
            chosen = int(where * len(sentences))
            taken = len(sentences[chosen])
            if 4 <= taken <= length * 0.6:
                return sum(map(len, sentences[:chosen])), taken
        taken = max(1, min(3 + int(size * 10), length // 2))
        return int(where * (length - taken)), taken

    def _with_synonyms(self, query: Ids) -> Ids:
        if not self._synonyms.ids or self._rng.random() < 0.5:
            return query
        chances = self._rng.random((len(query), 2))
        replaced = [
            self._synonyms.draw(token, chance) if token in self._synonyms.ids and try_it < SYNONYM_SHARE else token
            for token, (try_it, chance) in zip(query.tolist(), chances, strict=True)
        ]
        return np.array(replaced, np.int32)

    def _translated(self, query: Ids) -> Ids:
        known = [token for token in query[:16].tolist() if token in self._translations.ids]
        chances = self._rng.random(len(known))
        return np.array([self._translations.draw(t, c) for t, c in zip(known, chances, strict=True)], np.int32)


def _window(ids: Ids, start: int, length: int) -> Ids:
    """Cut a text around the stretch it must keep."""
    first = max(0, min(len(ids) - LONGEST, start + length // 2 - LONGEST // 2))
    return ids[first : first + LONGEST]
