"""Words that exclude one another (城镇 and 农村): a figure for the one answers no question about the other.

A short hand-made list (``opposites.tsv``). Words outside it are never held against an answer.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from zhengxie_qa.evidence.passage import take_apart
from zhengxie_qa.text.sentences import clause_spans
from zhengxie_qa.text.word_lists import rows
from zhengxie_qa.types import Hit

_FIGURE: Final = re.compile(r"\d")
_GROUPS: Final = tuple(tuple(map(re.compile, sides)) for sides in rows(Path(__file__).with_name("opposites.tsv")))


def contradicted_words(asked: str, hit: Hit, position: int) -> tuple[str, ...]:
    """Find words of a question whose opposite stands with a figure, while they themselves stand nowhere in its sentence
    or with a figure of their own.

    :param asked: the question in Chinese.
    :param position: offset of the figure in the passage's text.
    :returns: the question's words, in the order of the list; empty where nothing contradicts it.
    """
    text = hit.passage.text
    parts = take_apart(text, hit.document.as_of)
    clause, sentence = parts.clause_at(position), parts.sentence_at(position)
    return _contradicted(asked, text[slice(*clause)], text[slice(*sentence)])


@lru_cache(maxsize=1024)
def _contradicted(asked: str, clause: str, sentence: str) -> tuple[str, ...]:
    found = []
    for group in _GROUPS:
        sides = [(side, match.group()) for side in group if (match := side.search(asked))]
        if not sides or any(side.search(clause) for side, _ in sides):
            continue
        if any(side.search(sentence) and not _has_its_own(side, sentence) for side, _ in sides):
            continue
        if any(side.search(clause) for side in group):
            found.append(sides[0][1])
    return tuple(found)


def _has_its_own(side: re.Pattern[str], sentence: str) -> bool:
    """Whether a clause of the sentence names a side together with a figure."""
    clauses = (sentence[start:end] for start, end in clause_spans(sentence))
    return any(side.search(clause) and _FIGURE.search(clause) for clause in clauses)
