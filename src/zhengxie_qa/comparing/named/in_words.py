"""What a report says in words where others give a figure: 居民收入增长与经济增长同步, 能耗强度降低完成国家下达目标.

Such a clause names what is asked for before the words that say how it stands, and holds no figure. Words that only
say that something is kept as it is (粮食产量保持稳定) count among the figures of a list of targets and nowhere else.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from zhengxie_qa.comparing.named.naming import ENOUGH, Naming
from zhengxie_qa.comparing.ranking import other_scope
from zhengxie_qa.evidence.evidence import Evidence
from zhengxie_qa.evidence.passage import PassageParts, take_apart
from zhengxie_qa.question.question import Question
from zhengxie_qa.types import Hit, Status

_SET_ELSEWHERE: Final = re.compile(
    r"(?:保持)?[与和同跟][^,;:]{2,24}?(?:同步|衔接|一致|相适应|相匹配)"
    r"|(?:[高低快慢优好]于|保持在|不[高低]于)[^,;:]{0,16}(?:增长|增速|增幅|平均|水平|同期|上年)"
    r"|(?:超额|全面|如期)?(?:完成|达到|落实|符合|控制在)(?P<what>[^,;:]{0,40}?)(?:目标|任务|要求|指标)"
)
"""Words that bind a thing to the growth of another, or to an aim set elsewhere (``what``: 完成国家下达的…目标)."""
_KEPT: Final = re.compile(r"(?:保持|稳[定中量]|基本|持续|总体|合理|进一步|明显|有所)[^,;:]*$")
_AIM: Final = re.compile("目标")
_FIGURES_OF_A_LIST: Final = 2
_STOPS: Final = "，,；;。：: \u3000\n"


@dataclass(frozen=True, slots=True)
class InWords:
    """A clause that says in words what is asked for.

    :param evidence: the clause without its stops, held against the question.
    :param share: how far it names what is asked for, in [ENOUGH, 1].
    :param status: planned where it stands in a list of aims, whatever its verb; else what it says itself.
    """

    evidence: Evidence
    share: float
    status: Status | None

    @property
    def agrees(self) -> bool:
        """Whether year, planned or achieved, and scope are those asked for, as far as anything is said of them."""
        wanted = self.evidence.question.status
        is_of_status = None in {wanted, self.status} or wanted is self.status
        return is_of_status and self.evidence.year >= 0 and other_scope(self.evidence) is None


def in_words(question: Question, naming: Naming, hits: Iterable[Hit]) -> Iterator[InWords]:
    """Find the clauses of some passages that say in words what is asked for, in their order."""
    for hit in hits:
        parts = take_apart(hit.passage.text, hit.document.as_of)
        for start, end in parts.clauses:
            listed = is_aim(parts, start)
            subject = _subject(parts, start, end, is_listed=listed)
            share = naming.share(subject) if subject else 0.0
            if share >= ENOUGH:
                said = Evidence(question, hit, *_bare(parts.text, start, end))
                yield InWords(said, share, Status.PLANNED if listed else said.stated)


def _subject(parts: PassageParts, start: int, end: int, *, is_listed: bool) -> str:
    """The words that say what it is of which a clause says something in words; none where it says nothing so."""
    said = parts.folded[start:end].rstrip(_STOPS)
    found = _SET_ELSEWHERE.search(said) or (_KEPT.search(said) if is_listed else None)
    if found is None or any(start <= each.start < end for each in parts.quantities):
        return ""
    return said[: found.start()] or found.groupdict().get("what") or ""


def is_aim(parts: PassageParts, position: int) -> bool:
    """Whether the sentence before a position says that aims follow, and figures stand in it."""
    start, end = parts.sentence_at(position)
    listed = sum(start <= each.start < end for each in parts.quantities)
    return listed >= _FIGURES_OF_A_LIST and bool(_AIM.search(parts.folded, start, position))


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip(_STOPS)), start + len(inner.rstrip(_STOPS))
