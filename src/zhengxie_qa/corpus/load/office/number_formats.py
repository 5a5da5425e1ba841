"""What a cell of a spreadsheet shows: its value written by its number format.

A cell that shows 3.9% holds 0.039, and one that shows 2024年3月 holds 45352; people quote what they see. The formats
that reports use are followed: digits, thousands, percent, scaling, literal words, sections for signs, dates and times.
Fractions, and what no rule here knows, are shown plainly.
"""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from typing import Final

_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<padded>.)|\*(?P<filled>.)'
    r"|\[\$(?P<currency>[^\]\-]*)(?:-[^\]]*)?\]|\[(?P<elapsed>h+|m+|s+)\]|\[(?P<rule>[^\]]*)\]"
    r"|(?P<general>General|G/通用格式)|(?P<noon>上午/下午|AM/PM|A/P)|(?P<power>E[+\-])|(?P<sub>\.0+(?=[^0-9#?]|$))"
    r"|(?P<date>y+|m+|d+|h+|s+|aaa+|b+)|(?P<digits>[0#?][0#?,.]*)|(?P<text>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTION: Final = re.compile(r'((?:"[^"]*"|\\.|[^;"\\])*)(?:;|$)')
_CONDITION: Final = re.compile(r"(?P<sign>[<>=]+)(?P<limit>-?\d+(?:\.\d+)?)")
_WEEKDAYS: Final = ("一", "二", "三", "四", "五", "六", "日")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PLAIN_DIGITS: Final = 11
"""Significant digits of a number without a format."""

_LONGEST: Final = 30
"""Decimal places that a format may ask for."""

_Token = tuple[str, str]


def shown(value: object, code: str) -> str:
    """Write a value as its cell shows it.

    :param code: the number format, as in the file.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    sections = _sections(code or "General")
    if isinstance(value, int | float):
        return _number(Decimal(repr(value)), sections) if value == value and abs(value) < 1e300 else str(value)
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return _moment(value, sections[0])
    words = str(value)
    return _words(words, sections[3]) if len(sections) > 3 else words


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[tuple[_Token, ...], ...]:
    """Cut a number format into its sections, for positive, negative and zero numbers and for words, each in tokens."""
    found = [part[1] for part in _SECTION.finditer(code)]
    parts = found[:-1] if len(found) > 1 and not found[-1] and not code.endswith(";") else found
    return tuple(_tokens(part) for part in parts[:4])


def _tokens(section: str) -> tuple[_Token, ...]:
    return tuple((match.lastgroup or "", match[match.lastgroup or 0]) for match in _TOKEN.finditer(section))


def _number(value: Decimal, sections: tuple[tuple[_Token, ...], ...]) -> str:
    """Write a number by the section for its sign; the second brings its own sign, the first gets a minus."""
    tokens, own_sign = _chosen(value, sections)
    size = abs(value)
    kinds = [kind for kind, _ in tokens]
    if "digits" not in kinds:
        if not tokens:
            return "" if len(sections) > 1 else _plain(value)
        written = _words(_plain(size), tokens) if {"general", "text"} & set(kinds) else _words("", tokens)
        return f"-{written}" if value < 0 and not own_sign and written else written
    places = [index for index, kind in enumerate(kinds) if kind == "digits"]
    if "power" in kinds or any(text == "/" for _, text in tokens):
        return _plain(value)
    size *= Decimal(100) ** sum(text in "%％" for kind, text in tokens if kind == "other")
    pattern = tokens[places[-1]][1] if len(places) == 1 else "".join(tokens[place][1] for place in places)
    digits = _digits(size, pattern)
    pieces = [_literal(kind, text) if kind != "digits" else "" for kind, text in tokens]
    pieces[places[0]] = digits
    is_zero = not any(character in "123456789" for character in digits)
    return f"{'-' if value < 0 and not own_sign and not is_zero else ''}{''.join(pieces).strip()}"


def _chosen(value: Decimal, sections: tuple[tuple[_Token, ...], ...]) -> tuple[tuple[_Token, ...], bool]:
    """Choose the section for a number, by conditions such as ``[>=100]`` or by its sign.

    :returns: its tokens, and whether it shows the sign itself.
    """
    conditions = [
        next((each for kind, text in tokens if kind == "rule" and (each := _CONDITION.fullmatch(text))), None)
        for tokens in sections
    ]
    if any(conditions):
        held = [tokens for tokens, each in zip(sections, conditions, strict=True) if not each or _holds(value, each)]
        return (held or [sections[-1]])[0], False
    if value < 0 and len(sections) > 1:
        return sections[1], True
    return sections[2] if value == 0 and len(sections) > 2 else sections[0], False


def _holds(value: Decimal, condition: re.Match[str]) -> bool:
    limit, sign = Decimal(condition["limit"]), condition["sign"]
    is_between = ("<" in sign and value < limit) or (">" in sign and value > limit)
    return is_between or (sign != "<>" and "=" in sign and value == limit)


def _digits(size: Decimal, pattern: str) -> str:
    """Write a number that is not negative by ``#,##0.00``; a comma at the end stands for three digits not shown."""
    bare = pattern.rstrip(",")
    size /= Decimal(1000) ** (len(pattern) - len(bare))
    whole_form, _, fraction_form = bare.partition(".")
    least, most = fraction_form.count("0"), min(len(fraction_form.replace(",", "")), _LONGEST)
    with localcontext() as context:
        context.prec = 400
        rounded = size.quantize(Decimal(1).scaleb(-most), rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{rounded:f}".partition(".")
    whole = whole.lstrip("0").rjust(whole_form.count("0"), "0")
    while len(fraction) > least and fraction.endswith("0"):
        fraction = fraction[:-1]
    if "," in whole_form:
        whole = f"{int(whole):,}" if len(whole) > 3 else whole
    return f"{whole}.{fraction}" if fraction or (bare.endswith(".") and whole) else whole


def _plain(value: Decimal) -> str:
    """Write a number without a format: up to eleven significant digits, as a wide column shows it."""
    if value == value.to_integral_value():
        return _long(value.to_integral_value())
    rounded = value.quantize(Decimal(1).scaleb(max(value.adjusted(), 0) - _PLAIN_DIGITS + 1), rounding=ROUND_HALF_UP)
    return f"{rounded:f}".rstrip("0").rstrip(".") if abs(value) >= Decimal("1e-9") else _long(value)


def _long(value: Decimal) -> str:
    """Every digit of a number, also where a cell would show a power of ten."""
    return f"{value:f}"


def _words(words: str, tokens: tuple[_Token, ...]) -> str:
    """Put words, or a number without a format, where ``@`` or ``General`` stands."""
    return "".join(words if kind in {"text", "general"} else _literal(kind, text) for kind, text in tokens).strip()


def _literal(kind: str, text: str) -> str:
    """What a token shows beside the digits: words, a currency, a blank as wide as a character."""
    if kind in {"quoted", "escaped", "currency", "other", "sub", "noon"}:
        return text
    return " " if kind == "padded" else ""


def _moment(value: datetime.date | datetime.time | datetime.timedelta, tokens: tuple[_Token, ...]) -> str:
    """Write a day or a time; ``m`` is a month unless it stands by an hour or before a second."""
    if not any(kind in {"date", "elapsed"} for kind, _ in tokens):
        return str(value)
    has_noon = any(kind == "noon" for kind, _ in tokens)
    stands = [(index, text.lower()) for index, (kind, text) in enumerate(tokens) if kind in {"date", "elapsed"}]
    minutes = set()
    for number, (index, text) in enumerate(stands):
        before = stands[number - 1][1] if number else ""
        after = stands[number + 1][1] if number + 1 < len(stands) else ""
        if text[0] == "m" and (before[:1] == "h" or after[:1] == "s"):
            minutes.add(index)
    pieces = []
    for index, (kind, text) in enumerate(tokens):
        if kind in {"date", "elapsed"}:
            pieces.append(_part(value, text.lower(), is_minute=index in minutes, noon=has_noon, elapsed=kind != "date"))
        elif kind == "noon":
            pieces.append(_half(value, text))
        else:
            pieces.append(_literal(kind, text))
    return "".join(pieces).strip()


def _part(
    value: datetime.date | datetime.time | datetime.timedelta, text: str, *, is_minute: bool, noon: bool, elapsed: bool
) -> str:
    """Write one part of a day or time: ``yyyy``, ``m``, ``dd``, ``h``, ``aaaa``."""
    seconds = _seconds(value)
    hours, minutes = seconds // 3600, seconds // 60
    if text[0] == "h":
        hour = hours if elapsed else hours % 24
        return _padded((hour % 12 or 12) if noon else hour, text)
    if text[0] == "s":
        return _padded(seconds if elapsed else seconds % 60, text)
    if is_minute or (elapsed and text[0] == "m"):
        return _padded(minutes if elapsed else minutes % 60, text)
    if not isinstance(value, datetime.date):
        return ""
    return _of_day(value, text)


def _of_day(day: datetime.date, text: str) -> str:
    if text[0] in "yb":
        return f"{day.year:04}" if len(text) > 2 else f"{day.year % 100:02}"
    if text[0] == "m":
        return _MONTHS[day.month - 1] if len(text) > 2 else _padded(day.month, text)
    name = _WEEKDAYS[day.weekday()]
    if text[0] == "a" or len(text) > 2:
        return f"星期{name}" if len(text) > 3 else name if text[0] == "a" else f"周{name}"
    return _padded(day.day, text)


def _half(value: datetime.date | datetime.time | datetime.timedelta, text: str) -> str:
    first, _, second = text.partition("/")
    return first if _seconds(value) % 86_400 < 43_200 else second


def _seconds(value: datetime.date | datetime.time | datetime.timedelta) -> int:
    if isinstance(value, datetime.timedelta):
        return round(value.total_seconds())
    if isinstance(value, datetime.datetime | datetime.time):
        return value.hour * 3600 + value.minute * 60 + value.second
    return 0


def _padded(number: int, text: str) -> str:
    return f"{number:02}" if len(text) > 1 else str(number)
