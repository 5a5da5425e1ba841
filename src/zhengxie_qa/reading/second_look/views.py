"""A passage and a question as the reader sees them: characters, words, typed stretches, sentences, the word that asks.

A :class:`PassageView` does not depend on the question and is computed once; several passages that follow one another
can be joined into one window. Offsets are into the folded text, which is as long as the original.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from zhengxie_qa.reading.second_look.vocabulary import PARTS_OF_SPEECH, Characters, Integers, Vocabulary
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.words import words

Flags = npt.NDArray[np.bool_]


class QuestionCode(StrEnum):
    """What the wording of a question asks for, as the network was taught it; coarser than ``AnswerKind``."""

    NUMBER = "number"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"
    MANNER = "manner"
    ORGANISATION = "organisation"
    TITLE = "title"
    LIST = "list"
    DEFINITION = "definition"
    WHAT = "what"
    OTHER = "other"


_PLACES = "国家|城市|地区|地方|省|市|县|州|洲|区|国|村|镇|岛|地点|地"
_BODIES = "公司|单位|机构|大学|学校|学院|部门|组织|企业|政党|电视台|球队|俱乐部|出版社|委员会|机关|银行|队|党"
_WORKS = (
    "书|专辑|歌|电影|小说|文件|文章|作品|意见|法律|规定|条例|标准|杂志|方案|论文|游戏|报告|单曲|著作|节目|剧|动画|漫画"
    "|报纸|办法|规划"
)
_WORDINGS = tuple(
    (code, re.compile(pattern))
    for code, pattern in (
        (QuestionCode.NUMBER, r"第几|多少|几(?!乎|何图)|多[大高长远重快深宽厚久](?!的)|占比"),
        (
            QuestionCode.DATE,
            r"什么时[候间期]|什么年代|何时|何年|何月|何日|哪一?[年天日月](?!份?报)|哪(?:个|一个)?(?:年代|时[候间期]|月份?|世纪|朝代|年份)|几时|啥时候",
        ),
        (QuestionCode.PERSON, r"谁|哪(?:一|几|两|些)?位|何人|什么人|哪(?:个|些|一个|几个)人"),
        (QuestionCode.LIST, r"哪[些几两三四五六七八]\w?|包括什么|有什么|什么和什么"),
        (
            QuestionCode.PLACE,
            rf"哪里|哪儿|何地|何处|什么地[方区点]|在哪|哪(?:个|一个|座|一座)?(?:{_PLACES})",
        ),
        (QuestionCode.REASON, r"为什么|为何|为啥|何故|缘何|什么原因|原因是什么|原因"),
        (QuestionCode.MANNER, r"如何|怎么样?|怎样|怎麽"),
        (QuestionCode.ORGANISATION, rf"(?:哪|什么)(?:一)?(?:家|个|所)?(?:{_BODIES})"),
        (QuestionCode.TITLE, rf"(?:哪|什么)(?:一)?(?:部|本|首|份|篇|张|出|套|项|条|款|个)?(?:{_WORKS})"),
        (QuestionCode.DEFINITION, r"是指什么|指的是什么|什么是|是什么意思|指什么|何谓"),
        (
            QuestionCode.WHAT,
            r"什么|何(?!以)|哪(?:一)?(?:个|种|项|部|条|类|款|只|支|场|次|届|家|所|名|方面|首|本|张|份|篇|座|把|颗|艘|架|辆)?|啥|吗|是否",
        ),
    )
)
_LAST_WINS = frozenset({QuestionCode.WHAT})
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
    """A question as the network and the re-ranker see it.

    :param text: folded, without its question mark, at most 64 characters.
    :param asking: ``(start, end)`` of the word that asks, empty at the end where there is none.
    :param content: which characters carry meaning.
    """

    text: str
    code: QuestionCode
    asking: tuple[int, int]
    codes: npt.NDArray[np.uint32]
    characters: Characters
    content: Flags
    word_spans: Integers


def classify(folded: str) -> tuple[QuestionCode, int, int]:
    """Return what a folded Chinese question asks for and where the asking word stands."""
    for code, pattern in _WORDINGS:
        found = list(pattern.finditer(folded))
        if found:
            match = found[-1] if code in _LAST_WINS else found[0]
            return code, match.start(), match.end()
    return QuestionCode.OTHER, len(folded), len(folded)


def view_question(text: str, vocabulary: Vocabulary, *, fallback: QuestionCode = QuestionCode.OTHER) -> QuestionView:
    """Prepare a Chinese question (or the Chinese rendering of another one).

    :param fallback: the code to use when no word of the text asks.
    """
    folded = fold(text).strip().rstrip("?？。. ")[-_LONGEST_QUESTION:] or "?"
    code, start, end = classify(folded)
    found = words(folded)
    content = np.array([c not in _STOP_CHARACTERS for c in folded], bool)
    content[start:end] = False
    return QuestionView(
        text=folded,
        code=fallback if code is QuestionCode.OTHER else code,
        asking=(start, end),
        codes=_codes(folded),
        characters=vocabulary.encode(folded, found),
        content=content,
        word_spans=_pairs([(word.start, word.end) for word in found], 2),
    )


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
