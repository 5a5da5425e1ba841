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

_AVERAGE: Final = re.compile("年均|每年|(?:平均|一年)[^,]{0,4}[一每]?年?[涨增降提升]|平均一年|年平均")
_CUMULATED: Final = re.compile("累计|一共|总共|加起来|合计|共(?=[建改新投减])")
_GROWTH: Final = re.compile("增长|增速|增幅|涨|上升|提升多少|多了|多[收投]|鼓|多快|降|下滑|减少|少了|压减")
_RATE: Final = re.compile("(?:[率比]|比例|比重|强度|占比|涨幅|增速|增幅|水平|浓度)$")
_PERIOD: Final = 5
_FIRST_PERIOD: Final = 1951
"""A five-year plan begins in a year one more than a multiple of five: the first would have begun in 1951."""
_DIGITS: Final = "〇一二三四五六七八九"
_TEN: Final = 10


def is_renamable(question: Question) -> bool:
    """Whether nothing but a figure under a name is asked for, in Chinese."""
    beyond = question.places or question.quoted or question.ordinals or question.translation
    is_figure = question.kind in FIGURES or (question.kind is AnswerKind.OTHER and question.status is not None)
    return question.language is Language.ZH and is_figure and not beyond and _when(question) is not None


def renamed(question: Question, name: Name) -> str:
    """Ask for the figure of a name, as the question asks for it."""
    asked = fold(question.chinese)
    says = _change(question, asked, name)
    average = "年均" if says and _AVERAGE.search(asked) else ""
    cumulated = "累计" if not says and _CUMULATED.search(asked) else ""
    aim = "目标" if question.status is Status.PLANNED else ""
    return f"{_when(question)}{cumulated}{name.text}{average}{says}{aim}是多少？"


def _change(question: Question, asked: str, name: Name) -> str:
    """增长 or 下降 where that is asked for, or is all that reports tell of the name."""
    if _RATE.search(name.text):
        return ""
    told = name.says["+"] + name.says["-"]
    is_asked = bool(_GROWTH.search(asked)) or question.kind is AnswerKind.PERCENTAGE
    if not told or not (is_asked or (question.unit is None and told > name.says[""])):
        return ""
    return "增长" if name.says["+"] >= name.says["-"] else "下降"


def _when(question: Question) -> str | None:
    """The time asked about, in one wording; ``None`` for one that has no such wording."""
    years: Sequence[int] = question.years
    if not years:
        return ""
    if len(years) == 1:
        return f"{years[0]}年"
    count, rest = divmod(years[0] - _FIRST_PERIOD, _PERIOD)
    if rest == 0 and len(years) == _PERIOD and _TEN < count < 2 * _TEN:
        return f"“十{_DIGITS[count - _TEN]}五”时期"
    return None
