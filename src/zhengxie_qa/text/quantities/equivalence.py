"""Whether two texts state the same quantity in different writing (二百七十五场 = 275场, 3公里 = 3000米)."""

import re
from typing import Final

from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.quantities.numbers import QuantityMention, find_quantities
from zhengxie_qa.text.quantities.units import MEASURED, base_unit, compatible_units
from zhengxie_qa.types import Quantity

_TRIVIAL: Final = re.compile(r"[\s,.。，、；;:：!！?？()（）\"'“”‘’\[\]【】]+")
_TOLERANCE: Final = 1e-9
_COMINGS: Final = frozenset(["人次", "家次", "户次", "台次", "架次", "艘次", "辆次", "列次", "项次"])
"""Count how often something came: 50人次 are not 50人, for one may come twice."""


def equivalent(a: str, b: str) -> bool:
    """Say whether two texts state the same quantity in different writing.

    二百七十五场 = 275场 = ２７５场, 1.2万亿 = 12000亿, 百分之十八点五 = 18.5%, 3公里 = 3000米. Whatever stands around
    the number must be the same, except punctuation, spaces and the width of characters; one side may leave out a
    counting word (275 = 275场) but not a unit that changes the meaning (18.5 ≠ 18.5%).
    """
    first, second = find_quantities(a), find_quantities(b)
    if not first or len(first) != len(second):
        return False
    if _frame(a, first) != _frame(b, second):
        return False
    return all(_same(one.quantity, other.quantity) for one, other in zip(first, second, strict=True))


def _same(a: Quantity, b: Quantity) -> bool:
    if a.approximate != b.approximate or (a.upper is None) != (b.upper is None):
        return False
    if a.unit is None or b.unit is None:
        unit = a.unit or b.unit
        if unit is not None and unit in MEASURED:
            return False
        factor_a = factor_b = 1.0
    else:
        (base_a, factor_a), (base_b, factor_b) = base_unit(a.unit), base_unit(b.unit)
        if base_a != base_b and not _counting(a.unit, b.unit):
            return False
    ends = ((a.value, b.value), (a.upper or 0.0, b.upper or 0.0))
    return all(abs(x * factor_a - y * factor_b) <= _TOLERANCE * max(1.0, abs(x * factor_a)) for x, y in ends)


def _counting(a: str, b: str) -> bool:
    """Say whether two units are counting words that may replace each other."""
    if (a in _COMINGS) != (b in _COMINGS):
        return False
    return a not in MEASURED and b not in MEASURED and compatible_units(a, b)


def _frame(text: str, mentions: list[QuantityMention]) -> str:
    """Give what stands around the quantities, with punctuation dropped."""
    folded = fold(text)
    position, parts = 0, []
    for mention in mentions:
        parts.append(folded[position : mention.start])
        position = mention.end
    parts.append(folded[position:])
    return "#".join(_TRIVIAL.sub("", part) for part in parts)
