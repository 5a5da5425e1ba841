"""The patterns by which :mod:`zhengxie_qa.text.quantities.numbers` reads; all are for folded text.

Three things: what a quantity looks like, what only looks like one, and the words around a number that make it
approximate.
"""

import re
from typing import Final

from zhengxie_qa.text.quantities.units import NOT_FOLLOWED_BY, measure_words

_HAN_DIGIT: Final = "零〇○一二两三四五六七八九"
_POWER: Final = "十百千万亿"
_NOT_UNIT_POWER: Final = "(?![分瓦克米卡伏帕焦])"
"""千 and 百 are no powers in 千瓦, 千克, 百分点."""

JOIN_PATTERN: Final = r" ?(?:[—–\-~－─]{1,2}|至|到) ?"
"""What joins the two ends of a range."""

_ARABIC: Final = (
    r"(?<![\d.])(?:"
    r"\d{1,3}(?:,,?\d{3})+(?:\.\d+)?(?!\d)"
    r"|\d+\.\d \d(?= ?[万亿])"
    r"|\d(?: \d(?!\d))+(?: ?\. ?\d(?: \d(?!\d))*)?"
    r"|\d(?: \. ?| ?\. )\d(?: \d(?!\d))*(?!\d)"
    r"|\d+(?:\.\d+)?)"
)
"""1,234 · 53.8 9, 6 6 and 1 0 .0 6 (spaces from scraping) · 0 . 8 · 18.5."""

_ARABIC_WITH_POWERS: Final = (
    rf"{_ARABIC}(?: ?(?:万亿|[万亿]|[百千]{_NOT_UNIT_POWER})+)?(?:(?<=[万亿千])\d+(?:[百千]{_NOT_UNIT_POWER})?万?)?"
)
HAN_NUMERAL: Final = (
    rf"(?:(?:几|(?<![总人户指基次系个倍多少件])数)(?=[{_POWER}](?!分))[{_POWER}]+"
    rf"|(?:[{_HAN_DIGIT}十万亿]|[百千]{_NOT_UNIT_POWER})+(?:几[{_POWER}]*)?(?:点[{_HAN_DIGIT}]+(?:万亿|[万亿])?)?)"
)
_MORE_OR_LESS: Final = rf"(?:[多余来](?:万亿|[万亿]|[百千]{_NOT_UNIT_POWER})?[多余]?)?"
NUMBER: Final = rf"(?:{_ARABIC_WITH_POWERS}|{HAN_NUMERAL}){_MORE_OR_LESS}"


def _units() -> str:
    """Build the alternation of all units, longest first, each refusing the characters that make it another word."""
    parts = ["个多(?:小时|月|世纪|星期)"]
    for unit in sorted(measure_words - {"分之", "番"}, key=lambda word: (-len(word), word)):
        guard = "a-z" if unit[-1].isascii() and unit[-1].isalpha() else NOT_FOLLOWED_BY.get(unit, "")
        parts.append(re.escape(unit) + (f"(?![{guard}])" if guard else ""))
    return "|".join(parts)


_TENTHS: Final = rf"[一二三四五六七八九\d](?![\d.{_HAN_DIGIT}{_POWER}点分]| ?(?:{_units()}))"
_HALF_A_TENTH: Final = "半(?![数天年个月])"
"""What may follow 成: 三成五, 七成半, but 三成五个人."""

QUANTITY: Final = re.compile(
    r"翻了?(?P<times>[一二两三四五六七八九\d]+)番"
    rf"|(?P<whole>[{_HAN_DIGIT}{_POWER}]{{1,12}}|(?<!\d)\d+)分之(?P<share>{HAN_NUMERAL}|\d+(?:\.\d+)?)"
    r"|(?<![上下前后大多过参])半(?P<half_of>年|天|个月|个小时|小时|个世纪)"
    rf"|(?P<number>{NUMBER}) ?(?P<unit>{_units()}|per ?cent|percentage points?)?"
    rf"(?P<tenths>(?<=成){_TENTHS})?"
    rf"(?P<more>多(?![方元样种个年次数]))?(?P<half>(?<=[年月天])半|(?<=成){_HALF_A_TENTH})?"
)
"""One quantity; groups: times of 翻番, whole and share of a fraction, half_of, number, unit, tenths of 三成五."""

_MINUS: Final = rf"(?:(?<![胜平场\d])负|(?<![\da-z%℃度.)\-−{_HAN_DIGIT}十百])[-−])"
SIGN: Final = re.compile(rf"(?:零[下上] ?|(?P<minus>{_MINUS}))\Z")
"""Directly before a number: 零下5度, 负5%, -5℃; in 2-5℃ and 3胜2负 it is none."""

_BELOW_ZERO: Final = r"(?:℃|°c|摄氏度|度(?!电)|%)"
_NEGATIVE: Final = rf" ?(?:{_BELOW_ZERO}|{JOIN_PATTERN}[-−]?\d+(?:\.\d+)? ?{_BELOW_ZERO})"
MAY_BE_NEGATIVE: Final = re.compile(_NEGATIVE)
"""Behind a number: a temperature or a rate, maybe after the other end of a range; elsewhere a dash is no minus."""

WHOLE: Final = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|\d{1,2}:\d{2}(?::\d{2})?(?!\d)"
    rf"|零[下上] ?(?:{_ARABIC_WITH_POWERS}|{HAN_NUMERAL})|{_MINUS}{_ARABIC}(?={_NEGATIVE})"
    rf"|(?:\d+|[{_HAN_DIGIT}])成(?:{_TENTHS}|{_HALF_A_TENTH})"
    rf"|(?:百分之|千分之)?{_ARABIC_WITH_POWERS}|(?:百分之|千分之){HAN_NUMERAL}|[{_HAN_DIGIT}{_POWER}点]{{2,}}"
)
"""What is one figure, whatever it counts: a number with its sign and multiplier, a share, a date in digits, a time of
day."""

_YEAR: Final = r"(?<!\d)(?:1 ?\d|2 ?[01]) ?\d ?\d"
_HAN_YEAR: Final = rf"[一二][{_HAN_DIGIT}\d]{{3}}"
_SMALL: Final = r"(?:(?<!\d)\d ?\d?|[一二三四五六七八九十]{1,3})"

NO_COUNT: Final = re.compile(
    "|".join(
        (
            rf"{_YEAR}(?:{JOIN_PATTERN}(?:{_YEAR}|\d ?\d))? ?年",  # 2025年, 1993—1997年, 1 9 9 9 年
            rf"{_HAN_YEAR}(?:{JOIN_PATTERN}{_HAN_YEAR})?年",
            rf"(?<![{_HAN_DIGIT}{_POWER}])(?!两|三四|四五|三五|五六)[{_HAN_DIGIT}]{{2}}(?=年(?!级))",  # 九八年
            r"(?<!\d)\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)",
            r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?",
            rf"{_SMALL}(?:(?:{JOIN_PATTERN}|、){_SMALL}){{0,11}} ?月份?(?: ?{_SMALL} ?[日号])?",
            rf"(?<![{_POWER}\d])(?:[12]?\d|3[01]|[一二三]?十?[一二三四五六七八九]) ?日(?![内之以前均游])",
            rf"(?:(?<!\d)\d+|[{_HAN_DIGIT}十]{{1,8}})(?:年代|世纪|届|号)",
            rf"第 ?(?:\d[\d ]*(?<! )|[{_HAN_DIGIT}十百千]+)(?:(?:{JOIN_PATTERN}|、)第?(?:\d+|[{_HAN_DIGIT}十百]+))?",
            r"十[一二三四五六七八九]?五(?=[\"'”’]|计划|期间|时期|规划)|[七八九]五(?=[\"'”’]|计划|期间|时期)",
            r"十[一二三四五六七八九]大(?=以来|报告|精神|期间|提出|确|的|召开|和|[,，。、；\"])",
            r"(?<![a-z])[a-z]+[-·]?\d[\d.]*",  # pm2.5, g20, c919
            r"(?<!\d)\d+(?:\.\d+)?(?!(?:k?m|kw|kwh|[mg]w|[tpg]b|teu|p|per ?cent)(?![a-z]))[a-z]+",  # 5a, 5th
            r"(?<!\d)\d+(?=热线|高速|国道|专线)",
            r"(?<!\d)\d+·\d+",
            r"(?<![一二三四五六七八九几])十分(?!之|钟)",
            r"https?://\S+",
        )
    )
)
"""What is written like a number and counts nothing: years, dates, times, ordinals, codes, set phrases, addresses."""

BEFORE: Final = re.compile(
    r"(?:接近于|接近|将近|大约|大概|不少于|不低于|不超过|不高于|不到|不足|超过|超出|高于|低于|多于|少于|突破|至少|最多|最少"
    r"|(?<![最附邻靠])近|(?<![节合预条公契制])约|超|逾|(?:上|破|过)(?=\Z)) ?\Z"
)
"""Directly before a number; 上, 破 and 过 count only before a bare power (上百家)."""

AFTER: Final = re.compile(r" ?(?P<approximate>及?以上|及?以下|左右|上下|以内|之内|之多|有余|开外)|内")
"""Directly behind a quantity; 内 is part of it but does not make it approximate."""

LONE_ONE: Final = frozenset("方面片路道起行代样等度级步流把手块口队排段头期环节组星强点分条体国市省县区村乡镇层席桌")
"""Measure words with which a single 一 hardly ever counts (一方面, 一路, 一起)."""
