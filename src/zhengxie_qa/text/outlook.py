"""Whether a question, a section and a passage look ahead to what is meant to be done, or back on what was done.

A report gives the same figure twice, once reached and once intended, in the same words. Word lists only, each read
as a number from -1 (back) to 1 (ahead); hints for the ranker, nothing is left out because of them.
"""

import re

_QUESTION_AHEAD = re.compile(
    r"目标|预期(?!寿命)|力争|争取|打算|准备|计划|拟|预计|希望|将(?!军|士|领|来|近)|今年|明年|今后|未来|确保"
    r"|想(?:要|把|建|达|让|增)"
    r"|要(?=达|建|增|完成|实现|新增|把|让|培育|改造|提高|降|控制|保持|修|造|创|突破|稳|守)"
    r"|\bwill\b|\btargets?\b|\bplan(?:s|ned|ning)?\b|\baim(?:s|ing)?\b|\bgoals?\b|\bexpect(?:s|ed)?\b|\bintends?\b"
    r"|\bset to\b|\bthis year\b|\bnext year\b",
    re.IGNORECASE,
)
_QUESTION_BACK = re.compile(
    r"完成了|实际|累计|已经|已(?=[建完达有实成])|(?<!为)了|去年|前年|过去|截至|截止|上年|目前|现在|如今"
    r"|\bactual(?:ly)?\b|\bdid\b|\bwas\b|\bwere\b|\bhad\b|\bhas\b|\bhave\b|\bso far\b|\blast year\b|\bgrew\b|\brose\b"
    r"|\breached\b",
    re.IGNORECASE,
)
_HEADING_AHEAD = re.compile(r"目标|安排|部署|任务|要求|打算|展望|建议|下一步|今后|重点工作|工作重点|着力|推进|加快")
HEADING_BACK = re.compile(r"回顾|成就|成绩|总结|过去|工作情况|进展")
"""Headings of sections that review what was done."""
_TEXT_AHEAD = re.compile(
    r"目标|预期|力争|争取|计划|确保|将|预计|努力|要(?!求|点|素|闻|领|件|案|塞|道)|加快|推动|推进|支持|实施|深化|加强|完善"
    r"|健全|促进|左右|以上"
)
_TEXT_BACK = re.compile(
    r"已|累计|去年|过去|了|荣获|获评|超额|增至|升至|获得|达到|突破|建成|增长|位居|居全国|成功|投运|开通|从"
)
_HEADING_STEPS = " › "
_DOUBT = 2
"""Added to the number of telling words, so that one alone does not decide."""


def question_outlook(folded: str) -> float:
    """Read a folded question; 0 where it says neither or both."""
    return float(bool(_QUESTION_AHEAD.search(folded))) - float(bool(_QUESTION_BACK.search(folded)))


def section_outlook(heading: str) -> float:
    """Read the path of headings above a passage; the topmost alone may look ahead, since any may name a task."""
    if HEADING_BACK.search(heading):
        return -1.0
    return float(bool(_HEADING_AHEAD.search(heading.split(_HEADING_STEPS)[0])))


def text_outlook(text: str) -> float:
    """Weigh the telling words of a passage, in (-1, 1)."""
    ahead, back = len(_TEXT_AHEAD.findall(text)), len(_TEXT_BACK.findall(text))
    return (ahead - back) / (ahead + back + _DOUBT)
