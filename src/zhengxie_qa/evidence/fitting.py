"""Whether words are of the kind a question asks for: 多少场 wants a number with 场 or a compatible 量词, 哪天 a day.

Looks at the words alone, not at what stands around them.
"""

import re
from collections.abc import Callable
from typing import Final

from zhengxie_qa.evidence.names import may_be_person
from zhengxie_qa.question.question import Question
from zhengxie_qa.text.dates import DateMention, find_dates
from zhengxie_qa.text.places import places_in
from zhengxie_qa.text.quantities.units import MONEY, RATIO, TIME, compatible_units
from zhengxie_qa.types import AnswerKind, Quantity

NUMERIC: Final = frozenset({AnswerKind.COUNT, AnswerKind.AMOUNT, AnswerKind.PERCENTAGE})
"""Kinds that only a number answers."""
FIGURES: Final = NUMERIC | {AnswerKind.DURATION}
"""Kinds that a figure with a unit answers."""
DEFINITE: Final = FIGURES | {AnswerKind.DATE}
"""Kinds whose answers can be told by their form."""
LARGE_BARE: Final = 1000.0
"""A number from which on a text may leave its unit unsaid (惠及1.77亿)."""
SMALLEST_SHARE: Final = 0.05
"""A figure this many times the magnitude asked for is too small: 多少亿元 is not answered by 5.6万元."""

_MAGNITUDE = re.compile(r"(?:多少|几|数)(?:个)?(万亿|亿|万)")
_MAGNITUDES: Final = {"万亿": 1e12, "亿": 1e8, "万": 1e4}
_WANTS_DAY = re.compile(
    r"几月几|哪一?[天日](?!报)|几[号日](?!线|楼|文)|(?:具体|确切)的?(?:日期|时间)"
    r"|\b(?:what|which) (?:exact )?(?:date|day)\b",
    re.IGNORECASE,
)
_WANTS_MONTH = re.compile(r"哪一?个?月|几月(?!几)|\b(?:what|which) month\b", re.IGNORECASE)
_VAGUE = re.compile(
    r"当年|本年|这一年|[这近过去前的]*[一两三四五几十]年[来间里]?|年来|近期|近年|近日|今后|当前|新时代|长期|往年|历年"
)
_ARTICLE = re.compile(r"[一1][批个些系种条项股场]")
"""一 that says a or some (一批) and counts nothing."""
_NUMERALS = re.compile(r"[\d０-９〇零○一二三四五六七八九十百千万亿两多几.,．％%点]")
_ASKS_RANK = re.compile(r"第|排|名次|位|回|次|rank|place", re.IGNORECASE)
_ASKS_TIME = re.compile(r"[几多少]年|多[久长]|悠久|岁|几连|连续|时间|历史|how (?:long|old)", re.IGNORECASE)
_ASKS_MONEY = re.compile(
    r"(?:经费|资金|预算|拨款|费用|花费|开支|支出|投资|金额|造价|成本|工资|奖金|补贴|补助|债务|税收|收入|产值|生产总值|利润|营收|[售交易口]额|总额)"
    r"(?:总额|总量|总计|合计|规模)?(?:一共|总共|大约|大概|约|共|是|为|有|达到|达|到|了|的)*(?:多少|几)"
)
"""A sum of money right before the asking word; what asks of its growth or its share stands between them."""
_NOUN_NEXT = re.compile(r"[\u4e00-\u9fff]")
_SEPARATORS = re.compile(r"[、，,；;+＋—–和与及]|》《|”“")
_DATE_WORDS = re.compile(
    r"[年月日季旬]|世纪|时期|期间|以[来后前]|(?<!\d)(?:1[89]|20)\d{2}(?!\d)|之[后前]|\d{1,2}[·.]\d{1,2}"
)
_NICKNAME = re.compile(r"\d{1,2}[·.]\d{1,2}")
"""A day as the name of what happened on it: “8·22”事故."""
_SEVERAL = re.compile(
    r"分别|哪[几两三四五六七八九十]|[三四五六七八九十](?:[个项大条种位]|方面)?.{0,4}(?:具体|分别|各)?(?:是|指|有|包括)(?:什么|哪)"
)


def fits(question: Question, text: str, *, quantity: Quantity | None) -> bool:
    """Say whether words could answer a question, as far as their form tells.

    :param text: the words.
    :param quantity: the number they state, if any.
    """
    check = _CHECKS.get(question.kind)
    return check is None or check(question, text, quantity)


def _number(question: Question, text: str, quantity: Quantity | None) -> bool:
    if quantity is None:
        return len(_NUMERALS.findall(text)) * 2 >= len(text) and "+" not in text and not _names_one(question, text)
    if _ARTICLE.match(text) and quantity.value == 1.0:
        return False
    return _unit_fits(question, quantity) and _large_enough(question, quantity)


def _names_one(question: Question, text: str) -> bool:
    """Whether a number is an ordinal or a date (第十八次, 1月27日) where a quantity was asked for, not a rank."""
    return bool(find_dates(text)) or ("第" in text and not _ASKS_RANK.search(question.chinese))


def _unit_fits(question: Question, quantity: Quantity) -> bool:
    """Whether the unit is one asked for; a large bare number (1200万) may leave its unit to the words around it."""
    unit, wanted = quantity.unit, question.unit
    if unit is None:
        return quantity.value >= LARGE_BARE or not (wanted or _counts_things(question))
    if wanted:
        return compatible_units(wanted, unit)
    if unit not in MONEY and _ASKS_MONEY.search(question.chinese):
        return False
    if unit in TIME:
        return bool(_ASKS_TIME.search(question.chinese))
    return unit not in RATIO or not _counts_things(question)


def _counts_things(question: Question) -> bool:
    """Whether a noun follows 多少 (多少游客), which no share or bare small number answers."""
    if question.kind is not AnswerKind.COUNT or question.wh_span is None:
        return False
    return bool(_NOUN_NEXT.match(question.chinese, question.wh_span[1]))


def _large_enough(question: Question, quantity: Quantity) -> bool:
    asked = _MAGNITUDE.search(question.chinese)
    return asked is None or quantity.value >= SMALLEST_SHARE * _MAGNITUDES[asked.group(1)]


def _date(question: Question, text: str, quantity: Quantity | None) -> bool:
    mentions = find_dates(text)
    if _WANTS_DAY.search(question.text):
        return any(mention.day is not None for mention in mentions) or bool(_NICKNAME.search(text))
    if _WANTS_MONTH.search(question.text):
        return any(mention.month is not None for mention in mentions)
    if _VAGUE.fullmatch(text) and not any(_exact(mention) for mention in mentions):
        return False
    return bool(mentions) or bool(_DATE_WORDS.search(text))


def _exact(mention: DateMention) -> bool:
    return bool(mention.years) and not mention.relative


def _duration(question: Question, text: str, quantity: Quantity | None) -> bool:
    """几天 wants a number of days; 多长时间 may be answered by where a period begins and ends."""
    if quantity is not None and quantity.unit is not None:
        return compatible_units(question.unit, quantity.unit) if question.unit else quantity.unit in TIME
    return question.unit is None and bool(find_dates(text) or _DATE_WORDS.search(text))


def _list(question: Question, text: str, quantity: Quantity | None) -> bool:
    """分别是哪五个 wants several things; 哪些 may be answered by one."""
    return not _SEVERAL.search(question.text) or bool(_SEPARATORS.search(text))


def _person(question: Question, text: str, quantity: Quantity | None) -> bool:
    """谁 is not answered by the bare name of a place, nor by words without a letter."""
    places = places_in(text)
    is_place = any(place.start == 0 and place.end == len(text) for place in places) and not may_be_person(text)
    return any(character.isalpha() for character in text) and not is_place


_CHECKS: Final[dict[AnswerKind, Callable[[Question, str, Quantity | None], bool]]] = {
    AnswerKind.COUNT: _number,
    AnswerKind.AMOUNT: _number,
    AnswerKind.PERCENTAGE: _number,
    AnswerKind.DATE: _date,
    AnswerKind.DURATION: _duration,
    AnswerKind.LIST: _list,
    AnswerKind.PERSON: _person,
}
