"""The contract's shape of a quoted cell: what its table calls it. Holds no logic, as ``responses``."""

from pydantic import BaseModel


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
