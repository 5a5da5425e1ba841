"""The evaluator's tab: a question set in, progress, figures, the report to download. Runs the same harness as the
command line, one run at a time.
"""

import logging
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import gradio as gr

from zhengxie_qa.errors import ZhengxieError
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.ui import texts
from zhengxie_qa.interfaces.ui.texts import both, escape

if TYPE_CHECKING:
    from zhengxie_qa.evaluation.harness import Evaluation, Progress
    from zhengxie_qa.evaluation.metrics.bootstrap import Interval

log = logging.getLogger("zhengxie_qa.page")

KINDS: Final = [".csv", ".tsv", ".xlsx", ".jsonl", ".json"]
SHOWN_PROBLEMS: Final = 10
Shown = tuple[str, Any, Any]
"""Figures as HTML, and the updates of the two download buttons."""


def add_evaluation(service: Service, i18n: Callable[[str], Any]) -> None:
    """Add the tab's blocks to the page being built; reports are kept until the server stops."""
    reports = tempfile.TemporaryDirectory(prefix="zhengxie-qa-")
    gr.HTML(f'<p class="lead">{both(texts.EVALUATE_LEAD)}</p>', elem_id="lead", apply_default_css=False)
    with gr.Row(equal_height=False):
        with gr.Column(scale=2, min_width=300):
            dataset = gr.File(label=i18n("dataset"), file_types=KINDS, file_count="single", elem_id="dataset")
            reader_only = gr.Checkbox(label=i18n("reader_only"), elem_id="reader_only")
            run = gr.Button(i18n("run"), variant="primary", elem_id="run")
        with gr.Column(scale=3, min_width=320):
            figures = gr.HTML(
                f'<p class="empty">{both(texts.NO_FIGURES)}</p>', elem_id="figures", apply_default_css=False
            )
            with gr.Row():
                report = gr.DownloadButton(i18n("report"), visible=False, elem_id="report")
                predictions = gr.DownloadButton(i18n("predictions"), visible=False, elem_id="predictions")

    def evaluate(path: str | None, only_reading: bool, progress: gr.Progress = gr.Progress()) -> Shown:
        output = Path(tempfile.mkdtemp(dir=reports.name))
        return run_evaluation(service, path, output=output, reader_only=only_reading, on_progress=_telling(progress))

    run.click(
        evaluate,
        [dataset, reader_only],
        [figures, report, predictions],
        api_visibility="private",
        concurrency_limit=1,
        concurrency_id="evaluate",
        show_progress_on=[figures],
    )


def run_evaluation(
    service: Service, path: str | None, *, output: Path, reader_only: bool, on_progress: "Callable[[Progress], None]"
) -> Shown:
    """Evaluate an uploaded question set; whatever goes wrong becomes a sentence in the place of the figures."""
    nothing = gr.DownloadButton(visible=False)
    if not path:
        return _notice(both(texts.NO_DATASET)), nothing, nothing
    try:
        done = _evaluate(service, Path(path), output=output, reader_only=reader_only, on_progress=on_progress)
    except ZhengxieError as error:
        return _notice(both(texts.FAILED) + escape(error)), nothing, nothing
    except Exception:
        log.exception("an evaluation of the page failed")
        return _notice(both(texts.UNFORESEEN)), nothing, nothing
    files = (done.output / "report.html", done.output / "predictions.jsonl")
    buttons = [gr.DownloadButton(value=str(file), visible=True) for file in files]
    return figures_table(done), buttons[0], buttons[1]


def _evaluate(
    service: Service, path: Path, *, output: Path, reader_only: bool, on_progress: "Callable[[Progress], None]"
) -> "Evaluation":
    from zhengxie_qa.evaluation.harness import Task, evaluate

    return evaluate(
        path,
        engine=service.engine(),
        output=output,
        task=Task.READING if reader_only else Task.END_TO_END,
        top_k=service.settings.top_k,
        on_progress=on_progress,
    )


def figures_table(done: "Evaluation") -> str:
    """Show outcomes, figures with their 95 % intervals, and what was wrong with the set."""
    metrics = done.metrics
    rows = "".join(
        _row(name, value, metrics.counts.get(name), metrics.intervals.get(name))
        for name, value in metrics.figures.items()
    )
    head = "".join(f'<th scope="col">{both(name)}</th>' for name in texts.FIGURE_COLUMNS)
    table = f'<div class="scroll" tabindex="0"><table><tr>{head}</tr>{rows}</table></div>'
    problems = "".join(f"<li>{escape(each)}</li>" for each in done.problems[:SHOWN_PROBLEMS])
    wrong = f"<p>{both(texts.ROW_PROBLEMS)} ({len(done.problems)})</p><ul>{problems}</ul>" if problems else ""
    return f"{_outcomes(metrics.outcomes)}{table}{wrong}"


def _outcomes(counts: Mapping[str, int]) -> str:
    from zhengxie_qa.evaluation.labels import OUTCOMES
    from zhengxie_qa.evaluation.prediction import Outcome

    shown = []
    for name, count in counts.items():
        if count:
            label = OUTCOMES[Outcome(name)]
            words = both((label.zh, label.en))
            shown.append(f'<span class="outcome {label.tone}">{label.sign} {words} <b>{count}</b></span>')
    return f'<p class="outcomes">{"".join(shown)}</p>'


def _row(name: str, value: float, count: int | None, interval: "Interval | None") -> str:
    from zhengxie_qa.evaluation.labels import figure_label

    label = figure_label(name)
    meaning = escape(f"{label.zh_meaning} / {label.en_meaning}")
    span = f"{100 * interval.low:.1f} – {100 * interval.high:.1f}" if interval else ""
    cells = (f"{100 * value:.1f}", span, str(count) if count else "")
    figures = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr><td title="{meaning}">{both((label.zh, label.en))}</td>{figures}</tr>'


def _notice(words: str) -> str:
    return f'<p class="notice" role="alert">{words}</p>'


def _telling(progress: gr.Progress) -> "Callable[[Progress], None]":
    def on_progress(step: "Progress") -> None:
        progress(step.done / step.total, desc=f"{step.done} / {step.total}")

    return on_progress
