"""A passage and a question as the reader sees them: characters, words, typed stretches, sentences, the word that asks.

A :class:`PassageView` does not depend on the question and is computed once; several passages that follow one another
can be joined into one window. Offsets are into the folded text, which is as long as the original.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from zhengxie_qa.question.question import Question
from zhengxie_qa.reading.second_look.vocabulary import PARTS_OF_SPEECH, Characters, Integers, Vocabulary
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.words import words
from zhengxie_qa.types import AnswerKind

Flags = npt.NDArray[np.bool_]


_LONGEST_QUESTION = 64

_STOP_CHARACTERS = frozenset(
    "的了是在和有与及也为之其被以于对从到由等吗呢么什谁哪何怎多少几个年月日时候这那一 ,.?!:;，。？！：；、\"'()《》-"
)
_SENTENCE_ENDS = frozenset("。！？!?；;\n")
_CLAUSE_ENDS = _SENTENCE_ENDS | frozenset(",，:：")
_MARKS = _CLAUSE_ENDS | frozenset('、()（）"《》 ')

_NUMERALS = "零〇一二三四五六七八九十百千万亿两"
_TYPED = (
    (
        "date",
        rf"(?:\d{{2,4}}|[{_NUMERALS}]{{4}})年(?:代|底|初|末)?(?:(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})月"
        rf"(?:(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})日|份|底|初)?)?"
        rf"|(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})月(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})日"
        r"|\d{1,2}世纪(?:\d{2}年代|初|末)?|[今去明当前]年",
    ),
    (
        "number",
        rf"(?:百分之|千分之|第|约|近|超过?|逾)?(?:\d+(?:,,?\d{{3}})*(?:\.\d+)?|[{_NUMERALS}]+(?:点[{_NUMERALS}]+)?)"
        r"[多余几来]?(?:万亿|万|亿|千|百)?[多余]?(?:个百分点|平方公里|平方米|立方米|公里|公顷|[%‰]|[^\W\d_])?",
    ),
    ("work", r"《[^《》]{1,50}》"),
    ("quote", r'"[^"]{1,50}"'),
    ("latin", r"[a-z][a-z0-9 .\-&']*[a-z0-9]|[a-z]"),
    ("person", r"[\u4e00-\u9fa5a-z]{1,6}(?:[·•・][\u4e00-\u9fa5a-z]{1,8})+"),
)
_TYPED_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _TYPED)
TYPES = ("date", "number", "work", "quote", "latin", "person", "place", "organisation")
"""Kinds of typed stretches; the last three also come from parts of speech."""


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage as seen before any question; every array has one row per character.

    ``typed`` has a column per member of :data:`TYPES`; ``typed_spans`` are ``(start, end, index in TYPES)``;
    ``word_spans`` are ``(start, end)``.
    """

    text: str
    codes: npt.NDArray[np.uint32]
    characters: Characters
    typed: Flags
    typed_begins: Flags
    typed_ends: Flags
    typed_spans: Integers
    word_spans: Integers
    sentences: Integers
    clauses: Integers


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question as the second look sees it.

    :param text: folded Chinese, without its question mark, at most its last 64 characters.
    :param asking: ``[start, end)`` of the words that ask, ``None`` where none do.
    :param unit: the folded 量词 or unit that is asked for.
    :param content: which characters carry meaning.
    """

    text: str
    kind: AnswerKind
    asking: tuple[int, int] | None
    unit: str | None
    codes: npt.NDArray[np.uint32]
    characters: Characters
    content: Flags
    word_spans: Integers


def view_question(question: Question, vocabulary: Vocabulary) -> QuestionView:
    """Prepare a question, in its Chinese rendering."""
    whole = fold(question.chinese)
    begin = len(whole) - len(whole.lstrip())
    kept = whole[begin:].rstrip("?？。. ")
    begin += max(0, len(kept) - _LONGEST_QUESTION)
    folded = kept[-_LONGEST_QUESTION:] or "?"
    asking = _within(question.wh_span, begin, len(folded))
    found = words(folded)
    content = np.array([c not in _STOP_CHARACTERS for c in folded], bool)
    if asking:
        content[asking[0] : asking[1]] = False
    return QuestionView(
        text=folded,
        kind=question.kind,
        asking=asking,
        unit=fold(question.unit) if question.unit else None,
        codes=_codes(folded),
        characters=vocabulary.encode(folded, found),
        content=content,
        word_spans=_pairs([(word.start, word.end) for word in found], 2),
    )


def _within(span: tuple[int, int] | None, begin: int, size: int) -> tuple[int, int] | None:
    """Move a span to a stretch that begins at ``begin``; what stands outside of it is nothing."""
    if span is None:
        return None
    start, end = max(0, span[0] - begin), min(size, span[1] - begin)
    return (start, end) if start < end else None


def view_passage(text: str, vocabulary: Vocabulary) -> PassageView:
    """Prepare a passage; worth keeping, as it does not depend on any question."""
    folded = fold(text)
    found = words(folded)
    characters = vocabulary.encode(folded, found)
    spans = _typed_spans(folded, [(word.start, word.end) for word in found], characters.parts)
    typed = np.zeros((len(folded), len(TYPES)), bool)
    begins, ends = np.zeros(len(folded), bool), np.zeros(len(folded), bool)
    for start, end, kind in spans:
        typed[start:end, kind] = True
        begins[start] = ends[end - 1] = True
    return PassageView(
        text=folded,
        codes=_codes(folded),
        characters=characters,
        typed=typed,
        typed_begins=begins,
        typed_ends=ends,
        typed_spans=_pairs(spans, 3),
        word_spans=_pairs([(word.start, word.end) for word in found], 2),
        sentences=_counted(folded, _SENTENCE_ENDS),
        clauses=_counted(folded, _CLAUSE_ENDS),
    )


def join(views: Sequence[PassageView]) -> PassageView:
    """Put passages that follow one another into one, each beginning a new sentence."""
    if len(views) == 1:
        return views[0]
    starts = np.cumsum([0, *(len(view.text) for view in views[:-1])])
    return PassageView(
        text="".join(view.text for view in views),
        codes=np.concatenate([view.codes for view in views]),
        characters=Characters(
            *(np.concatenate([getattr(view.characters, f.name) for view in views]) for f in fields(Characters))
        ),
        typed=np.concatenate([view.typed for view in views]),
        typed_begins=np.concatenate([view.typed_begins for view in views]),
        typed_ends=np.concatenate([view.typed_ends for view in views]),
        typed_spans=np.concatenate(
            [v.typed_spans + np.array([start, start, 0], np.int32) for v, start in zip(views, starts, strict=True)]
        ).astype(np.int32),
        word_spans=np.concatenate(
            [v.word_spans + np.int32(start) for v, start in zip(views, starts, strict=True)]
        ).astype(np.int32),
        sentences=_stacked([view.sentences for view in views]),
        clauses=_stacked([view.clauses for view in views]),
    )


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)


def _pairs(rows: Sequence[tuple[int, ...]], width: int) -> Integers:
    return np.array(rows, np.int32).reshape(-1, width)


def _counted(text: str, ends: frozenset[str]) -> Integers:
    """Number the stretches of a text; an ending mark belongs to the stretch before."""
    closes = np.array([c in ends for c in text], np.int32)
    return (np.cumsum(closes) - closes).astype(np.int32)


def _stacked(counts: Sequence[Integers]) -> Integers:
    out, base = [], 0
    for numbers in counts:
        out.append(numbers + base)
        base += int(numbers[-1]) + 1 if numbers.size else 0
    return np.concatenate(out).astype(np.int32)


def _typed_spans(text: str, found: Sequence[tuple[int, int]], parts: Integers) -> list[tuple[int, int, int]]:
    spans = []
    for name, pattern in _TYPED_PATTERNS:
        kind = TYPES.index(name)
        for match in pattern.finditer(text):
            spans.append((match.start(), match.end(), kind))
            if name in ("work", "quote"):
                spans.append((match.start() + 1, match.end() - 1, kind))
    for start, end in found:
        part = PARTS_OF_SPEECH[parts[start]]
        if part in ("person", "place", "organisation"):
            spans.append((start, end, TYPES.index(part)))
    return spans
