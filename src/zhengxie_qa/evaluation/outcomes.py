"""Where a question went wrong: the first stage of retrieve → read → decide that did not do its part."""

from zhengxie_qa.evaluation.runs.prediction import Outcome

RIGHT_F1 = 0.8
"""An answer this close to a gold (F1 by CMRC's definition) gives the person what they asked for."""

PARTLY_F1 = 0.4
"""Below this an answer is a different one rather than one cut too long or too short."""


def is_right(*, em_numeric: float, f1: float) -> bool:
    """Whether an answer counts as right: exact, the same quantity, or nearly the same words."""
    return em_numeric == 1.0 or f1 >= RIGHT_F1


def outcome_of(*, impossible: bool, answered: bool, right: bool, f1: float, retrieved: bool | None) -> Outcome:
    """Name the outcome of one question.

    :param retrieved: whether a gold passage was among those read; None where the set gives no places.
    """
    if impossible:
        return Outcome.WRONGLY_ANSWERED if answered else Outcome.RIGHTLY_DECLINED
    if answered and right:
        return Outcome.RIGHT
    if retrieved is False:
        return Outcome.NOT_RETRIEVED
    if not answered:
        return Outcome.WRONGLY_DECLINED
    return Outcome.PARTLY_RIGHT if f1 >= PARTLY_F1 else Outcome.READ_WRONG
