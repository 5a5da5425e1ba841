"""Whether a question asks for what was planned or for what was achieved."""

import re
from typing import Final

from zhengxie_qa.types import Status

_PLANNED: Final = re.compile(
    r"目标|预期(?!寿命)|力争|争取|打算|准备"
    r"|(?<!个五年)(?<!什么)(?<!哪个)(?<!哪项)(?<!行动)(?<!原)计划(?!生育|经济|单列|纲要|\"|》|中|期)(?=.)|拟|预计|预定"
    r"|希望|将(?!军|士|领|来|近)|愿景|"
    r"要(?=达到?|建|增|完成|实现|新增|把|让|涨|投|培育|改造|提高|降|控制|保持|修|造|办|干|达|创|拍"
    r"|突破)|得(?=涨|达|提高|降)|(?<![制确规决评认])定(?:在|了|到|为(?=多少|几|百分|何))|"
    r"确保|想(?:要|把|建|达|让|增)|明年|今后|未来|规划(?:到|建|目标)|有望|应(?:当)?(?:达|完成)|"
    r"\bwill\b|\btargets?\b|(?<!five-year )\bplan(?:s|ned|ning)?\b|\baims?\b|\bgoals?\b|\bexpect(?:s|ed)?\b"
    r"|\bintends?\b|\bmeant to\b|\bset to\b|\bshould\b|\bsupposed to\b"
)
_ACHIEVED: Final = re.compile(
    r"完成了|实际|累计|已经|已(?=[建完达有实成])|(?<!为)了(?=多少|几|百分之|多大)|去年|前年|过去"
    r"|曾(?!经济)|截至|截止|达到了|实现了|新增了|上年|目前|"
    r"现在|如今|眼下|(?:一共|总共|共)(?=[建投新办收培产组实完开])|\bactual(?:ly)?\b|\bdid\b|\bwas\b"
    r"|\bwere\b|\bhad\b|\bhas\b|\bhave been\b|\bso far\b|"
    r"\blast year\b|\bgrew\b|\brose\b|\breached\b"
)
_STRONG_PLAN: Final = re.compile(
    r"目标|预期(?!寿命)|力争|(?<!个五年)(?<!行动)计划(?!生育|经济|单列|\"|》)|打算|拟"
    r"|\btargets?\b|(?<!five-year )\bplan(?:s|ned)?\b|\bgoals?\b|\baims?\b|\bmeant to\b"
)
_ACTUAL: Final = re.compile(r"实际|完成了|是否(?:完成|实现)|\bactual")
_LATEST_LOOKING_AHEAD: Final = 6
"""A report of the first half of a year speaks of that year as the one to come."""


def status_asked(blanked: str, *, years: tuple[int, ...] = (), as_of: str | None = None) -> Status | None:
    """Say whether a question asks for what was planned or for what was achieved.

    :param blanked: the folded question without its quoted words.
    :param years: the years it speaks of; against ``as_of`` they decide where no word does.
    :returns: ``None`` where nothing tells.
    """
    planned, achieved = bool(_PLANNED.search(blanked)), bool(_ACHIEVED.search(blanked))
    if planned != achieved:
        return Status.PLANNED if planned else Status.ACHIEVED
    if planned:
        if _ACTUAL.search(blanked):
            return Status.ACHIEVED
        return Status.PLANNED if _STRONG_PLAN.search(blanked) else None
    return _by_year(years, as_of)


def _by_year(years: tuple[int, ...], as_of: str | None) -> Status | None:
    match = re.match(r"(\d{4})(?:-(\d{1,2}))?", as_of or "")
    if not match or not years:
        return None
    year, month = int(match[1]), int(match[2] or 1)
    if min(years) > year or (min(years) == year and month <= _LATEST_LOOKING_AHEAD):
        return Status.PLANNED
    return Status.ACHIEVED if max(years) < year else None
