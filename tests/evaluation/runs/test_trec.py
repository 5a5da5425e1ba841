"""TREC files: other tools read them and find the same figures."""

from pathlib import Path

import ir_measures
import pytest
from evaluation_fakes import FakeEngine
from ir_measures import RR, Success

from zhengxie_qa.evaluation.harness import Task, evaluate
from zhengxie_qa.evaluation.runs.trec import qrels_lines, run_lines


def test_scores_fall_with_the_rank_and_spaces_leave_fields() -> None:
    assert run_lines("q 1", ["a", "b"], "my run") == "q_1 Q0 a 1 2 my_run\nq_1 Q0 b 2 1 my_run\n"
    assert qrels_lines("q", {"b": 1, "a": 2}) == "q 0 a 2\nq 0 b 1\n"


def test_figures_computed_from_the_files_are_the_reported_ones(
    question_set: Path, engine: FakeEngine, tmp_path: Path
) -> None:
    metrics = evaluate(question_set, engine=engine, output=tmp_path / "out", task=Task.RETRIEVAL).metrics
    for prefix, suffix in (("", ""), ("doc_", ".documents")):
        run = list(ir_measures.read_trec_run(str(tmp_path / "out" / f"run{suffix}.trec")))
        qrels = list(ir_measures.read_trec_qrels(str(tmp_path / "out" / f"qrels{suffix}.trec")))
        found = ir_measures.calc_aggregate([Success @ 1, RR @ 10], qrels, run)
        assert metrics.figures[f"{prefix}hit@1"] == pytest.approx(found[Success @ 1])
        assert metrics.figures[f"{prefix}mrr@10"] == pytest.approx(found[RR @ 10])
