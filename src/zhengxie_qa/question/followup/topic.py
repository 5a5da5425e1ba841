"""What an earlier question is about, apart from how it asks; and cutting and replacing the places and dates in it."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Final

from zhengxie_qa.question.alone import understand_alone
from zhengxie_qa.text.dates import DateMention, find_dates
from zhengxie_qa.text.places import Place, places_in
from zhengxie_qa.types import AnswerKind, Turn

Mention = Place | DateMention
"""What a follow-up may replace: both kinds say where they begin and end."""

ENDS: Final = "?？。!！ \u3000"
"""Characters that end a question."""

_BODY: Final = re.compile(
    "(?:政协|人大|政府(?!工作|投资|债)|(?:市|省|区|县)委|法院|检察院)(?:常委会|机关|办公厅|(?:提案|文史|社法)委(?:员会)?)?"
)
"""A body named directly behind its place: 深圳市|政协."""
_VERB_BEHIND: Final = 4
"""Characters of the longest verb behind the asking words (在哪里|举行) that is no part of the topic."""
_EVENT_ASKED: Final = frozenset(
    [AnswerKind.DATE, AnswerKind.PLACE, AnswerKind.PERSON, AnswerKind.DURATION, AnswerKind.MANNER]
)
"""Kinds that ask for the circumstances of what stands before the asking words."""
_NAMING: Final = frozenset([AnswerKind.TITLE, AnswerKind.ORGANISATION])
_PLACED_ANSWERS: Final = frozenset([AnswerKind.ORGANISATION, AnswerKind.PLACE, AnswerKind.OTHER])
LONGEST_ANSWER: Final = 30
"""Characters of the longest answer that can stand for what a follow-up speaks of."""

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
_MEASURED_IN: Final = re.compile(
    r"^(?:(?:square|cubic) )?(?:kilomet(?:er|re)s|met(?:er|re)s|km|hectares|mu|tons|tonnes"
    r"|units|sets|kinds|types|pieces) of ",
    re.IGNORECASE,
)
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_BEFORE_ASKING: Final = re.compile(
    r"(?:现在|目前|如今|眼下|分别|一共|总共|共|约|大约)*(?:是|有|为|达到?|到|叫|在|占|组织|举办|新增|建成"
    r"|建|增加|开展)?了?$"
)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a question is about, apart from how it asks.

    :param place: its first place, as written; empty without one.
    :param where: the same with the body named behind it (深圳市政协).
    :param when: its first date, as written.
    :param what: the rest, without asking words.
    :param measure: the 量词 it counts with.
    """

    place: str
    where: str
    when: str
    what: str
    measure: str


def topic_of(earlier: str) -> Topic:
    """Take a complete question apart into place, date, topic and 量词."""
    question = understand_alone(earlier)
    places, dates = places_in(earlier), find_dates(earlier)
    start, end = question.wh_span or (len(earlier), len(earlier))
    before = _BEFORE_ASKING.sub("", earlier[:start]) if question.wh_span else earlier
    behind = earlier[end:].strip(ENDS).lstrip("的")
    placed = _with_body(earlier, places[0]) if places else None
    subject = _plain(before, [*([placed] if placed else []), *dates[:1]])
    if not _HAN.search(earlier):
        what = english_topic(earlier)
    elif question.kind in {AnswerKind.COUNT, AnswerKind.AMOUNT} and len(behind) > 1:
        what = behind
    elif question.kind is AnswerKind.DEFINITION and subject:
        what = subject
    elif question.kind in _EVENT_ASKED and subject and len(behind) <= _VERB_BEHIND:
        what = re.sub("[由在于被]+$", "", subject)
    else:
        what = f"{subject}{behind}"
    return Topic(
        place=places[0].name if places else "",
        where=placed.name if placed else "",
        when=dates[0].text if dates else "",
        what=re.sub(r"^(?:请问|那么?|的|是)+|[是有为了在]+$", "", what).strip(f"{ENDS},，的"),
        measure=question.unit if question.unit and question.kind is AnswerKind.COUNT else "",
    )


def english_topic(earlier: str) -> str:
    """Give the noun phrase an earlier English question asks about, without its place and year."""
    for pattern in _SUBJECTS:
        match = pattern.search(earlier)
        if match:
            what = _MEASURED_IN.sub("", match["what"])
            mentions = mentions_in(what)
            plain = re.sub(r"\s+", " ", without(what, mentions))
            return re.sub(r"\b(?:in|of|for|'s)\s*$|^'s ", "", plain.strip()).strip(" '") if mentions else what
    return ""


def place_answered(previous: Turn) -> str:
    """Give the place that the answer before names, where the question asked for a body or a place."""
    answer = (previous.answer or "").strip(ENDS)
    if not answer or len(answer) > LONGEST_ANSWER or understand_alone(previous.question).kind not in _PLACED_ANSWERS:
        return ""
    return next((place.name for place in places_in(answer)), "")


def name_answered(previous: Turn, kinds: Collection[AnswerKind] = _NAMING) -> str:
    """Give the name that the answer before is, where the question asked for one; empty otherwise.

    :param kinds: the kinds of question whose answer counts as a name.
    """
    answer = (previous.answer or "").strip(ENDS)
    return answer if len(answer) <= LONGEST_ANSWER and understand_alone(previous.question).kind in kinds else ""


def joined(*parts: str) -> str:
    """Write parts of a question side by side, with a space between Latin ones."""
    result = ""
    for part in parts:
        gap = " " if result and part and (result[-1] + part[0]).isascii() else ""
        result += gap + part
    return result


def _with_body(text: str, place: Place) -> Place:
    """Widen a place by the body named directly behind it."""
    body = _BODY.match(text, place.end)
    return replace(place, name=text[place.start : body.end()], end=body.end()) if body else place


def _plain(text: str, mentions: Iterable[Mention]) -> str:
    return without(text, [mention for mention in mentions if mention.end <= len(text)]).strip(",， ")


def mentions_in(text: str) -> list[Mention]:
    """Find the places and dates of a text, in order."""
    found: list[Mention] = [*places_in(text), *find_dates(text)]
    return sorted(found, key=lambda mention: mention.start)


def without(text: str, mentions: Iterable[Mention]) -> str:
    """Cut mentions out of a text; overlapping ones are cut once."""
    kept = list(text)
    for mention in mentions:
        for offset in range(mention.start, mention.end):
            kept[offset] = ""
    return "".join(kept)


def replaced(text: str, mention: Mention, new: str) -> str:
    """Put new words in the place of a mention."""
    return f"{text[: mention.start]}{new}{text[mention.end :]}"
