"""What an earlier question is about, apart from how it asks; and cutting and replacing the places and dates in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from zhengxie_qa.reading.question import understand
from zhengxie_qa.text.dates import DateMention, find_dates
from zhengxie_qa.text.places import Place, places_in
from zhengxie_qa.types import AnswerKind

Mention = Place | DateMention
"""What a follow-up may replace: both kinds say where they begin and end."""

ENDS: Final = "?？。!！ \u3000"
"""Characters that end a question."""

_BEFORE_ASKING: Final = re.compile(
    r"(?:现在|目前|如今|眼下|分别|一共|总共|共|约|大约)*(?:是|有|为|达到?|到|叫|在|占|组织|举办|新增|建成"
    r"|建|增加|开展)?了?$"
)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a question is about, apart from how it asks.

    :param where: its first place, as written; empty without one.
    :param when: its first date, as written.
    :param what: the rest, without asking words.
    :param measure: the 量词 it counts with.
    """

    where: str
    when: str
    what: str
    measure: str


def topic_of(earlier: str) -> Topic:
    """Take a complete question apart into place, date, topic and 量词."""
    question = understand(earlier)
    places, dates = places_in(earlier), find_dates(earlier)
    start, end = question.wh_span or (len(earlier), len(earlier))
    before = _BEFORE_ASKING.sub("", earlier[:start]) if question.wh_span else earlier
    behind = earlier[end:].strip(ENDS).lstrip("的")
    subject = _plain(before, [*places[:1], *dates[:1]])
    counted = question.kind in {AnswerKind.COUNT, AnswerKind.AMOUNT} and len(behind) > 1
    what = behind if counted else f"{subject}{behind}"
    return Topic(
        where=places[0].name if places else "",
        when=dates[0].text if dates else "",
        what=re.sub(r"^(?:请问|那么?|的)+|[是有为了在]+$", "", what).strip(f"{ENDS},，的"),
        measure=question.unit if question.unit and question.kind is AnswerKind.COUNT else "",
    )


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
