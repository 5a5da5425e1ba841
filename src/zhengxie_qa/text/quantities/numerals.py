"""The value of one written number: 18.5 · 1,234 · 6 6 · 二百七十五 · 十八点五 · 1亿2千万 · 三万五.

Only the number itself; what stands around it (units, 约, ranges) is :mod:`zhengxie_qa.text.quantities.numbers`.
Input is folded text (:func:`zhengxie_qa.text.normalise.fold`).
"""

import re
from typing import Final

DIGITS: Final[dict[str, int]] = {
    **{character: value for value, character in enumerate("零一二三四五六七八九")},
    "〇": 0,
    "○": 0,
    "两": 2,
}
"""Han digit → value."""

_POWERS: Final = (("亿", 1e8), ("万", 1e4), ("千", 1e3), ("百", 1e2), ("十", 1e1))
_ZEROS: Final = "零〇○"
_ARABIC: Final = re.compile(r"\d+(?:\.\d+)?")
_VAGUE_WORD: Final = re.compile("[几数]")
_NEIGHBOURS: Final = re.compile(
    r"(?<![零〇○一二两三四五六七八九点])(?:[一二两][二三]|三四|四五|五六|六七|七八|八九|三五)(?![零〇○一二两三四五六七八九点])"
)


def number_value(written: str) -> tuple[float, float | None] | None:
    """Read a number.

    :returns: ``(value, upper)``; ``upper`` is ``None`` except for a vague number, which is a range (``三四百`` →
        300, 400; ``几十`` → 10, 90). ``None`` where the characters do not form a number (``十四五``, ``一二三``).
    """
    compact = re.sub(r"[\s,]", "", written)
    vague = _VAGUE_WORD.search(compact)
    if vague:
        return _both(compact, vague, "一", "九")
    pair = _NEIGHBOURS.search(compact)
    if pair and DIGITS[pair[0][0]] < DIGITS[pair[0][1]]:
        return _both(compact, pair, pair[0][0], pair[0][1])
    value = _value(compact)
    return None if value is None else (value, None)


def digit_row(written: str) -> int | None:
    """Read digits one by one, as years are written: ``二〇二五``, ``２０２５``, ``1 9 9 9`` → 2025, 2025, 1999."""
    digits = [str(DIGITS.get(character, character)) for character in re.sub(r"\s", "", written)]
    joined = "".join(digits)
    return int(joined) if joined.isascii() and joined.isdigit() else None


def _both(compact: str, vague: re.Match[str], low: str, high: str) -> tuple[float, float] | None:
    """Read a vague number twice, with the lower and with the upper digit in the vague place."""
    before, after = compact[: vague.start()], compact[vague.end() :]
    lower, upper = _value(before + low + after), _value(before + high + after)
    return None if lower is None or upper is None else (lower, upper)


def _value(compact: str) -> float | None:
    """Read an exact number: split at its highest power, read what is before and behind."""
    for character, power in _POWERS:
        head, found, tail = compact.rpartition(character)
        if found:
            return _joined(head, tail, character, power)
    return _leaf(compact)


def _joined(head: str, tail: str, character: str, power: float) -> float | None:
    if "点" in tail:
        whole, _, fraction = tail.partition("点")
        return _with_fraction(_value(head + character + whole), fraction)
    factor = _value(head) if head else 1.0
    rest = _behind(tail, power)
    if factor is None or rest is None or rest >= power:
        return None
    return round(factor * power, 6) + rest


def _behind(tail: str, power: float) -> float | None:
    """Read what follows a power; a lone digit counts in tens below it (三万五 → 5,000, but 三万零五 → 5)."""
    if not tail:
        return 0.0
    if len(tail) == 1 and tail in DIGITS and tail not in _ZEROS:
        return DIGITS[tail] * power / 10
    return _value(tail.lstrip(_ZEROS) if len(tail) > 1 else tail)


def _leaf(compact: str) -> float | None:
    """Read a number without powers: 18.5, 八, 八点五, or a row of digits that holds a zero (一二〇)."""
    if _ARABIC.fullmatch(compact):
        return float(compact)
    whole, point, fraction = compact.partition("点")
    if point:
        return _with_fraction(_leaf(whole), fraction)
    if len(compact) == 1:
        return float(DIGITS[compact]) if compact in DIGITS else None
    row = digit_row(compact)
    holds_zero = any(character in _ZEROS for character in compact[1:])
    return float(row) if row is not None and holds_zero else None


def _with_fraction(whole: float | None, fraction: str) -> float | None:
    """Put digits behind the point: 18 and ``零五`` → 18.05."""
    figures = "".join(str(DIGITS.get(character, character)) for character in fraction)
    if whole is None or not figures.isdigit():
        return None
    return float(f"{int(whole)}.{figures}")
