"""Answer or decline: checks spans already scored, best first, and says which one answers or why none does.

Scores nothing itself. Each constant says where it comes from; reasons become sentences in ``answering.messages``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from zhengxie_qa.answering.definitions import IN_PARTS
from zhengxie_qa.answering.tables import CELL
from zhengxie_qa.evidence.evidence import evidence_of
from zhengxie_qa.evidence.explained import merely_used
from zhengxie_qa.evidence.fitting import DEFINITE, FIGURES
from zhengxie_qa.evidence.missing import FullText, missing_terms
from zhengxie_qa.question.question import Question
from zhengxie_qa.types import ConfidenceLevel, Hit, Reason, Span, Status

ANSWER_THRESHOLD: Final = 0.35
"""Least confidence at which the best span is given as the answer; read off the table of ``training.decision``."""
MEDIUM_CONFIDENCE: Final = 0.45
"""Confidence from which an answer is called medium: from there on seven in ten are right, by the same table."""
HIGH_CONFIDENCE: Final = 0.8
"""Confidence from which an answer is called high: from there on nine in ten are right, by the same table."""
SPANS_CHECKED: Final = 12
"""Spans checked, best first, before giving up; a checked span further down has rarely been right."""


_ASKS_ACTUAL: Final = re.compile(r"实际(?!使用|利用|增长|收入|投资)|最终|真正完成|究竟完成")
"""Words that ask for what was really reached; 实际利用外资 and 实际增长 are names of statistics."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: exactly one of ``span`` and ``reason`` is set.

    :param confidence: of the chosen span, or of the best one that was turned down.
    :param missing: terms of the question that the evidence lacks, for ``TERM_MISSING``.
    :param planned_only: the figure found is a plan, where the question asks what was really reached.
    :param checks: each span looked at with what was wrong with it (``None``: nothing), for the explanation.
    """

    span: Span | None
    reason: Reason | None
    confidence: float
    missing: tuple[str, ...] = ()
    planned_only: bool = False
    checks: tuple[tuple[Span, Reason | None], ...] = field(default=())


def decide(
    question: Question,
    spans: Sequence[Span],
    hits: Sequence[Hit],
    *,
    full_text: FullText = lambda doc_id: None,
    threshold: float = ANSWER_THRESHOLD,
) -> Decision:
    """Choose the best span that holds what was asked, or the reason why there is none.

    :param spans: best first.
    :param full_text: gives documents in full, so that a name found elsewhere in one is not called missing.
    """
    if question.out_of_scope:
        return Decision(None, Reason.OUT_OF_SCOPE, 0.0)
    if not hits:
        return Decision(None, Reason.NO_PASSAGE, 0.0)
    if not spans:
        return Decision(None, _without_spans(question), 0.0)
    checked: list[_Check] = []
    for span in spans[:SPANS_CHECKED]:
        check = _check(question, span, full_text=full_text, threshold=threshold)
        checked.append(check)
        if check.reason in {None, Reason.LOW_CONFIDENCE}:
            break
    told = tuple((check.span, check.reason) for check in checked)
    if checked[-1].reason is None:
        return Decision(checked[-1].span, None, checked[-1].span.confidence, checks=told)
    return _declined(checked, told)


@dataclass(frozen=True, slots=True)
class _Check:
    """A span and what speaks against it."""

    span: Span
    reason: Reason | None
    missing: tuple[str, ...] = ()
    planned_only: bool = False


def _declined(checked: Sequence[_Check], told: tuple[tuple[Span, Reason | None], ...]) -> Decision:
    """Decline for what speaks against the best span; a term counts as missing only if no span's evidence has it."""
    first = checked[0]
    compared = [check.missing for check in checked if check.reason is not Reason.WRONG_KIND]
    missing = tuple(term for term in first.missing if all(term in each for each in compared))
    reason = first.reason
    if reason is Reason.TERM_MISSING and not missing:
        reason = Reason.LOW_CONFIDENCE
    return Decision(None, reason, first.span.confidence, missing, first.planned_only, told)


def level_of(confidence: float) -> ConfidenceLevel:
    """Name a confidence as a person reads it."""
    if confidence >= HIGH_CONFIDENCE:
        return ConfidenceLevel.HIGH
    return ConfidenceLevel.MEDIUM if confidence >= MEDIUM_CONFIDENCE else ConfidenceLevel.LOW


def _check(question: Question, span: Span, *, full_text: FullText, threshold: float) -> _Check:
    around = evidence_of(question, span)
    if not {CELL, IN_PARTS} & span.parts.keys() and not around.fits:
        return _Check(span, Reason.WRONG_KIND)
    if merely_used(question, span):
        return _Check(span, Reason.WRONG_KIND)
    if question.kind in FIGURES and _ASKS_ACTUAL.search(question.chinese) and around.stated is Status.PLANNED:
        return _Check(span, Reason.WRONG_KIND, planned_only=True)
    missing = missing_terms(around, strict=span.confidence < MEDIUM_CONFIDENCE, full_text=full_text)
    if missing:
        return _Check(span, Reason.TERM_MISSING, missing)
    return _Check(span, Reason.LOW_CONFIDENCE if span.confidence < threshold else None)


def _without_spans(question: Question) -> Reason:
    """Passages without a single candidate: of the wrong kind if the question wanted a definite kind."""
    return Reason.WRONG_KIND if question.kind in DEFINITE else Reason.LOW_CONFIDENCE
