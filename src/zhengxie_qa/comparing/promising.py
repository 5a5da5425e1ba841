"""Which passages could answer at all: reading one that holds no fitting figure takes long and finds nothing.

Looks for what the decision looks for in the end, before anything is read; what it turns down would be turned down then.
"""

from zhengxie_qa.evidence.evidence import Evidence
from zhengxie_qa.evidence.fitting import NUMERIC
from zhengxie_qa.evidence.missing import FullText, missing_terms
from zhengxie_qa.evidence.passage import take_apart
from zhengxie_qa.question.question import Question
from zhengxie_qa.types import Hit


def could_answer(question: Question, hit: Hit, *, full_text: FullText) -> bool:
    """Say whether a passage could answer: where a figure is asked for, one that fits and lacks nothing named.

    A figure without a unit may be the cell of a table, whose unit stands elsewhere.
    """
    if question.kind not in NUMERIC:
        return True
    mentions = take_apart(hit.passage.text, hit.document.as_of).quantities
    figures = (Evidence(question, hit, mention.start, mention.end) for mention in mentions)
    return any(
        (said.fits or _is_bare(said)) and not missing_terms(said, strict=False, full_text=full_text) for said in figures
    )


def _is_bare(said: Evidence) -> bool:
    return said.quantity is not None and said.quantity.unit is None
