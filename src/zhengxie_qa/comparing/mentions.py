"""Whether a document mentions something: it does where the words themselves stand, and nowhere else.

No reader is asked: 哪些省提到低空经济 has one right answer for each document, and its text holds it.
"""

from collections.abc import Sequence

from zhengxie_qa.answering.answer import Answer, Reason
from zhengxie_qa.answering.case import Case
from zhengxie_qa.answering.cite import line_hit
from zhengxie_qa.answering.compose import compose
from zhengxie_qa.answering.decide import Check, Decision
from zhengxie_qa.question.question import Question
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.types import Document, Hit, Span

_CERTAIN = 1.0


def mention(question: Question, words: str, document: Document, hits: Sequence[Hit], *, asked: str) -> Answer:
    """Quote what the best passage, else the document's first, says with these words; or say that they do not stand.

    :param hits: passages of the document, best first; at least one.
    :param asked: the question as it came.
    """
    wanted = fold(words)
    best = next((hit for hit in hits if wanted in fold(hit.passage.text)), None)
    start = best.passage.start + fold(best.passage.text).find(wanted) if best else fold(document.text).find(wanted)
    if start < 0:
        decision = Decision(None, Reason.TERM_MISSING, _CERTAIN, missing=(words,))
        return compose(Case(asked, question, hits, ()), decision, document=None, fetch=lambda _: document)
    end = start + len(wanted)
    hit = best or line_hit(hits[0], document, start=start, end=end)
    span = Span(hit, start, end, document.text[start:end], _CERTAIN, _CERTAIN)
    case = Case(asked, question, hits, [span])
    return compose(
        case, Decision(Check(span, case.evidence[0]), None, _CERTAIN), document=document, fetch=lambda _: document
    )
