"""Names of Chinese places in a text, mapped to one canonical name each; no geocoding, no foreign places.

Knows the 34 province-level divisions, the prefecture-level cities and some well-known smaller ones, and named
regions (京津冀, 长三角), in Chinese (simplified or traditional) and English; ``places.tsv`` lists them. A village or a
street is never found, and an ordinary word that happens to be a city's short name counts only with its suffix.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final

from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.word_lists import pairs_of, rows_of

PLACES: Final = Path(__file__).with_name("places.tsv")
_TOWN: Final = r"市(?![场值面]|民(?!政))"
"""市 as a suffix, but not the first half of 市场, 市值, 市面 or 市民."""

_PROVINCE_SUFFIXES: Final = ("省", _TOWN, "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区")
_CITY_SUFFIXES: Final = (_TOWN, "地区", "自治州", "州", "盟")
_CLEAR_ABBREVIATIONS: Final = "京冀晋沪浙皖闽赣鲁豫鄂湘粤桂琼渝黔滇陕"
_JOINING_ABBREVIATIONS: Final = "津苏川藏蒙辽港澳台"
_RUN: Final = re.compile(
    "陕?甘青?宁|闽宁|甘青|青藏|港澳台?|云贵川?|"
    f"[{_CLEAR_ABBREVIATIONS}{_JOINING_ABBREVIATIONS}]*[{_CLEAR_ABBREVIATIONS}]"
    f"[{_CLEAR_ABBREVIATIONS}{_JOINING_ABBREVIATIONS}]*"
)
"""Abbreviations side by side; most are ordinary characters too, so one clear one must be among them."""

_NOT_AFTER: Final = pairs_of(PLACES, "not-after")
"""Short name → characters that, standing directly before it, make it part of something else (孙|中山, 太|湖南岸)."""
_NOT_BEFORE: Final = pairs_of(PLACES, "not-before")
"""Short name → characters that, standing directly behind it, do so."""


class PlaceKind(StrEnum):
    """What sort of place a name stands for."""

    PROVINCE = "province"
    CITY = "city"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in a text: ``text[start:end] == name``.

    :param name: the name as written.
    :param canonical: the full official name, e.g. ``广西壮族自治区``, ``深圳市``, ``长三角``.
    :param province: the canonical name of the province-level division it belongs to; ``None`` for a region.
    """

    name: str
    canonical: str
    start: int
    end: int
    kind: PlaceKind = PlaceKind.PROVINCE
    province: str | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    canonical: str
    kind: PlaceKind
    province: str | None


class _Gazetteer:
    """Compact form of a name → what it names, and the patterns that find them."""

    def __init__(self) -> None:
        self.names: dict[str, _Entry] = {}
        self.abbreviations = {
            short: _Entry(canonical, PlaceKind.PROVINCE, canonical)
            for canonical, _, shorts, _ in rows_of(PLACES, "province")
            for short in shorts
        }
        self._patterns: dict[str, list[tuple[int, str]]] = {}
        self._add_regions()
        self._add_provinces()
        self._add_cities()
        self._by_first = {first: _longest_first(patterns) for first, patterns in self._patterns.items()}
        self._heads = self._compiled_heads()

    def matches(self, folded: str) -> Iterator[re.Match[str]]:
        """Yield the longest name at each place of a folded text, left to right, without overlap."""
        position = 0
        while head := self._heads.search(folded, position):
            match = self._by_first[head.group()[0]].match(folded, head.start())
            if match:
                yield match
            position = match.end() if match else head.start() + 1

    def _compiled_heads(self) -> re.Pattern[str]:
        """Build the scanner for the first two characters of any name; literal first characters keep it fast."""
        seconds: dict[str, set[str]] = {}
        for name in self.names:
            seconds.setdefault(name[0], set()).add(name[1])
        return re.compile("|".join(f"{first}[{''.join(sorted(chars))}]" for first, chars in sorted(seconds.items())))

    def _add(self, name: str, pattern: str, entry: _Entry) -> None:
        self._patterns.setdefault(name[0], []).append((len(name), pattern))
        self.names.setdefault(_compact(name), entry)

    def _add_regions(self) -> None:
        for canonical, forms in rows_of(PLACES, "region"):
            entry = _Entry(canonical, PlaceKind.REGION, None)
            for form in forms.split(","):
                self._add(form, _fixed(form), entry)

    def _add_provinces(self) -> None:
        for canonical, shorts, _, english in rows_of(PLACES, "province"):
            entry = _Entry(canonical, PlaceKind.PROVINCE, canonical)
            self.names[canonical] = entry
            suffixes = [suffix for suffix in _PROVINCE_SUFFIXES if canonical.endswith(suffix.split("(")[0])]
            for short in shorts.split(","):
                self._add(short, f"{_guarded(short)}(?:{'|'.join(suffixes)})?", entry)
                for suffix in suffixes:
                    self.names.setdefault(short + suffix.split("(")[0], entry)
            for form in english.split(","):
                self._add(form, _fixed(form), entry)

    def _add_cities(self) -> None:
        suffix_required = {short for (shorts,) in rows_of(PLACES, "with-suffix") for short in shorts.split()}
        for province, cities in rows_of(PLACES, "cities"):
            for written in cities.split():
                short, _, full = written.rpartition("=")
                short = short or re.sub("市$|地区$|盟$", "", full)
                entry = _Entry(full, PlaceKind.CITY, province)
                self._add(full, re.escape(full), entry)
                self.names.setdefault(short, entry)
                for suffix in _CITY_SUFFIXES:
                    self.names.setdefault(short + suffix.split("(")[0], entry)
                optional = "" if short in suffix_required else "?"
                self._add(short, f"{_guarded(short)}(?:{'|'.join(_CITY_SUFFIXES)}){optional}", entry)
        for city, forms in rows_of(PLACES, "english"):
            entry = self.names[city]
            for form in forms.split(","):
                self._add(form, _fixed(form), entry)


def places_in(text: str) -> list[Place]:
    """Find the places named in a text.

    One-character abbreviations count only in runs of two or more (``京津``, ``沪苏浙皖``), one place each.

    :returns: places in the order of the text, never overlapping.
    """
    gazetteer = _gazetteer()
    folded = fold(text)
    found = [
        _place(text, match.start(), match.end(), gazetteer.names[_compact(match.group())])
        for match in gazetteer.matches(folded)
    ]
    taken = {offset for place in found for offset in range(place.start, place.end)}
    for run in _RUN.finditer(folded):
        if run.end() - run.start() < 2 or not taken.isdisjoint(range(run.start(), run.end())):
            continue
        for offset in range(run.start(), run.end()):
            found.append(_place(text, offset, offset + 1, gazetteer.abbreviations[folded[offset]]))
    return sorted(found, key=lambda place: place.start)


def canonical_place(text: str) -> str | None:
    """Name the place that a text stands for.

    ``广西``, ``广西壮族自治区``, ``桂`` and ``Guangxi`` all give ``广西壮族自治区``. A longer text
    (``北京市政协``) gives the first place in it.

    :returns: the canonical name, or ``None`` where no known place is named.
    """
    stripped = text.strip()
    gazetteer = _gazetteer()
    folded = fold(stripped)
    entry = gazetteer.abbreviations.get(folded) or gazetteer.names.get(_compact(folded))
    if entry is not None:
        return entry.canonical
    found = places_in(stripped)
    return found[0].canonical if found else None


def province_of(canonical: str) -> str | None:
    """Give the province-level division of a canonical place name; a province is its own.

    :returns: the canonical name of the division, ``None`` for regions and unknown names.
    """
    entry = _gazetteer().names.get(canonical)
    return entry.province if entry is not None else None


def short_names(canonical: str) -> tuple[str, ...]:
    """List the ways of writing a place, Chinese ones first, shortest first.

    ``广西壮族自治区`` → ``("广西", "广西自治区", "广西壮族自治区", "guangxi")``; English forms are lower case without
    spaces. An unknown name gives an empty tuple.
    """
    names = (name for name, entry in _gazetteer().names.items() if entry.canonical == canonical)
    return tuple(sorted(names, key=lambda name: (name.isascii(), len(name), name)))


def _place(text: str, start: int, end: int, entry: _Entry) -> Place:
    return Place(text[start:end], entry.canonical, start, end, entry.kind, entry.province)


def _compact(name: str) -> str:
    """Reduce a name to the form the table knows: no spaces, hyphens or apostrophes."""
    return re.sub(r"[\s\-'’]", "", name)


@lru_cache(maxsize=1)
def _gazetteer() -> _Gazetteer:
    return _Gazetteer()


def _longest_first(patterns: list[tuple[int, str]]) -> re.Pattern[str]:
    """Join patterns given with the length of their names."""
    ordered = sorted(patterns, key=lambda item: (-item[0], item[1]))
    return re.compile("|".join(pattern for _, pattern in ordered))


def _guarded(short: str) -> str:
    """Build the pattern of a short Chinese name, refusing neighbours that make it another word."""
    before = f"(?<![{_NOT_AFTER[short]}])" if short in _NOT_AFTER else ""
    after = f"(?![{_NOT_BEFORE[short]}])" if short in _NOT_BEFORE else ""
    return before + re.escape(short) + after


def _fixed(form: str) -> str:
    """Build the pattern of a fixed form; an English one stands between word boundaries."""
    if not form[0].isascii():
        return re.escape(form)
    words = re.split(r"[\s-]", form)
    body = r"[\s\-]".join(re.escape(word).replace("'", "['’]?") for word in words)
    return rf"(?<![a-z]){body}(?![a-z])"
