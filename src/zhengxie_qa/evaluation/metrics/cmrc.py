"""EM and F1 by the definition of CMRC 2018: mixed segmentation, longest common substring, best over golds.

Cui et al., "A Span-Extraction Dataset for Chinese Machine Reading Comprehension", EMNLP 2019, and its official
evaluation script. A Chinese character is one token, punctuation of a fixed list is removed, and what lies between
is split the way the Penn Treebank convention splits English. F1 uses the longest run of tokens both sides share, not
a bag of tokens. This is not SQuAD's F1: see ``metrics.squad``.
"""

import re
from collections.abc import Sequence

REMOVED = frozenset("-:_*^/\\~`+=，。：？！“”；’《》·、「」（）－～『』")
"""The script's list of single signs; its entry ``……`` has two characters and so never matches one."""

_HAN = re.compile("[\u4e00-\u9fa5]")
_LATIN_TOKEN = re.compile(
    r"""\.\.\.                                  # an ellipsis is one token
    | [;@\#$%&?!()\[\]{}<>"]                    # signs that always stand alone
    | ,(?!\d)                                   # a comma, unless inside a number
    | n't\b | '(?:s|m|d|ll|re|ve)\b             # English contractions
    | \.(?=[\])}>"']*$)                         # the full stop that ends the run
    | (?:(?!n't\b|\.\.\.)[^\s;@\#$%&?!()\[\]{}<>",.'] | ,(?=\d) | \.(?!\.\.|[\])}>"']*$) | '(?!(?:s|m|d|ll|re|ve)\b))+
    """,
    re.VERBOSE,
)


def segment(text: str, *, remove_punctuation: bool = True) -> list[str]:
    """Split as the official script's ``mixed_segmentation`` does.

    :returns: Chinese characters one by one, Latin words and numbers whole, all lower-case.
    """
    tokens: list[str] = []
    run = ""
    for char in text.lower().strip():
        if remove_punctuation and char in REMOVED:
            continue
        if _HAN.match(char) or char in REMOVED:
            tokens += [*_latin_tokens(run), char]
            run = ""
        else:
            run += char
    return tokens + _latin_tokens(run)


def _latin_tokens(run: str) -> list[str]:
    return _LATIN_TOKEN.findall(run)


def longest_common_run(left: Sequence[str], right: Sequence[str]) -> int:
    """Length of the longest contiguous run of tokens that both sequences share."""
    best = 0
    previous = [0] * (len(right) + 1)
    for token in left:
        current = [0]
        for j, other in enumerate(right):
            current.append(previous[j] + 1 if token == other else 0)
        best = max(best, max(current))
        previous = current
    return best


def f1_cmrc(prediction: str, golds: Sequence[str]) -> float:
    """F1 over the longest common run of tokens, best over ``golds``, in [0, 1]; 0 without golds."""
    return max((_f1(segment(prediction), segment(gold)) for gold in golds), default=0.0)


def _f1(prediction: Sequence[str], gold: Sequence[str]) -> float:
    shared = longest_common_run(gold, prediction)
    if shared == 0:
        return 0.0
    precision, recall = shared / len(prediction), shared / len(gold)
    return 2 * precision * recall / (precision + recall)


def em_cmrc(prediction: str, golds: Sequence[str]) -> float:
    """1 if the prediction equals a gold once case and the listed signs are dropped, else 0."""
    bare = _bare(prediction)
    return float(any(bare == _bare(gold) for gold in golds))


def _bare(text: str) -> str:
    return "".join(char for char in text.lower().strip() if char not in REMOVED)
