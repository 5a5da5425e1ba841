"""Whether the thing counted stands only inside the name of another thing: 20个委员活动小组 says nothing of 委员.

Told by what a word is followed by, from a short list of things that are named after those they serve or hold.
"""

import re
from typing import Final

from zhengxie_qa.evidence.sought import thing_counted
from zhengxie_qa.question.question import Question
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.types import AnswerKind

_NAMED_AFTER: Final = (
    "小组|工作站|工作室|活动室|联络站|联络室|服务站|接待室|会客厅|之家|议事厅|议事室|讲堂|讲坛|培训班|学习班|座谈会|推进会"
    "|俱乐部|联谊会|联合会|委员会|支部|平台|基地|园区|集群|小镇|示范区|示范县|示范村|热线|专栏|通道"
)
_BEHIND: Final = re.compile(rf"(?:活动|学习|服务|联络|履职|协商|创新|创业|产业|工作|交流)?(?P<tail>{_NAMED_AFTER})")


def counted_otherwise(question: Question, clause: str) -> tuple[str, ...]:
    """Give the thing counted, where a clause names it only as part of another thing's name.

    :param clause: of a passage, around a figure.
    :returns: empty where the clause counts the thing, does not name it at all, or the question names that other thing.
    """
    if question.kind is not AnswerKind.COUNT:
        return ()
    counted, asked, said = thing_counted(question), fold(question.chinese), fold(clause)
    if len(counted) < 2 or counted not in said:
        return ()
    others = [_BEHIND.match(said, match.end()) for match in re.finditer(re.escape(counted), said)]
    is_other = all(other is not None and other["tail"] not in asked for other in others)
    return (counted,) if is_other else ()
