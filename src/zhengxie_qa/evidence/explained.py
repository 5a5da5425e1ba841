"""Whether a text explains the term whose meaning a question asks for, or merely uses it; where it does part by part.

A term counts as merely used only where it stands in a sentence as the question writes it; of a term misspelt or put in
other words nothing is said here.
"""

import re
from typing import Final

from zhengxie_qa.question.question import Question
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.sentences import sentences_around
from zhengxie_qa.types import AnswerKind, Span

LONGEST_IN_PARTS: Final = 400
"""Characters of the longest explanation part by part that is quoted whole."""

_WHAT: Final = r"(?:什么|啥)"
_ASKED: Final = re.compile(
    rf"(?:^|[,。:\s])(?:请问)?{_WHAT}(?:是|叫做?|算)(?P<a>[^,。?\s]{{2,16}})\s*\?*$"
    rf"|(?:^|[,。:\s])(?:何谓|何为)(?P<b>[^,。?\s]{{2,16}})\s*\?*$"
    rf"|^(?P<c>[^,。?的\s]{{2,12}}?)\s*(?:到底|究竟)?(?:指的?是|是指|指|是)?个?(?:{_WHAT}|怎么个)(?:的)?(?:意思|含义|概念)?[呢呀啊]?\?*$"
    r"|^(?P<d>[^,。?的\s]{2,12})的?(?:含义|定义|内涵|意思)\W*$"
)
_LINK: Final = (
    r"(?:\"\"[^\"]{1,12})?\"?(?:\([^()]{1,20}\))?[^,。;\"]{0,10}?,?"
    r"(?:也?是指|指的是|就是|即|是|指|意为|意思|意味着|包括|为|分别|有|:|--|—|\()"
)
_BEFORE: Final = r"(?:所谓|称为|称作|叫做|叫|简称|概括为|归纳为|即|就是|是|的|、[^,。;]{1,20})\"?"
_PROMOTED: Final = r"(?:推行|实行|探索|引入)[^,。;]{0,4}\"?"
_PARTED: Final = re.compile(r"[0-9A-Za-z]{1,4}(?:[+＋][0-9A-Za-z]{1,4})+")
_PART_LINK: Final = r"\"?(?:即|是指|指的是|指|就是|是|代表|:)"
_ASKS_PARTS: Final = re.compile(
    r"包括|包含|组成|构成|含义|意思|内涵|分别|指(?:的|什么|啥|代)|^what (?:is|are|does)|meaning|stand for"
)


def merely_used(question: Question, span: Span) -> bool:
    """Whether the sentences around a span use the term whose meaning is asked for without explaining it."""
    if question.kind is not AnswerKind.DEFINITION or not (term := _term(question)):
        return False
    text = span.hit.passage.text
    start, end = sentences_around(text, span.start - span.hit.passage.start, span.end - span.hit.passage.start)
    sentence, inner = fold(text[start:end]), re.escape(term)
    if term not in sentence:
        return False
    behind = fold(text[span.end - span.hit.passage.start : end])
    explains = rf"{inner}{_LINK}|{_BEFORE}{inner}|{_PROMOTED}{inner}\"?,"
    return re.search(explains, sentence) is None and re.match(rf"[\"—-]{{0,3}}{inner}", behind) is None


def explained_in_parts(question: Question, text: str) -> tuple[int, int] | None:
    """Where a text says part by part what a name like 1+10+N means: from the first part to the end of the last.

    :returns: ``None`` where the question asks for no such meaning, or the text does not explain every part in order.
    """
    folded = fold(question.text)
    named = _PARTED.search(folded)
    if named is None or not (question.kind is AnswerKind.DEFINITION or _ASKS_PARTS.search(folded)):
        return None
    parts = re.split("[+＋]", named.group())
    explained = r"[^\n]{1,260}?".join(rf"\"?(?<![0-9a-z+]){re.escape(part)}{_PART_LINK}" for part in parts)
    found = re.search(explained, fold(text))
    if found is None:
        return None
    end = sentences_around(text, found.end() - 1, found.end())[1]
    whole = found.start(), found.end() + len(text[found.end() : end].rstrip("。；;."))
    choice = "|".join(map(re.escape, parts))
    one = re.search(rf"{re.escape(named.group())}\"?[中里的]+\"?(?P<part>{choice})(?![0-9a-z])", folded)
    start, end = _part(text, whole, one["part"]) if one else whole
    return (start, end) if end - start <= LONGEST_IN_PARTS else None


def _part(text: str, whole: tuple[int, int], part: str) -> tuple[int, int]:
    """What is said of one part alone, behind the words that join it to the part."""
    folded = fold(text)
    found = re.compile(rf"\"?(?<![0-9a-z+]){re.escape(part)}{_PART_LINK}").search(folded, *whole)
    start = found.end() if found else whole[0]
    stop = folded.find(";", start, whole[1])
    return start, stop if stop >= 0 else whole[1]


def _term(question: Question) -> str:
    """The term whose meaning a question asks for, in matching form; empty where none can be told."""
    if question.quoted:
        return fold(question.quoted[-1])
    found = _ASKED.search(fold(question.chinese))
    return next(group for group in found.groups() if group).strip('" ') if found else ""
