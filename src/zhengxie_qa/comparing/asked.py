"""A question about many documents, taken apart: what each is asked, and across what they are compared."""

import re
from dataclasses import dataclass
from enum import StrEnum

from zhengxie_qa.comparing.comparison import By, Order


class Level(StrEnum):
    """Which sort of places are compared."""

    PROVINCES = "provinces"
    CITIES = "cities"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart.

    :param each: what every document is asked.
    :param by: across what it compares; ``None`` where it does not say.
    :param order: which end of the figures is asked for, if one is.
    :param most: how many from that end (前三).
    :param places: canonical names of the places compared by name; they are not part of ``each``.
    :param mentioned: the words of which it asks who mentions them.
    :param things: two things compared by name, each with its own question; ``each`` is that of the first.
    :param years: the two years compared by name; they are not part of ``each``.
    """

    each: str
    by: By | None = None
    order: Order | None = None
    most: int = 1
    level: Level = Level.ANY
    places: tuple[str, ...] = ()
    mentioned: str | None = None
    years: tuple[int, ...] = ()
    things: tuple[tuple[str, str], ...] = ()


def by_of(found: re.Match[str]) -> By:
    """Across what the words found compare, by the groups that matched: ``years``, ``papers``, else places."""
    said = _said(found)
    if "years" in said:
        return By.YEAR
    return By.DOCUMENT if "papers" in said else By.PLACE


def level_of(found: re.Match[str] | None) -> Level:
    """Which places the words found speak of, by the groups that matched: ``provinces``, ``cities``."""
    said = _said(found) if found else set()
    if "provinces" in said:
        return Level.PROVINCES
    return Level.CITIES if "cities" in said else Level.ANY


def _said(found: re.Match[str]) -> set[str]:
    """Names of the groups that matched; one that stands in a pattern again has a digit behind it."""
    return {name.rstrip("23") for name, words in found.groupdict().items() if words}
