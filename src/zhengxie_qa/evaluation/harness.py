"""Run a question set through an engine, score it, and leave figures, predictions and a report in a folder.

What the doors call (everything else under ``evaluation`` serves these)::

    evaluate(dataset: Path, *, engine: QuestionAnswerer, output: Path, task: Task = Task.END_TO_END,
             mode: SearchMode = SearchMode.HYBRID, top_k: int = 10, depth: int = 50,
             own_documents: bool = False, simplify: bool = False, limit: int | None = None,
             resume: bool = True, seed: int = 0, label: str = "",
             on_progress: Callable[[Progress], None] | None = None) -> Evaluation
        Evaluation(metrics: Metrics, problems: tuple[RowProblem, ...], output: Path)
        Metrics.figures: Mapping[str, float]   # "em", "f1", "f1_squad", "em_numeric", "hit@5", "mrr@10", …
        Metrics.to_json() -> dict[str, Any]
        Progress(done: int, total: int, resumed: int, stage: str)
        Task: StrEnum reading (= --reader-only) | retrieval | end_to_end
        Writes output/{metrics.json, predictions.jsonl, timings.jsonl, run.trec, qrels.trec, report.html}.
        Ctrl-C leaves the folder resumable: call again with the same arguments. A folder of another run is refused
        (InputError) unless resume=False, which starts anew.

    compare(a: Path, b: Path, output: Path, *, seed: int = 0) -> Comparison              (evaluation.report.comparison)
        two output folders → output/{compare.json, compare.html}; Comparison.rows: tuple[MetricDelta, ...]

    read_dataset(path: Path, *, simplify: bool = False) -> Dataset                       (evaluation.datasets.registry)
        iterate it for Example rows (streams; again from the start each time); Dataset.problems; Dataset.format

    parse_gates(["f1=0.6"]) -> tuple[Gate, ...]; failed_gates(metrics, gates) -> list[str]     (evaluation.gate)

    index_contexts(dataset: Path, *, directory: Path, encoder: Encoder, simplify=False) -> int    (evaluation.contexts)
        an index of a reading set's own contexts (or a BEIR corpus) to evaluate retrieval over: then open an engine
        on ``directory`` and call evaluate(task=Task.RETRIEVAL or END_TO_END)

    standard_systems(task, *, product: Answerer, index=None, encoder=None) -> tuple[System, ...]  (evaluation.baselines)
    encoder_systems(name, encoder, *, task, index)               context manager → (dense, fused) with another encoder
    reader_system(name, reader, *, task, product, index=None) -> System                   another reader's row
    evaluate_systems(dataset, *, systems, output, task, top_k, depth, simplify, limit, resume, seed,
                     on_progress: Callable[[label, Progress], None]) -> list[Evaluation]
    markdown_table(evaluations) -> str
        several systems in one table: output/LABEL/…, output/systems.json, output/systems.md
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from zhengxie_qa import __version__
from zhengxie_qa.errors import DatasetError, InputError, Said
from zhengxie_qa.evaluation.datasets.registry import Dataset, DatasetFormat, Scan, read_dataset
from zhengxie_qa.evaluation.examples import RowProblem
from zhengxie_qa.evaluation.protocol import QuestionAnswerer
from zhengxie_qa.evaluation.report.report import write_report
from zhengxie_qa.evaluation.runs.folder import RunFolder, read_predictions, read_timings
from zhengxie_qa.evaluation.runs.summary import Metrics, summarise
from zhengxie_qa.evaluation.runs.trec import write_trec
from zhengxie_qa.evaluation.scoring import Options, Scorer, Task
from zhengxie_qa.types import MAX_TOP_K, SearchMode

__all__ = ["Evaluation", "Progress", "Task", "evaluate"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is.

    :param resumed: of ``done``, how many an earlier call had done.
    :param stage: ``questions``, then ``report``.
    """

    done: int
    total: int
    resumed: int = 0
    stage: str = "questions"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a run leaves behind.

    :param problems: rows left out, and golds that do not stand where the set says.
    :param output: the folder with ``metrics.json``, ``predictions.jsonl``, ``report.html`` and the TREC files.
    """

    metrics: Metrics
    problems: tuple[RowProblem, ...]
    output: Path


def evaluate(
    dataset: Path,
    *,
    engine: QuestionAnswerer,
    output: Path,
    task: Task = Task.END_TO_END,
    mode: SearchMode = SearchMode.HYBRID,
    top_k: int = 10,
    depth: int = 50,
    own_documents: bool = False,
    simplify: bool = False,
    limit: int | None = None,
    resume: bool = True,
    seed: int = 0,
    label: str = "",
    on_progress: Callable[[Progress], None] | None = None,
) -> Evaluation:
    """Ask every question of a set and write the folder ``output``.

    Ctrl-C (``KeyboardInterrupt``) is passed on; everything asked so far is kept and the same call goes on from there.

    :param top_k: passages read per question.
    :param depth: passages retrieved for the retrieval figures.
    :param own_documents: ask each question of the document that the set names for it (``doc``), and of no other.
    :param simplify: turn the set's Traditional characters into Simplified, offsets kept.
    :param limit: ask the first questions only.
    :param seed: of the bootstrap intervals.
    :param label: what to call this system in reports; made from mode and task if empty.
    :raises DatasetError: when the set cannot be read, or not for this task.
    :raises InputError: when ``output`` holds another run and ``resume`` is set, or a number is out of range.
    """
    _check_numbers(top_k, depth, limit)
    rows = read_dataset(dataset, simplify=simplify, limit=limit)
    scan = rows.scan()
    _check_task(rows, scan, task)
    options = Options(
        task=task,
        mode=mode,
        top_k=top_k,
        depth=max(depth, top_k),
        own_documents=own_documents,
        may_decline=scan.answerable < scan.rows,
    )
    manifest = _manifest(rows, scan, options, engine, label)
    report = on_progress or (lambda _progress: None)
    with RunFolder(output, manifest, resume=resume) as folder:
        problems = (*scan.problems, *_run(rows, scan, Scorer(engine, options), folder, report))
    report(Progress(scan.rows, scan.rows, stage="report"))
    metrics = summarise(read_predictions(output), read_timings(output), run=manifest, seed=seed)
    _write_figures(output, metrics, problems)
    if task is not Task.READING:
        write_trec(output, label=manifest["label"])
    write_report(output, metrics, problems)
    return Evaluation(metrics, problems, output)


def _check_numbers(top_k: int, depth: int, limit: int | None) -> None:
    for name, value in (("top_k", top_k), ("depth", depth)):
        if not 1 <= value <= MAX_TOP_K:
            raise InputError(f"{name} is {value}; give a number from 1 to {MAX_TOP_K}.")
    if limit is not None and limit < 1:
        raise InputError(f"limit is {limit}; give a number from 1.")


def _check_task(rows: Dataset, scan: Scan, task: Task) -> None:
    if task is Task.READING and scan.with_context < scan.rows:
        missing = next(row for row in rows if row.context is None)
        raise DatasetError(
            Said(
                f"{rows.path.name}:{missing.line}: no context to read; run without --reader-only, or add the text the "
                "question is about as context.",
                f"{rows.path.name} 第 {missing.line} 行没有可读的原文；请不要选“只读原文”，或在 context 里给出原文。",
            )
        )
    if task is not Task.RETRIEVAL and rows.format is DatasetFormat.BEIR:
        raise DatasetError(f"{rows.path.name} judges documents, not answers; run it with --retrieval-only.")


def _manifest(rows: Dataset, scan: Scan, options: Options, engine: QuestionAnswerer, label: str) -> dict[str, Any]:
    """Everything that decides what is predicted."""
    reading = options.task is Task.READING
    state = None if reading else engine.state()
    return {
        "label": label or (options.task.value if reading else f"{options.task.value} ({options.mode.value})"),
        "dataset": rows.path.name,
        "dataset_format": rows.format.value,
        "dataset_sha256": rows.fingerprint(),
        "questions": scan.rows,
        "task": options.task.value,
        "mode": None if reading else options.mode.value,
        "top_k": options.top_k,
        "depth": options.depth,
        "own_documents": options.own_documents,
        "reader": getattr(getattr(engine, "reader", None), "fingerprint", None),
        "encoder": state.encoder if state else None,
        "generation": state.generation if state else None,
        "documents": state.documents if state else None,
        "passages": state.passages if state else None,
        "version": __version__,
        "code": _code_fingerprint(),
    }


def _code_fingerprint() -> str:
    """SHA-256 over the package's modules: a run begun with other code is not continued."""
    digest = sha256()
    for file in sorted(Path(__file__).resolve().parent.parent.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _run(
    rows: Dataset, scan: Scan, scorer: Scorer, folder: RunFolder, report: Callable[[Progress], None]
) -> list[RowProblem]:
    """Ask what has not been asked; returns golds that do not stand where the set says."""
    problems: list[RowProblem] = []
    resumed = len(folder.done)
    report(Progress(resumed, scan.rows, resumed))
    done = resumed
    for example in rows:
        if problem := scorer.gold_problem(example):
            problems.append(RowProblem(rows.path.name, example.line, problem))
        if example.id in folder.done:
            continue
        folder.add(scorer.score(example))
        done += 1
        report(Progress(done, scan.rows, resumed))
    return problems


def _write_figures(output: Path, metrics: Metrics, problems: tuple[RowProblem, ...]) -> None:
    content = metrics.to_json() | {"problems": [str(problem) for problem in problems]}
    text = json.dumps(content, ensure_ascii=False, indent=2)
    (output / "metrics.json").write_text(text + "\n", encoding="utf-8")
