"""English follow-ups: what kind of follow-up it is, and the question it stands for.

The turn before may have been asked in Chinese: places and years are then written into it in Chinese.
"""

import re
from typing import Final

from zhengxie_qa.answering.followup_topic import Mention, mentions_in, replaced, without
from zhengxie_qa.reading.question import understand
from zhengxie_qa.text.dates import DateMention, find_dates
from zhengxie_qa.text.places import Place, places_in, short_names
from zhengxie_qa.types import AnswerKind, Language, Turn

LONGEST_ANSWER: Final = 40
"""Characters of the longest answer that can stand for a pronoun."""
LONGEST_BEFORE_PRONOUN: Final = 6
"""Words before a pronoun; behind more of them it most likely means one of their nouns."""

_WHAT_ABOUT: Final = re.compile(
    r"^(?:and |but |so |then |ok,? )*(?:(?:what|how) about|and|in|for|as for"
    r"|the same for)\s+(?P<what>[^?]{1,40}?)\s*[?.]*$",
    re.IGNORECASE,
)
_BARE: Final = re.compile(r"^(?P<what>[^?]{1,30}?)\s*[?.]*$")
_WITH_PRONOUN: Final = re.compile(
    r"^(?:and |so |then |but )?(?:who|what|when|where|why|how|which|is|was|did|does|has|are|were)\b[^?]*?"
    r"\b(?P<pronoun>it|he|she|they|him|her|them|its|his|their|(?:this|that|these|those) (?:one|figure"
    r"|number|project|plan|person|company|place)|(?:this|that)(?=\s*[?.]*$))\b(?! (?:take|took"
    r"|cost)\b)",
    re.IGNORECASE,
)
_NAME_OR_CLAUSE: Final = re.compile(r"(?<![A-Za-z])[A-Z][a-z]+|[\u4e00-\u9fff]|[,;]")
_WHICH_NOUN: Final = re.compile(
    r"\W*(?:and |so |then |but )?(?:which|what|whose) (?!is\b|was\b|are\b|were\b|did\b|does\b|do\b"
    r"|will\b|has\b|have\b|had\b|can\b)[a-z]+",
    re.IGNORECASE,
)
_OF_THE_ARTICLE: Final = re.compile(
    r"\b(?:this|that|the) (?:article|report|piece|news|story|document)\b", re.IGNORECASE
)
_SUBJECTS: Final = (
    re.compile(r"how many (?P<what>.+?) (?:did|do|does|were|was|are|is|have|has|had|will|would)\b", re.IGNORECASE),
    re.compile(
        (
            r"how much (?:did|does|do|has|had|will|was|were) (?P<what>.+?) (?:grow|rise|increase|fall|drop"
            r"|decline|cost|expand|spend)\b"
        ),
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:what|which|who) (?:is|was|are|were) (?P<what>.+?)(?: (?:in|of|for|by) (?:19|20)\d\d)?\s*\?*$",
        re.IGNORECASE,
    ),
    re.compile(r"(?:did|does|do|has|have|will|was|were) (?P<what>.+?)\s*\?*$", re.IGNORECASE),
)
_TARGET: Final = re.compile(r"^(?:the |its |their )?(?:\w+ )?(?:target|goal|plan)s?$", re.IGNORECASE)
_FUNCTION_WORDS: Final = re.compile(
    r"\b(?:in|for|the|of|year|province|city|and|then|same|about|at|during)\b", re.IGNORECASE
)


def completed_in_english(question: str, previous: Turn) -> str:
    """Complete an English follow-up; a question that stands on its own comes back unchanged.

    :param previous: the turn before, its question already complete.
    """
    asked = question.strip()
    for rewrite in (_what_about, _pronoun):
        completed = rewrite(asked, previous)
        if completed is not None:
            return completed
    return question


def _what_about(asked: str, previous: Turn) -> str | None:
    """Rewrite *What about Zhejiang?*, *And in 2023?*, *2023?*, *And the target?*."""
    match = _WHAT_ABOUT.match(asked) or _BARE.match(asked)
    if match is None:
        return None
    what = match["what"]
    mentions = mentions_in(what)
    rest = _FUNCTION_WORDS.sub("", without(what, mentions)).strip(" ,'s")
    if mentions and not rest:
        return _replaced_all(previous.question, what)
    if match.re is _BARE or not rest:
        return None
    if _TARGET.match(what):
        return f"{previous.question.rstrip('?？ ')} ({what.strip()})?"
    topic = _topic_of(previous.question)
    again = _replaced_all(previous.question, what) if mentions else previous.question
    return again.replace(topic, what, 1) if topic and topic in again else f"{what}: {again}"


def _pronoun(asked: str, previous: Turn) -> str | None:
    """Rewrite *Who is he?*, *How much did it grow?* with the answer or the topic before."""
    match = _WITH_PRONOUN.match(asked)
    if match is None or _OF_THE_ARTICLE.search(asked) or _has_noun_before(asked, match.start("pronoun")):
        return None
    name = _meant(previous)
    if not name:
        return None
    possessive = match["pronoun"].lower() in {"its", "his", "their"}
    start, end = match.span("pronoun")
    completed = asked[:start] + name + ("'s" if possessive else "") + asked[end:]
    return _with_context(completed, previous.question)


def _has_noun_before(asked: str, end: int) -> bool:
    """Say whether a noun stands before the pronoun, which then is what it means (Which carmaker moved its …)."""
    before = asked[:end]
    if places_in(before) or len(before.split()) > LONGEST_BEFORE_PRONOUN or _NAME_OR_CLAUSE.search(before, 1):
        return True
    return bool(_WHICH_NOUN.match(before))


def _meant(previous: Turn) -> str:
    question = understand(previous.question)
    answer = (previous.answer or "").strip(" .?。")
    named = {AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.PLACE, AnswerKind.TITLE, AnswerKind.OTHER}
    if answer and len(answer) <= LONGEST_ANSWER and question.kind in named:
        return answer
    return question.quoted[0] if question.quoted else _topic_of(previous.question)


def _topic_of(earlier: str) -> str:
    """Give the noun phrase an earlier English question asks about, without its place and year."""
    for pattern in _SUBJECTS:
        match = pattern.search(earlier)
        if match:
            what = match["what"]
            mentions = mentions_in(what)
            plain = re.sub(r"\s+", " ", without(what, mentions))
            return re.sub(r"\b(?:in|of|for|'s)\s*$|^'s ", "", plain.strip()).strip(" '") if mentions else what
    return ""


def _with_context(completed: str, earlier: str) -> str:
    """Add the place and year of the earlier question where the completed one names none."""
    added = []
    if not places_in(completed) and (places := places_in(earlier)):
        added.append(f"in {places[0].name}")
    if not find_dates(completed) and (dates := find_dates(earlier)):
        added.append(f"in {dates[0].text}")
    return f"{completed.rstrip('?？ ')} {' '.join(added)}?" if added else completed


def _replaced_all(earlier: str, what: str) -> str:
    """Put the first place and date of a follow-up in the place of those of the earlier question, or behind it."""
    chinese = understand(earlier).language is not Language.EN
    result = earlier
    for kind in (DateMention, Place):
        new = next((mention for mention in mentions_in(what) if isinstance(mention, kind)), None)
        old = next((mention for mention in mentions_in(result) if isinstance(mention, kind)), None)
        if new is None:
            continue
        written = _in_chinese(new) if chinese else what[new.start : new.end]
        if old is not None:
            result = replaced(result, old, written)
        elif chinese:
            result = f"{written}{result}"
        else:
            result = f"{result.rstrip('? ')} in {written}?"
    return result


def _in_chinese(mention: Mention) -> str:
    if isinstance(mention, Place):
        return next(iter(short_names(mention.canonical)), mention.canonical)
    return f"{mention.years[0]}年" if mention.years else mention.text
