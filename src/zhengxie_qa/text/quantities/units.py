"""Units and measure words (量词): which there are, which may stand for each other, how they convert.

The lists are in ``units.tsv``; finding units in a text is :mod:`zhengxie_qa.text.quantities.numbers`.
"""

from pathlib import Path
from typing import Final

from zhengxie_qa.text.word_lists import pairs_of, rows_of

_FILE: Final = Path(__file__).with_name("units.tsv")
_GROUPS: Final = {thing: frozenset(units.split()) for thing, units in rows_of(_FILE, "group")}
"""A thing counted or measured → the units of which one can stand for another of it. A unit may be in several: 台 counts
machines and vehicles, and still 套 counts no vehicle."""
_ALONE: Final = frozenset(word for (words,) in rows_of(_FILE, "alone") for word in words.split())
_GENERIC: Final = frozenset(word for (words,) in rows_of(_FILE, "generic") for word in words.split())
_FACTORS: Final = {unit: (base, float(factor)) for unit, base, factor in rows_of(_FILE, "converts")}
"""Unit → (base unit, how many base units it is). A unit that is missing here is its own base."""
_GROUPS_OF: Final = {
    unit: frozenset(thing for thing, others in _GROUPS.items() if unit in others)
    for units in _GROUPS.values()
    for unit in units
}

measure_words: Final[frozenset[str]] = frozenset(_GROUPS_OF) | _ALONE
"""Every unit and measure word that is known, as written behind a number."""


def _units_of(*things: str) -> frozenset[str]:
    """Give the units of the groups whose names begin with one of ``things``."""
    return frozenset(unit for thing, units in _GROUPS.items() if thing.startswith(things) for unit in units)


MONEY: Final = _units_of("yuan", "usd", "eur", "jpy", "hkd", "gbp", "rub")
RATIO: Final = _units_of("ratio")
TIME: Final = _units_of("time")
AGE: Final = _units_of("age")
MEASURED: Final = (
    MONEY
    | RATIO
    | TIME
    | AGE
    | _units_of("length", "area", "volume", "mass", "power", "energy", "voltage", "temperature", "multiple", "rate")
)
"""Units that change what a number means: a bare 18.5 is not 18.5%, while a bare 275 may stand for 275场."""

NOT_FOLLOWED_BY: Final = pairs_of(_FILE, "not-before")
"""Measure word → characters that, directly behind it, make it the beginning of another word (部|门, 人|均)."""


def compatible_units(a: str, b: str) -> bool:
    """Say whether a figure in one unit can answer a question asked with the other: both count the same thing.

    户 and 家, 名 and 人, 场 and 次, % and 个百分点, 公里 and 米 go together; 元 and 美元, 层 and 栋, 年 and 秒 do not.
    个 goes with every counting word that people replace by it, 微克 with 微克/立方米. An unknown unit goes only with
    itself.
    """
    first, second = a.lower(), b.lower()
    if first == second:
        return True
    if "个" in (first, second) and (first in _GENERIC or second in _GENERIC):
        return True
    if first.split("/")[0] == second or second.split("/")[0] == first:
        return True
    return not _GROUPS_OF.get(first, frozenset()).isdisjoint(_GROUPS_OF.get(second, frozenset()))


def base_unit(unit: str) -> tuple[str, float]:
    """Convert a unit to its base: ``公里`` → ``("米", 1000)``; a unit without conversion is its own base.

    :returns: the base unit and how many of it make one ``unit``.
    """
    return _FACTORS.get(unit.lower(), (unit.lower(), 1.0))
