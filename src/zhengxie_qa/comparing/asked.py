"""A question about many documents, taken apart: what each is asked, and across what they are compared."""

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
    """

    each: str
    by: By | None = None
    order: Order | None = None
    most: int = 1
    level: Level = Level.ANY
    places: tuple[str, ...] = ()
    mentioned: str | None = None
