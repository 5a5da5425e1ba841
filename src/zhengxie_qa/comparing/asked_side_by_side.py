"""Two things or places of a Chinese question that stand side by side: 比较深聊会和身边事好商量的场次, …，还有浙江的呢.

Two things are told by words that compare them (分别 alone does not: one quote mostly tells of both);
years and places are compared elsewhere and are none.
"""

import re
from typing import Final

from zhengxie_qa.comparing.asked import Asked
from zhengxie_qa.comparing.asking import EDGES, asking
from zhengxie_qa.comparing.comparison import By, Order
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.places import places_in

_THINGS: Final = r"(?P<one>[^,;:?的]{2,16}?)(?:和|与|跟|同|、)(?P<two>[^,;:?的]{2,16}?)"
_END: Final = r"(?:更|比较)?(?:(?P<high>[多高大长快])|(?P<low>[少低小短慢]))(?:一?些|一?点)?"
_COMPARED: Final = re.compile(
    rf"^(?:请|帮我|麻烦)*(?:比较|对比|比一?比)(?:一下)?{_THINGS}(?:各自|分别)?的(?P<what>[^,;:?]{{1,12}}?)$"
)
_WHICH: Final = re.compile(
    rf"^{_THINGS}(?:的(?P<what>[^,;:?]{{1,12}}?))?,?(?:哪一?[个项种]|谁)的?(?P<unit>[场次个件项家人名篇]*数?){_END}$"
)
_NO_THING: Final = re.compile(r"各|哪|历年|每|所有|(?:19|20)\d\d|[去今明前]年|什么|多少|谁|关系|区别|意义|[省市县区]$")
_COUNTED: Final = re.compile(r"(?P<unit>[场次件项家人个篇]?)(?:[次数]|数量|总数)")
_OTHER_PLACE: Final = re.compile(r"^(?P<first>.+?)[,;?]?(?:还有|以及|那么?)?(?P<place>[^,;?]{2,8}?)的?呢$")


def two_things(text: str) -> Asked | None:
    """Two things that a question compares, each asked for itself; ``None`` where it compares none."""
    folded = fold(text)
    found = _COMPARED.search(folded) or _WHICH.search(folded)
    if found is None:
        return None
    names = [text[slice(*found.span(part))].strip(EDGES) for part in ("one", "two")]
    if any(_NO_THING.search(fold(name)) or places_in(name) for name in names):
        return None
    said = found.groupdict()
    what, unit = said["what"] or "", said.get("unit") or ""
    order = Order.LOWEST if said.get("low") else Order.HIGHEST if said.get("high") else None
    counted = _COUNTED.fullmatch(what)
    if counted or not what:
        asks = f"有多少{counted['unit'] if counted else unit.rstrip('数次')}？"
    else:
        asks = f"的{asking(what, ranks=True)}"
    things = tuple((name, name + asks) for name in names)
    return Asked(things[0][1], By.THING, order, things=things)


def place_beside(text: str) -> str:
    """A question of one place with another behind it, as one of both: 四川GDP目标，还有浙江的呢."""
    found = _OTHER_PLACE.match(fold(text))
    if found is None:
        return text
    first, other = text[: found.end("first")], text[slice(*found.span("place"))]
    there, beside = places_in(first), places_in(other)
    is_place = len(beside) == 1 and beside[0].name == other
    if len(there) != 1 or not is_place or there[0].kind is not beside[0].kind:
        return text
    return f"{first[: there[0].end]}和{other}的{first[there[0].end :].removeprefix('的')}"
