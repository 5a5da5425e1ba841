"""Spans of a passage that could answer a question of a given kind: numbers, dates, names, clauses, lists, definitions.

Proposes only; no candidate is better than another here. Scores are ``reading.rules``'s part.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from zhengxie_qa.evidence.names import may_be_person
from zhengxie_qa.evidence.passage import Offsets, PassageParts
from zhengxie_qa.reading.rules.lists import list_stretches
from zhengxie_qa.text.quantities.figures import with_whole_figures
from zhengxie_qa.text.quantities.numbers import QuantityMention
from zhengxie_qa.types import AnswerKind


class CandidateKind(StrEnum):
    """What sort of words a candidate is."""

    NUMBER = "number"
    DATE = "date"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    TITLE = "title"
    QUOTATION = "quotation"
    DEFINITION = "definition"
    LIST = "list"
    RUN = "run"
    CLAUSE = "clause"
    TAIL = "tail"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that could answer: ``[start, end)`` in the passage's text; ``mention`` for numbers alone."""

    start: int
    end: int
    kind: CandidateKind
    mention: QuantityMention | None = None


WANTED: Final[dict[AnswerKind, dict[CandidateKind, float]]] = {
    AnswerKind.COUNT: {CandidateKind.NUMBER: 1.0},
    AnswerKind.AMOUNT: {CandidateKind.NUMBER: 1.0},
    AnswerKind.PERCENTAGE: {CandidateKind.NUMBER: 1.0},
    AnswerKind.DURATION: {CandidateKind.NUMBER: 1.0, CandidateKind.DATE: 0.5},
    AnswerKind.DATE: {CandidateKind.DATE: 1.0},
    AnswerKind.PERSON: {CandidateKind.PERSON: 1.0, CandidateKind.RUN: 0.5, CandidateKind.LIST: 0.3},
    AnswerKind.ORGANISATION: {
        CandidateKind.ORGANISATION: 1.0,
        CandidateKind.RUN: 0.5,
        CandidateKind.TITLE: 0.9,
        CandidateKind.LIST: 0.4,
    },
    AnswerKind.PLACE: {CandidateKind.PLACE: 1.0, CandidateKind.RUN: 0.5, CandidateKind.LIST: 0.4},
    AnswerKind.TITLE: {CandidateKind.TITLE: 1.0, CandidateKind.QUOTATION: 0.9, CandidateKind.RUN: 0.5},
    AnswerKind.QUOTATION: {CandidateKind.QUOTATION: 1.0, CandidateKind.TITLE: 0.4, CandidateKind.CLAUSE: 0.2},
    AnswerKind.DEFINITION: {
        CandidateKind.DEFINITION: 1.0,
        CandidateKind.QUOTATION: 0.5,
        CandidateKind.LIST: 0.5,
        CandidateKind.TAIL: 0.5,
        CandidateKind.CLAUSE: 0.4,
    },
    AnswerKind.LIST: {CandidateKind.LIST: 1.0, CandidateKind.DEFINITION: 0.4, CandidateKind.TAIL: 0.3},
    AnswerKind.REASON: {CandidateKind.CLAUSE: 1.0, CandidateKind.TAIL: 0.8},
    AnswerKind.MANNER: {CandidateKind.CLAUSE: 1.0, CandidateKind.TAIL: 0.8},
    AnswerKind.YES_NO: {CandidateKind.SENTENCE: 1.0, CandidateKind.CLAUSE: 0.9},
    AnswerKind.METADATA: {CandidateKind.DATE: 0.6, CandidateKind.TITLE: 0.5},
    AnswerKind.OTHER: {
        CandidateKind.QUOTATION: 0.9,
        CandidateKind.TITLE: 0.9,
        CandidateKind.RUN: 0.7,
        CandidateKind.LIST: 0.7,
        CandidateKind.TAIL: 0.6,
        CandidateKind.CLAUSE: 0.5,
        CandidateKind.DEFINITION: 0.8,
    },
}
"""Which candidates suit a kind of question, and how well (1 best); chosen by hand on the train questions."""

_NAMES = frozenset({CandidateKind.RUN, CandidateKind.ORGANISATION, CandidateKind.PLACE, CandidateKind.TAIL})
"""Candidates whose edges are guesses; inside a title or quotation they may only be all of it."""
_JOINTS = frozenset("和与及、的")
MAX_RUN = 24
"""Longest stretch of unmatched words proposed as a name, in characters."""
MAX_TAIL = 160
"""Longest end of a sentence proposed as an explanation, in characters."""
_RUN_BREAKS = re.compile(
    r"[，。；：！？、,;:!?\s“”\"《》（）()…—]+|以及|的|了|在|是|和|与|及|向|对|把|被|将|为|从|到|由|等|并|于|以|也|都|让|使|着"
)
_DEFINES = re.compile(r"”?(?:是指|指的是|即|就是|指|包括|是|为|主要是|分别是|[：:])")
_LEADING = "，。；：！？、,;:!?”’》）) \u3000\n"
_TRAILING = "，。；：！？、,;:!?“‘《（( \u3000\n"


def candidates(parts: PassageParts, kind: AnswerKind, *, matched: list[Offsets]) -> list[Candidate]:
    """Propose what could answer.

    :param matched: where words of the question stand in the passage, so that runs between them can be proposed.
    :returns: distinct candidates in the order of the text.
    """
    found: dict[tuple[int, int], Candidate] = {}
    marked = [*parts.titles, *parts.quotations]
    for wanted in sorted(WANTED[kind], key=lambda each: -WANTED[kind][each]):
        for candidate in _GENERATORS[wanted](parts, matched):
            if _suits(candidate, kind, parts) and not _cuts(candidate, marked):
                found.setdefault((candidate.start, candidate.end), candidate)
    return sorted(found.values(), key=lambda item: (item.start, item.end))


def _suits(candidate: Candidate, kind: AnswerKind, parts: PassageParts) -> bool:
    """Whether a candidate has anything in it that the kind of question could want, and cuts no figure in two."""
    if candidate.end <= candidate.start:
        return False
    if with_whole_figures(parts.figures, candidate.start, candidate.end) != (candidate.start, candidate.end):
        return False
    if kind is AnswerKind.PERSON and candidate.kind is CandidateKind.RUN:
        text = parts.text[candidate.start : candidate.end]
        return may_be_person(text) and text not in {place.name for place in parts.places}
    return True


def _cuts(candidate: Candidate, marked: list[Offsets]) -> bool:
    """Whether a candidate with guessed edges is only a part of a 《title》 or a “quotation”."""
    return candidate.kind in _NAMES and any(
        start <= candidate.start and candidate.end <= end and (start, end) != (candidate.start, candidate.end)
        for start, end in marked
    )


def _numbers(parts: PassageParts, matched: list[Offsets]) -> Iterator[Candidate]:
    """Numbers with their units, and 以上 or 左右 behind them; 约 and 超过 before them stay outside."""
    for mention in parts.quantities:
        yield Candidate(mention.start, mention.outer_end, CandidateKind.NUMBER, mention)


def _dates(parts: PassageParts, matched: list[Offsets]) -> Iterator[Candidate]:
    for mention in parts.dates:
        yield Candidate(mention.start, mention.end, CandidateKind.DATE)


def _plain(kind: CandidateKind, *fields: str) -> Callable[[PassageParts, list[Offsets]], Iterator[Candidate]]:
    def generate(parts: PassageParts, matched: list[Offsets]) -> Iterator[Candidate]:
        for field in fields:
            for start, end in getattr(parts, field):
                yield Candidate(start, end, kind)

    return generate


def _places(parts: PassageParts, matched: list[Offsets]) -> Iterator[Candidate]:
    for place in parts.places:
        yield Candidate(place.start, place.end, CandidateKind.PLACE)
    for start, end in parts.named_places:
        yield Candidate(start, end, CandidateKind.PLACE)


def _definitions(parts: PassageParts, matched: list[Offsets]) -> Iterator[Candidate]:
    """What follows 即, 是, 指, 包括 or a colon right after matched words: one clause, and on to the sentence's end."""
    for start, end in matched:
        link = _DEFINES.match(parts.text, end)
        if link is None:
            continue
        clause, sentence = parts.clause_at(link.end()), parts.sentence_at(start)
        if link.end() < clause[1]:
            yield _trimmed(parts.text, link.end(), clause[1], CandidateKind.DEFINITION)
        stop = _semicolon(parts.text, link.end(), sentence[1])
        if stop - link.end() <= MAX_TAIL:
            yield _trimmed(parts.text, link.end(), stop, CandidateKind.DEFINITION)


def _semicolon(text: str, start: int, end: int) -> int:
    found = [position for mark in "；;" if (position := text.find(mark, start, end)) >= 0]
    return min(found, default=end)


def _lists(parts: PassageParts, matched: list[Offsets]) -> Iterator[Candidate]:
    """Lists of a sentence; their first item may also begin behind a matched word (送|文化、体育)."""
    for start, end in parts.sentences:
        for left, right in list_stretches(parts.text, start, end):
            yield Candidate(left, right, CandidateKind.LIST)
            first = parts.text.find("、", left, right)
            behind = [stop for _, stop in matched if left < stop < first]
            if behind and parts.text[behind[-1]] not in _JOINTS:
                yield _trimmed(parts.text, behind[-1], right, CandidateKind.LIST)


def _runs(parts: PassageParts, matched: list[Offsets]) -> Iterator[Candidate]:
    """Stretches between matched words, punctuation and function words: what the question leaves open."""
    for start, end in parts.clauses:
        inside = sorted(span for span in matched if start <= span[0] and span[1] <= end)
        if not inside:
            continue
        position = start
        for left, right in [*inside, (end, end)]:
            if left > position:
                yield from _split_run(parts, position, left)
            position = max(position, right)


def _split_run(parts: PassageParts, start: int, end: int) -> Iterator[Candidate]:
    position = start
    starts = {word.start for word in parts.words}
    ends = {word.end for word in parts.words}
    breaks = [match.span() for match in _RUN_BREAKS.finditer(parts.text, start, end) if _whole(match, starts, ends)]
    for left, right in [*breaks, (end, end)]:
        if 1 < left - position <= MAX_RUN:
            yield _trimmed(parts.text, position, left, CandidateKind.RUN)
        position = right


def _whole(match: re.Match[str], starts: set[int], ends: set[int]) -> bool:
    """Whether a break is punctuation or a word of its own, not a part of one (和平, 对象)."""
    return not match.group()[0].isalnum() or (match.start() in starts and match.end() in ends)


def _clauses(parts: PassageParts, matched: list[Offsets]) -> Iterator[Candidate]:
    """Clauses, and pairs of neighbouring clauses of one sentence."""
    previous: Offsets | None = None
    for clause in parts.clauses:
        yield _trimmed(parts.text, *clause, CandidateKind.CLAUSE)
        if previous and parts.sentence_at(previous[0]) == parts.sentence_at(clause[0]):
            yield _trimmed(parts.text, previous[0], clause[1], CandidateKind.CLAUSE)
        previous = clause


def _tails(parts: PassageParts, matched: list[Offsets]) -> Iterator[Candidate]:
    """From behind a matched word to the end of its clause, and of its sentence."""
    for start, end in matched:
        clause, sentence = parts.clause_at(start), parts.sentence_at(start)
        for stop in (clause[1], sentence[1]):
            if 1 < stop - end <= MAX_TAIL:
                yield _trimmed(parts.text, end, stop, CandidateKind.TAIL)


def _sentences(parts: PassageParts, matched: list[Offsets]) -> Iterator[Candidate]:
    for start, end in parts.sentences:
        yield _trimmed(parts.text, start, end, CandidateKind.SENTENCE)


def _trimmed(text: str, start: int, end: int, kind: CandidateKind) -> Candidate:
    while start < end and text[start] in _LEADING:
        start += 1
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    return Candidate(start, end, kind)


_GENERATORS: Final[dict[CandidateKind, Callable[[PassageParts, list[Offsets]], Iterator[Candidate]]]] = {
    CandidateKind.NUMBER: _numbers,
    CandidateKind.DATE: _dates,
    CandidateKind.PERSON: _plain(CandidateKind.PERSON, "persons"),
    CandidateKind.ORGANISATION: _plain(CandidateKind.ORGANISATION, "organisations"),
    CandidateKind.PLACE: _places,
    CandidateKind.TITLE: _plain(CandidateKind.TITLE, "titles"),
    CandidateKind.QUOTATION: _plain(CandidateKind.QUOTATION, "quotations"),
    CandidateKind.DEFINITION: _definitions,
    CandidateKind.LIST: _lists,
    CandidateKind.RUN: _runs,
    CandidateKind.CLAUSE: _clauses,
    CandidateKind.TAIL: _tails,
    CandidateKind.SENTENCE: _sentences,
}
