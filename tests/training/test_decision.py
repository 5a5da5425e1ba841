"""What a threshold does, on outcomes counted by hand."""

import pytest

pytest.importorskip("torch", reason="the recipes need the train extra")

from zhengxie_qa.training.decision import Outcome, Point, bare, curve

OUTCOMES = [
    Outcome(answerable=True, retrieved=True, right=True, confidence=0.9),
    Outcome(answerable=True, retrieved=True, right=False, confidence=0.1),
    Outcome(answerable=True, retrieved=False, right=False, confidence=0.6),
    Outcome(answerable=False, retrieved=False, right=False, confidence=0.3),
    Outcome(answerable=False, retrieved=False, right=False, confidence=-1.0),
]


def test_each_threshold_is_counted_by_hand() -> None:
    assert curve(OUTCOMES, (0.0, 0.5)) == [
        Point(0.0, answered=2 / 2, declined=1 / 2, right=1 / 3),
        Point(0.5, answered=1 / 2, declined=2 / 2, right=1 / 3),
    ]


def test_words_are_compared_without_marks_and_width() -> None:
    assert bare("“２７５场”。") == bare("275场")
    assert bare("４.５%") != bare("45%")
