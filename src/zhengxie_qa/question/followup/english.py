"""English follow-ups: what kind of follow-up it is, and the question it stands for.

The turn before may have been asked in Chinese: places and years are then written into it in Chinese.
"""

import re
from typing import Final

from zhengxie_qa.question.alone import is_english, understand_alone
from zhengxie_qa.question.followup.about import asked_about
from zhengxie_qa.question.followup.topic import (
    Mention,
    english_topic,
    mentions_in,
    name_answered,
    topic_of,
    without,
)
from zhengxie_qa.text.dates import DateMention, find_dates
from zhengxie_qa.text.places import Place, places_in, short_names
from zhengxie_qa.types import AnswerKind, Turn

LONGEST_BEFORE_PRONOUN: Final = 6
"""Words before a pronoun; behind more of them it most likely means one of their nouns."""

_LEAD: Final = r"(?:and |but |so |then |also |ok,? )*"
_WHAT_ABOUT: Final = re.compile(
    rf"^{_LEAD}(?:(?:what|how) about|and|in|for|as for"
    r"|the same for)\s+(?P<what>(?:how (?:many|much) (?!\w+ (?:did|do|does|is|are|was|were|has|have|will)\b)"
    r"|(?!who|what|when|where|why|which|how|did|does|is|are|was|were|will|has|have)\b)[^?]{1,40}?)\s*[?.]*$",
    re.IGNORECASE,
)
_JOINED_IN_ENGLISH: Final = re.compile(r"^\s*(?:(?:what|how) about|and|as for)\s", re.IGNORECASE)
_BARE: Final = re.compile(r"^(?P<what>[^?]{1,30}?)\s*[?.]*$")
_WITH_PRONOUN: Final = re.compile(
    r"^(?:and |so |then |but )?(?:who|what|when|where|why|how|which|is|was|did|does|has|are|were)\b[^?]*?"
    r"\b(?P<pronoun>it|he|she|they|him|her|them|its|his|their|(?:this|that|these|those) (?:one|figure"
    r"|number|project|plan|person|company|place|forum|meeting|event|law|bridge|line|programme|program|award)"
    r"|(?<=of )(?:those|these)|(?:this|that)(?=\s*[?.]*$| (?:cost|mean|take|happen|include|cover|work|start|end)\b))\b"
    r"(?! (?:take|took|cost)\b.* to\b)",
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
_ASKING_ALONE: Final = re.compile(
    rf"^{_LEAD}(?P<asking>when|where|why|how|who|by whom|how long|how often|since when|which)"
    r"(?: ones?| exactly| so)?\s*[?.]*$",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(
    r"^(?:how many|how much|which|what|who)\b ?(?P<noun>.*?)\s?\b"
    r"(?P<verb>did|does|do|was|were|is|are|has|have|had|will)\b (?P<rest>.+?)[?\s]*$",
    re.IGNORECASE,
)
_BE: Final = frozenset(["was", "were", "is", "are"])
_NAMED: Final = frozenset(
    [AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.PLACE, AnswerKind.TITLE, AnswerKind.OTHER]
)
"""Kinds of question whose answer is a name."""
_BODY: Final = re.compile(r" [A-Z][\w&]*(?: [A-Z][\w&]*)*")
"""What a place gives its name to (Shenzhen| CPPCC)."""
_ATTRIBUTE: Final = re.compile(
    r"^(?:the |its |their )?(?P<name>(?:annual |average |total |overall )?(?:growth(?: rate)?|increase|decrease|rate"
    r"|share|proportion|cost|price|reasons?|date|time|location|venue|purpose|total|average|number|area|length|size|value|result|outcome))$",
    re.IGNORECASE,
)
_MOST_WORDS: Final = 9
"""Words of the longest question that takes over place and year unasked."""
_FIGURES: Final = frozenset([AnswerKind.COUNT, AnswerKind.AMOUNT, AnswerKind.PERCENTAGE, AnswerKind.DURATION])
_YEAR_BEFORE: Final = re.compile(r"\bthe (?:year before|previous year|preceding year|prior year)\b", re.IGNORECASE)
_YEAR_AFTER: Final = re.compile(r"\bthe (?:year after|following year|next year)\b", re.IGNORECASE)
_SAME_YEAR: Final = re.compile(r"\b(?:that|the same) year\b", re.IGNORECASE)
_RELATIVE: Final = re.compile(r"(?:last|this|next|previous|coming) year", re.IGNORECASE)
_TARGET: Final = re.compile(r"^(?:the |its |their )?(?:\w+ )?(?:target|goal|plan)s?$", re.IGNORECASE)
_FUNCTION_WORDS: Final = re.compile(
    r"\b(?:in|for|the|of|year|province|city|and|then|same|about|at|during)\b", re.IGNORECASE
)


def completed_in_english(question: str, previous: Turn) -> str:
    """Complete an English follow-up; a question that stands on its own comes back unchanged.

    :param previous: the turn before, its question already complete.
    """
    asked = _with_the_year_meant(question.strip(), previous.question)
    for rewrite in (_asking_alone, _what_about, _pronoun, _in_context):
        completed = rewrite(asked, previous)
        if completed is not None:
            return completed
    return question


def joins_in_english(question: str) -> bool:
    """Say whether English words join a Chinese name to the question before: and 委员议事厅, what about 浙江."""
    return bool(_JOINED_IN_ENGLISH.match(question))


def _with_the_year_meant(asked: str, earlier: str) -> str:
    """Write out a year that is told from the one asked about before: *the year before* behind 2024 means 2023."""
    years = understand_alone(earlier).years
    if len(years) != 1:
        return asked
    for pattern, offset in ((_YEAR_BEFORE, -1), (_YEAR_AFTER, 1), (_SAME_YEAR, 0)):
        asked = pattern.sub(str(years[0] + offset), asked)
    return asked


def _asking_alone(asked: str, previous: Turn) -> str | None:
    """Rewrite *When?*, *Why?*, *Which ones?*: the question before, asked for something else."""
    match = _ASKING_ALONE.match(asked)
    if match is None:
        return None
    asking = match["asking"].capitalize()
    parts = _PARTS.match(previous.question)
    if parts is None:
        clause = re.sub(r"^\W*(?:why|when|where|how|who|what|which) ", "", previous.question, flags=re.IGNORECASE)
        return f"{asking} {clause}"
    name = name_answered(previous, _NAMED) or parts["noun"]
    verb, rest = parts["verb"], parts["rest"]
    return (
        f"{asking} {verb} {name} {rest}?" if verb in _BE or name != parts["noun"] else f"{asking} {verb} {rest} {name}?"
    )


def _what_about(asked: str, previous: Turn) -> str | None:
    """Rewrite *What about Zhejiang?*, *And in 2023?*, *2023?*, *And the target?*."""
    match = _WHAT_ABOUT.match(asked) or _BARE.match(asked)
    if match is None:
        return None
    what = re.sub(r"^(?:how (?:many|much)|the) (?=\w)", "", match["what"], flags=re.IGNORECASE)
    mentions = mentions_in(what)
    rest = _FUNCTION_WORDS.sub("", without(what, mentions)).strip(" ,'s")
    if mentions and not rest:
        return _replaced_all(previous.question, what)
    if match.re is _BARE or not rest:
        return None
    again = _replaced_all(previous.question, what) if mentions else previous.question
    return _about(again, rest if mentions else what, previous)


def _about(earlier: str, what: str, previous: Turn) -> str:
    """Ask the earlier question about its target, one of its attributes, or something else."""
    chinese = not is_english(earlier)
    if _TARGET.match(what):
        return asked_about(earlier, "目标", previous) if chinese else f"{earlier.rstrip('?？ ')} ({what.strip()})?"
    topic = topic_of(earlier).what if chinese else english_topic(earlier)
    attribute = _ATTRIBUTE.match(what)
    if attribute and topic:
        return _with_context(f"What was the {attribute['name']} of {topic}?", earlier)
    return earlier.replace(topic, what, 1) if topic and topic in earlier else f"{what}: {earlier}"


def _in_context(asked: str, previous: Turn) -> str | None:
    """Put the place and year of the question before behind a short question for a figure that names neither."""
    body = re.sub(rf"^{_LEAD}", "", asked, flags=re.IGNORECASE)
    question = understand_alone(body)
    joins = body != asked and question.kind is not AnswerKind.DEFINITION
    named = any(not name.isupper() for name in question.names)
    if question.places or question.years or named or _OF_THE_ARTICLE.search(body) or question.out_of_scope:
        return None
    if not (joins or question.kind in _FIGURES) or len(body.split()) > _MOST_WORDS or _NAME_OR_CLAUSE.search(body, 1):
        return None
    completed = _with_context(body, previous.question)
    return completed[0].upper() + completed[1:] if completed != body else None


def _pronoun(asked: str, previous: Turn) -> str | None:
    """Rewrite *Who is he?*, *How much did it grow?* with the answer or the topic before."""
    match = _WITH_PRONOUN.match(asked)
    if match is None or _OF_THE_ARTICLE.search(asked) or _has_noun_before(asked, match.start("pronoun")):
        return None
    possessive = match["pronoun"].lower() in {"its", "his", "their"}
    name = _owner(previous) if match["pronoun"].lower() == "its" else _meant(previous)
    if not name:
        return None
    start, end = match.span("pronoun")
    completed = asked[:start] + name + ("'s" if possessive else "") + asked[end:]
    places = places_in(previous.question) if name_answered(previous, _NAMED) else []
    where = places[0].name if places else _where(previous.question)
    return _with_context_of(completed, previous.question, where)


def _has_noun_before(asked: str, end: int) -> bool:
    """Say whether a noun stands before the pronoun, which then is what it means (Which carmaker moved its …)."""
    before = asked[:end]
    if places_in(before) or len(before.split()) > LONGEST_BEFORE_PRONOUN or _NAME_OR_CLAUSE.search(before, 1):
        return True
    return bool(_WHICH_NOUN.match(before))


def _meant(previous: Turn) -> str:
    """Say what a pronoun stands for: a short answer that is a name, else the quoted name or topic asked about."""
    asked = understand_alone(previous.question)
    name = name_answered(previous, _NAMED) or next(iter(asked.quoted), "")
    return name or (english_topic(asked.text) if is_english(asked.text) else topic_of(asked.text).what)


def _owner(previous: Turn) -> str:
    """Say what *its* stands for: what is meant, or the place where only a number was asked for."""
    places = places_in(previous.question)
    counted = understand_alone(previous.question).kind in _FIGURES
    return places[0].name if counted and places else _meant(previous)


def _with_context(completed: str, earlier: str) -> str:
    """Add the place and year of the earlier question where the completed one names none."""
    return _with_context_of(completed, earlier, _where(earlier))


def _with_context_of(completed: str, earlier: str, where: str) -> str:
    """Add a place and the year of the earlier question where the completed one names none."""
    added = []
    if where and not places_in(completed):
        added.append(f"in {where}")
    if not find_dates(completed) and (dates := find_dates(earlier)):
        added.append(f"in {dates[0].text}")
    return f"{completed.rstrip('?？ ')} {' '.join(added)}?" if added else completed


def _where(earlier: str) -> str:
    """Give the place of the earlier question with the body that bears its name (Shenzhen CPPCC)."""
    places = places_in(earlier)
    body = _BODY.match(earlier, places[0].end) if places else None
    return f"{places[0].name}{body.group() if body else ''}" if places else ""


def _replaced_all(earlier: str, what: str) -> str:
    """Put the first place and date of a follow-up in the place of those of the earlier question, or behind it."""
    chinese = not is_english(earlier)
    result = earlier
    for kind in (DateMention, Place):
        new = next((mention for mention in mentions_in(what) if isinstance(mention, kind)), None)
        old = next((mention for mention in mentions_in(result) if isinstance(mention, kind)), None)
        if new is None:
            continue
        written = _in_chinese(new) if chinese else what[new.start : new.end]
        if old is not None:
            before = re.sub(r"\bin $", "", result[: old.start]) if _RELATIVE.match(written) else result[: old.start]
            result = f"{before}{written}{result[old.end :]}"
        elif chinese:
            result = f"{written}{result}"
        else:
            result = f"{result.rstrip('? ')} {'' if _RELATIVE.match(written) else 'in '}{written}?"
    return result


def _in_chinese(mention: Mention) -> str:
    if isinstance(mention, Place):
        return next(iter(short_names(mention.canonical)), mention.canonical)
    return f"{mention.years[0]}年" if mention.years else mention.text
