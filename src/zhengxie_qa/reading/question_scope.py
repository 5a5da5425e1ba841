"""Two things about a question besides its kind: planned or achieved, and whether it is one for the corpus at all."""

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

_REQUEST: Final = re.compile(
    r"^(?:请|麻烦|能不能|可以|你?能)*(?:帮我|给我|替我|为我)?(?:写|作|画|编|翻译|改写|润色|起草|生成"
    r"|计算|算一?下|推荐|讲个?|唱|放)"
    r"(?:一?[首篇份段个张下封]|成|出|笑话|故事)"
    r"|^(?:请|麻烦)?(?:帮我|给我|替我)(?!查|找|看|列|核|说|介绍)"
    r"|^(?:please |can you |could you )?(?:write|draw|translate|compose|draft|generate|sing|recommend"
    r"|tell me a (?:joke|story))\b"
    r"|^(?:你|您)(?:好|是谁|叫什么|会什么|能做什么|能干什么|觉得|认为|喜欢|多大|吃了)|^(?:谢谢|再见"
    r"|早上好|晚上好|在吗|哈喽|嗨)"
    r"|^(?:hi|hello|hey|thanks?|thank you|bye|good (?:morning|evening)|who are you|what can you do"
    r"|how are you|what do you think)\b"
    r"|(?:今天|明天|后天|周末|这几天|现在).{0,6}(?:天气|下雨|气温)|天气(?:怎么样|如何|预报)"
    r"|\bweather (?:today|tomorrow|forecast)|what'?s the weather"
    r"|(?:股票|彩票|基金)(?:代码|号码|该不该|能不能买|推荐)|^\d+\s*[-+*/×÷]\s*\d+",
    re.IGNORECASE,
)


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


def is_out_of_scope(text: str) -> bool:
    """Say whether a text asks for something no report could answer: a poem, a sum, small talk, the weather."""
    return bool(_REQUEST.search(text.strip()))


def _by_year(years: tuple[int, ...], as_of: str | None) -> Status | None:
    match = re.match(r"(\d{4})(?:-(\d{1,2}))?", as_of or "")
    if not match or not years:
        return None
    year, month = int(match[1]), int(match[2] or 1)
    if min(years) > year or (min(years) == year and month <= _LATEST_LOOKING_AHEAD):
        return Status.PLANNED
    return Status.ACHIEVED if max(years) < year else None
