"""The patterns by which :mod:`zhengxie_qa.text.dates` reads; all are for folded text."""

import re
from typing import Final

_DIGIT: Final = "零〇○一二三四五六七八九"
_JOIN: Final = r" ?(?:[—–\-~－─]{1,2}|至|到) ?"
YEAR_PATTERN: Final = rf"(?<![\d.{_DIGIT}])(?:[1一] ?[89八九]|[2二] ?[01零〇○一])(?: ?[\d{_DIGIT}]){{2}}"
"""A year of four digits, Arabic or Han or mixed (二00一), with the spaces that scraping leaves (1 9 9 9)."""

_SHORT_HAN: Final = rf"(?<![{_DIGIT}十百千万两\d])(?!一二|二三|三四|四五|三五|五六|六七)[{_DIGIT}]{{2}}"
_SHORT_ARABIC: Final = r"(?<![\d.,])(?:0\d|(?:(?<=^)|(?<=[\s、。,;:(在到从自截至于按是和与及]))[1-9]\d)"
_SHORT: Final = f"(?:{_SHORT_HAN}|{_SHORT_ARABIC})"
_SMALL: Final = r"(?:(?<![\d.])\d ?\d?(?!\d)|[一二三]?十?[一二三四五六七八九]|[一二三]?十)"
_COUNT: Final = r"[一二两三四五六七八九十]{1,3}|\d{1,2}"

_MONTH_NAMES: Final = "january february march april may june july august september october november december"
MONTHS: Final[dict[str, int]] = {
    form: number
    for number, name in enumerate(_MONTH_NAMES.split(), start=1)
    for form in {name, name[:3], "sept" if name == "september" else name}
}
"""English month, in full or short, lower case → number."""

_MONTH: Final = "|".join(sorted(MONTHS, key=lambda name: (-len(name), name)))

PLANS: Final[dict[str, int]] = {
    "一五": 1953,
    "二五": 1958,
    "三五": 1966,
    "四五": 1971,
    "五五": 1976,
    "六五": 1981,
    "七五": 1986,
    "八五": 1991,
    "九五": 1996,
    "十五": 2001,
    "十一五": 2006,
    "十二五": 2011,
    "十三五": 2016,
    "十四五": 2021,
    "十五五": 2026,
    "十六五": 2031,
}
"""The five-year plans, first to sixteenth: short name → first of its five years."""

OFFSETS: Final[dict[str, int]] = {
    **dict.fromkeys(("今年", "本年", "本年度", "当年", "新的一年", "this year"), 0),
    **dict.fromkeys(
        ("去年", "上年", "上年度", "上一年", "上一年度", "过去一年", "过去的一年", "last year", "previous year"), -1
    ),
    **dict.fromkeys(("明年", "下一年", "下年", "下年度", "来年", "next year", "coming year"), 1),
    "前年": -2,
    "大前年": -3,
    "后年": 2,
}
"""Relative year → how far from the year spoken from."""

ISO: Final = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
ENGLISH: Final = re.compile(
    rf"(?<![a-z])(?P<month>{_MONTH})\.? (?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? )?(?P<year>(?:19|20)\d\d)(?!\d)"
)
SPAN: Final = re.compile(
    rf"(?P<first>{YEAR_PATTERN}) ?年?{_JOIN}(?P<last>(?:[12一二](?: ?[\d{_DIGIT}]){{3}})|\d\d(?=年)) ?"
    r"(?:年(?![代级])|(?![\d月.%\-]))"
)
SHORT_SPAN: Final = re.compile(
    rf"(?P<first>{_SHORT_HAN}|(?<!\d)\d\d)年?{_JOIN}(?P<last>{_SHORT_HAN}|\d\d)年(?![代级来])"
)
DECADE: Final = re.compile(
    r"(?:(?P<century>(?<![\d一二])(?:1[7-9]|2[01]|十[七八九]|二十一?)|[本这上])个?世纪的?)?"
    r"(?P<earlier>[一二三四五六七八](?=[二三四五六七八九]十年代))?"
    r"(?P<tens>[二三四五六七八九]?十|(?<!\d)\d0|(?<!\d)(?:1[7-9]|20)\d0)年代"
)
ENGLISH_DECADE: Final = re.compile(r"(?<!\d)(?P<tens>(?:1[7-9]|20)\d0)'?s(?![a-z])")
PLAN: Final = re.compile(
    "[\"']?(?P<name>十[一二三四五六]五(?![个人岁万亿千百元名家项%天])"
    "|[一二三四五六七八九十]五(?=[\"']|的?(?:安排|计划|期间|时期|规划)))[\"']?(?:时期|期间|计划|规划)?"
)
PLAN_NUMBER: Final = re.compile(
    r"第(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})个五年(?:计划|规划)?"
    r"|(?P<english>\d{1,2})(?:st|nd|rd|th) five.year plan"
)
FULL: Final = re.compile(
    rf"(?P<year>{YEAR_PATTERN}) ?年(?![代级])度?(?: ?(?P<month>{_SMALL}) ?月份?(?: ?(?P<day>{_SMALL}) ?[日号])?)?"
)
SHORT: Final = re.compile(
    rf"(?P<year>{_SHORT}) ?年(?![代级多来内间以之龄历期])(?:(?P<month>{_SMALL}) ?月(?:(?P<day>{_SMALL}) ?[日号])?)?"
)
RECENT: Final = re.compile(
    rf"(?:(?:近|过去|最近|这|以往)的?|(?P<ahead>今后|未来|接下来的?))(?P<count>{_COUNT})年(?:来|间|里)?(?![前级代度])"
)
PAST: Final = re.compile(r"(?<![一二三四五六七八九十百千\d])(?P<count>[一二三四五六七八九十])年来")
RELATIVE: Final = re.compile(
    r"(?<![比较])(?P<word>大前年|今年|本年度?|当年|去年|上年度?|上一年度?|明年|下一年|下年度?|来年|前年|后年|过去的?一年|新的一年"
    r"|(?<![a-z])(?:this year|last year|previous year|next year|coming year)(?![a-z]))"
    rf"(?:(?P<month>{_SMALL}) ?月份?(?: ?(?P<day>{_SMALL}) ?[日号])?|[上下]半年|第?[一二三四]季度|年?底|年?末|初)?"
)
TERM: Final = re.compile(r"(?:本|这)届(?:政府|政协|人大|常委会)?")
BARE_YEAR: Final = re.compile(
    r"(?<![\d.,\-a-z])(?P<year>19[4-9]\d|20[0-4]\d)"
    r"(?![.%,]\d|[\d%万亿千百个家项元人公吨名处条件户次所场亩斤套台]| ?(?:yuan|km))"
)
PARTIAL: Final = re.compile(
    rf"(?<!个)(?P<month>{_SMALL}) ?月份?(?: ?(?P<day>{_SMALL}) ?[日号])?(?!球|亮)|[上下]半年|第?[一二三四]季度"
)

ORDINAL: Final = re.compile(
    r"第 ?(?P<number>\d[\d ]*|[零〇一二三四五六七八九十百]+)(?P<unit>[届期次号条个批卷位章节款轮部名场版]|次会议)"
    r"|(?<![一二三四五六七八九十百\d第])(?P<bare>[一二三四五六七八九十]{1,3}|\d{1,2})(?P<bare_unit>届)"
    r"|(?P<congress>十[一二三四五六七八九]?|二十一?|(?<![一二三四五六七八九十])[七八])大(?=以来|报告|提出|召开|精神|[对的上确把说后前,，。？?\"'）)]|$)"
    r"|(?<![\d.])(?P<english>\d{1,3})(?:st|nd|rd|th) (?P<noun>[a-z]+)"
)
"""Numbered things; groups come in pairs of number and unit, the congress (十八大) has 大 for its unit."""
