"""A question asked again in the words of reports: 今年要给城里添多少个饭碗 as 2026年城镇新增就业目标是多少.

Whatever its wording, a question for a figure comes down to a name, a time, planned or achieved, a level or its growth,
one year or 年均. One that asks for more than that (a place, quoted words, a date) is left as it is.
"""

import re
from collections.abc import Sequence
from typing import Final

from zhengxie_qa.comparing.named.votes import Name
from zhengxie_qa.evidence.fitting import FIGURES
from zhengxie_qa.question.question import Question
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.types import AnswerKind, Language, Status

_AVERAGE: Final = re.compile(
    "年均|每年|average annual|annual average|a year on average|per year"
    "|(?:平均|一年)[^,]{0,4}[一每]?年?[涨增降提升]|平均一年|年平均"
)
_CUMULATED: Final = re.compile("累计|一共|总共|altogether|in total|加起来|合计|共(?=[建改新投减])")
_GROWTH: Final = re.compile(
    "增长|增速|增幅|涨|上升|提升多少|多了|多[收投]|鼓|多快|几个点|grow|grew|increas|rise|rose|降|下滑|减少|(?<!多)少了|压减|fall|fell|declin|reduc"
)
_LEVEL: Final = re.compile("总量|规模|总额(?:是多少|有多少|达)|多大|达到多少|value of|worth")
_FIVE_YEARS: Final = re.compile("五年|5年|five years")
_OF_WHAT_IS: Final = {AnswerKind.DEFINITION, AnswerKind.MANNER, AnswerKind.OTHER}
"""What is made of an English question that only says what it is of: What is the grain output?"""
_RATE: Final = re.compile("(?:[率比]|比例|比重|强度|占比|涨幅|增速|增幅|水平|浓度)$")
_PERIOD: Final = 5
_FIRST_PERIOD: Final = 1951
"""A five-year plan begins in a year one more than a multiple of five: the first would have begun in 1951."""
_DIGITS: Final = "〇一二三四五六七八九"
_TEN: Final = 10


def is_renamable(question: Question) -> bool:
    """Whether nothing but a figure under a name is asked for, in Chinese."""
    beyond = question.quoted or question.translation
    return question.language is Language.ZH and not beyond and asks_for_figure(question)


def asks_for_figure(question: Question) -> bool:
    """Whether a figure is asked for, in either language, of no place, of nothing numbered and of one time."""
    is_figure = question.kind in FIGURES or (question.kind is AnswerKind.OTHER and question.status is not None)
    is_asked_so = question.language is Language.EN and question.kind in _OF_WHAT_IS
    beyond = question.places or question.ordinals
    return (is_figure or is_asked_so) and not beyond and _when(question) is not None


def renamed(question: Question, name: Name) -> str:
    """Ask for the figure of a name, as the question asks for it."""
    asked = fold(f"{question.text} {question.chinese}")
    says = _change(question, asked, name)
    average = "年均" if says and _AVERAGE.search(asked) else ""
    cumulated = "累计" if not says and len(question.years) == _PERIOD and _CUMULATED.search(asked) else ""
    aim = "目标" if question.status is Status.PLANNED else ""
    return f"{_when(question)}{cumulated}{name.text}{average}{says}{aim}是多少{'' if says else name.unit}？"


def _change(question: Question, asked: str, name: Name) -> str:
    """增长 or 下降 where that is asked for, or is all that reports tell of the name."""
    if _RATE.search(name.text):
        return ""
    told = name.says["+"] + name.says["-"]
    is_asked = bool(_GROWTH.search(asked)) or question.kind is AnswerKind.PERCENTAGE
    is_mostly = told * (1 + (question.status is Status.PLANNED)) >= name.says[""] + (
        question.status is not Status.PLANNED
    )
    is_level = question.unit is not None or _LEVEL.search(asked)
    if not told or not (is_asked or (is_mostly and not is_level)):
        return ""
    return "增长" if name.says["+"] >= name.says["-"] else "下降"


def _when(question: Question) -> str | None:
    """The time asked about, in one wording; ``None`` for one that has no such wording."""
    years: Sequence[int] = question.years
    if not years:
        return None if _FIVE_YEARS.search(fold(question.text)) else ""
    if len(years) == 1:
        return f"{years[0]}年"
    count, rest = divmod(years[0] - _FIRST_PERIOD, _PERIOD)
    if rest == 0 and len(years) == _PERIOD and _TEN < count < 2 * _TEN:
        return f"“十{_DIGITS[count - _TEN]}五”时期"
    return None
