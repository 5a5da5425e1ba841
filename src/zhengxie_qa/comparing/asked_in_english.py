"""What an English question about many documents asks of each: see :mod:`zhengxie_qa.comparing.taken_apart`."""

import re
from typing import Final

from zhengxie_qa.comparing.asked import Asked, by_of, level_of
from zhengxie_qa.comparing.comparison import By, Order
from zhengxie_qa.text.places import PlaceKind, places_in

_PLACE: Final = r"(?:(?P<provinces>provinc(?:es?|ial)(?: governments?)?)|(?P<cities>cities|city)|regions?|places?)"
_PAPER: Final = r"(?:(?:government |work )*(?:reports?|documents?|articles?|papers?))"
_GIVEN: Final = (
    r"(?:(?:as |was |were |is |are )?(?:set|reported|given|stated|announced|published|proposed|achieved|planned"
    r"|recorded|named|written|listed|mentioned) )?"
)
_ALL: Final = re.compile(
    rf"\b{_GIVEN}(?:(?:in|by|for|of|across|among|from) )?(?:each|every|all(?: of)?(?: the)?|the various|different)"
    rf"(?: of the)? (?:{_PLACE}(?:'s?)?(?: {_PAPER})?|(?P<papers>{_PAPER})|(?P<years>years?))\b"
    r"(?: (?:report|set|give|state)s?$)?"
    r"|\bby (?:(?P<provinces2>province)|(?P<cities2>city)|region|place|(?P<years2>year)|(?P<papers2>report|document))$"
    r"|\b(?P<years3>over the years|year by year|through the years|across the years|every year|each year)\b",
    re.IGNORECASE,
)
_WHICH: Final = re.compile(
    rf"^(?:which|what) (?:{_PLACE}|(?P<years>years?)|(?P<papers>{_PAPER}))(?:'s {_PAPER})? ", re.IGNORECASE
)
_MENTIONS: Final = re.compile(
    r"^(?:(?:do|does|did) )?(?:mention(?:s|ed)?|talks? (?:about|of)|refers? to|speaks? of|brings? up) (?P<what>.+)$",
    re.IGNORECASE,
)
_EXTREME: Final = re.compile(
    r"^(?:has|have|had|sets?|reports?|reported|produces?|produced|recorded|is|are|was|were|saw|posted|aims? for|plans?"
    r"|planned|aims?)?\s*(?:with )?(?:the )?(?:(?P<high>highest|most|largest|biggest|greatest|fastest|longest)"
    r"|(?P<low>lowest|least|smallest|fewest|slowest|shortest)) (?P<what>.+)$",
    re.IGNORECASE,
)
_HIGHER: Final = re.compile(
    r"^(?:which|who)(?: one| of them| province| city)? (?:has|had|have|sets?|reports?|reported|produces?|produced|saw"
    r"|posted|aims? for|plans?|planned)\s+(?:the |a )?(?:(?P<high>higher|larger|bigger|greater|more|faster|longer)"
    r"|(?P<low>lower|smaller|fewer|less|slower|shorter)) (?P<what>.+?)$",
    re.IGNORECASE,
)
_SIDE_BY_SIDE: Final = re.compile(r"\s*(?:,|and|or|vs\.?|versus|with)\s*(?:or\s*)?", re.IGNORECASE)
_LIST: Final = re.compile(
    r"^(?:please )?(?:list|show(?: me)?|compare|tabulate|give(?: me)?) (?=the |all |each )?", re.IGNORECASE
)
_ASKS: Final = re.compile(
    r"(?:[a-z]+ )?(?:what|how|which|who|whom|whose|when|where|why|is|are|was|were|do|does|did|has|have|had|will|can)\b",
    re.IGNORECASE,
)
_TWO: Final = 2
_EDGES: Final = " ,.?!;:"


def in_english(text: str) -> Asked:
    """Take an English question about many documents apart."""
    text = text.strip(_EDGES)
    which = _WHICH.match(text)
    if which:
        rest = text[which.end() :].strip(_EDGES)
        mentions, extreme = _MENTIONS.match(rest), _EXTREME.match(rest)
        if mentions:
            what = mentions["what"].strip("\"“”'")
            return Asked(f"Is “{what}” mentioned?", by_of(which), level=level_of(which), mentioned=what)
        if extreme:
            order = Order.LOWEST if extreme["low"] else Order.HIGHEST
            return Asked(_asking(extreme), by_of(which), order, level=level_of(which))
    named = _of_two_named(text)
    if named:
        return named
    across = _ALL.search(text)
    if across is None:
        return Asked(f"{text}?")
    rest = " ".join((text[: across.start()] + text[across.end() :]).split()).strip(_EDGES)
    listed = _LIST.match(rest)
    each = rest if _ASKS.match(rest) else f"What is {rest[listed.end() :] if listed else rest}"
    return Asked(f"{each}?", by_of(across), level=level_of(across))


def _of_two_named(text: str) -> Asked | None:
    """Which has the higher GDP, Zhejiang or Jiangsu: two places side by side, and which end is asked for."""
    named = [place for place in places_in(text) if place.kind is not PlaceKind.REGION]
    if len(named) != _TWO or not _SIDE_BY_SIDE.fullmatch(text[named[0].end : named[1].start]):
        return None
    rest = re.sub(r"^between\W*|\W*(?:between|of|in|for)?\W*$", "", text[: named[0].start], flags=re.IGNORECASE)
    rest = f"{rest} {text[named[1].end :].strip(_EDGES)}".strip(_EDGES)
    higher = _HIGHER.match(rest)
    if higher is None:
        return None
    order = Order.LOWEST if higher["low"] else Order.HIGHEST
    return Asked(_asking(higher), By.PLACE, order, places=tuple(place.canonical for place in named))


def _asking(extreme: re.Match[str]) -> str:
    counted = (extreme["high"] or extreme["low"]).lower() in {"most", "fewest", "more", "fewer"}
    return f"How many {extreme['what']} are there?" if counted else f"How high is the {extreme['what']}?"
