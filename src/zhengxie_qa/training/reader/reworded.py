"""Questions in other words: a word is put into English and back, as CC-CEDICT and the shipped lexicon have it.

Teaches the network to go by what words mean where the letter differs, and to read questions that were asked in
English, whose Chinese rendering is as rough. Only the question changes, never the text that is read.
"""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from zhengxie_qa.reading.views import classify
from zhengxie_qa.retrieval.translation import bundled_translator
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.words import words
from zhengxie_qa.training.reader.windows import Window

_CHANGED = 0.5
"""Share of the words with another rendering that are exchanged."""
_ASKED_LAST = 0.25
"""Share of questions whose asking word moves to the end, where an English question rendered in Chinese has it."""
_MEANINGS = 3
_GLOSS = re.compile(r"^(?:to |the |an? )?(?P<words>[a-z]+(?: [a-z]+){0,3})$")


def read_dictionary(data: Path) -> dict[str, tuple[str, ...]]:
    """Read Chinese words with their first meanings in English, those that a few plain words give."""
    meanings: dict[str, tuple[str, ...]] = {}
    for line in (data / "parallel" / "cc_cedict.tsv").read_text(encoding="utf-8").splitlines():
        chinese, _, english = line.partition("\t")
        found = [match["words"] for gloss in english.split("; ") if (match := _GLOSS.match(gloss))]
        if len(chinese) > 1 and found:
            meanings[fold(chinese)] = (*meanings.get(fold(chinese), ()), *found)[:_MEANINGS]
    return meanings


def reworded_questions(
    windows: Sequence[Window], dictionary: Mapping[str, Sequence[str]], *, count: int, seed: int
) -> list[Window]:
    """Ask ``count`` of the windows' questions again in other words."""
    chance = random.Random(seed)
    made: list[Window] = []
    for window in chance.sample(windows, len(windows)):
        if len(made) == count:
            break
        question = reword(window.question, dictionary, chance)
        if question != fold(window.question):
            made.append(replace(window, question=question))
    return made


def reword(question: str, dictionary: Mapping[str, Sequence[str]], chance: random.Random) -> str:
    """Exchange words of a question for others of like meaning; what asks, names and figures stay."""
    folded = fold(question)
    _, first, last = classify(folded)
    parts: list[str] = []
    done = 0
    for word in words(folded):
        inside = word.start < last and word.end > first
        meanings = dictionary.get(word.text, ()) if not inside else ()
        if meanings and chance.random() < _CHANGED:
            parts += [folded[done : word.start], _other_word(chance.choice(meanings)) or word.text]
            done = word.end
    other = "".join(parts) + folded[done:]
    if other != folded and 0 < first < last and chance.random() < _ASKED_LAST:
        asking = folded[first:last]
        return other.rstrip("?？").replace(asking, "", 1) + asking
    return other


def _other_word(english: str) -> str:
    return bundled_translator().to_chinese(english)
