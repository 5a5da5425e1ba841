"""What the words around a candidate say for it: nearness to the question's words, kind, 量词, year, place, status.

Each clue is one number; what it counts is the concern of ``rules``, by hand, and of ``reader``, by learning.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from zhengxie_qa.evidence.evidence import Evidence
from zhengxie_qa.evidence.fitting import fits
from zhengxie_qa.evidence.overlap import Occurrence, closeness, coverage, occurrences, shared_edge
from zhengxie_qa.evidence.passage import PassageParts, take_apart
from zhengxie_qa.evidence.sought import Sought, sought
from zhengxie_qa.question.question import Question
from zhengxie_qa.reading.rules.candidates import WANTED, Candidate, CandidateKind, candidates
from zhengxie_qa.reading.rules.lists import list_items, widen_to_list
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.quantities.units import compatible_units
from zhengxie_qa.types import AnswerKind, Hit, Status

CLUES: Final = (
    *("retrieval", "sentence", "clause", "context", "close", "kind", "measure", "edge_left", "edge_right", "head"),
    *("cue", "defines", "whole", "year", "place", "report", "status", "asked", "counted", "items"),
)
"""Names of the clues, in the order in which :meth:`Clues.of` gives them."""
SENTENCE_NAMES_IT: Final = 0.5
"""Value of a sentence that names the thing counted outside the clause of the number."""
EDGE_REACH: Final = 6
"""Characters beside a candidate that are compared with those beside the question word."""
PART_OF_HEAD: Final = 0.7
"""Value of a candidate that ends in one character of the noun asked for (人民政协报 for 哪家报纸)."""
_CUES: Final = {
    AnswerKind.REASON: re.compile(
        "因为|由于|为了|旨在|以便|考虑|原因|有利于|确保|防止|为[^期止]|是因|从而|问题|不足|无法"
    ),
    AnswerKind.MANNER: re.compile("通过|[^可]以|基础上|采取|坚持|按照|围绕|运用|借助|利用|依托|实行|推行|建立|把"),
}
UNASKED_PLAN: Final = -0.2
"""Status of a planned figure where the question does not say which it wants."""
LONG_CLAUSE: Final = 16
"""Characters from which a clause explains something rather than naming it."""


@dataclass(frozen=True, slots=True)
class _Read:
    """One passage taken apart, with the question's words found in it."""

    hit: Hit
    parts: PassageParts
    found: list[Occurrence]
    around: frozenset[int]
    relevance: float


class _Around(NamedTuple):
    """Sentence and clause that a candidate begins in, widened where it reaches out of them."""

    sentence: tuple[int, int]
    clause: tuple[int, int]


def _around(parts: PassageParts, candidate: Candidate) -> _Around:
    def widened(bounds: tuple[int, int]) -> tuple[int, int]:
        return min(bounds[0], candidate.start), max(bounds[1], candidate.end)

    return _Around(widened(parts.sentence_at(candidate.start)), widened(parts.clause_at(candidate.start)))


class Clues:
    """The clues that a question's hits hold; passages are taken apart once."""

    def __init__(self, question: Question, hits: Sequence[Hit]) -> None:
        """Look for the question's words in all hits."""
        taken = [take_apart(hit.passage.text, hit.document.as_of) for hit in hits]
        best = max((hit.score for hit in hits), default=0.0)
        self._asked = sought(question, taken)
        self._covered: dict[tuple[int, int, int], float] = {}
        self._supplied: dict[tuple[int, int, int], float] = {}
        self._reads = [
            _read(self._asked, hit, parts, hit.score / best if best > 0 else 0.0)
            for hit, parts in zip(hits, taken, strict=True)
        ]

    def candidates(self, index: int) -> list[Candidate]:
        """Propose what could answer in one hit, of the kind asked for."""
        read, question = self._reads[index], self._asked.question
        proposed = candidates(read.parts, question.kind, matched=_words_matched(read))
        return [candidate for candidate in proposed if self.fits(index, candidate)]

    def fits(self, index: int, candidate: Candidate) -> bool:
        """Say whether a candidate of one hit has the form asked for."""
        text = self._reads[index].parts.text[candidate.start : candidate.end]
        quantity = candidate.mention.quantity if candidate.mention else None
        return fits(self._asked.question, text, quantity=quantity)

    def promise(self, index: int, candidate: Candidate) -> float:
        """Tell cheaply how much the words around a candidate share with the question, to choose whom to judge."""
        around = _around(self._reads[index].parts, candidate)
        return self._coverage(index, *around.sentence) + self._coverage(index, *around.clause)

    def of(self, index: int, candidate: Candidate) -> dict[str, float]:
        """Give every clue of :data:`CLUES` for a candidate of one hit."""
        asked, read = self._asked, self._reads[index]
        start, end = candidate.start, candidate.end
        around = _around(read.parts, candidate)
        said = Evidence(asked.question, read.hit, start, end)
        return {
            "retrieval": read.relevance,
            "sentence": self._coverage(index, *around.sentence),
            "clause": self._coverage(index, *around.clause),
            "context": self._context(index, *around.sentence),
            "close": closeness(asked.terms, read.found, start, end, within=around.sentence),
            "kind": WANTED[asked.question.kind].get(candidate.kind, 0.0),
            "measure": _measure(asked, candidate),
            **_edges(asked, read, candidate),
            "head": _head(asked, read, candidate),
            "cue": _cue(asked, read, candidate),
            "defines": _defines(asked, read, candidate),
            "whole": _whole(asked, read, candidate),
            "year": said.year,
            "place": said.place,
            "report": said.report,
            "status": _status(said),
            "asked": _asked_share(read, candidate),
            "counted": _counted(asked, read, start),
            "items": _items(asked, read, candidate),
        }

    def _coverage(self, index: int, start: int, end: int) -> float:
        """The share of the terms that stand in a stretch; many candidates share one."""
        key = (index, start, end)
        if key not in self._covered:
            self._covered[key] = coverage(self._asked.terms, self._reads[index].found, start, end)
        return self._covered[key]

    def _context(self, index: int, start: int, end: int) -> float:
        """The share of the terms that only title, heading or the rest of the passage supply; many share it."""
        key = (index, start, end)
        if key not in self._supplied:
            self._supplied[key] = _context(self._asked, self._reads[index], (start, end))
        return self._supplied[key]


def _read(asked: Sought, hit: Hit, parts: PassageParts, relevance: float) -> _Read:
    around = fold(f"{hit.document.title}\n{hit.passage.heading or ''}")
    return _Read(
        hit=hit,
        parts=parts,
        found=occurrences(asked.terms, parts.folded),
        around=frozenset(item.term for item in occurrences(asked.terms, around)),
        relevance=relevance,
    )


def _words_matched(read: _Read) -> list[tuple[int, int]]:
    """Where the question's words stand, overlapping ones joined."""
    spans = sorted((item.start, item.end) for item in read.found)
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _context(asked: Sought, read: _Read, within: tuple[int, int]) -> float:
    """The weight of terms missing from the sentence that title, heading or the rest of the passage supply."""
    total = sum(term.weight for term in asked.terms)
    inside = {item.term for item in read.found if within[0] <= item.start and item.end <= within[1]}
    outside = ({item.term for item in read.found} | read.around) - inside
    return sum(asked.terms[index].weight for index in outside) / total if total else 0.0


def _measure(asked: Sought, candidate: Candidate) -> float:
    """1 for a unit that fits the one asked for, -1 for another, 0 where none is asked for or stated."""
    wanted = asked.question.unit
    if wanted is None or candidate.mention is None:
        return 0.0
    unit = candidate.mention.quantity.unit
    if unit is None:
        return -0.5
    if unit == wanted:
        return 1.0
    return 0.7 if compatible_units(wanted, unit) else -1.0


def _edges(asked: Sought, read: _Read, candidate: Candidate) -> dict[str, float]:
    """How far the words beside the candidate are those beside the question word, in [0, 1] each."""
    folded = read.parts.folded
    left = shared_edge(asked.left, folded[max(0, candidate.start - 2 * EDGE_REACH) : candidate.start], left=True)
    right = shared_edge(asked.right, folded[candidate.end : candidate.end + 2 * EDGE_REACH], left=False)
    return {"edge_left": min(left, EDGE_REACH) / EDGE_REACH, "edge_right": min(right, EDGE_REACH) / EDGE_REACH}


def _head(asked: Sought, read: _Read, candidate: Candidate) -> float:
    """How far the noun behind 哪/什么 (什么方针, 哪家报纸) ends the candidate or follows it."""
    noun = asked.head
    if len(noun) < 2 or candidate.kind is CandidateKind.NUMBER:
        return 0.0
    folded = read.parts.folded
    behind = folded[candidate.end : candidate.end + 6].lstrip('"》的')
    if folded[: candidate.end].endswith(noun) or behind.startswith(noun):
        return 1.0
    return PART_OF_HEAD if folded[candidate.end - 1] in noun else 0.0


def _cue(asked: Sought, read: _Read, candidate: Candidate) -> float:
    """1 if an explanation says so: 由于, 旨在 for 为什么; 通过, 以 for 怎样."""
    cues = _CUES.get(asked.question.kind)
    return float(bool(cues and cues.search(read.parts.folded, max(0, candidate.start - 2), candidate.end)))


def _defines(asked: Sought, read: _Read, candidate: Candidate) -> float:
    """1 if a definition stands right behind the quoted word that is asked for, within its marks, as in “1”即."""
    if candidate.kind is not CandidateKind.DEFINITION or not asked.defined:
        return 0.0
    reach = len(asked.defined) + 8
    return float(asked.defined in read.parts.folded[max(0, candidate.start - reach) : candidate.start])


def _whole(asked: Sought, read: _Read, candidate: Candidate) -> float:
    """For 为什么 and 怎样: 1 for whole clauses of some length, less for fragments; 0 for other questions."""
    if asked.question.kind not in {AnswerKind.REASON, AnswerKind.MANNER}:
        return 0.0
    begins = any(start <= candidate.start <= start + 1 for start, _ in read.parts.clauses)
    return float(begins) + min(1.0, (candidate.end - candidate.start) / LONG_CLAUSE) - 1.0


def _status(said: Evidence) -> float:
    """Agreement with the status asked for; where none is asked for, what is only planned counts a little less."""
    if said.question.status is not None:
        return said.status
    return UNASKED_PLAN if said.stated is Status.PLANNED else 0.0


def _asked_share(read: _Read, candidate: Candidate) -> float:
    """The share of the candidate's characters that the question already says; long explanations may repeat them."""
    if candidate.kind in {CandidateKind.CLAUSE, CandidateKind.SENTENCE, CandidateKind.TAIL}:
        return 0.0
    start, end = candidate.start, candidate.end
    inside = [item for item in read.found if item.start < end and start < item.end]
    covered = {place for item in inside for place in range(max(item.start, start), min(item.end, end))}
    return len(covered) / (candidate.end - candidate.start)


def _counted(asked: Sought, read: _Read, position: int) -> float:
    """1 where the clause names the thing counted, less where sentence or heading do, -1 where nothing near does."""
    if not asked.counted:
        return 0.0
    folded = read.parts.folded
    if asked.counted in folded[slice(*read.parts.clause_at(position))]:
        return 1.0
    if asked.counted in folded[slice(*read.parts.sentence_at(position))]:
        return SENTENCE_NAMES_IT
    return 0.0 if asked.counted in fold(read.hit.passage.heading or "") else -1.0


def _items(asked: Sought, read: _Read, candidate: Candidate) -> float:
    """1 for a list, or an item of one, of as many things as are asked for, -1 for another; 0 where no number is."""
    if asked.how_many is None:
        return 0.0
    text = read.parts.text
    items = list_items(text, *widen_to_list(text, candidate.start, candidate.end))
    return 1.0 if len(items) == asked.how_many else -1.0
