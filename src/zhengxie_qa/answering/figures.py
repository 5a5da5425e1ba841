"""Several figures for one question, from several years, places or reports: which stand beside the answer, and under
what label.

Compares values through ``text.numbers``; which span is the answer is decided elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from zhengxie_qa.evidence.agreement import said_years
from zhengxie_qa.evidence.fitting import stated_quantity
from zhengxie_qa.text.equivalence import equivalent
from zhengxie_qa.text.units import compatible_units
from zhengxie_qa.types import DocumentInfo, Quantity, Span

MAX_ALTERNATIVES = 5
"""Most other figures shown with an answer; more would be a table, not an answer."""
NEAR_CONFIDENCE = 0.5
"""Share of the answer's confidence that another figure needs to be shown beside it; set by hand on train questions."""


@dataclass(frozen=True, slots=True)
class OtherFigure:
    """A span that gives another figure, with the year and place it belongs to (``2026 · 北京市``)."""

    span: Span
    label: str


def other_figures(
    answer: Span, spans: Sequence[Span], *, years: frozenset[int], places: frozenset[str]
) -> list[OtherFigure]:
    """Find what other documents, years or places say in answer to the same question.

    :param spans: all spans read, best first.
    :param years: years the question names; a figure of another year is then no alternative.
    :param places: canonical places the question names; likewise.
    :returns: at most ``MAX_ALTERNATIVES``, best first, one for each report and year, none equal to the answer.
    """
    own = stated_quantity(answer)
    if own is None:
        return []
    seen = {_key(answer)}
    found: list[OtherFigure] = []
    for span in spans:
        if len(found) == MAX_ALTERNATIVES:
            break
        key = _key(span)
        if key in seen or not _comparable(answer, own, span):
            continue
        if _excluded(span, years=years, places=places):
            continue
        seen.add(key)
        found.append(OtherFigure(span, label(span)))
    return found


def label(span: Span) -> str:
    """Year and place a figure belongs to, as far as its sentence, heading and document tell; else the title."""
    year = figure_year(span)
    parts = [str(year) if year else None, span.hit.document.place]
    return " · ".join(part for part in parts if part) or span.hit.document.title


def figure_year(span: Span) -> int | None:
    """The year a figure speaks of: the last of the nearest period named, else the report's own."""
    said = said_years(span.hit, span.start - span.hit.passage.start)
    return max(said[-1]) if said else span.hit.document.year


def _key(span: Span) -> tuple[str, int | None]:
    return span.hit.document.doc_id, figure_year(span)


def _comparable(answer: Span, own: Quantity, span: Span) -> bool:
    other = stated_quantity(span)
    return (
        other is not None
        and span.confidence >= NEAR_CONFIDENCE * answer.confidence
        and not equivalent(span.text, answer.text)
        and own.unit is not None
        and other.unit is not None
        and compatible_units(own.unit, other.unit)
    )


def _excluded(span: Span, *, years: frozenset[int], places: frozenset[str]) -> bool:
    info: DocumentInfo = span.hit.document
    if years and figure_year(span) not in years:
        return True
    return bool(places and info.place and info.place not in places)
