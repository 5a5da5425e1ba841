"""Which of the figures that reports of all places give a question means, told by its words alone: 添多少个饭碗.

Their names, and what people call them, are listed in ``indicators.tsv``. A question means one of them only if nothing
but times, plans and words that ask are left of it: 数字经济增长多少 does not ask for 地区生产总值.
"""

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Final

from zhengxie_qa.comparing.named.naming import SAYS_NO_MORE
from zhengxie_qa.comparing.named.votes import Name
from zhengxie_qa.question.question import Question
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.word_lists import rows
from zhengxie_qa.types import Language

_FILE: Final = Path(__file__).with_name("indicators.tsv")
_GAP: Final = "…"
_ASKS: Final = re.compile(
    r"多少|几个点|几成|什么|怎么?样?|如何|哪[里儿]|多[大高长快久]|走势|变化|变动|程度|幅度|速度|步子|数目|指标值|比[重例率]|占比|[高低快慢大小]"
    r"|全年|过去|往后|接下来|一年下来|一年里|这一年|这[几五]年|五年|那边|这边|大家|大伙儿?|老百姓|微克|日子|境内|目前|线路|这块|方面|地方|全社会|咱们?|我们|手[里上]|里头|末"
    r"|总[量数额值]?|累计|合计|加起来|盘子|整体|总体|公里|千瓦|"
    r"[跑冲走往压修帮上升涨跌扩缩鼓添多少收攒做干办弄搞拿花砸过没不已经都才让给把被想打算定能会该得须应可要将拟了着过的地得之其这那个件项家所座条户人次亿万千百十几点成左右来去下元斤吨亩岁出到住进入里面吗呢吧啊呀么是有在从向对于与和及跟或即就也还又再只仅平一二三四五]"
)
"""Words and characters of questions that name no thing."""
_ASKS_IN_ENGLISH: Final = re.compile(
    r"\b(?:what|how|which|is|are|was|were|be|been|do|does|did|has|have|had|will|would|the|a|an|of|in|on|at|to|for|from|by|than|with|over|its|their|each"
    r"|every|province|much|many|fast|high|large|big|long|low|target|targets|goal|goals|aim|aims|planned|plan|plans|set|sets|expected|expect|projected"
    r"|growth|grow|grew|growing|grown|rate|rise|rose|risen|increase|increased|change|changed|fall|fell|fallen|drop|dropped|decline|declined|reduce|reduced|reduction|cut"
    r"|year|years|annual|annually|average|last|this|next|past|total|overall|value|level|volume|size|amount|number|share|percentage|percent|proportion|length"
    r"|reach|reached|achieve|achieved|complete|completed|create|created|add|added|produce|produced|receive|received|record|recorded|earn|earned|built|there|end|during|operation|shrink|or|yuan|all"
    r"|five-year|period|(?:13|14|15)th|people|now|currently|new|report|reported|government|kilometers|kilometres|s)\b|\d+"
)
_ANOTHER: Final = re.compile("数字(?=经济)")
"""Words that name a thing here and none elsewhere."""
_MARKS: Final = re.compile(r"[\W_]+")


def known(question: Question, *, is_national: bool = False) -> Name | None:
    """The listed name that a question means; ``None`` for one that names anything beside, or none of them.

    :param is_national: whether reports of the whole country are asked, whose GDP is 国内生产总值.
    """
    is_english = question.language is Language.EN
    asked = fold(question.text if is_english else question.chinese)
    found = [
        (match.end() - match.start(), name, match) for pattern, name in _listed() if (match := pattern.search(asked))
    ]
    if not found or _ANOTHER.search(asked):
        return None
    _, (text, says), match = max(found, key=lambda each: each[0])
    rest = f"{asked[: match.start()]} {asked[match.end() :]}"
    rest = _ASKS_IN_ENGLISH.sub("", rest) if is_english else _ASKS.sub("", SAYS_NO_MORE.sub("", rest))
    if _MARKS.sub("", rest):
        return None
    told, _, unit = says.partition(" ")
    text = text.replace("地区生产总值", "国内生产总值") if is_national else text
    return Name(text, says=Counter({each.strip("="): 2 - at for at, each in enumerate(told)}), unit=unit)


@lru_cache(maxsize=1)
def _listed() -> tuple[tuple[re.Pattern[str], tuple[str, str]], ...]:
    """A pattern for each name, its longest wording first."""
    return tuple((_pattern(called), (name, says)) for name, says, called in rows(_FILE))


def _pattern(called: str) -> re.Pattern[str]:
    wordings = sorted(called.split(" / "), key=lambda wording: -len(wording))
    gap = "[^,;:?。]{0,8}?"
    return re.compile("|".join(gap.join(map(re.escape, fold(wording).split(_GAP))) for wording in wordings))
