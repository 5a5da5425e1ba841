"""Several figures for one question, from several years, places or reports: which stand beside the answer, and under
what label.

Compares values through ``text.quantities``; which span is the answer is decided elsewhere.
"""

from dataclasses import dataclass

from zhengxie_qa.answering.case import Case
from zhengxie_qa.answering.decide import Check
from zhengxie_qa.evidence.evidence import Evidence
from zhengxie_qa.text.quantities.equivalence import equivalent
from zhengxie_qa.text.quantities.units import compatible_units
from zhengxie_qa.types import Span

MAX_ALTERNATIVES = 5
"""Most other figures shown with an answer; more would be a table, not an answer."""
NEAR_CONFIDENCE = 0.5
"""Share of the answer's confidence that another figure needs to be shown beside it; set by hand on train questions."""


@dataclass(frozen=True, slots=True)
class OtherFigure:
    """A span that gives another figure, with the year and place it belongs to (``2026 · 北京市``)."""

    span: Span
    label: str


def other_figures(case: Case, chosen: Check) -> list[OtherFigure]:
    """Find what other documents, years or places say in answer to the same question.

    A figure of another year or place than the question names is no alternative.

    :param chosen: the answer.
    :returns: at most ``MAX_ALTERNATIVES``, best first, one for each report and year, none equal to the answer.
    """
    answer = chosen.evidence
    if answer.quantity is None:
        return []
    seen = {_key(answer)}
    found: list[OtherFigure] = []
    for span, other in zip(case.spans, case.evidence, strict=True):
        if len(found) == MAX_ALTERNATIVES:
            break
        if span.confidence < NEAR_CONFIDENCE * chosen.span.confidence or _key(other) in seen:
            continue
        if not _comparable(answer, other) or _excluded(other):
            continue
        seen.add(_key(other))
        found.append(OtherFigure(span, _label(other)))
    return found


def _label(figure: Evidence) -> str:
    """Year and place a figure belongs to, as far as its sentence, heading and document tell; else the title."""
    info = figure.hit.document
    parts = [str(figure.own_year) if figure.own_year else None, info.place]
    return " · ".join(part for part in parts if part) or info.title


def _key(figure: Evidence) -> tuple[str, int | None]:
    return figure.hit.document.doc_id, figure.own_year


def _comparable(answer: Evidence, other: Evidence) -> bool:
    units = [each.quantity.unit if each.quantity else None for each in (answer, other)]
    return (
        units[0] is not None
        and units[1] is not None
        and compatible_units(units[0], units[1])
        and not equivalent(other.text, answer.text)
    )


def _excluded(figure: Evidence) -> bool:
    question, place = figure.question, figure.hit.document.place
    if question.years and figure.own_year not in question.years:
        return True
    places = {named.canonical for named in question.places}
    return bool(places and place and place not in places)
