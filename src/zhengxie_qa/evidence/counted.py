"""Whether a figure counts another thing than the one asked for.

The thing may stand only inside the name of another: 20个委员活动小组 says nothing of 委员. That is told by what a
word is followed by, from a short list of things that are named after those they serve or hold. Or another figure of
the clause stands right before it: 覆盖32个界别的工作站323个 counts 界别 with 32个.
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
_BETWEEN: Final = 2
"""Characters between a figure and the thing it counts: 界别共有32个, 32个的界别."""
_BEHIND: Final = re.compile(rf"(?:活动|学习|服务|联络|履职|协商|创新|创业|产业|工作|交流)?(?P<tail>{_NAMED_AFTER})")


def counted_otherwise(question: Question, clause: str, figure: tuple[int, int] | None = None) -> tuple[str, ...]:
    """Give the thing counted, where a figure counts another.

    :param clause: of a passage, around a figure.
    :param figure: its offsets in ``clause``; without them only names of other things are told.
    :returns: empty where the clause counts the thing, does not name it at all, or the question names that other thing.
    """
    if question.kind is not AnswerKind.COUNT:
        return ()
    counted, asked, said = thing_counted(question), fold(question.chinese), fold(clause)
    if len(counted) < 2 or counted not in said:
        return ()
    others = [_BEHIND.match(said, match.end()) for match in re.finditer(re.escape(counted), said)]
    is_other = all(other is not None and other["tail"] not in asked for other in others)
    is_other = is_other or (figure is not None and _is_behind(question, counted) and _own_figure(counted, said, figure))
    return (counted,) if is_other else ()


def _is_behind(question: Question, counted: str) -> bool:
    """Whether the thing counted stands right behind the words that ask: 多少个界别."""
    _, end = question.wh_span or (0, 0)
    return counted in fold(question.chinese)[end : end + 1 + len(counted)]


def _own_figure(counted: str, said: str, figure: tuple[int, int]) -> bool:
    """Whether another figure stands right before the thing counted, and this one neither before nor behind it."""
    start, end = figure
    if counted in said[max(0, start - len(counted) - _BETWEEN) : end + len(counted) + _BETWEEN]:
        return False
    own = re.finditer(rf"\d[\d.,]*[万余多]*[^\d\s,，、。]{{0,2}}{re.escape(counted)}", said)
    return any(match.end() <= start or end <= match.start() for match in own)
