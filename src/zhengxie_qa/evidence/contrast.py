"""Words that exclude one another (城镇 and 农村): a figure for the one answers no question about the other.

A short hand-made list of opposites in public reports. Words outside it are never held against an answer.
"""

import re
from functools import lru_cache
from typing import Final

from zhengxie_qa.evidence.passage import take_apart
from zhengxie_qa.types import Hit

_OPPOSITES: Final = (
    "城镇|城市|城里|市民 / 农村|农民|农牧民|乡村|乡下|村民",
    "出口 / 进口",
    "中央 / 地方",
    "国有|国企|央企 / 民营|私营|民企|个体",
    "增长|增加|上升|提高|上涨|增至|扩大 / 下降|减少|降低|回落|下跌|缩小|减",
    "男性|男子|男 / 女性|女子|女|妇女",
    "陆军 / 海军 / 空军 / 军队|全军",
    "科学院 / 工程院",
    "幼儿园|学前 / 小学 / 初中|高中|中学 / 大学|高校|本科",
    "东部 / 中部 / 西部 / 东北",
    "上半年 / 下半年",
    "开工 / 竣工|完工|建成|通车|投产",
    "风电|风力 / 水电|水力 / 光伏|太阳能 / 火电|煤电 / 核电",
    "粮食 / 棉花 / 油料 / 肉类 / 原煤|煤炭 / 原油|石油 / 钢铁|粗钢|钢产量",
    "早稻 / 小麦 / 玉米 / 大豆",
    "铁路|高铁 / 公路|高速 / 机场|航空|民航 / 港口|航道|水运",
    "提前一年 / 提前两年|提前二年",
    "入境|来华 / 出境",
    "第一产业 / 第二产业 / 第三产业|服务业",
)
_GROUPS: Final = tuple(tuple(re.compile(side.strip()) for side in group.split("/")) for group in _OPPOSITES)


def contradicted_words(asked: str, hit: Hit, position: int) -> tuple[str, ...]:
    """Find words of a question whose opposite stands with a figure, while they themselves are not in its sentence.

    :param asked: the question in Chinese.
    :param position: offset of the figure in the passage's text.
    :returns: the question's words, in the order of the list; empty where nothing contradicts it.
    """
    text = hit.passage.text
    parts = take_apart(text, hit.document.as_of)
    clause, sentence = parts.clause_at(position), parts.sentence_at(position)
    return _contradicted(asked, text[slice(*clause)], text[slice(*sentence)])


@lru_cache(maxsize=1024)
def _contradicted(asked: str, clause: str, sentence: str) -> tuple[str, ...]:
    found = []
    for group in _GROUPS:
        sides = [(side, match.group()) for side in group if (match := side.search(asked))]
        if not sides or any(side.search(sentence) for side, _ in sides):
            continue
        if any(side.search(clause) for side in group):
            found.append(sides[0][1])
    return tuple(found)
