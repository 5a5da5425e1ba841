"""Two runs side by side."""

import json
from pathlib import Path

import pytest
from conftest_rows import ANSWERS, write_rows
from evaluation_fakes import FakeEngine

from zhengxie_qa.errors import DatasetError
from zhengxie_qa.evaluation.harness import evaluate
from zhengxie_qa.evaluation.report.comparison import compare
from zhengxie_qa.evaluation.runs.compare import Change


@pytest.fixture
def runs(question_set: Path, tmp_path: Path) -> tuple[Path, Path]:
    """The base run, and one that finds the person but misses the follow-up."""
    other = {**ANSWERS, "西岭市政协主席是谁？": ("王敏", 0.7), "那西岭市呢？": ("27座", 0.3)}
    evaluate(question_set, engine=FakeEngine(ANSWERS), output=tmp_path / "a")
    evaluate(question_set, engine=FakeEngine(other), output=tmp_path / "b", label="other")
    return tmp_path / "a", tmp_path / "b"


def test_changed_questions_are_better_or_worse(runs: tuple[Path, Path], tmp_path: Path) -> None:
    comparison = compare(*runs, tmp_path / "cmp")
    assert comparison.shared == 8
    assert [(each.id, each.change) for each in comparison.changed] == [
        ("declined", Change.BETTER),
        ("follow", Change.WORSE),
    ]


def test_each_metric_has_its_difference_and_interval(runs: tuple[Path, Path], tmp_path: Path) -> None:
    rows = {row.name: row for row in compare(*runs, tmp_path / "cmp").rows}
    assert rows["answered"].difference == pytest.approx(1 / 6)
    assert rows["em"].difference == 0.0
    assert rows["em"].low <= 0.0 <= rows["em"].high
    assert rows["hit@1"].p_value == 1.0


def test_both_files_are_written(runs: tuple[Path, Path], tmp_path: Path) -> None:
    compare(*runs, tmp_path / "cmp")
    saved = json.loads((tmp_path / "cmp" / "compare.json").read_text(encoding="utf-8"))
    assert (saved["b"]["folder"], saved["b"]["label"]) == ("b", "other")
    html = (tmp_path / "cmp" / "compare.html").read_text(encoding="utf-8")
    assert "://" not in html
    assert "A: a, end_to_end (hybrid) · B: b, other" in html


def test_figures_at_a_cut_are_ordered_by_it(runs: tuple[Path, Path], tmp_path: Path) -> None:
    names = [row.name for row in compare(*runs, tmp_path / "cmp").rows if row.name.startswith("recall@")]
    assert names == ["recall@5", "recall@10", "recall@50"]


def test_runs_of_other_questions_cannot_be_compared(runs: tuple[Path, Path], tmp_path: Path) -> None:
    rows = [{"id": "x", "question": "别的？", "answers": ["甲"]}]
    evaluate(write_rows(tmp_path / "x.jsonl", rows), engine=FakeEngine(), output=tmp_path / "x")
    with pytest.raises(DatasetError, match="share no question"):
        compare(runs[0], tmp_path / "x", tmp_path / "cmp")


def test_a_folder_without_a_run_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="holds no evaluation run"):
        compare(tmp_path, tmp_path, tmp_path / "cmp")
