"""Whether the words around a figure name what is asked for: 城镇化率 of 城镇化率达到75%, and not of 99.95%的农村土地.

Words are looked for under all names that the bundled synonyms know. Numbers, times and words of plans name nothing.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from zhengxie_qa.evidence.passage import PassageParts
from zhengxie_qa.question.question import Question
from zhengxie_qa.retrieval.synonyms import GAP, Synonyms, bundled_pairs
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.words import content_text, words

ENOUGH: Final = 0.5
"""Share of a question's naming words, by their characters, from which on they name what is asked for. Of 200 figures
that answer a question of the training set 92 % are named so, of 823 others near them that would fit 6 %."""
_SHORTEST_KNOWN: Final = 3
"""Characters of the shortest name by which other names of the same are found: 生产总值, and so 经济增长."""
SAYS_NO_MORE: Final = re.compile(
    r"(?:19|20)\d\d|[\d.,%]+|十[一二三四五六]五|五年|目标|预期|计划|任务|安排|力争|争取|努力|确保|主要|指标|增长|增速|增幅|涨幅|上涨|提高|提升|增加(?!值)|下降"
    r"|降低|减少|幅度|同比|达到?|实现|完成|保持|稳定|控制|超过|突破|不低于|不超过|低于|高于|大约|大概|左右|以[上下内]|平均|年均|数量|总量|总数|总计|累计"
    r"|共计|合计|情况|水平|规模|实际|现在|目前|一共|总共|打算|准备|老百姓|大家|总额|数据|数字|设定|提出|定[为在下]|今年|去年|明年|上年|当年|全年|每年|年底|年末|期间|时期|全[省市区县国]|本[省市区县]|我[省市区县国]"
    r"|百分[之点]?|个?百分点|(?:万亿|[万亿])?(?:亿元|万元|公里|平方米|千瓦时?|立方米|公顷)|万亿|[亿万][斤吨亩人]|报告|连续|[年月日个比约近超至到为是有在的了再又也仍并将要和与、达占升降增]"
)
"""Numbers, times, plans, and verbs of figures."""
_PART: Final = re.compile(r"占[^,;、]{0,12}?(?:比重|比例|份额|gdp|生产总值)(?:的?(?:比重|比例|份额))?")
"""What a figure is a share of: 数字经济占GDP比重 is none of GDP."""
_PER: Final = re.compile("(?:单位|每万元|万元)(?:地区|国内)?(?:生产总值|gdp)")
"""Of what a figure is told for each unit: 单位GDP能耗 is none of GDP."""
_MARKS: Final = re.compile(r"\W+")


class Naming:
    """The words of one question that name what is asked for, each with what else it may be called."""

    def __init__(self, question: Question) -> None:
        asked = fold(question.chinese)
        for place in question.places:
            asked = asked.replace(fold(place.name), " " * len(place.name))
        known = _synonyms().find(asked)
        self._beside = [each for each in (_PART, _PER) if not each.search(asked)]
        self._words: list[tuple[int, tuple[str, ...]]] = []
        for word in words(content_text(asked)):
            others = [fold(each.term) for each in known if each.start <= word.start and word.end <= each.end]
            if len(word.text) > 1 and not SAYS_NO_MORE.fullmatch(word.text):
                self._words.append((len(word.text), (word.text, *others, *_called(word.text, *others))))

    @property
    def length(self) -> int:
        """How many characters the naming words have."""
        return sum(length for length, _ in self._words)

    def share(self, text: str) -> float:
        """The share of the naming words that stand in a folded text, by their characters; in [0, 1]."""
        for each in self._beside:
            text = each.sub("", text)
        said = sum(length for length, names in self._words if any(name in text for name in names))
        return said / self.length if self._words else 0.0

    def of(self, parts: PassageParts, start: int, end: int) -> float:
        """How far the words of a figure name what is asked for.

        Its clause has to name a part of it; the words before, as far as no other figure stands between, may name the
        rest. Behind another figure (达到9万亿元、增长5%) without words of its own, it shares the words of that.

        :param start: of the figure, like ``end`` an offset in the passage.
        """
        clause = self.share(own_words(parts, start, end))
        return (
            max(clause, self.share(_before(parts, start) + own_words(parts, start, end))) if 0 < clause < 1 else clause
        )


_NARROWS: Final = re.compile("人均|户均|亩均|农村|城镇|城乡|新增|民间|入境|规模以上|工业|服务业|固定资产|制造业|公共")
"""Words that make another thing of one: a question without them does not mean it."""


def narrows(question: Question, name: str) -> bool:
    """Say whether a name is one of less than the question asks for: 人均生产总值 of 生产总值."""
    return not set(_NARROWS.findall(name)) <= set(_NARROWS.findall(other_names(question.chinese)))


@lru_cache(maxsize=64)
def other_names(asked: str) -> str:
    """What is asked, in Chinese, with whatever else its words may be called; folded."""
    return " ".join([fold(asked), *(fold(each.term) for each in _synonyms().find(fold(asked)))])


def own_words(parts: PassageParts, start: int, end: int) -> str:
    """The words of a figure in its clause; where it has none, those of the figure before."""
    first, last = parts.clause_at(start)
    behind = min((each.start for each in parts.quantities if each.start >= end), default=last)
    after = re.split("[、,;:]", parts.folded[end : min(behind, last)])[0]
    begins = parts.sentence_at(start)[0]
    for stop in _stops(parts, first, begins, start):
        said = parts.folded[stop:start]
        if not _is_bare(said + after):
            return f"{said} {after}"
    return after


def _stops(parts: PassageParts, clause: int, sentence: int, start: int) -> Iterator[int]:
    """Where the words of a figure may begin, the nearest first: behind other figures, at edges of clauses."""
    figures = {each.outer_end for each in parts.quantities if sentence <= each.start and each.outer_end <= start}
    clauses = {left for left, _ in parts.clauses if sentence <= left < start}
    yield from sorted({sentence, clause, *figures, *clauses}, reverse=True)


def _before(parts: PassageParts, start: int) -> str:
    """The words of the sentence before a figure, back to the figure before it."""
    sentence = parts.sentence_at(start)[0]
    figures = [each.outer_end for each in parts.quantities if sentence <= each.start and each.outer_end <= start]
    return parts.folded[max(figures, default=sentence) : start]


@lru_cache(maxsize=4096)
def _is_bare(said: str) -> bool:
    return len(_MARKS.sub("", SAYS_NO_MORE.sub("", said))) < 2


def _called(*names: str) -> Iterator[str]:
    """What people write where reports write one of the names: 经济增长 for 生产总值增长."""
    for left, right in bundled_pairs():
        official = fold(right)
        if GAP not in left and any(len(name) >= _SHORTEST_KNOWN and official.startswith(name) for name in names):
            yield fold(left)


@lru_cache(maxsize=1)
def _synonyms() -> Synonyms:
    return Synonyms()
