"""How much of a question's wording stands in a piece of text, and how near to a place in it.

Terms are matched as strings in the folded text; rare ones weigh more. ``reading.question`` says what they are.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from zhengxie_qa.text.normalise import fold

NEAR = 12.0
"""Characters after which a matched word's pull on a candidate has fallen to 1/e; about one clause."""
BIGRAM_WEIGHT = 0.5
"""Weight of a two-character term beside a word's 1.0, as in the index's fields."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the question in matching form, with its weight."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where a term stands in a folded text; ``term`` is its index."""

    term: int
    start: int
    end: int


def weigh(terms: Sequence[str], texts: Sequence[str], *, scale: float = 1.0) -> list[Term]:
    """Weigh terms by how few of ``texts`` (folded) hold them, ``scale · log(1 + (N + 1) / (n + 0.5))``; long ones more.

    Equal terms count once. A term that no text holds keeps the weight of the rarest.
    """
    distinct = list(dict.fromkeys(fold(term) for term in terms if term.strip()))
    total = len(texts)
    return [
        Term(term, scale * _rarity(total, sum(term in text for text in texts)) * min(1.5, 0.7 + 0.15 * len(term)))
        for term in distinct
    ]


def _rarity(total: int, holding: int) -> float:
    return math.log(1.0 + (total + 1) / (holding + 0.5))


def occurrences(terms: Sequence[Term], folded: str) -> list[Occurrence]:
    """Find every place where a term stands, in the order of the terms, then of the text."""
    found = []
    for index, term in enumerate(terms):
        position = folded.find(term.text)
        while position >= 0:
            found.append(Occurrence(index, position, position + len(term.text)))
            position = folded.find(term.text, position + 1)
    return found


def coverage(terms: Sequence[Term], found: Sequence[Occurrence], start: int, end: int) -> float:
    """The weight of the terms that stand inside ``[start, end)``, as a share of all; in [0, 1]."""
    total = sum(term.weight for term in terms)
    inside = {item.term for item in found if start <= item.start and item.end <= end}
    return sum(terms[index].weight for index in inside) / total if total else 0.0


def closeness(
    terms: Sequence[Term], found: Sequence[Occurrence], start: int, end: int, *, within: tuple[int, int]
) -> float:
    """The weight of the terms near ``[start, end)``, each falling off with its distance in characters; in [0, 1].

    :param within: only occurrences in these bounds (a sentence) count; those inside the candidate do not.
    """
    total = sum(term.weight for term in terms)
    best: dict[int, float] = {}
    for item in found:
        if item.start < within[0] or item.end > within[1] or (item.start < end and start < item.end):
            continue
        gap = start - item.end if item.end <= start else item.start - end
        pull = math.exp(-gap / NEAR)
        if pull > best.get(item.term, 0.0):
            best[item.term] = pull
    return sum(terms[index].weight * pull for index, pull in best.items()) / total if total else 0.0


def shared_edge(question: str, text: str, *, left: bool) -> int:
    """Length of the longest run that ends (``left``) or begins both strings: 组织“深聊会”| against |场深聊会.

    Both in matching form; quotation marks and spaces are passed over.
    """
    ours = [c for c in (reversed(question) if left else question) if c not in _PASSED]
    theirs = [c for c in (reversed(text) if left else text) if c not in _PASSED]
    length = 0
    for mine, other in zip(ours, theirs, strict=False):
        if mine != other:
            break
        length += 1
    return length


_PASSED = frozenset("\"'“”‘’《》 ")
