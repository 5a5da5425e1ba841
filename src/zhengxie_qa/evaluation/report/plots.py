"""Plots as inline SVG by matplotlib: risk–coverage, reliability, latency. Text stays text, colours follow the page.

Labels in the pictures are English; the page says the same in both languages beside them, and gives the numbers.
"""

import io
import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from zhengxie_qa.evaluation.metrics.answerability import CoveragePoint
from zhengxie_qa.evaluation.metrics.calibration import Bin
from zhengxie_qa.evaluation.runs.summary import Latency
from zhengxie_qa.offline import import_matplotlib

_SIZE_INCHES = (3.9, 2.9)
_INK, _FIRST, _SECOND = "#010203", "#010204", "#010205"
_PAGE_COLOURS = {_INK: "currentColor", _FIRST: "var(--series-1)", _SECOND: "var(--series-2)"}
"""Stand-in colours that no picture uses otherwise, and what the page puts in their place."""

_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "font.size": 9,
    "font.family": "sans-serif",
    "text.color": _INK,
    "axes.labelcolor": _INK,
    "axes.edgecolor": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def risk_coverage_plot(points: Sequence[CoveragePoint]) -> str:
    """Share of wrong answers against share of questions answered, most confident first."""
    with import_matplotlib().rc_context(_STYLE):
        figure, axes = _figure()
        axes.step([p.coverage for p in points], [p.risk for p in points], where="post", color=_FIRST, linewidth=1.8)
        axes.set(xlabel="coverage (answered)", ylabel="risk (wrong)", xlim=(0, 1), ylim=(0, 1))
        return _svg(figure, "risk", "Risk against coverage of the answers given; the numbers follow in a table.")


def reliability_plot(bins: Sequence[Bin]) -> str:
    """Accuracy against confidence; the dashed line is where both agree."""
    with import_matplotlib().rc_context(_STYLE):
        figure, axes = _figure()
        axes.plot([0, 1], [0, 1], color=_INK, linestyle="--", linewidth=1)
        middles = [(each.low + each.high) / 2 for each in bins]
        axes.bar(middles, [each.accuracy for each in bins], width=0.09, color=_SECOND)
        axes.set(xlabel="confidence", ylabel="accuracy", xlim=(0, 1), ylim=(0, 1))
        return _svg(figure, "reliability", "Accuracy against confidence; the numbers follow in a table.")


def latency_plot(stages: Mapping[str, Latency]) -> str:
    """Median and 95th percentile of each stage, in milliseconds."""
    with import_matplotlib().rc_context(_STYLE):
        figure, axes = _figure()
        names = list(stages)
        rows = range(len(names))
        axes.barh(
            [y - 0.2 for y in rows], [stages[name].p50 for name in names], height=0.36, color=_SECOND, label="p50"
        )
        axes.barh([y + 0.2 for y in rows], [stages[name].p95 for name in names], height=0.36, color=_FIRST, label="p95")
        axes.set_yticks(list(rows), names)
        axes.invert_yaxis()
        axes.set(xlabel="milliseconds")
        axes.legend(frameon=False, labelcolor=_INK)
        return _svg(figure, "latency", "Milliseconds per stage; the numbers follow in a table.")


def _figure() -> tuple[Any, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=_SIZE_INCHES, layout="constrained")
    return figure, figure.add_subplot()


def _svg(figure: Any, name: str, description: str) -> str:
    """The picture as an element of its page: ids made unique, colours the page's, nothing outside referred to."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    text = buffer.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r'\bid="', f'id="{name}-', text)
    text = re.sub(r"url\(#", f"url(#{name}-", text).replace('href="#', f'href="#{name}-')
    for stand_in, colour in _PAGE_COLOURS.items():
        text = text.replace(stand_in, colour)
    text = re.sub(r'<svg [^>]*?viewBox="([^"]*)"[^>]*>', _opening(description), text, count=1)
    return text.strip()


def _opening(description: str) -> str:
    return (
        r'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="\1" '
        f'role="img" aria-label="{escape(description)}">'
    )
