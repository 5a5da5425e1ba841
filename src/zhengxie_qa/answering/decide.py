"""Answer or decline: checks spans already scored, best first, and says which one answers or why none does.

Scores nothing itself. Each constant says where it comes from; reasons become sentences in ``answering.messages``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from zhengxie_qa.answering.achieved import achieved_first
from zhengxie_qa.answering.answer import ConfidenceLevel, Reason
from zhengxie_qa.answering.by_form.span import Form
from zhengxie_qa.answering.case import Case
from zhengxie_qa.evidence.evidence import Evidence
from zhengxie_qa.evidence.explained import merely_used
from zhengxie_qa.evidence.fitting import DEFINITE, FIGURES
from zhengxie_qa.evidence.missing import FullText, missing_terms
from zhengxie_qa.types import Span, Status

ANSWER_THRESHOLD: Final = 0.45
"""Least confidence at which the best span is given as the answer: from there on an answer more is as often right as
wrong, by the tables of ``training.decision``."""
MEDIUM_CONFIDENCE: Final = 0.5
"""Confidence from which an answer is called medium: from there on seven in ten are right, by the same tables."""
HIGH_CONFIDENCE: Final = 0.85
"""Confidence from which an answer is called high: from there on nine in ten are right, by the same tables."""
SPANS_CHECKED: Final = 12
"""Spans checked, best first, before giving up; a checked span further down has rarely been right."""


_ASKS_ACTUAL: Final = re.compile(r"实际(?!使用|利用|增长|收入|投资)|最终|真正完成|究竟完成")
"""Words that ask for what was really reached; 实际利用外资 and 实际增长 are names of statistics."""


@dataclass(frozen=True, slots=True)
class Check:
    """A span with what stands around it, and what speaks against it as the answer.

    :param reason: ``None``: nothing.
    :param missing: terms of the question that the evidence lacks, for ``TERM_MISSING``.
    :param planned_only: the figure is a plan, where the question asks what was really reached.
    """

    span: Span
    evidence: Evidence
    reason: Reason | None = None
    missing: tuple[str, ...] = ()
    planned_only: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: exactly one of ``chosen`` and ``reason`` is set.

    :param confidence: of the chosen span, or of the best one that was turned down.
    :param missing: terms of the question that no evidence has, for ``TERM_MISSING``.
    :param planned_only: the best figure found is a plan, where the question asks what was really reached.
    :param checks: each span looked at, for the explanation.
    """

    chosen: Check | None
    reason: Reason | None
    confidence: float = 0.0
    missing: tuple[str, ...] = ()
    planned_only: bool = False
    checks: tuple[Check, ...] = ()


def decide(case: Case, *, full_text: FullText = lambda doc_id: None, threshold: float = ANSWER_THRESHOLD) -> Decision:
    """Choose the best span that holds what was asked, or the reason why there is none.

    :param full_text: gives documents in full, so that a name found elsewhere in one is not called missing.
    """
    if case.question.out_of_scope:
        return Decision(None, Reason.OUT_OF_SCOPE)
    if not case.hits:
        return Decision(None, Reason.NO_PASSAGE)
    if not case.spans:  # not one candidate: of the wrong kind if the question wanted a definite kind
        return Decision(None, Reason.WRONG_KIND if case.question.kind in DEFINITE else Reason.LOW_CONFIDENCE)
    checks: list[Check] = []
    ordered = achieved_first(case)
    for proposed, evidence in zip(ordered.spans[:SPANS_CHECKED], ordered.evidence, strict=False):
        span = _instead_of(proposed, checks)
        checks.append(_check(span, evidence, full_text=full_text, threshold=threshold))
        if checks[-1].reason is None:
            return Decision(checks[-1], None, span.confidence, checks=tuple(checks))
        if checks[-1].reason is Reason.LOW_CONFIDENCE:
            break
    return _declined(tuple(checks))


def _instead_of(span: Span, checks: Sequence[Check]) -> Span:
    """Give half their lead to a figure beside others of its passage that are of the opposite or of another thing."""
    here = (check for check in checks if check.span.hit.passage.passage_id == span.hit.passage.passage_id)
    others = (check for check in here if check.evidence.opposites or check.evidence.counted_otherwise)
    lead = max((check.span.confidence for check in others), default=0.0) - span.confidence
    return replace(span, confidence=span.confidence + lead / 2) if lead > 0 else span


def _declined(checks: tuple[Check, ...]) -> Decision:
    """Decline for what speaks against the best span; a term counts as missing only if no span's evidence has it."""
    first = checks[0]
    compared = [check.missing for check in checks if check.reason is not Reason.WRONG_KIND]
    missing = tuple(term for term in first.missing if all(term in each for each in compared))
    reason = first.reason
    if reason is Reason.TERM_MISSING and not missing:
        reason = Reason.LOW_CONFIDENCE
    return Decision(None, reason, first.span.confidence, missing, first.planned_only, checks)


def level_of(confidence: float) -> ConfidenceLevel:
    """Name a confidence as a person reads it."""
    if confidence >= HIGH_CONFIDENCE:
        return ConfidenceLevel.HIGH
    return ConfidenceLevel.MEDIUM if confidence >= MEDIUM_CONFIDENCE else ConfidenceLevel.LOW


def _check(span: Span, evidence: Evidence, *, full_text: FullText, threshold: float) -> Check:
    question = evidence.question
    if not {Form.CELL, Form.IN_PARTS, Form.LABEL} & span.parts.keys() and not evidence.fits:
        return Check(span, evidence, Reason.WRONG_KIND)
    if merely_used(question, span):
        return Check(span, evidence, Reason.WRONG_KIND)
    if question.kind in FIGURES and _ASKS_ACTUAL.search(question.chinese) and evidence.stated is Status.PLANNED:
        return Check(span, evidence, Reason.WRONG_KIND, planned_only=True)
    strict = span.confidence < MEDIUM_CONFIDENCE
    missing = () if Form.CELL in span.parts else missing_terms(evidence, strict=strict, full_text=full_text)
    if missing:
        return Check(span, evidence, Reason.TERM_MISSING, missing)
    return Check(span, evidence, Reason.LOW_CONFIDENCE if span.confidence < threshold else None)
