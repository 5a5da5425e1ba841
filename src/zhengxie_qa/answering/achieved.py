"""A figure asked for without a year: the latest achieved one is meant, unless a plan is asked for.

The plan is shown beside the answer (``answering.figures``).
"""

from dataclasses import replace
from typing import Final

from zhengxie_qa.answering.case import Case
from zhengxie_qa.evidence.evidence import Evidence
from zhengxie_qa.evidence.passage import take_apart
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.quantities.units import compatible_units
from zhengxie_qa.types import Status

_NEAR: Final = 0.5
"""Share of the plan's confidence from which the achieved figure is taken to be of the same thing; set by hand."""


def achieved_first(case: Case) -> Case:
    """Put what was achieved before the plan for the same thing, where that is the best span and no year is asked for.

    What the reader believes is divided between the two: the figure put first gets the mean of both confidences.
    """
    if not case.spans or case.question.years or case.question.status is Status.PLANNED:
        return case
    plan, best = case.evidence[0], case.spans[0].confidence
    if plan.stated is not Status.PLANNED:
        return case
    likely = (index for index, span in enumerate(case.spans) if span.confidence >= _NEAR * best)
    index = next((index for index in likely if _is_achieved(case.evidence[index], plan)), None)
    if index is None:
        return case
    found = case.spans[index]
    first = replace(found, confidence=(found.confidence + best) / 2) if found.confidence < best else found
    return replace(case, spans=[first, *case.spans[:index], *case.spans[index + 1 :]])


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
    parts = take_apart(figure.hit.passage.text, figure.hit.document.as_of)
    sentence = parts.folded[slice(*parts.sentence_at(figure.start))]
    return {term for term in map(fold, figure.question.terms) if term in sentence}
