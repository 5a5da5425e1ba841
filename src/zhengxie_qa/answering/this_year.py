"""A question understood for the documents it is asked of: what 今年 and 去年 mean depends on them."""

from collections.abc import Sequence

from zhengxie_qa.evidence.agreement import document_places
from zhengxie_qa.question.question import Question, Translator
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.types import DocumentInfo, Turn


def understand_among(
    question: str, documents: Sequence[DocumentInfo], *, history: Sequence[Turn], translator: Translator | None
) -> Question:
    """Understand a question.

    今年 is that of the newest document or, where the question names a place, of the newest that is about that place.
    """
    newest = _newest(documents)
    understood = understand(question, history, as_of=newest, translator=translator)
    names = {place.canonical for place in understood.places}
    nearest = _newest([info for info in documents if names & document_places(info)]) if names else None
    if nearest in {None, newest}:
        return understood
    there = understand(question, history, as_of=nearest, translator=translator)
    return there if there.years != understood.years else understood


def _newest(documents: Sequence[DocumentInfo]) -> str | None:
    return max((info.as_of for info in documents if info.as_of), default=None)
