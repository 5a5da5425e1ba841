"""English dates, ordinals and amounts rewritten as Chinese reports write them.

Pure functions on one matched stretch each; finding the stretches is the concern of ``translation``.
"""

import re

from zhengxie_qa.question.translation.rendering import ORDINAL_WORDS

_MONTHS = "january february march april may june july august september october november december"
MONTHS = _MONTHS.split()
_NUMBERS = "zero one two three four five six seven eight nine ten"
NUMBER_WORDS = {word: number for number, word in enumerate(_NUMBERS.split())}
_DIGITS = "〇一二三四五六七八九十"
_MILLIONS = {"million": 1e6, "billion": 1e9, "trillion": 1e12}
_UNITS = (("万亿", 1e12), ("亿", 1e8), ("万", 1e4))


def numeral(number: int) -> str:
    """Write a number below 100: 16 → 十六."""
    tens, ones = divmod(number, 10)
    if number <= 10:
        return _DIGITS[number]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + ("" if not ones else _DIGITS[ones])


def counting(number: int) -> str:
    """Write a number up to ten before a measure word: 2 → 两."""
    return "两" if number == 2 else numeral(number)


def ordinal_number(text: str) -> int:
    """Read an ordinal in words or digits: ``16th``, ``sixteenth`` → 16."""
    return int(ORDINAL_WORDS.get(text.lower(), text)[:-2])


def ordinal(text: str) -> str:
    """Rewrite ``14th`` as 第十四."""
    return f"第{numeral(ordinal_number(text))}"


def date(text: str) -> str:
    """Rewrite ``July 10, 2025`` as 2025年7月10日, as far as its parts are there."""
    month = next(n for n, name in enumerate(MONTHS, start=1) if text.lower().startswith(name))
    numbers = re.findall(r"\d+", text)
    year = next((n for n in numbers if len(n) == 4), None)
    day = next((n for n in numbers if len(n) < 3), None)
    return (f"{year}年" if year else "") + f"{month}月" + (f"{day}日" if day else "")


def year(text: str) -> str:
    """Rewrite ``2025`` as 2025年."""
    return f"{text}年"


def amount(text: str) -> str:
    """Rewrite ``3.5 billion`` as 35亿: the largest Chinese unit that leaves a number of one or more."""
    number, unit = text.lower().replace(",", "").split()
    value = float(number) * _MILLIONS[unit]
    name, size = next(((name, size) for name, size in _UNITS if value >= size), _UNITS[-1])
    return f"{value / size:.10g}{name}"
