"""What a name like 1+10+N means, where a passage explains it part by part: “1”即…；“10”即…；“N”即….

Whether a single term is explained where it stands is ``evidence.explained``'s part, for the decision.
"""

from collections.abc import Sequence
from typing import Final

from zhengxie_qa.answering.by_form.span import Form, form_span
from zhengxie_qa.evidence.explained import explained_in_parts
from zhengxie_qa.question.question import Question
from zhengxie_qa.types import Hit, Span

IN_PARTS_CONFIDENCE: Final = 0.9
"""Every part is explained by name and in order; nothing else could be meant."""


def parts_span(question: Question, hits: Sequence[Hit]) -> Span | None:
    """Find the explanation of every part of the name that a question asks the meaning of, in the best hit with one."""
    for hit in hits:
        place = explained_in_parts(question, hit.passage.text)
        if place is not None:
            start, end = hit.passage.start + place[0], hit.passage.start + place[1]
            return form_span(Form.IN_PARTS, hit, start, end, IN_PARTS_CONFIDENCE)
    return None


def items_in_parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The explanations of several parts, apart: they are parted by semicolons."""
    items: list[tuple[int, int]] = []
    for position in range(start, end + 1):
        if position == end or text[position] in "；;":
            items.append((start, position))
            start = position + 1
    return items if len(items) > 1 else []
