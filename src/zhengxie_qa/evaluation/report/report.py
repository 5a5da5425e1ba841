"""One run as one self-contained HTML file: summary, plots, tables, and every question to browse.

Nothing is loaded from elsewhere. A very large run lists the questions that went wrong first, up to a limit, and says
so; ``predictions.jsonl`` has them all.
"""

from collections.abc import Sequence
from dataclasses import asdict
from html import escape
from pathlib import Path

from zhengxie_qa.evaluation.examples import RowProblem
from zhengxie_qa.evaluation.report.labels import OUTCOMES
from zhengxie_qa.evaluation.report.page import both, heading, page, question_list
from zhengxie_qa.evaluation.report.rows import Listing, listing
from zhengxie_qa.evaluation.report.sections import all_figures, groups, plot_gallery, problem_list, summary
from zhengxie_qa.evaluation.runs.folder import read_predictions
from zhengxie_qa.evaluation.runs.prediction import Outcome
from zhengxie_qa.evaluation.runs.summary import Metrics


def write_report(directory: Path, metrics: Metrics, problems: Sequence[RowProblem] = ()) -> Path:
    """Write ``report.html`` of the run in ``directory``.

    :param problems: rows that were left out, listed in the report.
    :returns: the file.
    """
    listed = listing(read_predictions(directory))
    run = metrics.run
    title = f"{run.get('dataset', directory.name)} · {run.get('label', '')}"
    body = "\n".join(
        [
            heading("Evaluation report", "评测报告", _run_note(metrics)),
            "<main>",
            summary(metrics),
            plot_gallery(metrics),
            groups(metrics),
            all_figures(metrics),
            problem_list(problems),
            question_list("Questions", "逐题查看", _listing_note(listed, metrics)),
            "</main>",
        ]
    )
    data = {
        "task": run.get("task"),
        "outcomes": {name.value: asdict(label) for name, label in OUTCOMES.items()},
        "rows": listed.rows,
        "texts": listed.texts,
    }
    file = directory / "report.html"
    file.write_text(page(title=title, body=body, data=data, scripts=("list.js", "report.js")), encoding="utf-8")
    return file


def _run_note(metrics: Metrics) -> str:
    run = metrics.run
    parts = [str(run.get("dataset", "")), str(run.get("label", ""))]
    note = escape(" · ".join(part for part in parts if part))
    count = metrics.counts.get("questions", 0)
    note += " · " + both(f"{count} questions", f"{count} 题")
    if run.get("documents") is not None:
        note += " · " + both(
            f"{run['documents']} document{'' if run['documents'] == 1 else 's'}, {run['passages']} passages",
            f"{run['documents']} 个文件，{run['passages']} 个段落",
        )
    return note + escape(f" · zhengxie-qa {run.get('version', '')}")


def _listing_note(listed: Listing, metrics: Metrics) -> str:
    total = metrics.counts.get("questions", 0)
    wrong = sum(count for name, count in metrics.outcomes.items() if OUTCOMES[Outcome(name)].tone == "bad")
    note = both(
        "Yellow: cited by the answer. Green: a gold answer.",
        "黄色：答案引用处；绿色：标准答案。",
    )
    if len(listed.rows) < total:
        note += " " + both(
            f"{len(listed.rows)} of {total} questions are listed, those that went wrong ({wrong}) first.",
            f"共 {total} 题，列出 {len(listed.rows)} 题，优先列出错误的 {wrong} 题。",
        )
    return f'<p class="soft">{note}</p>'
