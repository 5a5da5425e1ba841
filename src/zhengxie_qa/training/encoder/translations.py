"""Word translations and pivot synonyms among tokens, from IBM Model 1 in both directions.

Used to make English queries from Chinese text, to place English tokens among Chinese ones before and after training,
and to reword queries by going Chinese → English → Chinese.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from zhengxie_qa.training.encoder.material import CROSS_LINGUAL, Task
from zhengxie_qa.training.encoder.sampling import Substitutes, TokenPair
from zhengxie_qa.training.ibm1 import TranslationTable, train_ibm1

MOST_TRANSLATIONS = 6
RAREST_TRANSLATION = 0.04
MOST_PROJECTED = 8
RAREST_PROJECTED = 0.03
RAREST_SYNONYM = 0.05
MOST_PYTHON_PAIRS = 10_000
"""The technical pairs are many and narrow; the first so many are enough."""

Table = Mapping[int, Sequence[tuple[int, float]]]
"""Token → its counterparts with probabilities that sum to one, likeliest first."""


def align(pairs: Mapping[Task, Sequence[TokenPair]], *, english: npt.NDArray[np.bool_]) -> tuple[Table, Table]:
    """Learn Chinese → English and English → Chinese.

    :param english: which tokens are Latin words, shape ``(vocabulary,)``.
    """
    sentences = []
    for task in CROSS_LINGUAL:
        group = pairs.get(task, ())
        for pair in group[:MOST_PYTHON_PAIRS] if task is Task.PYTHON_DOCS else group:
            chinese, foreign = pair.left[~english[pair.left]], pair.right[english[pair.right]]
            sentences.append((chinese.tolist(), foreign.tolist()))
    forward = train_ibm1(sentences)
    backward = train_ibm1([(foreign, chinese) for chinese, foreign in sentences])
    return (
        _table(forward, k=MOST_TRANSLATIONS, at_least=RAREST_TRANSLATION),
        _table(backward, k=MOST_PROJECTED, at_least=RAREST_PROJECTED),
    )


def _table(learnt: TranslationTable, *, k: int, at_least: float) -> Table:
    found = {int(s): learnt.best(int(s), k=k, at_least=at_least) for s in np.unique(learnt.sources) if s}
    return {s: [(t, p / sum(q for _, q in best)) for t, p in best] for s, best in found.items() if best}


def substitutes(table: Table) -> Substitutes:
    """Prepare a table for drawing."""
    return Substitutes(
        {token: tuple(t for t, _ in best) for token, best in table.items()},
        {token: np.cumsum([p for _, p in best]) for token, best in table.items()},
    )


def pivot_synonyms(forward: Table, backward: Table, *, words: npt.NDArray[np.bool_]) -> Table:
    """Find near-synonyms of Chinese words through English.

    :param words: which tokens are Chinese words of two characters or more; single characters are too ambiguous.
    """
    found: dict[int, list[tuple[int, float]]] = {}
    for token, translations in forward.items():
        if not words[token]:
            continue
        reached: Counter[int] = Counter()
        for english, p in translations:
            for back, q in backward.get(english, ()):
                reached[back] += p * q  # type: ignore[assignment]  # a Counter adds floats as well
        reached.pop(token, None)
        likely = [(t, float(p)) for t, p in reached.items() if p >= RAREST_SYNONYM and words[t]]
        total = sum(p for _, p in likely)
        if likely:
            found[token] = sorted(((t, p / total) for t, p in likely), key=lambda item: (-item[1], item[0]))
    return found


def with_pairs(table: Table, pairs: Sequence[TokenPair]) -> Table:
    """Add pairs of single tokens, in both directions, to a table of synonyms."""
    added: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for pair in pairs:
        if len(pair.left) == len(pair.right) == 1 and pair.left[0] != pair.right[0]:
            added[int(pair.left[0])].append((int(pair.right[0]), 1.0))
            added[int(pair.right[0])].append((int(pair.left[0]), 1.0))
    merged = dict(table)
    for token, extra in added.items():
        both = [*extra, *merged.get(token, ())]
        total = sum(p for _, p in both)
        merged[token] = [(t, p / total) for t, p in both]
    return merged


def project(vectors: npt.NDArray[np.float32], backward: Table, *, mix: float) -> npt.NDArray[np.float32]:
    """Move English rows towards the mean of their Chinese translations.

    :param mix: 0 keeps the rows, 1 replaces them.
    """
    moved = vectors.copy()
    for english, best in backward.items():
        mean = sum(p * vectors[t] for t, p in best)
        moved[english] = (1 - mix) * vectors[english] + mix * mean
    return moved
