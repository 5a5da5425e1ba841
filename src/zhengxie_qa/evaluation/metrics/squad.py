"""SQuAD-style F1 over characters: a bag of characters instead of a bag of words, for text without spaces.

Rajpurkar et al., "SQuAD: 100,000+ Questions for Machine Comprehension of Text", EMNLP 2016, with characters for
tokens as is usual for Chinese (DRCD, MLQA). Punctuation and spaces are dropped; order does not count.
"""

import unicodedata
from collections import Counter
from collections.abc import Sequence


def characters(text: str) -> list[str]:
    """Letters, digits and Chinese characters of ``text``: NFKC, lower-case, in order."""
    return [char for char in unicodedata.normalize("NFKC", text).lower() if unicodedata.category(char)[0] in "LNMS"]


def f1_squad(prediction: str, golds: Sequence[str]) -> float:
    """F1 of the two bags of characters, best over ``golds``, in [0, 1]; 0 without golds."""
    return max((_f1(characters(prediction), characters(gold)) for gold in golds), default=0.0)


def _f1(prediction: list[str], gold: list[str]) -> float:
    shared = (Counter(prediction) & Counter(gold)).total()
    if shared == 0:
        return 0.0
    precision, recall = shared / len(prediction), shared / len(gold)
    return 2 * precision * recall / (precision + recall)
