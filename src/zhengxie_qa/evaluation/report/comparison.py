"""A comparison of two runs as figures for programs and one self-contained HTML file for people."""

import json
from dataclasses import asdict
from html import escape
from pathlib import Path

from zhengxie_qa.evaluation.report.labels import OUTCOMES, figure_label
from zhengxie_qa.evaluation.report.page import both, cell, heading, page, percent, question_list, section, table, tiles
from zhengxie_qa.evaluation.runs.compare import Change, Comparison, MetricDelta, compare_runs

_SIGNIFICANT = 0.05
"""Differences rarer than this by chance are marked; many figures at once make some of them chance all the same."""

_MAX_LISTED = 2_000


def compare(a: Path, b: Path, output: Path, *, seed: int = 0) -> Comparison:
    """Compare two folders that ``evaluate`` wrote, and write ``compare.json`` and ``compare.html`` into ``output``.

    :param a: the run taken as the base.
    :param seed: of the bootstrap.
    :raises DatasetError: when a folder holds no run, or the runs share no question.
    """
    comparison = compare_runs(a, b, seed=seed)
    output.mkdir(parents=True, exist_ok=True)
    text = json.dumps(comparison.to_json(), ensure_ascii=False, indent=2)
    (output / "compare.json").write_text(text + "\n", encoding="utf-8")
    write_comparison(output / "compare.html", comparison)
    return comparison


def write_comparison(file: Path, comparison: Comparison) -> None:
    """Write the page."""
    names = [f"{run['folder']}, {run.get('label', '')}" for run in (comparison.a, comparison.b)]
    note = f"A: {escape(names[0])} · B: {escape(names[1])} · {escape(str(comparison.b.get('dataset', '')))} · " + both(
        f"{comparison.shared} shared questions", f"{comparison.shared} 道共同题目"
    )
    body = "\n".join(
        [
            heading("Comparison of two runs", "两次评测对比", note),
            "<main>",
            _counts(comparison),
            _table(comparison),
            question_list("Questions that changed", "有变化的问题"),
            "</main>",
        ]
    )
    data = {
        "outcomes": {name.value: asdict(label) for name, label in OUTCOMES.items()},
        "rows": [asdict(question) for question in comparison.changed[:_MAX_LISTED]],
    }
    title = f"{names[0]} → {names[1]}"
    file.write_text(page(title=title, body=body, data=data, scripts=("list.js", "compare.js")), encoding="utf-8")


def _counts(comparison: Comparison) -> str:
    counts = comparison.counts
    words = {
        Change.BETTER: ("▲ better", "▲ 变好", "good"),
        Change.WORSE: ("▼ worse", "▼ 变差", "bad"),
        Change.OTHER: ("◆ different", "◆ 不同", "partly"),
    }
    entries = [
        (both(en, zh), f'<span class="{tone}">{counts.get(change, 0)}</span>')
        for change, (en, zh, tone) in words.items()
    ]
    alone = ""
    if comparison.only_one:
        alone = both(
            f"{comparison.only_one} questions are in one run only and count nowhere.",
            f"{comparison.only_one} 道题目只见于其中一次评测，未计入。",
        )
    return section("summary", "Summary", "总览", f'{tiles(entries)}<p class="soft">{alone}</p>')


def _table(comparison: Comparison) -> str:
    caption = both(
        "B − A with its 95 % interval by paired bootstrap over questions; ✱ marks p < 0.05.",
        "B − A 及其 95 % 区间（按题配对自助法）；✱ 表示 p < 0.05。",
    )
    head = (both("Figure", "指标"), "n", "A", "B", "B − A", "95 %", "p")
    rows = [_row(delta) for delta in comparison.rows]
    return section("figures", "Figures", "指标", table(head, rows, label="figures", caption=caption))


def _row(delta: MetricDelta) -> list[str]:
    label = figure_label(delta.name)
    tone, mark = "", ""
    if delta.p_value < _SIGNIFICANT:
        tone, mark = ("good" if delta.difference > 0 else "bad"), " ✱"
    return [
        f'{both(label.en, label.zh)} <code class="soft">{escape(delta.name)}</code>',
        cell(str(delta.n)),
        cell(percent(delta.a)),
        cell(percent(delta.b)),
        cell(f"{100 * delta.difference:+.1f}{mark}", tone=tone),
        cell(f"{100 * delta.low:+.1f} … {100 * delta.high:+.1f}"),
        cell(f"{delta.p_value:.3f}"),
    ]
