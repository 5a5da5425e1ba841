"""A whole run over a small set: figures, outcomes, files, interruption, determinism."""

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from conftest_rows import write_rows
from evaluation_fakes import NOISE, REPORTS, FakeEngine

from zhengxie_qa.errors import DatasetError, InputError
from zhengxie_qa.evaluation.harness import Progress, Task, evaluate
from zhengxie_qa.evaluation.runs.folder import read_predictions
from zhengxie_qa.evaluation.runs.prediction import Outcome
from zhengxie_qa.types import SearchMode


def outcomes(folder: Path) -> dict[str, Outcome]:
    return {prediction.id: prediction.outcome for prediction in read_predictions(folder)}


def test_each_question_gets_the_stage_at_which_it_went_wrong(
    question_set: Path, engine: FakeEngine, tmp_path: Path
) -> None:
    evaluate(question_set, engine=engine, output=tmp_path / "out")
    assert outcomes(tmp_path / "out") == {
        "right": Outcome.RIGHT,
        "number": Outcome.RIGHT,
        "wrong": Outcome.READ_WRONG,
        "declined": Outcome.WRONGLY_DECLINED,
        "impossible": Outcome.RIGHTLY_DECLINED,
        "tricked": Outcome.WRONGLY_ANSWERED,
        "follow": Outcome.RIGHT,
        "failing": Outcome.FAILED,
    }


def test_a_gold_below_what_was_read_is_not_retrieved(question_set: Path, engine: FakeEngine, tmp_path: Path) -> None:
    engine.answers["东湖市办复率是多少？"] = None
    evaluate(question_set, engine=engine, output=tmp_path / "out", top_k=1)
    assert outcomes(tmp_path / "out")["declined"] in {Outcome.NOT_RETRIEVED, Outcome.WRONGLY_DECLINED}
    predictions = {each.id: each for each in read_predictions(tmp_path / "out")}
    for prediction in predictions.values():
        if prediction.outcome is Outcome.NOT_RETRIEVED:
            assert prediction.gold_rank is None or prediction.gold_rank > 1


def test_figures_are_means_over_the_questions_they_apply_to(
    question_set: Path, engine: FakeEngine, tmp_path: Path
) -> None:
    metrics = evaluate(question_set, engine=engine, output=tmp_path / "out").metrics
    assert metrics.counts["questions"] == 8
    assert metrics.figures["em"] == 3 / 6
    assert metrics.figures["answered"] == 4 / 6
    assert metrics.figures["declined"] == 1 / 2
    assert metrics.figures["accuracy"] == (3 + 1) / 8
    assert metrics.figures["precision"] == 3 / 5
    assert metrics.figures["verified"] == 1.0
    assert metrics.figures["doc_hit@10"] == 1.0
    assert metrics.groups["kind"]["person"]["n"] == 2
    assert metrics.latency_ms["read"].p50 == 2.0


def test_citations_are_checked_against_the_gold_place(question_set: Path, engine: FakeEngine, tmp_path: Path) -> None:
    metrics = evaluate(question_set, engine=engine, output=tmp_path / "out").metrics
    assert metrics.counts["citation_precision"] == 4
    assert metrics.figures["citation_precision"] == 3 / 4


def test_raw_offsets_of_the_set_meet_clean_offsets_of_the_index(
    question_set: Path, engine: FakeEngine, tmp_path: Path
) -> None:
    evaluate(question_set, engine=engine, output=tmp_path / "out")
    prediction = next(each for each in read_predictions(tmp_path / "out") if each.id == "right")
    (cited,) = prediction.citations
    assert cited.start == REPORTS["东湖市.txt"].index("120场")
    assert cited.in_gold is True
    assert prediction.gold_rank == 1


def test_every_file_is_written_and_loads(question_set: Path, engine: FakeEngine, tmp_path: Path) -> None:
    evaluation = evaluate(question_set, engine=engine, output=tmp_path / "out")
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {
        *("run.json", "metrics.json", "predictions.jsonl", "timings.jsonl", "report.html"),
        *("run.trec", "qrels.trec", "run.documents.trec", "qrels.documents.trec"),
    }
    saved = json.loads((tmp_path / "out" / "metrics.json").read_text(encoding="utf-8"))
    assert saved["figures"] == evaluation.metrics.figures
    assert saved["run"]["dataset"] == "set.jsonl"


def test_two_runs_give_identical_predictions(question_set: Path, engine: FakeEngine, tmp_path: Path) -> None:
    for name in ("one", "two"):
        evaluate(question_set, engine=engine, output=tmp_path / name)
    first, second = ((tmp_path / name / "predictions.jsonl").read_bytes() for name in ("one", "two"))
    assert first == second


def test_an_interrupted_run_goes_on_where_it_stopped(question_set: Path, engine: FakeEngine, tmp_path: Path) -> None:
    def stop_at_three(progress: Progress) -> None:
        if progress.done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        evaluate(question_set, engine=engine, output=tmp_path / "out", on_progress=stop_at_three)
    asked_before = list(engine.asked)
    steps: list[Progress] = []
    evaluate(question_set, engine=engine, output=tmp_path / "out", on_progress=steps.append)
    assert steps[0] == Progress(3, 8, 3)
    assert not set(engine.asked[len(asked_before) :]) & set(asked_before)
    evaluate(question_set, engine=engine, output=tmp_path / "whole")
    assert (tmp_path / "out" / "predictions.jsonl").read_bytes() == (
        tmp_path / "whole" / "predictions.jsonl"
    ).read_bytes()


@pytest.mark.parametrize("cut", [1, 40, 400])
def test_a_line_cut_short_by_a_crash_is_asked_again(
    question_set: Path, engine: FakeEngine, tmp_path: Path, cut: int
) -> None:
    evaluate(question_set, engine=engine, output=tmp_path / "out")
    file = tmp_path / "out" / "predictions.jsonl"
    whole = file.read_bytes()
    file.write_bytes(whole[:-cut])
    evaluate(question_set, engine=engine, output=tmp_path / "out")
    assert file.read_bytes() == whole


def test_a_folder_of_another_run_is_refused_unless_started_anew(
    question_set: Path, engine: FakeEngine, tmp_path: Path
) -> None:
    evaluate(question_set, engine=engine, output=tmp_path / "out")
    with pytest.raises(InputError, match="holds another run: another top_k"):
        evaluate(question_set, engine=engine, output=tmp_path / "out", top_k=3)
    with pytest.raises(
        InputError, match=r"holds another run: other questions\. Give another --output folder, or --anew"
    ):
        evaluate(question_set, engine=engine, output=tmp_path / "out", limit=2)
    evaluate(question_set, engine=engine, output=tmp_path / "out", top_k=3, resume=False)
    assert len(outcomes(tmp_path / "out")) == 8


def test_retrieval_asks_no_answers(question_set: Path, engine: FakeEngine, tmp_path: Path) -> None:
    metrics = evaluate(
        question_set, engine=engine, output=tmp_path / "out", task=Task.RETRIEVAL, mode=SearchMode.LEXICAL
    ).metrics
    assert engine.asked == []
    assert "em" not in metrics.figures
    assert "declined" not in metrics.figures
    assert metrics.figures["hit@10"] == 1.0
    assert metrics.outcomes == {"retrieved": 6, "not_judged": 2}
    assert metrics.run["mode"] == "lexical"


def test_reading_uses_each_row_s_own_context(tmp_path: Path, engine: FakeEngine) -> None:
    context = REPORTS["东湖市.txt"]
    row: dict[str, Any] = {"id": "r", "question": "东湖市湖畔会办了多少场？", "context": context}
    row["answers"] = [{"text": "120场", "answer_start": context.index("120场")}]
    file = tmp_path / "reading.jsonl"
    file.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    metrics = evaluate(file, engine=engine, output=tmp_path / "out", task=Task.READING).metrics
    assert metrics.figures["em"] == metrics.figures["citation_precision"] == metrics.figures["verified"] == 1.0
    assert not (tmp_path / "out" / "run.trec").exists()


def test_reading_without_contexts_says_which_row_lacks_one(
    question_set: Path, engine: FakeEngine, tmp_path: Path
) -> None:
    with pytest.raises(DatasetError, match=r"set\.jsonl:1: no context to read; run without --reader-only"):
        evaluate(question_set, engine=engine, output=tmp_path / "out", task=Task.READING)


def test_a_gold_that_is_not_where_the_set_says_is_reported(tmp_path: Path, engine: FakeEngine) -> None:
    row = {"id": "off", "question": "几场？", "doc": "东湖市.txt", "answers": [{"text": "120场", "answer_start": 1}]}
    file = tmp_path / "set.jsonl"
    file.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    evaluation = evaluate(file, engine=engine, output=tmp_path / "out")
    assert [str(each) for each in evaluation.problems] == [
        "set.jsonl:1: answer_start 1 of 东湖市.txt does not hold the answer"
    ]


def test_impossible_numbers_are_refused(question_set: Path, engine: FakeEngine, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="top_k is 0"):
        evaluate(question_set, engine=engine, output=tmp_path / "out", top_k=0)
    with pytest.raises(InputError, match="limit is 0"):
        evaluate(question_set, engine=engine, output=tmp_path / "out", limit=0)


def test_progress_counts_to_the_total_then_reports(question_set: Path, engine: FakeEngine, tmp_path: Path) -> None:
    steps: list[Progress] = []
    evaluate(question_set, engine=engine, output=tmp_path / "out", on_progress=steps.append, limit=2)
    assert [(step.done, step.total, step.stage) for step in steps] == [
        (0, 2, "questions"),
        (1, 2, "questions"),
        (2, 2, "questions"),
        (2, 2, "report"),
    ]


@pytest.mark.slow
def test_ten_thousand_questions_keep_memory_flat(tmp_path: Path, engine: FakeEngine) -> None:
    def run(count: int) -> int:
        file = tmp_path / f"{count}.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            for number in range(count):
                context = f"第{number}份报告：东湖市组织湖畔会{number}场。" + NOISE * 30
                row = {
                    "id": str(number),
                    "question": "几场？",
                    "context": context,
                    "answers": [{"text": f"{number}场"}],
                }
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
        engine.asked = []
        tracemalloc.start()
        evaluate(file, engine=_Silent(), output=tmp_path / f"out-{count}", task=Task.READING)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    small, large = run(4_000), run(12_000)
    assert large < small * 1.5


class _Silent(FakeEngine):
    def ask(self, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError


def test_golds_without_a_document_are_looked_for_by_their_words(tmp_path: Path, engine: FakeEngine) -> None:
    rows = [
        {"id": "there", "question": "东湖市办复率是多少？", "answers": ["98.5%"]},
        {"id": "nowhere", "question": "那西岭市呢？", "answers": ["612件"]},
    ]
    evaluate(write_rows(tmp_path / "office.jsonl", rows), engine=engine, output=tmp_path / "out")
    assert outcomes(tmp_path / "out") == {"there": Outcome.READ_WRONG, "nowhere": Outcome.NOT_RETRIEVED}


def test_each_question_may_be_asked_of_its_own_document_alone(tmp_path: Path) -> None:
    rows = (
        {"id": "own", "question": "湖畔会多少场？", "doc": "东湖市.txt", "answers": [{"text": "120场"}]},
        {"id": "other", "question": "立案多少件？", "doc": "东湖市.txt", "answers": [], "is_impossible": True},
    )
    dataset = tmp_path / "set.jsonl"
    dataset.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    told = {"湖畔会多少场？": ("120场", 0.9), "立案多少件？": ("611件", 0.9)}
    everywhere = evaluate(dataset, engine=FakeEngine(told), output=tmp_path / "everywhere")
    alone = evaluate(dataset, engine=FakeEngine(told), output=tmp_path / "alone", own_documents=True)
    assert (everywhere.metrics.figures["declined"], alone.metrics.figures["declined"]) == (0.0, 1.0)
    assert alone.metrics.figures["right"] == 1.0
    assert outcomes(tmp_path / "alone")["other"] is Outcome.RIGHTLY_DECLINED


def test_a_document_that_the_index_lacks_is_named(tmp_path: Path) -> None:
    dataset = tmp_path / "set.jsonl"
    row = {"id": "q1", "question": "多少场？", "doc": "南山市.txt", "answers": [], "is_impossible": True}
    dataset.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    evaluate(dataset, engine=FakeEngine(), output=tmp_path / "out", own_documents=True)
    [prediction] = read_predictions(tmp_path / "out")
    assert prediction.outcome is Outcome.FAILED
    assert "南山市.txt" in prediction.error
