"""Choosing the confidence at which an answer is given: a table of thresholds on held-out train questions.

``python -m zhengxie_qa.training.decision --work work/reader`` reads what the reader's recipe left of the questions over
texts that the network never saw, each with a confidence from folds that had not seen its text either, and prints what
every threshold would do. What rules decline (a name, a year, a place that is missing) comes on top and is not in it.
``answering.decide`` names the constants read off it.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from zhengxie_qa.training.reader.recipe import OUTCOMES
from zhengxie_qa.training.reader.second_look import Outcome

THRESHOLDS = (0.0, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
SETTINGS = ("political/own", "political/found", "political/without", "political/gap")
"""A question asked of its own text; of all texts; of all but its own; of all without the sentence that answers."""


@dataclass(frozen=True, slots=True)
class Point:
    """What one threshold does; all shares in [0, 1].

    :param answered: of the answerable questions.
    :param right: of the answerable questions, answered rightly.
    :param declined: of the unanswerable ones.
    :param precision: right among all answers given.
    """

    threshold: float
    answered: float
    right: float
    declined: float
    precision: float


def curve(outcomes: Sequence[Outcome], thresholds: Sequence[float] = THRESHOLDS) -> list[Point]:
    """Compute what each threshold does."""
    able = [each for each in outcomes if each.answerable]
    unable = [each for each in outcomes if not each.answerable]
    return [
        Point(
            threshold=threshold,
            answered=_share([each.confidence >= threshold for each in able]),
            right=_share([each.right and each.confidence >= threshold for each in able]),
            declined=_share([each.confidence < threshold for each in unable]),
            precision=_share([each.right for each in outcomes if each.confidence >= threshold]),
        )
        for threshold in thresholds
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table for every setting."""
    parser = argparse.ArgumentParser(prog="python -m zhengxie_qa.training.decision", description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work/reader"), help="the recipe's work folder")
    rows = json.loads((parser.parse_args(arguments).work / OUTCOMES).read_text(encoding="utf-8"))
    outcomes = [Outcome(**row) for row in rows]
    for setting in SETTINGS:
        chosen = [each for each in outcomes if each.setting == setting]
        unanswerable = sum(not each.answerable for each in chosen)
        print(f"\n{setting}: {len(chosen)} questions, {unanswerable} of them unanswerable\n")
        print("| threshold | answered | right | declined | precision |\n|---:|---:|---:|---:|---:|")
        for point in curve(chosen):
            shares = (point.answered, point.right, point.declined, point.precision)
            print(f"| {point.threshold:.2f} | " + " | ".join(f"{100 * share:.1f}" for share in shares) + " |")


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags) if flags else 0.0


if __name__ == "__main__":
    main()
