"""The names under which reports give their figures, and which of them a question means: the documents vote.

The words before a figure in its clause are its name (城镇新增就业 of 城镇新增就业120万人). Of the names that several
documents use, the one nearest to the question's meaning is taken, whatever words the question is in: 添多少个饭碗.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from zhengxie_qa.comparing.named.naming import Naming, narrows, own_words
from zhengxie_qa.evidence.evidence import Evidence
from zhengxie_qa.evidence.passage import take_apart
from zhengxie_qa.index.encoders.protocol import Encoder
from zhengxie_qa.question.question import Question
from zhengxie_qa.text.quantities.units import RATIO
from zhengxie_qa.types import Hit

_FEWEST: Final = 2
"""Documents that use a name, from which on it is one."""
_LEAST_SHARE: Final = 0.05
"""Share of the documents that use a name at least."""
_MOST_NAMES: Final = 80
_NEAR: Final = 0.25
"""Least cosine of question and name, where the question's own words do not name it."""
_CLOSE: Final = 0.1
"""Lead in cosine over any other name, where the question's own words do not name it."""
_TIME: Final = re.compile(
    r"(?:19|20)\d\d(?:[年—-]+(?:20)?\d\d)?年?|十[一二三四五六]五(?:时期|期间|末)?|[今去明前上当每全年]{2}|五年来?|\d+月|上半年"
)
_VERBS: Final = re.compile(
    r"(?:同比|实际|年均|平均|每年|累计|分别|预期|目标|力争|争取|确保|达到?|实现|完成|超过?|突破|提高|提升|增长|增加(?!值)|上涨|上升|下降|降低|减少|降至"
    r"|增至|控制|保持|稳定|不低于|不高于|不超过|不少于|高于|低于|接近|约|近|至|到|为|是|在|了|共|再|仅|又|将|从|由|新高|首次|迈上|左右|以[上内]|[的、:,;()“”\"\s])+$"
)
_LEAD: Final = re.compile(
    r"^(?:其中|累计|全[省市区县国]|[我本][省市区]|预计|力争|争取|确保|努力|主要|完成|实现|推动|带动|使|计划|新的|以及|推进|开展|实施|支持|的|和|与|及|[、:,;()“”\"\s])+"
)
_GROWS: Final = re.compile("增长|提高|提升|增加(?!值)|上涨|上升|同比增")
_FALLS: Final = re.compile("下降|降低|减少")
_SAME: Final = re.compile("总|全社会|全部|地方|总数|数量|数|量$")
"""Words that a name may have or lack and stay the same: 粮食总产量, 地方一般公共预算收入."""
_SHORTEST, _LONGEST = 2, 18
_FIGURE: Final = re.compile(r"(?<![a-z\d.])\d")
_NAMED: Final = 0.7
"""Share of the question's naming words by which a name is what it names; the others may be verbs."""
_TELLING: Final = 3
"""Characters of naming words from which on they tell what is meant; 人均 alone does not."""
_ALIKE: Final = 0.15
"""Cosine by which a name may be farther than the nearest and still be what reports mostly write."""


@dataclass(slots=True)
class Name:
    """A name of figures and what stands under it.

    :param documents: those that use it.
    :param says: for how many figures it is told that they grow (``+``), fall (``-``) or stand (empty).
    :param unit: what it is counted in, where that is known.
    """

    text: str
    documents: set[str] = field(default_factory=set)
    says: Counter[str] = field(default_factory=Counter)
    unit: str = ""


def names_in(question: Question, documents: Iterable[Sequence[Hit]]) -> list[Name]:
    """Collect the names of the figures that could answer a question, the most used first."""
    names: dict[str, Name] = {}
    asked = 0
    for hits in documents:
        asked += 1
        for hit in hits:
            for text, says in _named(question, hit):
                name = names.setdefault(text, Name(text))
                name.documents.add(hit.passage.doc_id)
                name.says[says] += 1
    least = max(_FEWEST, _LEAST_SHARE * asked)
    common = [name for name in names.values() if len(name.documents) >= least]
    return sorted(common, key=lambda name: (-len(name.documents), name.text))[:_MOST_NAMES]


def meant(question: Question, names: Sequence[Name], *, encoder: Encoder, in_own_words: bool) -> Name | None:
    """The name that a question means; ``None`` where none is near enough, or two are equally near.

    A question that names a thing means that; one that names it in other words, what comes nearest.

    :param in_own_words: whether figures are named as the question names them; then nothing else is meant.
    """
    names = [name for name in names if not narrows(question, name.text)]
    if not names:
        return None
    nearness = encoder.encode_passages([name.text for name in names]) @ encoder.encode_queries([question.chinese])[0]
    near = dict(zip((name.text for name in names), nearness.tolist(), strict=True))
    naming = Naming(question)
    shares = {name.text: naming.share(name.text) for name in names}
    most = max(shares.values())
    if most >= _NAMED and naming.length >= _TELLING:
        named = [name for name in names if shares[name.text] == most]
        best = max(near[name.text] for name in named)
        return next(name for name in named if near[name.text] >= best - _ALIKE)
    best = max(near.values())
    alike = [name for name in names if near[name.text] >= best - _CLOSE]
    is_one = len({_core(name.text) for name in alike}) == 1
    return alike[0] if is_one and best >= _NEAR and not in_own_words else None


def _core(name: str) -> str:
    return _SAME.sub("", name)


def _named(question: Question, hit: Hit) -> Iterator[tuple[str, str]]:
    """Names of the figures of a passage that fit, and what is said of each."""
    parts = take_apart(hit.passage.text, hit.document.as_of)
    for mention in parts.quantities:
        if not Evidence(question, hit, mention.start, mention.end).fits:
            continue
        said = own_words(parts, mention.start, mention.end).split(" ")[0]
        before = _FIGURE.split(_TIME.sub("", said))[0]
        listed = _VERBS.sub("", re.split("[,;:]", before.rstrip(",;:、 "))[-1]).split("、")
        for name in {_LEAD.sub("", each) for each in (listed[0], listed[-1])}:
            if _SHORTEST <= len(name) <= _LONGEST:
                yield name, _says(before) if mention.quantity.unit in RATIO else ""


def _says(before: str) -> str:
    verbs = _VERBS.search(before)
    words = verbs.group() if verbs else ""
    return "+" if _GROWS.search(words) else "-" if _FALLS.search(words) else ""
