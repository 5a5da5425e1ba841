"""What a threshold does, on outcomes counted by hand."""

import json
from dataclasses import asdict

import pytest

pytest.importorskip("torch", reason="the recipes need the train extra")

from zhengxie_qa.training.decision import Point, curve, main
from zhengxie_qa.training.reader.second_look import Outcome

OUTCOMES = [
    Outcome("political/own", answerable=True, right=True, confidence=0.9),
    Outcome("political/own", answerable=True, right=False, confidence=0.1),
    Outcome("political/own", answerable=True, right=False, confidence=0.6),
    Outcome("political/own", answerable=False, right=False, confidence=0.3),
    Outcome("political/own", answerable=False, right=False, confidence=0.05),
]


def test_each_threshold_is_counted_by_hand() -> None:
    assert curve(OUTCOMES, (0.0, 0.2, 0.5)) == [
        Point(0.0, answered=3 / 3, right=1 / 3, declined=0 / 2, precision=1 / 5),
        Point(0.2, answered=2 / 3, right=1 / 3, declined=1 / 2, precision=1 / 3),
        Point(0.5, answered=2 / 3, right=1 / 3, declined=2 / 2, precision=1 / 2),
    ]


def test_the_table_is_printed_from_what_the_recipe_left(tmp_path, capsys) -> None:
    (tmp_path / "outcomes.json").write_text(json.dumps([asdict(each) for each in OUTCOMES]), encoding="utf-8")
    main(["--work", str(tmp_path)])
    said = capsys.readouterr().out
    assert "political/own: 5 questions, 2 of them unanswerable" in said
    assert "| 0.50 | 66.7 | 33.3 | 100.0 | 50.0 |" in said
