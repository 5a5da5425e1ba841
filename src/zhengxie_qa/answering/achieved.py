"""A figure asked for without year and status: the latest achieved one is meant, and not what is planned for it.

The plan is shown beside the answer (``answering.figures``).
"""

from typing import Final

from zhengxie_qa.answering.case import Case
from zhengxie_qa.evidence.evidence import Evidence
from zhengxie_qa.evidence.fitting import NUMERIC
from zhengxie_qa.evidence.passage import take_apart
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.quantities.units import compatible_units
from zhengxie_qa.types import Status

_NEAR: Final = 0.7
"""Share of the plan's confidence from which the achieved figure is taken to be of the same thing; set by hand."""


def achieved_instead(case: Case, *, threshold: float) -> int:
    """Say which span is to be looked at first: the best, or what was achieved where that is a plan.

    :param threshold: least confidence of an answer; no plan above it gives way to a figure below it.
    """
    question = case.question
    if question.kind not in NUMERIC or question.years or question.status is not None:
        return 0
    plan, best = case.evidence[0], case.spans[0].confidence
    if plan.stated is not Status.PLANNED:
        return 0
    least = max(_NEAR * best, min(best, threshold))
    likely = (index for index, span in enumerate(case.spans) if span.confidence >= least)
    return next((index for index in likely if _is_achieved(case.evidence[index], plan)), 0)


def _is_achieved(figure: Evidence, plan: Evidence) -> bool:
    """Whether a figure is what the same document says was reached of the thing planned."""
    same_document = figure.hit.passage.doc_id == plan.hit.passage.doc_id
    if figure.stated is not Status.ACHIEVED or not same_document or not figure.fits:
        return False
    unit, planned = (each.quantity.unit if each.quantity else None for each in (figure, plan))
    is_comparable = unit is not None and planned is not None and compatible_units(unit, planned)
    return is_comparable and _named(figure) >= _named(plan)


def _named(figure: Evidence) -> set[str]:
    """The question's terms in the sentence of a figure."""
    text, parts = figure.hit.passage.text, take_apart(figure.hit.passage.text, figure.hit.document.as_of)
    sentence = fold(text[slice(*parts.sentence_at(figure.start))])
    return {term for term in map(fold, figure.question.terms) if term in sentence}
