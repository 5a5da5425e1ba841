"""The unit in which the figures of a table are given, where it stands in a name or above the table; their values."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from zhengxie_qa.corpus.tables.rows import Place
from zhengxie_qa.text.quantities.numbers import find_quantities
from zhengxie_qa.types import Quantity

DAY: Final = re.compile(
    r"(?:19|20)\d\d\s?(?:年.*|[-./]\d{1,2}(?:[-./]\d{1,2})?)|\d{1,2}月(?:\d{1,2}日)?|第?[一二三四1-4]季度"
)
"""A year or a day, which names rows and columns as well as it answers."""

UNIT_NOTE: Final = re.compile(r"单位\s*[:：]\s*([^\s()（）,，;；]{1,12}(?:[,，、/]\s?[^\s()（）,，;；]{1,6})?)")
_REMARK: Final = re.compile(r"[(（\[【]([^()（）\[\]【】]{1,10})[)）\]】]")
_UNIT_AT_END: Final = re.compile(r"[%％‰]$")
_SHARE: Final = re.compile(r"增长|增速|增幅|涨幅|降幅|同比|环比|比重|占比|比例|[率比]$")
_MINUS: Final = "-−－–"


def unit_of(text: str, names: Sequence[Place], around: Sequence[Place]) -> Place | None:
    """Find the unit of a cell: in its own names, nearest first, else in a note for the whole table.

    :param around: the other names, and the lines above the table.
    """
    for place in names:
        if found := _unit_in(text, place):
            return found
    is_share = any(_SHARE.search(_REMARK.sub("", text[slice(*place)]).strip()) for place in names)
    for start, end in around:
        if note := UNIT_NOTE.search(text, start, end):
            return _of_note(text, note.span(1), is_share=is_share)
    return None


def _unit_in(text: str, place: Place) -> Place | None:
    """The unit that a name gives in brackets or as its last mark."""
    start, end = place
    for remark in _REMARK.finditer(text, start, end):
        words = remark[1].removeprefix("单位：").removeprefix("单位:").strip()
        if has_unit(f"1{words}", whole=True):
            return remark.end(1) - len(words), remark.end(1)
    mark = _UNIT_AT_END.search(text, start, end) if end > start else None
    return mark.span() if mark and text[end - 1] in "%％‰" else None


def _of_note(text: str, place: Place, *, is_share: bool) -> Place | None:
    """The unit of a note for all columns: of several, the share for what is one, else the first."""
    start, end = place
    parts = [match.span() for match in re.compile(r"[^,，、\s]+").finditer(text, start, end)]
    shares = [part for part in parts if text[slice(*part)] in {"%", "％", "‰"}]
    if is_share:
        return shares[0] if shares else None
    return next((part for part in parts if part not in shares), shares[0] if shares else None)


def has_unit(words: str, *, whole: bool = False) -> bool:
    """Whether a figure is written with its unit."""
    found = find_quantities(words)
    return bool(found) and found[0].number_end < found[0].end and (not whole or found[0].end == len(words))


def quantity_of(words: str, unit: str) -> Quantity | None:
    """The number of a cell, in the unit of its names where it has none of its own."""
    if not any(map(str.isdigit, words)) or DAY.fullmatch(words):
        return None
    bare = words.lstrip(_MINUS)
    found = find_quantities(bare if has_unit(bare) else f"{bare}{unit}")
    if not found or found[0].outer_start:
        return None
    quantity = found[0].quantity
    return quantity if bare == words or quantity.upper is not None else replace(quantity, value=-quantity.value)
