"""Quantities in a text: a number, its unit or measure word, and whether it is approximate or a range.

Understands what Chinese reports write: full- and half-width digits, spaces that scraping put inside numbers
(``6 6 个``), thousands commas, 汉字 numerals, 万/亿, 百分之, 分之, 成 (``三成五``), 倍, 翻番, 零下, 多/余/近/超/约,
以上/左右 and ranges.
Years, days and ordinals (2025年, 第111期, 十四届) are no quantities; :mod:`zhengxie_qa.text.dates` finds those.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from zhengxie_qa.text.normalise import Legible, fold, legible
from zhengxie_qa.text.quantities.numerals import number_value
from zhengxie_qa.text.quantities.patterns import (
    AFTER,
    BEFORE,
    JOIN_PATTERN,
    LONE_ONE,
    MAY_BE_NEGATIVE,
    NO_COUNT,
    QUANTITY,
    SIGN,
)
from zhengxie_qa.text.quantities.units import compatible_units
from zhengxie_qa.types import Quantity

_JOIN: Final = re.compile(JOIN_PATTERN)
_RANGE_GOES_ON: Final = re.compile(JOIN_PATTERN + r"[一二三四五六七八九十百\d]")
_RATIO_UNITS: Final = {"百": "%", "千": "‰", "100": "%", "1000": "‰"}
_ENGLISH_UNITS: Final = {"per": "%", "percentage": "个百分点"}
_POWERS: Final = "百千万亿"
_CONTEXT: Final = 4
"""Characters before a number in which 约, 超过, 不低于 and the like are looked for."""

_BLANK: Final = "\x00"


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A quantity in a text: ``source[start:end] == text``.

    :param text: number and unit as written, with 多/余 inside, without 约/近 before and 以上/左右 behind.
    :param number_start: where the number itself begins; 百分之 belongs to it.
    :param number_end: where the number ends and the unit begins; equals ``end`` without a unit behind the number.
    :param outer_start: where 约, 超过 or similar directly before begins, else ``start``.
    :param outer_end: where 以上, 左右 or similar directly behind ends, else ``end``.
    """

    start: int
    end: int
    text: str
    quantity: Quantity
    number_start: int
    number_end: int
    outer_start: int
    outer_end: int


def find_quantities(text: str) -> list[QuantityMention]:
    """Find the quantities of a text, in order, never overlapping; a range (``3—5家``) is one mention.

    What cannot be read (invisible and private characters) parts no number and lies within the mention.
    """
    read = legible(text)
    found = _find(read.text)
    return found if read.whole else [_placed(mention, text, read) for mention in found]


def _placed(mention: QuantityMention, text: str, read: Legible) -> QuantityMention:
    """Give a mention found in the legible text its place in the text itself."""
    start, end = read.span(mention.start, mention.end)
    outer_start, outer_end = read.span(mention.outer_start, mention.outer_end)
    number_start, number_end = read.span(mention.number_start, mention.number_end)
    return replace(
        mention,
        start=start,
        end=end,
        text=text[start:end],
        number_start=number_start,
        number_end=number_end,
        outer_start=outer_start,
        outer_end=outer_end,
    )


def _find(text: str) -> list[QuantityMention]:
    folded = NO_COUNT.sub(lambda match: _BLANK * len(match.group()), fold(text))
    single = [mention for match in QUANTITY.finditer(folded) if (mention := _mention(text, folded, match)) is not None]
    mentions: list[QuantityMention] = []
    for mention in single:
        joined = _range(text, folded, mentions[-1], mention) if mentions else None
        if joined is not None:
            mentions[-1] = joined
        else:
            mentions.append(mention)
    return [mention for mention in mentions if mention.quantity.unit is not None or _stands_alone(folded, mention)]


def parse_quantity(text: str) -> Quantity | None:
    """Understand the first quantity of a text; 约 and 以上 around it make it approximate.

    :returns: ``None`` where the text holds no quantity.
    """
    mentions = find_quantities(text)
    return mentions[0].quantity if mentions else None


def _mention(text: str, folded: str, match: re.Match[str]) -> QuantityMention | None:
    """Turn a match into a mention, or ``None`` where it only looks like a quantity."""
    read = _read(folded, match)
    if read is None:
        return None
    quantity, number_end, end = read
    start = match.start()
    sign = _sign(folded, match)
    if sign:
        start = sign.start()
        quantity = quantity if sign.group().startswith("零上") else _below_zero(quantity)
    before = BEFORE.search(folded, max(0, start - _CONTEXT), start)
    if before and before.group()[0] in "上破过" and folded[start] not in _POWERS:
        before = None
    after = AFTER.match(folded, end)
    if before or (after and after["approximate"]):
        quantity = replace(quantity, approximate=True)
    return QuantityMention(
        start,
        end,
        text[start:end],
        quantity,
        start,
        number_end,
        before.start() if before else start,
        after.end() if after else end,
    )


def _sign(folded: str, match: re.Match[str]) -> re.Match[str] | None:
    """Find 零下, 负 or a minus before a number."""
    sign = SIGN.search(folded, max(0, match.start() - _CONTEXT), match.start())
    if sign and sign["minus"] and not (match["number"] and MAY_BE_NEGATIVE.match(folded, match.end("number"))):
        return None
    return sign


def _read(folded: str, match: re.Match[str]) -> tuple[Quantity, int, int] | None:
    """Give the quantity of a match with the ends of its number and of the whole; ``None`` if it is none."""
    if match["times"]:
        return _plain(match["times"], "番", match.end() - 1, match.end())
    if match["whole"]:
        return _fraction(match)
    if match["half_of"]:
        return Quantity(0.5, match["half_of"]), match.start() + 1, match.end()
    written, unit = match["number"], match["unit"]
    if not _is_number(folded, match):
        return None
    if unit is None:
        end = match.end("number")
        return _plain(written, None, end, end)
    read = _plain(written, _unit_name(unit), match.end("number"), match.end())
    if read is None:
        return None
    quantity = read[0]
    if match["half"] or match["tenths"]:
        quantity = replace(quantity, value=quantity.value + (_tenths(match["tenths"]) or 0.5))
    if match["more"] or "多" in unit:
        quantity = replace(quantity, approximate=True)
    return quantity, read[1], read[2]


def _tenths(written: str | None) -> float:
    """Read the 五 of 三成五, which is half a 成."""
    value = number_value(written) if written else None
    return value[0] / 10 if value else 0.0


def _below_zero(quantity: Quantity) -> Quantity:
    """Read 零下, 负 or a minus before a number; of a vague one (零下二三十度) both ends."""
    if quantity.upper is None:
        return replace(quantity, value=-quantity.value)
    return replace(quantity, value=-quantity.upper, upper=-quantity.value)


def _unit_name(unit: str) -> str:
    return _ENGLISH_UNITS.get(unit.split()[0].removesuffix("cent"), unit.replace("多", ""))


def _plain(written: str, unit: str | None, number_end: int, end: int) -> tuple[Quantity, int, int] | None:
    value = number_value(re.sub("[多余来]", "", written))
    if value is None:
        return None
    approximate = value[1] is not None or any(character in written for character in "多余来")
    return Quantity(value[0], unit, approximate, value[1]), number_end, end


def _fraction(match: re.Match[str]) -> tuple[Quantity, int, int] | None:
    """Read 百分之十八点五 as 18.5 %, 千分之五 as 5 ‰, 五分之三 as 0.6 of the whole (unit 分之)."""
    whole, share = match["whole"], match["share"]
    unit = _RATIO_UNITS.get(whole)
    if unit is not None:
        return _plain(share, unit, match.end(), match.end())
    parts, taken = number_value(whole), number_value(share)
    if parts is None or taken is None or parts[0] == 0:
        return None
    return Quantity(taken[0] / parts[0], "分之"), match.end(), match.end()


def _is_number(folded: str, match: re.Match[str]) -> bool:
    """Refuse characters that are numerals by shape only: a lone 十 or 千, 一 in 一方面, 万 in 万里."""
    written, unit = match["number"], match["unit"]
    if written[0].isdigit():
        return True
    core = re.sub("[多余来]", "", written)
    if core[0] in _POWERS and core == written:
        return BEFORE.search(folded, max(0, match.start() - _CONTEXT), match.start()) is not None
    if unit is None and len(core) == 1:
        return core not in _POWERS and _RANGE_GOES_ON.match(folded, match.end()) is not None
    if unit is None:
        value = number_value(core) if any(power in core for power in "十" + _POWERS) else None
        return value is not None and (value[1] is None or any(power in core for power in _POWERS))
    return core != "一" or unit not in LONE_ONE


def _stands_alone(folded: str, mention: QuantityMention) -> bool:
    """Say whether a number without unit is a quantity: no year, no list number, no part of a code."""
    written = folded[mention.start : mention.end]
    if re.fullmatch(r"(?:19|20|21)\d\d|[^\d]", written):
        return False
    at_line_start = mention.start == 0 or folded[mention.start - 1] in "\n\r(" + _BLANK
    behind = folded[mention.end : mention.end + 1]
    is_list_number = at_line_start and behind in {".", "、", ")"} and mention.end < len(folded)
    return not is_list_number and folded[mention.start - 1 : mention.start] != _BLANK


def _range(text: str, folded: str, low: QuantityMention, high: QuantityMention) -> QuantityMention | None:
    """Join two mentions with 至, 到 or a dash between; the lower end borrows 万 and unit from the other."""
    if not _JOIN.fullmatch(folded, low.end, high.start) or low.quantity.upper is not None:
        return None
    unit = high.quantity.unit or low.quantity.unit
    if low.quantity.unit is not None and unit is not None and not compatible_units(low.quantity.unit, unit):
        return None
    value, upper = low.quantity.value, high.quantity.value
    borrowed = re.search("[万亿]+", folded[high.number_start : high.number_end])
    if low.quantity.unit is None and borrowed and not re.search("[万亿]", low.text):
        factor = number_value(borrowed.group())
        value = value * factor[0] if factor and value * factor[0] < upper else value
    if low.quantity.unit is None and folded.startswith("零下", low.start) and upper > -value:  # 零下10到15度
        upper = -upper
    if value < 0 and upper < value:
        value, upper = upper, value
    approximate = low.quantity.approximate or high.quantity.approximate
    return replace(
        low,
        end=high.end,
        text=text[low.start : high.end],
        quantity=Quantity(value, unit, approximate, high.quantity.upper or upper),
        number_end=high.number_end,
        outer_end=high.outer_end,
    )
