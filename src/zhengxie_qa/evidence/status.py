"""Whether the words around a figure say that it was reached or only intended.

Reads one clause, then its sentence, then its section heading; what a question asks for is ``reading.question``'s part.
"""

import re

from zhengxie_qa.text.outlook import HEADING_BACK
from zhengxie_qa.types import Status

_PLANNED = re.compile(
    r"目标|预期(?!寿命)|力争|争取|计划|规划|拟|确保|将(?!军|士|领)|预计|有望|努力|力促|力求|要(?!求|点|素|闻|领|件|案|塞|道)|新增?开工|"
    r"到(?:本世纪中叶|20[3-9]\d年|二[0〇零○]三\S年)|以内$|左右$"
)
_ACHIEVED = re.compile(
    r"已经?(?!知)|累计|去年|过去|(?<![一公总])共(?![同和产享治建])|了(?!解)|荣获|获评|超额|为期|办结|增至|升至|提升到|获得"
)
_EITHER = re.compile(r"完成|达到?(?!标)|实现|建成|新增|新建|突破|超过|举办|组织|落地|开展|安排")
"""Verbs that a report uses of what was done and of what is to be done alike; the section decides."""
_PLANNED_HEADING = re.compile(r"目标|安排|部署|任务|要求|打算|展望|建议|下一步|今后|重点工作|工作重点|主要工作")
_REVIEW_YEAR = re.compile(r"(?:19|20)\d\d年(?:工作|的工作|政府工作|经济社会发展)(?:回顾|情况|总结)")


def stated_status(clause: str, *, sentence: str = "", heading: str | None = None) -> Status | None:
    """Read planned or achieved from the nearest words that tell.

    :param clause: the clause that holds the figure.
    :param sentence: the sentence around it, asked if the clause is silent.
    :param heading: the section's heading, asked last.
    :returns: ``None`` where nothing tells.
    """
    heading_status = _of_heading(heading or "")
    for words in (clause, sentence):
        planned, achieved = _PLANNED.search(words), _ACHIEVED.search(words)
        if planned and achieved:
            return heading_status or (Status.PLANNED if planned.start() <= achieved.start() else Status.ACHIEVED)
        if planned or achieved:
            return Status.PLANNED if planned else Status.ACHIEVED
        if _EITHER.search(words):
            return heading_status or Status.ACHIEVED
    return heading_status


def _of_heading(heading: str) -> Status | None:
    if _REVIEW_YEAR.search(heading):
        return Status.ACHIEVED
    planned, achieved = bool(_PLANNED_HEADING.search(heading)), bool(HEADING_BACK.search(heading))
    if planned == achieved:
        return None
    return Status.PLANNED if planned else Status.ACHIEVED
