"""A chart of a comparison's figures, drawn as SVG: bars for places and documents, a line for years.

Widths are percentages and heights pixels, so that its letters stay as large as those around it. The table holds all
that it shows, and is what screen readers read; the colours are the style sheet's.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from zhengxie_qa.comparing.comparison import By, Comparison, Row
from zhengxie_qa.comparing.ranking import value_of
from zhengxie_qa.interfaces.ui import texts
from zhengxie_qa.interfaces.ui.tables import words
from zhengxie_qa.interfaces.ui.texts import both, escape
from zhengxie_qa.text.quantities.units import base_unit

LEAST: Final = 2
"""Figures that make a chart."""
MOST_BARS: Final = 40
_BAR, _GAP, _LEFT, _RIGHT = 18, 5, 27.0, 99.0
_INSIDE: Final = 55.0
"""Percentage of the width from which a bar holds its own figure."""
_HEIGHT, _TOP, _FOOT = 240, 14, 26
_TICKS, _YEARS = 4, 7
_LONGEST: Final = 5
_ENDING: Final = re.compile("(?<=..)(?:(?:壮族|回族|维吾尔)?自治区|特别行政区|省|市)$")


@dataclass(frozen=True, slots=True)
class _Point:
    """A figure of the chart.

    :param anchor: the card that it opens.
    :param first: whether it stands at the end asked for.
    """

    label: str
    quote: str
    value: float
    upper: float
    anchor: str
    first: bool


def chart(turn: int, table: Comparison) -> str:
    """Draw the figures that can be held against each other; nothing where they are fewer than two."""
    by_year = table.by is By.YEAR
    first = table.ranking.first if table.ranking else ()
    compared = [(at, row) for at, row in enumerate(table.rows, start=1) if row.answer.quantity and row.apart is None]
    if by_year:
        compared = [(at, row) for at, row in compared if row.label.isdigit()]
    points = [_point(row, f"src-{turn}-{at}", first=row.label in first) for at, row in compared]
    if len({point.label for point in points}) < LEAST:
        return ""
    drawn = _line(points, _unit([row for _, row in compared])) if by_year else _bars(points, table)
    left_out = len(points) - MOST_BARS if not by_year else 0
    caption = both(texts.filled(words.CHART_OF, question=table.interpreted_as))
    more = both(texts.filled(words.MORE_BARS, count=left_out)) if left_out > 0 else ""
    return f'<figure class="chart">{drawn}<figcaption>{caption}{more}</figcaption></figure>'


def _point(row: Row, anchor: str, *, first: bool) -> _Point:
    value, quantity = value_of(row.answer), row.answer.quantity
    upper = value * quantity.upper / quantity.value if quantity and quantity.upper and quantity.value else value
    return _Point(row.label, " ".join((row.answer.text or "").split()), value, upper, anchor, first)


def _bars(points: Sequence[_Point], table: Comparison) -> str:
    """Bars from the greatest to the least, unless an order was asked for; a range shows both its ends."""
    ordered = list(points) if table.ranking else sorted(points, key=lambda point: -point.value)
    shown = ordered[:MOST_BARS]
    least, greatest = min(0.0, *(each.value for each in shown)), max(0.0, *(each.upper for each in shown))
    span = (greatest - least) or 1.0

    def at(value: float) -> float:
        return _LEFT + (value - least) / span * (_RIGHT - _LEFT)

    lines = [
        _bar(point, number * (_BAR + _GAP), at(0.0), at(point.value), at(point.upper))
        for number, point in enumerate(shown)
    ]
    return _svg("".join(lines), len(shown) * (_BAR + _GAP))


def _bar(point: _Point, top: int, zero: float, end: float, upper: float) -> str:
    left, width, right = min(zero, end), abs(end - zero), max(zero, end)
    middle = top + _BAR * 0.72
    kind = "bar first" if point.first else "bar"
    label = point.label if len(point.label) <= _LONGEST else _ENDING.sub("", point.label)
    label = label if len(label) <= _LONGEST else label[: _LONGEST - 1] + "…"
    inside = right > _INSIDE
    place = f'x="{right - 1:.2f}%" text-anchor="end" class="in"' if inside else f'x="{max(right, upper) + 1:.2f}%"'
    beyond = (
        f'<rect class="range" x="{end:.2f}%" y="{top}" width="{upper - end:.2f}%" height="{_BAR}"/>'
        if upper > end
        else ""
    )
    return (
        f'<a href="#{point.anchor}" tabindex="-1" class="{kind}">{_title(point)}'
        f'<text x="{_LEFT - 1.5}%" y="{middle:.1f}" text-anchor="end">{escape(label)}</text>'
        f'<rect x="{left:.2f}%" y="{top}" width="{max(width, 0.3):.2f}%" height="{_BAR}" rx="2"/>{beyond}'
        f'<text {place} y="{middle:.1f}">{escape(point.quote)}</text></a>'
    )


def _line(points: Sequence[_Point], unit: tuple[str, float]) -> str:
    """A line through the first figure of each year, broken where years between them say nothing."""
    years = [int(point.label) for point in points]
    first_year, last_year = min(years), max(years)
    ticks = _ticks(min(0.0, *(each.value for each in points)), max(each.upper for each in points), unit[1])
    low, high = ticks[0], ticks[-1]

    def across(year: int) -> float:
        return 13 + (year - first_year) / max(last_year - first_year, 1) * 82

    def down(value: float) -> float:
        return _TOP + (high - value) / ((high - low) or 1.0) * (_HEIGHT - _TOP - _FOOT)

    grid = "".join(
        f'<line class="grid" x1="12%" x2="99%" y1="{down(tick):.1f}" y2="{down(tick):.1f}"/>'
        f'<text x="11%" y="{down(tick) + 4:.1f}" text-anchor="end">{escape(f"{tick / unit[1]:,.10g}{unit[0]}")}</text>'
        for tick in ticks
    )
    step = math.ceil((last_year - first_year + 1) / _YEARS)
    named = "".join(
        f'<text x="{across(year):.2f}%" y="{_HEIGHT - 6}" text-anchor="middle">{year}</text>'
        for year in range(first_year, last_year + 1, step)
    )
    newest: dict[int, _Point] = {}
    for year, point in zip(years, points, strict=True):
        newest.setdefault(year, point)
    joined = "".join(
        f'<line class="{"path" if after - before <= 1 else "path gap"}" x1="{across(before):.2f}%" '
        f'y1="{down(newest[before].value):.1f}" x2="{across(after):.2f}%" y2="{down(newest[after].value):.1f}"/>'
        for before, after in zip(sorted(newest), sorted(newest)[1:], strict=False)
    )
    dots = "".join(
        f'<a href="#{point.anchor}" tabindex="-1" class="{"dot first" if point.first else "dot"}">'
        f"{_title(point)}"
        f'<circle cx="{across(year):.2f}%" cy="{down(point.value):.1f}" r="{6 if point.first else 4}"/></a>'
        for year, point in zip(years, points, strict=True)
    )
    return _svg(grid + named + joined + dots, _HEIGHT)


def _unit(rows: Sequence[Row]) -> tuple[str, float]:
    """The unit in which the axis counts: the first row's, with 万 or 亿 where figures are large; and its size."""
    written = next((row.answer.quantity.unit for row in rows if row.answer.quantity), None) or ""
    factor = base_unit(written)[1] if written else 1.0
    greatest = max(abs(value_of(row.answer)) for row in rows) / factor
    scale, word = next(((scale, word) for scale, word in ((1e8, "亿"), (1e4, "万")) if greatest >= scale), (1.0, ""))
    return word + (written if written == "%" or not word else ""), factor * scale


def _ticks(low: float, high: float, size: float) -> list[float]:
    """Round values from below the least to above the greatest, in steps of 1, 2 or 5."""
    rough = ((high - low) or 1.0) / size / _TICKS
    power = 10 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999) * size
    return [number * step for number in range(math.floor(low / step), math.ceil(high / step - 1e-9) + 1)]


def _title(point: _Point) -> str:
    return f"<title>{escape(f'{point.label} {point.quote}')}</title>"


def _svg(inside: str, height: int) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="{height}" aria-hidden="true">{inside}</svg>'
