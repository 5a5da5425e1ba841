"""Where in a file that is no plain text some words stand, as a person finds them there: page, paragraph, cell.

A document's locations lie beside the map from its text to the raw one: each begins at a code point of the raw text and
goes on to where the next begins.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class LocationKind(StrEnum):
    """What :attr:`Location.at` counts, from 1."""

    PAGE = "page"
    """Its number."""
    SCAN = "scan"
    """Number of a page whose words were recognised in its picture (OCR)."""
    PARAGRAPH = "paragraph"
    """Its number among those outside tables that have words."""
    HEADING = "heading"
    """Number of the paragraph that the file calls a heading, and its depth."""
    TABLE = "table"
    """Numbers of table, row and column."""
    SHEET = "sheet"
    """Name of the sheet and, unless it is the name itself that is meant, of the cell: ``Sheet1``, ``C7``."""
    NOTE = "note"
    """Number of a footnote or endnote."""
    SLIDE = "slide"
    """Its number in the order of the show."""
    PART = "part"
    """Number of the part of a message or book."""
    MARGIN = "margin"
    """Number of a header, footer or comment."""


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file.

    :param start: code point of the raw text from which on its words come from here.
    :param at: numbers and names, as the kind says.
    """

    start: int
    kind: LocationKind
    at: tuple[int | str, ...]


def around(locations: Sequence[Location], start: int, end: int) -> tuple[int, int | None]:
    """Return the stretch of the raw text that all places have together in which ``[start, end)`` stands.

    :returns: where it begins, and where it ends if not with the text.
    """
    first = bisect_right(locations, start, key=lambda each: each.start) - 1
    after = bisect_right(locations, max(start, end - 1), key=lambda each: each.start)
    begins = locations[first].start if first >= 0 else 0
    return begins, locations[after].start if after < len(locations) else None


def locate(locations: Sequence[Location], start: int, end: int) -> tuple[Location, ...]:
    """Return where ``[start, end)`` of the raw text begins and, if that is elsewhere, where it ends.

    :param locations: ordered; those of a file that is its own text are none.
    """
    places = (start, max(start, end - 1))
    found = [bisect_right(locations, place, key=lambda each: each.start) - 1 for place in places]
    return tuple(locations[index] for index in dict.fromkeys(found) if index >= 0)
