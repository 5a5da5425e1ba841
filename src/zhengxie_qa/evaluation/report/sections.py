"""The parts of a run's report above its question list: summary, plots, tables. HTML out, nothing written."""

from collections.abc import Mapping, Sequence
from html import escape

from zhengxie_qa.evaluation.examples import RowProblem
from zhengxie_qa.evaluation.report import plots
from zhengxie_qa.evaluation.report.labels import OUTCOMES, figure_label
from zhengxie_qa.evaluation.report.page import both, cell, percent, section, table, tiles
from zhengxie_qa.evaluation.runs.summary import Metrics

_GROUP_TITLES = {
    "kind": ("By kind of question", "按问题类型"),
    "lang": ("By language", "按语言"),
    "tag": ("By tag", "按标签"),
}
_GROUP_FIGURES = ("em", "f1", "em_numeric", "right", "declined", "hit@1", "hit@5", "hit@10", "mrr@10", "doc_hit@1")
_TILES = (
    *("em", "f1", "em_numeric", "right", "accuracy", "answered", "declined", "citation_precision", "verified"),
    *("hit@1", "hit@5", "hit@10", "mrr@10", "doc_hit@1"),
)
_CURVE_ROWS = 10
_SHOWN_PROBLEMS = 200


def summary(metrics: Metrics) -> str:
    """The leading figures, and what happened to the questions."""
    leading = [_tile(name, metrics) for name in _TILES if name in metrics.figures]
    rows = [
        [
            f'<span class="{label.tone}">{label.sign} {both(label.en, label.zh)}</span>',
            cell(str(metrics.outcomes[outcome.value])),
        ]
        for outcome, label in OUTCOMES.items()
        if metrics.outcomes.get(outcome.value)
    ]
    counts = table((both("Outcome", "结果"), both("Questions", "题数")), rows, label="outcomes")
    title = f"<h3>{both('What happened to each question', '各题结果')}</h3>"
    return section("summary", "Summary", "总览", tiles(leading) + title + counts)


def _tile(name: str, metrics: Metrics) -> tuple[str, str]:
    label = figure_label(name)
    interval = metrics.intervals.get(name)
    spread = f"95 %: {percent(interval.low)}–{percent(interval.high)}" if interval else ""
    notes = (escape(spread), both(label.en_meaning, label.zh_meaning))
    small = "".join(f'<span class="soft">{note}</span>' for note in notes)
    return both(label.en, label.zh), percent(metrics.figures[name]) + small


def plot_gallery(metrics: Metrics) -> str:
    """Every plot there is data for, each with its numbers."""
    drawn = []
    if metrics.curve:
        caption = both("Risk–coverage: answering the surest first", "风险–覆盖率：从最有把握的答起")
        drawn.append(_figure(plots.risk_coverage_plot(metrics.curve), caption, _curve_table(metrics)))
    if metrics.bins:
        caption = both("Reliability of confidence", "置信度可靠性")
        drawn.append(_figure(plots.reliability_plot(metrics.bins), caption, _bins_table(metrics)))
    if metrics.latency_ms:
        caption = both("Time per stage, milliseconds", "各阶段耗时（毫秒）")
        drawn.append(_figure(plots.latency_plot(metrics.latency_ms), caption, _latency_table(metrics)))
    return section("plots", "Plots", "图表", f'<div class="plots">{"".join(drawn)}</div>') if drawn else ""


def _figure(svg: str, caption: str, numbers: str) -> str:
    summary_ = f"<summary>{both('Numbers', '数据')}</summary>"
    return f"<figure>{svg}<figcaption>{caption}<details>{summary_}{numbers}</details></figcaption></figure>"


def _curve_table(metrics: Metrics) -> str:
    """About ten points of the curve, the last always among them."""
    step = max(1, len(metrics.curve) // _CURVE_ROWS)
    points = [*metrics.curve[:-1:step], metrics.curve[-1]]
    rows = [[percent(p.coverage), cell(percent(p.risk)), cell(f"{p.threshold:.3f}")] for p in points]
    head = (both("coverage", "覆盖率"), both("risk", "风险"), both("threshold", "阈值"))
    return table(head, rows, label="risk by coverage")


def _bins_table(metrics: Metrics) -> str:
    rows = [
        [f"{b.low:.1f}–{b.high:.1f}", cell(str(b.count)), cell(percent(b.confidence)), cell(percent(b.accuracy))]
        for b in metrics.bins
    ]
    head = (both("bin", "区间"), "n", both("confidence", "置信度"), both("accuracy", "准确率"))
    return table(head, rows, label="accuracy by confidence")


def _latency_table(metrics: Metrics) -> str:
    rows = [[escape(name), cell(f"{ms.p50:.1f}"), cell(f"{ms.p95:.1f}")] for name, ms in metrics.latency_ms.items()]
    return table((both("stage", "阶段"), "p50", "p95"), rows, label="milliseconds by stage")


def groups(metrics: Metrics) -> str:
    """Figures by kind, language and tag."""
    return "\n".join(_group(name, metrics.groups[name]) for name in _GROUP_TITLES if name in metrics.groups)


def _group(name: str, values: Mapping[str, Mapping[str, float]]) -> str:
    shown = [figure for figure in _GROUP_FIGURES if any(figure in figures for figures in values.values())]
    labels = [figure_label(figure) for figure in shown]
    head = [both("Group", "分组"), "n", *(both(label.en, label.zh) for label in labels)]
    rows = [
        [escape(value), cell(str(int(figures["n"]))), *(_bar(figures.get(figure)) for figure in shown)]
        for value, figures in values.items()
    ]
    return section(f"by-{name}", *_GROUP_TITLES[name], table(head, rows, label=_GROUP_TITLES[name][0]))


def _bar(value: float | None) -> str:
    return cell(percent(value), share=value)


def all_figures(metrics: Metrics) -> str:
    """Every figure with its interval and the number of questions behind it."""
    rows = [_figure_row(name, value, metrics) for name, value in metrics.figures.items()]
    head = (both("Figure", "指标"), "%", "95 %", "n")
    content = table(head, rows, label="every figure")
    hidden = f"<details><summary>{both('Show', '展开')}</summary>{content}</details>"
    return section("all", "Every figure", "全部指标", hidden)


def _figure_row(name: str, value: float, metrics: Metrics) -> list[str]:
    label = figure_label(name)
    interval = metrics.intervals.get(name)
    spread = f"{percent(interval.low)}–{percent(interval.high)}" if interval else "–"
    title = f'{both(label.en, label.zh)} <code class="soft">{escape(name)}</code>'
    return [title, cell(percent(value)), cell(spread), cell(str(metrics.counts.get(name, "–")))]


def problem_list(problems: Sequence[RowProblem]) -> str:
    """Rows that were left out, the first of them by name."""
    if not problems:
        return ""
    items = "".join(f"<li>{both(problem.told, problem.told.zh)}</li>" for problem in problems[:_SHOWN_PROBLEMS])
    more = len(problems) - _SHOWN_PROBLEMS
    rest = f'<p class="soft">{both(f"and {more} more", f"另有 {more} 行")}</p>' if more > 0 else ""
    return section("problems", "Rows with problems", "有问题的行", f'<ul class="problems">{items}</ul>{rest}')
