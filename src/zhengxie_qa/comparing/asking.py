"""Lets what is left of a question about many documents ask of one: 粮食产量 becomes 粮食产量是多少."""

import re
from typing import Final

from zhengxie_qa.question.asking_words import AMOUNT_NOUN, COUNT_NOUN, PERCENT_NOUN
from zhengxie_qa.text.normalise import fold

_ASKS: Final = re.compile(r"多少|几(?!乎)|什么|啥|哪|谁|怎|吗|多[大高长久]|是否|有无|没有|几何|(.)不\1")
EDGES: Final = " ,，、:：;；?？。"
"""Marks and spaces that belong to no question of one document."""
_BEFORE: Final = re.compile(r"^(?:[把将的]|[在为](?=\d))+")
_STATE: Final = re.compile(r"(?:的?(?:现状|现值|实绩|实际值|情况|水平|数据|数字|完成|怎么?样|如何))+$")
"""Words that say no more than that a figure is wanted."""
_WHAT_AIM: Final = re.compile(
    r"(?:设定|定下|提出|确定)?的?(?P<aim>目标|水平|任务)(?:(?:是|为|定为)什么|(?:是|要)?(?:怎么?样?|如何)定的?)$"
    r"|(?:设定|定下|提出|确定|定)了?(?:个|一个)?(?:什么|怎样的|啥)样?的?(?P<aim2>目标|任务)$"
)
_HOW_FAR: Final = re.compile(r"(?<=到)什么(?:程度|水平)$")
_FIGURE: Final = re.compile(
    rf"{PERCENT_NOUN.pattern}|{AMOUNT_NOUN.pattern}|{COUNT_NOUN.pattern}|增长|下降|同比|就业|能耗|人次|强度|速度|[率值额量]"
)


def is_figure(text: str) -> bool:
    """Say whether words name what is told by a figure."""
    return bool(_FIGURE.search(fold(text)))


def asks(text: str) -> bool:
    """Say whether words ask for something."""
    return bool(_ASKS.search(text))


def asking(rest: str, *, counts: bool = False, ranks: bool = False) -> str:
    """Let words ask that do not.

    :param counts: whether it is how many that is asked (最多, 最少).
    :param ranks: whether figures are asked for, whatever the words name.
    """
    bare = _BEFORE.sub("", rest).strip(EDGES).removesuffix("的")
    if is_figure(bare):
        bare = _HOW_FAR.sub("多少", _WHAT_AIM.sub(lambda found: f"的{found['aim'] or found['aim2']}是多少", bare))
    stated = _STATE.sub("", bare).strip(EDGES)
    if not asks(stated) and (ranks or is_figure(stated)):
        bare = stated + ("有多少" if counts else "是多少")
    return f"{bare}？" if bare else bare
