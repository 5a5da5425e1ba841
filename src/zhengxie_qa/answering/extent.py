"""How far an answer goes in its document: some words, a number with its unit, a whole list, clauses or sentences.

Widens what was read to what a person may be shown; chooses nothing and never goes beyond the sentences it begins in.
"""

import re
from dataclasses import dataclass
from typing import Final

from zhengxie_qa.answering.answer import AnswerLevel, Sentence
from zhengxie_qa.answering.by_form.definitions import items_in_parts
from zhengxie_qa.answering.by_form.span import Form
from zhengxie_qa.evidence.fitting import FIGURES
from zhengxie_qa.evidence.passage import take_apart
from zhengxie_qa.question.question import Question
from zhengxie_qa.reading.rules.lists import list_items, widen_to_list
from zhengxie_qa.text.offices import titles
from zhengxie_qa.text.sentences import clause_spans, sentences_around
from zhengxie_qa.types import AnswerKind, Document, Span

LONGEST_EXPLANATION: Final = 200
"""Characters of the longest sentence whose end still belongs to the explanation in it."""
LONGEST_EVIDENCE: Final = 400
"""Characters of the longest sentence shown whole around an answer; of a longer one, so many around it."""
_EXPLAINS: Final = re.compile(r"(?:是?指(?:的是)?|就是|即|[:：])$")
_COMES_TO_ITS_NOUN: Final = re.compile(r"的[\u4e00-\u9fff“”]{1,7}$")
_STOPS: Final = "，,；;。：:！!？? \u3000\n"
_TOLD: Final = frozenset(
    [
        AnswerKind.DEFINITION,
        AnswerKind.LIST,
        AnswerKind.REASON,
        AnswerKind.MANNER,
        AnswerKind.YES_NO,
        AnswerKind.OTHER,
    ]
)
"""Kinds of question that whole clauses or sentences may answer; the others ask for words."""


@dataclass(frozen=True, slots=True)
class Extent:
    """``[start, end)`` of an answer in its document, and whether that is words or sentences."""

    start: int
    end: int
    level: AnswerLevel


_OFFICE: Final = re.compile(f"{titles('named')}$")
_NAME: Final = re.compile(
    r"[\u4e00-\u9fff]{2,3}(?=主持|出席|参加|带队|率队|讲话|致辞|介绍|表示|指出|强调|汇报|通报|说)"
)
"""A name between an office and what its holder does."""
_ROOM: Final = re.compile(
    r"[0-9A-Za-z０-９一二三四五六七八九十]{1,4}(?:号楼|号|楼|层|室|房间|会议室)(?:[0-9]{1,4}(?:室|房间|会议室))?"
)


def extent(question: Question, document: Document, span: Span) -> Extent:
    """Say how far an answer goes."""
    start, end = _bounds(question, document, span)
    is_told = Form.IN_PARTS in span.parts or (
        question.kind in _TOLD and Form.CELL not in span.parts and _is_whole(document.text, start, end)
    )
    return Extent(start, end, AnswerLevel.SENTENCES if is_told else AnswerLevel.WORDS)


def items(question: Question, document: Document, span: Span, reach: Extent) -> list[tuple[int, int]]:
    """Where the items of a list, or the explanations of a name's parts, stand; of any other answer none."""
    if Form.IN_PARTS in span.parts:
        return items_in_parts(document.text, reach.start, reach.end)
    return list_items(document.text, reach.start, reach.end) if question.kind is AnswerKind.LIST else []


def evidence(document: Document, start: int, end: int) -> Sentence:
    """Give the sentence or sentences around an answer."""
    text = document.text
    left, right = sentences_around(text, start, end)
    if right - left > LONGEST_EVIDENCE:
        left, right = _clauses_around(text, (left, right), (start, end))
    return Sentence(left, right, text[left:right])


def _clauses_around(text: str, sentence: tuple[int, int], inner: tuple[int, int]) -> tuple[int, int]:
    """The clauses of an overlong sentence that a stretch touches, and those beside them as far as they fit."""
    clauses = clause_spans(text, *sentence)
    touched = [n for n, (left, right) in enumerate(clauses) if left < inner[1] and inner[0] < right]
    first, last = touched[0], touched[-1]
    grows = True
    while grows:
        grows = False
        if last + 1 < len(clauses) and clauses[last + 1][1] - clauses[first][0] <= LONGEST_EVIDENCE:
            last, grows = last + 1, True
        if first > 0 and clauses[last][1] - clauses[first - 1][0] <= LONGEST_EVIDENCE:
            first, grows = first - 1, True
    return min(inner[0], clauses[first][0]), max(inner[1], clauses[last][1])


def _bounds(question: Question, document: Document, span: Span) -> tuple[int, int]:
    if {Form.IN_PARTS, Form.CELL} & span.parts.keys():
        return span.start, span.end
    if question.kind in {AnswerKind.YES_NO, AnswerKind.MANNER}:
        return _whole_clauses(document.text, span.start, span.end)
    if question.kind is AnswerKind.DEFINITION:
        return _explanation(document.text, span.start, span.end)
    if question.kind is AnswerKind.LIST:
        return widen_to_list(document.text, span.start, span.end)
    if question.kind in FIGURES:
        return _with_unit(span)
    if question.kind is AnswerKind.PERSON and _OFFICE.search(span.text):
        return span.start, _end_behind(_NAME, document.text, span.end)
    if question.kind is AnswerKind.PLACE:
        return span.start, _end_behind(_ROOM, document.text, span.end)
    return span.start, span.end


def _end_behind(more: re.Pattern[str], text: str, end: int) -> int:
    """Where a stretch ends with what belongs to it behind: the name behind an office, the room of a building."""
    found = more.match(text, end)
    return found.end() if found else end


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch is whole clauses, the stops around them aside."""
    left, right = sentences_around(text, start, end)
    clauses = clause_spans(text, left, right)
    begins = {_bare(text, *clause)[0] for clause in clauses}
    ends = {_bare(text, *clause)[1] for clause in clauses}
    bare = _bare(text, start, end)
    return bare[0] in begins and bare[1] in ends


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    left = start + len(inner) - len(inner.lstrip(_STOPS))
    return left, max(left, start + len(inner.rstrip(_STOPS)))


def _whole_clauses(text: str, start: int, end: int) -> tuple[int, int]:
    """The clauses that a stretch touches, without the stops around them: half of one says neither whether nor how."""
    left, right = sentences_around(text, start, end)
    touched = [clause for clause in clause_spans(text, left, right) if clause[0] < end and start < clause[1]]
    return _bare(text, min(start, touched[0][0]), max(end, touched[-1][1])) if touched else (start, end)


def _explanation(text: str, start: int, end: int) -> tuple[int, int]:
    """An explanation out to the end of its clause; one behind 是指 or a colon to the end of its sentence.

    One that has come to its 的 and noun (…新家电时享受补贴的活动) is whole; what follows says more of the thing.
    """
    if _COMES_TO_ITS_NOUN.search(text, start, end):
        return start, end
    left, right = sentences_around(text, start, end)
    if _EXPLAINS.search(text, max(left, start - 4), start) and right - start <= LONGEST_EXPLANATION:
        return start, max(end, _bare(text, start, right)[1])
    return start, max(end, _whole_clauses(text, start, end)[1])


def _with_unit(span: Span) -> tuple[int, int]:
    passage = span.hit.passage
    for mention in take_apart(passage.text, span.hit.document.as_of).quantities:
        start, end = passage.start + mention.start, passage.start + mention.end
        if start <= span.start and span.end <= end and span.start <= passage.start + mention.number_start:
            return min(span.start, start + mention.number_start - mention.start), end
    return span.start, span.end
