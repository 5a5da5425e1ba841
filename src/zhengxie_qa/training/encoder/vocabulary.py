"""Builds the tokenizer: a Unigram model whose scores are the log frequencies of segmented words.

The Viterbi path of such a model is the most probable segmentation, as jieba's dictionary path is, and runs inside the
``tokenizers`` library. Han runs, Latin words and digit runs are kept; everything else is dropped before the model.
Word counts come from rjieba without HMM.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import rjieba
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUNS = rf"[{HAN}]+|[a-z]+|[0-9]+"
_HAN_RUN = re.compile(rf"[{HAN}]+")
_LATIN_RUN = re.compile(r"[a-z]+")
_DIGIT_RUN = re.compile(r"[0-9]+")

UNKNOWN = "[UNK]"
UNKNOWN_ID = 0
UNKNOWN_SCORE = -30.0
CHARACTER_PENALTY = 1.0
LETTER_SCORE = -16.0
DIGIT_SCORE = -12.0
LONGEST_WORD = 4
LONGEST_NUMBER = 4


@dataclass(slots=True)
class WordCounts:
    """How often each word, Latin word and digit run was seen."""

    han: Counter[str] = field(default_factory=Counter)
    latin: Counter[str] = field(default_factory=Counter)
    digits: Counter[str] = field(default_factory=Counter)

    def add(self, texts: Iterable[str]) -> None:
        """Count the words of folded texts."""
        for text in texts:
            for run in _HAN_RUN.findall(text):
                self.han.update(rjieba.cut(run, False))
            self.latin.update(_LATIN_RUN.findall(text))
            self.digits.update(_DIGIT_RUN.findall(text))


@dataclass(frozen=True, slots=True)
class VocabularySize:
    """How many entries of each sort a tokenizer gets."""

    han: int
    latin: int
    characters: int = 6500
    numbers: int = 600
    rarest_character: int = 3


def build_tokenizer(counts: WordCounts, size: VocabularySize) -> Tokenizer:
    """Make the Unigram tokenizer; ties are ordered by the word itself, so the same counts give the same file."""
    scores = _han_scores(counts.han, size)
    scores.update(_latin_scores(counts.latin, size))
    scores.update(_number_scores(counts.digits, size))
    items = [(UNKNOWN, UNKNOWN_SCORE), *scores.items()]
    tokenizer = Tokenizer(models.Unigram(items, unk_id=UNKNOWN_ID, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(_RUNS), behavior="removed", invert=True)
    return tokenizer


def compact_json(tokenizer: Tokenizer) -> str:
    """Serialise without white space and with scores rounded: half the size of the library's own file."""
    content = json.loads(tokenizer.to_str())
    content["model"]["vocab"] = [[word, round(score, 2)] for word, score in content["model"]["vocab"]]
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _han_scores(counts: Counter[str], size: VocabularySize) -> dict[str, float]:
    total = max(sum(counts.values()), 1)
    characters: Counter[str] = Counter()
    for word, count in counts.items():
        for character in word:
            characters[character] += count
    kept = [c for c, count in _ranked(characters) if count >= size.rarest_character][: size.characters]
    words = [(w, count) for w, count in _ranked(counts) if 2 <= len(w) <= LONGEST_WORD]
    scores = {word: math.log(count / total) for word, count in words[: size.han - len(kept)]}
    for character in kept:
        scores[character] = math.log(max(counts.get(character, 0), 1) / total) - CHARACTER_PENALTY
    return scores


def _latin_scores(counts: Counter[str], size: VocabularySize) -> dict[str, float]:
    total = max(sum(counts.values()), 1)
    words = [(w, count) for w, count in _ranked(counts) if 2 <= len(w) <= 18][: size.latin]
    scores = {word: math.log(count / total) for word, count in words}
    return scores | dict.fromkeys("abcdefghijklmnopqrstuvwxyz", LETTER_SCORE)


def _number_scores(counts: Counter[str], size: VocabularySize) -> dict[str, float]:
    total = max(sum(counts.values()), 1)
    numbers = [(n, count) for n, count in _ranked(counts) if len(n) <= LONGEST_NUMBER][: size.numbers]
    scores = {number: math.log(count / total) for number, count in numbers}
    return scores | {digit: max(scores.get(digit, DIGIT_SCORE), DIGIT_SCORE) for digit in "0123456789"}
