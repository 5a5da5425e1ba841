"""The evaluator's tab: a question set in, progress, figures, the report to download. Runs the same harness as the
command line, one run at a time, for as long as the page that asked for it is open.
"""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import gradio as gr

from zhengxie_qa.errors import ZhengxieError
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.ui import texts
from zhengxie_qa.interfaces.ui.evaluations import KINDS, PREDICTIONS, REPORT, EvaluationDesk
from zhengxie_qa.interfaces.ui.texts import both, escape
from zhengxie_qa.interfaces.ui.waiting import LeftError, Work

if TYPE_CHECKING:
    from zhengxie_qa.evaluation.harness import Evaluation, Progress
    from zhengxie_qa.evaluation.metrics.bootstrap import Interval

log = logging.getLogger("zhengxie_qa.page")

ASSETS: Final = Path(__file__).parent / "assets"
SHOW_CHOSEN: Final = (
    "const [input, name] = ['input', '.chosen'].map((each) => element.querySelector(each));"
    "input.addEventListener('change', () => { name.textContent = input.files[0]?.name ?? ''; });"
)
SHOWN_PROBLEMS: Final = 10


def add_evaluation(service: Service, desk: EvaluationDesk, i18n: Callable[[str], Any]) -> None:
    """Add the tab's blocks to the page being built."""
    gr.HTML(f'<p class="lead">{both(texts.EVALUATE_LEAD)}</p>', elem_id="lead", apply_default_css=False)
    with gr.Row(equal_height=False):
        with gr.Column(scale=2, min_width=300):
            gr.HTML(_chooser(), elem_id="dataset", apply_default_css=False, js_on_load=SHOW_CHOSEN)
            reader_only = gr.Checkbox(label=i18n("reader_only"), elem_id="reader_only")
            run = gr.Button(i18n("run"), variant="primary", elem_id="run")
        with gr.Column(scale=3, min_width=320):
            figures = gr.HTML(
                f'<p class="empty">{both(texts.NO_FIGURES)}</p>', elem_id="figures", apply_default_css=False
            )
    ticket, refusal = gr.Textbox(visible=False), gr.Textbox(visible=False)

    def evaluate(ticket: str, refusal: str, only_reading: bool) -> Iterator[str]:
        if refusal:
            chinese, _, english = refusal.partition("\n")
            yield _notice(both(texts.FAILED) + both((chinese or texts.REFUSED, english)))
        elif not ticket:
            yield _notice(both(texts.NO_DATASET))
        else:
            yield from run_evaluation(service, desk, ticket, reader_only=only_reading)

    run.click(
        evaluate,
        [ticket, refusal, reader_only],
        figures,
        js=(ASSETS / "evaluate.js").read_text(encoding="utf-8"),
        api_visibility="private",
        concurrency_limit=1,
        concurrency_id="evaluate",
        show_progress="hidden",
    )


def run_evaluation(service: Service, desk: EvaluationDesk, ticket: str, *, reader_only: bool) -> Iterator[str]:
    """Evaluate a question set and show how far it is, then its figures or what went wrong, as HTML.

    The run ends with the question at hand when the iterator is closed or dropped, as Gradio does when the page is
    left, or when the desk closes.
    """

    def begin(tell: "Callable[[Progress], None]") -> Future[str]:
        done: Future[str] = Future()

        def work() -> None:
            done.set_result(_shown(service, desk, ticket, reader_only=reader_only, on_progress=tell))

        threading.Thread(target=work, name="evaluation", daemon=True).start()
        return done

    run = Work(begin, closing=desk.closing)
    for step in run.steps():
        yield _progress(step)
    yield run.result()


def _shown(
    service: Service,
    desk: EvaluationDesk,
    ticket: str,
    *,
    reader_only: bool,
    on_progress: "Callable[[Progress], None]",
) -> str:
    """Evaluate; whatever goes wrong becomes a sentence in the place of the figures."""
    try:
        with desk.taken(ticket) as path, desk.reporting() as (name, output):
            done = _evaluate(service, path, output=output, reader_only=reader_only, on_progress=on_progress)
            return figures_table(done) + _downloads(name)
    except LeftError:
        return ""
    except ZhengxieError as error:
        return _notice(both(texts.FAILED) + both(texts.told(error)))
    except Exception:
        if desk.closing.is_set():
            return ""
        log.exception("an evaluation of the page failed")
        return _notice(both(texts.UNFORESEEN))


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
    problems = "".join(f"<li>{both((each.told.zh, each.told))}</li>" for each in done.problems[:SHOWN_PROBLEMS])
    wrong = f"<p>{both(texts.ROW_PROBLEMS)} ({len(done.problems)})</p><ul>{problems}</ul>" if problems else ""
    return f"{_outcomes(metrics.outcomes)}{table}{wrong}"


def _outcomes(counts: Mapping[str, int]) -> str:
    from zhengxie_qa.evaluation.report.labels import OUTCOMES
    from zhengxie_qa.evaluation.runs.prediction import Outcome

    shown = []
    for name, count in counts.items():
        if count:
            label = OUTCOMES[Outcome(name)]
            words = both((label.zh, label.en))
            shown.append(f'<span class="outcome {label.tone}">{label.sign} {words} <b>{count}</b></span>')
    return f'<p class="outcomes">{"".join(shown)}</p>'


def _row(name: str, value: float, count: int | None, interval: "Interval | None") -> str:
    from zhengxie_qa.evaluation.report.labels import figure_label

    label = figure_label(name)
    meaning = escape(f"{label.zh_meaning} / {label.en_meaning}")
    span = f"{100 * interval.low:.1f} – {100 * interval.high:.1f}" if interval else ""
    cells = (f"{100 * value:.1f}", span, str(count) if count else "")
    figures = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr><td title="{meaning}">{both((label.zh, label.en))}</td>{figures}</tr>'


def _notice(words: str) -> str:
    return f'<p class="notice" role="alert">{words}</p>'


def _progress(step: "Progress | None") -> str:
    if step is None:
        return f'<p class="empty" role="status">{both(texts.READING_SET)}</p>'
    return (
        f'<p class="empty" role="status">{step.done} / {step.total} '
        f'<progress value="{step.done}" max="{step.total}"></progress></p>'
    )


def _chooser() -> str:
    title = both(texts.LABELS["dataset"])
    return (
        f'<label>{title}<span class="hint">{both(texts.CHOOSE)}</span><span class="chosen" role="status"></span>'
        f'<input type="file" accept="{",".join(KINDS)}"></label>'
    )


def _downloads(ticket: str) -> str:
    links = "".join(
        f'<a id="{name}" href="page/reports/{ticket}/{file}" download="{file}">{both(texts.LABELS[name])}</a>'
        for name, file in (("report", REPORT), ("predictions", PREDICTIONS))
    )
    return f'<p class="downloads">{links}</p>'
