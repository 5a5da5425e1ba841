"""The command ``evaluate``: run a question set, compare two runs, or judge one against limits for CI."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from zhengxie_qa.errors import DatasetError, InputError
from zhengxie_qa.interfaces import wiring
from zhengxie_qa.interfaces.cli.context import print_json
from zhengxie_qa.interfaces.cli.progress import counting
from zhengxie_qa.interfaces.settings import Settings
from zhengxie_qa.interfaces.terminal import say
from zhengxie_qa.types import SearchMode

if TYPE_CHECKING:
    from zhengxie_qa.engine import Engine
    from zhengxie_qa.evaluation.examples import RowProblem
    from zhengxie_qa.evaluation.harness import Evaluation
    from zhengxie_qa.evaluation.scoring import Task

REPORTS: Final = Path("reports")
SHOWN_PROBLEMS: Final = 10
BELOW_LIMIT: Final = 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked of the command.

    :param own_documents: ask each question of the document that its row names.
    :param limits: ``figure=value`` texts that the run must reach.
    :param anew: throw away what an interrupted run has done.
    :param encoders: names of encoders whose rows stand beside the other baselines.
    :param readers: names of readers, likewise.
    :param as_json: print the figures as JSON instead of a table.
    """

    reader_only: bool = False
    retrieval_only: bool = False
    contexts: bool = False
    own_documents: bool = False
    mode: SearchMode = SearchMode.HYBRID
    simplify: bool = False
    first: int | None = None
    limits: Sequence[str] = ()
    anew: bool = False
    encoders: Sequence[str] = ()
    readers: Sequence[str] = ()
    as_json: bool = False


def run_evaluate(dataset: Path, *, output: Path | None, settings: Settings, wanted: Wanted) -> int:
    """Run a question set and leave its report in a folder.

    :param output: the folder; ``reports/<name of the set>`` by default.
    :returns: 0, or 1 if a figure is below its limit.
    :raises DatasetError: if the set cannot be read.
    :raises InputError: if options contradict each other, or the folder holds another run.
    """
    from zhengxie_qa.evaluation.gate import failed_gates, parse_gates

    gates = parse_gates(wanted.limits)
    check(dataset, wanted)
    if wanted.encoders or wanted.readers:
        raise InputError(
            "--baseline-encoder and --baseline-reader add rows to the table of --baselines. Give that too."
        )
    done = _run(dataset, output or REPORTS / dataset.stem, settings, wanted)
    if wanted.as_json:
        print_json(done.metrics.to_json())
    else:
        _tell(done)
    return judge(failed_gates(done.metrics.figures, gates))


def run_compare(first: Path, second: Path, *, output: Path | None, as_json: bool) -> int:
    """Compare two runs' folders.

    :raises DatasetError: if a folder holds no run, or they have no question in common.
    """
    from zhengxie_qa.evaluation.report.comparison import compare

    folder = output or REPORTS / f"{first.name}-{second.name}"
    comparison = compare(first, second, folder)
    if as_json:
        rows = [asdict(row) for row in comparison.rows]
        summary = {"shared": comparison.shared, "only_one": comparison.only_one, "figures": rows, "output": str(folder)}
        print_json(summary)
        return 0
    table = _table("figure", "first", "second", "difference", "95 % interval", "p", "n")
    for row in comparison.rows:
        interval = f"{100 * row.low:+.1f} … {100 * row.high:+.1f}"
        figures = (f"{100 * row.a:.1f}", f"{100 * row.b:.1f}", f"{100 * row.difference:+.1f}")
        table.add_row(row.name, *figures, interval, f"{row.p_value:.3f}", str(row.n))
    _print(table)
    counts = ", ".join(f"{count} {change.value}" for change, count in comparison.counts.items())
    counts = counts or "no answer differs"
    alone = f" {comparison.only_one} questions are in one run only." if comparison.only_one else ""
    say(f"{comparison.shared} questions in both; {counts}.{alone} Report: {folder / 'compare.html'}")
    return 0


def check(dataset: Path, wanted: Wanted) -> None:
    """Refuse a missing set and options that exclude each other."""
    if not dataset.exists():
        raise DatasetError(f"There is no file or folder {dataset}. Check the spelling.")
    if wanted.reader_only and wanted.retrieval_only:
        raise InputError("--reader-only and --retrieval-only exclude each other. Give one of them.")
    if wanted.reader_only and wanted.encoders:
        raise InputError("With --reader-only nothing is searched, so --baseline-encoder has no use. Leave out one.")
    if wanted.own_documents and (wanted.reader_only or wanted.contexts):
        raise InputError("--own-documents asks of documents in the index. Leave out --reader-only and --own-contexts.")
    if wanted.retrieval_only and wanted.readers:
        raise InputError("With --retrieval-only nothing is read, so --baseline-reader has no use. Leave out one.")


def _run(dataset: Path, output: Path, settings: Settings, wanted: Wanted) -> "Evaluation":
    from zhengxie_qa.evaluation.harness import Progress, evaluate

    engine = wiring.open_reader(settings) if wanted.reader_only else open_engine(dataset, output, settings, wanted)
    asked_before = 0

    def on_progress(step: Progress) -> None:
        nonlocal asked_before
        asked_before = max(asked_before, step.resumed)
        advance(step.done, step.total, "Asking" if step.stage == "questions" else "Writing the report")

    with resumable(output, wanted), counting("Asking", quiet=wanted.as_json) as advance:
        done = evaluate(
            dataset,
            engine=engine,
            output=output,
            task=task_of(wanted),
            mode=wanted.mode,
            top_k=settings.top_k,
            own_documents=wanted.own_documents,
            simplify=wanted.simplify,
            limit=wanted.first,
            resume=not wanted.anew,
            on_progress=on_progress,
        )
    if asked_before and not wanted.as_json:
        say(f"{asked_before} questions were asked by an earlier run; --anew asks them again.", err=True)
    return done


@contextmanager
def resumable(output: Path, wanted: Wanted) -> Iterator[None]:
    """Say how to go on when the person stops the run."""
    try:
        yield
    except KeyboardInterrupt:
        how = "the same command without --anew" if wanted.anew else "the same command"
        say(f"Stopped. What was asked is kept in {output}; {how} goes on from there.", err=True)
        raise


def open_engine(dataset: Path, output: Path, settings: Settings, wanted: Wanted) -> "Engine":
    """Open the index, or first make one of the set's own texts."""
    if not wanted.contexts:
        return wiring.open_engine(settings)
    from zhengxie_qa.evaluation.contexts import index_contexts

    directory = output.parent / f"{output.name}-index"
    with counting("Indexing the set's texts", quiet=wanted.as_json) as advance:
        index_contexts(
            dataset,
            directory=directory,
            encoder=wiring.open_encoder(settings),
            simplify=wanted.simplify,
            on_progress=lambda step: advance(step.done, step.total),
        )
    return wiring.open_engine(settings.model_copy(update={"index_dir": directory}))


def task_of(wanted: Wanted) -> "Task":
    """Name the task that the options ask for."""
    from zhengxie_qa.evaluation.harness import Task

    if wanted.reader_only:
        return Task.READING
    return Task.RETRIEVAL if wanted.retrieval_only else Task.END_TO_END


def _tell(done: "Evaluation") -> None:
    metrics = done.metrics
    table = _table("figure", "%", "95 % interval", "n")
    for name, value in metrics.figures.items():
        interval = metrics.intervals.get(name)
        span = f"{100 * interval.low:.1f} – {100 * interval.high:.1f}" if interval else ""
        table.add_row(name, f"{100 * value:.1f}", span, str(metrics.counts.get(name, "")))
    _print(table)
    say(", ".join(f"{count} {name.replace('_', ' ')}" for name, count in metrics.outcomes.items()))
    for stage, latency in metrics.latency_ms.items():
        say(f"{stage}: p50 {latency.p50:.1f} ms, p95 {latency.p95:.1f} ms")
    tell_problems(done.problems)
    say(f"Report: {done.output / 'report.html'}")


def tell_problems(problems: "Sequence[RowProblem]") -> None:
    """Say which rows of a set could not be used."""
    for problem in problems[:SHOWN_PROBLEMS]:
        say(str(problem), err=True)
    if len(problems) > SHOWN_PROBLEMS:
        say(f"… and {len(problems) - SHOWN_PROBLEMS} more rows with problems; see the report.", err=True)


def judge(missed: Sequence[str]) -> int:
    """Say which limits were missed and give the exit code."""
    for sentence in missed:
        say(sentence, err=True)
    return BELOW_LIMIT if missed else 0


def _table(*headings: str) -> Any:
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False)
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="left" if number == 0 else "right")
    return table


def _print(table: Any) -> None:
    from rich.console import Console

    Console(highlight=False).print(table)
