"""A comparison as the chat shows it, a table, and as the panel shows it, a chart and the source of each cell.

Pure, every field escaped. Each cell of figures carries its place in the order of its column as a class (``o12``), by
which the page's script sorts; the chat strips attributes that could say it otherwise.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from zhengxie_qa.comparing.comparison import Blank, By, Comparison, Row
from zhengxie_qa.comparing.ranking import value_of
from zhengxie_qa.comparing.said import APART
from zhengxie_qa.interfaces.ui import texts
from zhengxie_qa.interfaces.ui.cards import Quote, around, chip, nearest_card, source_cards
from zhengxie_qa.interfaces.ui.evaluations import LINES, WORKBOOK
from zhengxie_qa.interfaces.ui.tables import words
from zhengxie_qa.interfaces.ui.tables.chart import chart
from zhengxie_qa.interfaces.ui.texts import both, escape, plain
from zhengxie_qa.types import Language, Quantity, Status

SHOWN: Final = 200
"""Rows on the page, and blanks; all are in the files."""
FIRST: Final = 4
"""Rows at the end asked for that are shown large, ties among them."""
PICTURE: Final = "png"
_LONGEST_NAME: Final = 40
_SCALES: Final = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"), (1.0, ""))


def table_message(turn: int, table: Comparison, *, files: str) -> str:
    """Show the answer of the question, the sentence that sums up, and the table.

    :param files: the ticket under which the table can be downloaded.
    """
    sentence = (table.messages.get(Language.ZH, table.message), table.messages.get(Language.EN, table.message))
    parts = (_first(turn, table), f'<span class="said">{both(sentence, plain)}</span>', _table(turn, table))
    return "\n\n".join(part for part in (*parts, _foot(turn, table, files)) if part)


def rows_so_far(cells: Sequence[Row | Blank]) -> str:
    """Show what is known while others are still read, without their sources."""
    said = (each for each in cells if isinstance(each, Row))
    lines = "".join(f"<li>{_line(each.label)} <b>{_line(each.answer.text or '')}</b></li>" for each in said)
    return f'<ul class="sofar">{lines}</ul>' if lines else ""


def table_section(turn: int, table: Comparison, *, files: str) -> str:
    """Show the sources, each of which stays hidden until it is opened, the chart, and the files."""
    quotes = [_quote(turn, number, row) for number, row in enumerate(table.rows[:SHOWN], start=1)]
    near = (
        nearest_card(turn, replace(blank.nearest, rank=number))
        for number, blank in enumerate(table.blanks[:SHOWN], start=1)
        if blank.nearest
    )
    return source_cards(quotes) + "".join(near) + chart(turn, table) + _files(turn, table, files)


def figure(quantity: Quantity) -> tuple[str, str]:
    """Give a figure as it was understood, in Chinese with 万 and 亿, in English in full; 左右 is the quote's."""
    size = max(abs(quantity.value), abs(quantity.upper or 0))
    scale, word = next(((scale, word) for scale, word in _SCALES if size >= scale), _SCALES[-1])
    unit = quantity.unit or ""
    ends = [quantity.value] if quantity.upper is None else [quantity.value, quantity.upper]
    chinese = "—".join(_number(end / scale) for end in ends) + word + unit
    english = "–".join(map(_number, ends)) + (unit if unit == "%" else f" {unit}" if unit else "")
    return chinese, english


def _first(turn: int, table: Comparison) -> str:
    if table.ranking is None:
        return ""
    named = table.ranking.first
    first = [(at, row) for at, row in enumerate(table.rows, start=1) if row.label in named and not row.apart]
    return "<br>".join(
        f'<span class="label">{plain(row.label)}</span> <strong class="answer">{plain(row.answer.text or "")}</strong> '
        f"{_chip(turn, at, row)}"
        for at, row in first[:FIRST]
    )


def _table(turn: int, table: Comparison) -> str:
    rows, blanks = table.rows[:SHOWN], table.blanks[:SHOWN]
    if not rows and not blanks:
        return ""
    columns = _columns(rows)
    head = "".join(_heading(name, table.by) for name in ("label", "quote", *columns))
    many = Counter(row.label for row in rows)
    body = "".join(
        f'<tr class="{"apart" if row.apart else "row"}"><th scope="row">{_label(row, alone=many[row.label] == 1)}</th>'
        f"<td>{_said(turn, number, row)}</td>{''.join(cells)}</tr>"
        for number, (row, *cells) in enumerate(zip(rows, *columns.values(), strict=True), start=1)
    )
    for number, blank in enumerate(blanks, start=1):
        body += (
            f'<tr class="blank"><th scope="row">{_line(blank.label)}</th>'
            f'<td colspan="{1 + len(columns)}">{_why(turn, number, blank)}</td></tr>'
        )
    more = len(table.rows) + len(table.blanks) - len(rows) - len(blanks)
    rest = f'<span class="note">{both(texts.filled(words.MORE_ROWS, count=more), plain)}</span>' if more else ""
    caption = both(texts.filled(words.ASKED_OF_EACH, question=" ".join(table.interpreted_as.split())), plain)
    return (
        f'<div class="scroll" tabindex="0"><table class="compared"><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{rest}"
    )


def _heading(name: str, by: By) -> str:
    title = words.BY[by] if name == "label" else words.COLUMNS[name]
    return f'<th scope="col"><button type="button" class="sort">{both(title)}</button></th>'


def _columns(rows: Sequence[Row]) -> dict[str, list[str]]:
    """The cells of every further column in which some row says something."""
    said: dict[str, tuple[Callable[[Row], str], Callable[[Row], float | None]]] = {
        "value": (_value, lambda row: None if row.apart or not row.answer.quantity else value_of(row.answer)),
        "status": (_status, lambda row: float(row.answer.status is Status.ACHIEVED) if row.answer.status else None),
        "confidence": (_confidence, lambda row: row.answer.confidence),
    }
    columns = {}
    for name, (shown, key) in said.items():
        keys = [key(row) for row in rows]
        if any(each is not None for each in keys):
            cells = zip(rows, _places(keys), strict=True)
            columns[name] = [f'<td class="o{place}">{shown(row)}</td>' for row, place in cells]
    return columns


def _places(keys: Sequence[float | None]) -> list[int]:
    """Each key's place from the least to the greatest; equal ones share one, and 0 stands for none."""
    place = {key: at for at, key in enumerate(sorted({key for key in keys if key is not None}), start=1)}
    return [0 if key is None else place[key] for key in keys]


def _label(row: Row, *, alone: bool) -> str:
    """The label; where documents share it, with their title."""
    title = "" if alone else f'<span class="note">{_line(row.document.title)}</span>'
    return f"{_line(row.label)}{title}"


def _said(turn: int, number: int, row: Row) -> str:
    """The quote; one without a figure with its sentence."""
    sentence = "" if row.answer.quantity else " ".join(around(row.answer).split("\n"))
    return f'<span class="quote">{_line(row.answer.text or "")}</span> {_chip(turn, number, row)}{sentence}'


def _value(row: Row) -> str:
    shown = both(figure(row.answer.quantity), plain) if row.answer.quantity else ""
    why = f'<span class="note">{both(APART[row.apart], plain)}</span>' if row.apart else ""
    return shown + why


def _status(row: Row) -> str:
    return both(texts.STATUS[row.answer.status]) if row.answer.status else ""


def _confidence(row: Row) -> str:
    level = row.answer.confidence_level
    return f'<span class="badge {level.value}">{both(words.LEVEL[level])} {row.answer.confidence:.2f}</span>'


def _why(turn: int, number: int, blank: Blank) -> str:
    near = f' <a class="more" href="#near-{turn}-{number}">{both(texts.NEAREST)}</a>' if blank.nearest else ""
    return f"{both(words.BLANK[blank.reason])}{near}"


def _foot(turn: int, table: Comparison, files: str) -> str:
    links = "".join(
        f'<a class="more" href="#save-{turn}-{kind}">{both(words.SAVE[kind])}</a>' for kind in _kinds(table, files)
    )
    return f'<span class="foot">{links}</span>' if links else ""


def _files(turn: int, table: Comparison, files: str) -> str:
    """The links that the chat's own stand for; the page's script makes the picture of the chart."""
    addresses = {"xlsx": f"page/reports/{files}/{WORKBOOK}", "csv": f"page/reports/{files}/{LINES}"}
    name = escape("".join(letter for letter in table.question if letter.isalnum())[:_LONGEST_NAME] or "table")
    links = "".join(
        f'<a id="save-{turn}-{kind}" href="{addresses.get(kind, "#picture")}" '
        f'download="{name}.{kind}">{both(words.SAVE[kind])}</a>'
        for kind in _kinds(table, files)
    )
    return f'<p class="links">{links}</p>' if links else ""


def _kinds(table: Comparison, files: str) -> list[str]:
    """In which forms it can be saved."""
    tabular = [kind for kind in words.SAVE if kind != PICTURE] if files and table.rows else []
    return [*tabular, PICTURE] if chart(0, table) else tabular


def _quote(turn: int, number: int, row: Row) -> Quote:
    return Quote(f"src-{turn}-{number}", str(number), row.answer.citations[0])


def _chip(turn: int, number: int, row: Row) -> str:
    return chip(f"src-{turn}-{number}", str(number), row.answer.citations[0])


def _line(text: str) -> str:
    """Text of a cell: a blank line would end the table for the chat's Markdown."""
    return plain(" ".join(text.split()))


def _number(value: float) -> str:
    return f"{value:,.4f}".rstrip("0").rstrip(".")
