"""The contract's shapes of places: in a file, on a page, in a table. Holds no logic, as ``responses``."""

from pydantic import BaseModel

from zhengxie_qa.location import LocationKind


class PlaceOut(BaseModel):
    """A page, paragraph or cell; what ``at`` counts, from 1, depends on the kind."""

    kind: LocationKind
    at: list[int | str]


class LocationOut(PlaceOut):
    """Where in a file that is no plain text quoted words begin, where they end if elsewhere, and how it is called."""

    to: PlaceOut | None
    name: str
    name_zh: str


class DoubtOut(BaseModel):
    """A figure that two readings of a file see differently, with its place in the source text."""

    start: int
    end: int
    read: str
    other: str


class LocatedDoubtOut(DoubtOut):
    """The same with its place in the file."""

    location: LocationOut | None


class PageOut(BaseModel):
    """A page and its stretch of the text; of a scan the words were recognised in the picture."""

    number: int
    start: int
    end: int
    is_scan: bool


class NameOut(BaseModel):
    """A name in a table: the document's ``text[start:end] == name.text``."""

    start: int
    end: int
    text: str


class CellOut(BaseModel):
    """What a table calls the cell that is quoted: names of row and column, outermost first, unit and table."""

    row: list[NameOut]
    column: list[NameOut]
    unit: NameOut | None
    caption: NameOut | None
