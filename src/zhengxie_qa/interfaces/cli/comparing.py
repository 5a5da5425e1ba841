"""The command ``compare``: one question put to every document, shown as a table, printed as JSON, written to files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhengxie_qa.comparing.comparison import By
from zhengxie_qa.comparing.said import APART
from zhengxie_qa.errors import InputError
from zhengxie_qa.interfaces.cli.context import (
    FromOption,
    IndexOption,
    JsonOption,
    KindOption,
    PlaceOption,
    SourceOption,
    ToOption,
    YearOption,
    console,
    filters_of,
    print_json,
    settings_of,
    wants_json,
)
from zhengxie_qa.interfaces.terminal import harmless_line, say

if TYPE_CHECKING:
    from rich.console import Console

    from zhengxie_qa.comparing.comparison import Blank, Comparison, Row

ByOption = Annotated[
    By | None, typer.Option("--by", help="What a row stands for.  [default: as the question says, else as fits]")
]
XlsxOption = Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="Write a workbook: values, quotes.")]
CsvOption = Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the table as CSV.")]


def compare(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="Such as 各省2026年GDP增长目标是多少？ or 哪个省粮食产量最高？")],
    by: ByOption = None,
    xlsx: XlsxOption = None,
    as_csv: CsvOption = None,
    source: SourceOption = None,
    published_from: FromOption = None,
    published_to: ToOption = None,
    year: YearOption = None,
    place: PlaceOption = None,
    kind: KindOption = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put one question to every document and lay out what they say."""
    import time

    from zhengxie_qa.interfaces import comparisons, wiring
    from zhengxie_qa.interfaces.cli.progress import counting
    from zhengxie_qa.interfaces.table_files import csv_of, xlsx_of

    settings, quiet = settings_of(context, index), wants_json(context, as_json)
    filters = filters_of(source, published_from, published_to, year=year, place=place, kind=kind)
    engine = wiring.open_engine(settings)
    began = time.perf_counter()
    with engine.pinned(), counting("Reading", quiet=quiet) as advance:

        def on_cell(cell: "Row | Blank", done: int, total: int) -> None:
            advance(done, total, harmless_line(cell.label))

        table = engine.compare(question, by=by, filters=filters, on_cell=on_cell)
        took, state = (time.perf_counter() - began) * 1000, engine.state()
    for path, content in ((xlsx, xlsx_of), (as_csv, csv_of)):
        if path is not None:
            _write(path, content(table))
    if quiet:
        print_json(comparisons.comparison(table, took_ms=took, state=state))
        return
    show(console(), table)
    for path in (xlsx, as_csv):
        if path is not None:
            say(f"Written: {path}", err=True)


def show(shown_on: "Console", table: "Comparison") -> None:
    """Show the rows as a table, the labels left blank below it, and the sentence that sums up."""
    from rich.table import Table
    from rich.text import Text

    if table.interpreted_as != table.question:
        shown_on.print(Text(f"asked of each: {harmless_line(table.interpreted_as)}", style="dim"), soft_wrap=True)
    if table.rows:
        drawn = Table(box=None, pad_edge=False, header_style="dim")
        for name in (table.by.value, "answer", "status", "confidence", "source"):
            drawn.add_column(name, no_wrap=name == table.by.value, overflow="fold")
        for row in table.rows:
            cited = row.answer.citations[0]
            notes = [row.answer.status.value if row.answer.status else "", APART[row.apart][1] if row.apart else ""]
            drawn.add_row(
                Text(harmless_line(row.label)),
                Text(harmless_line(row.answer.text or ""), style="bold"),
                Text(", ".join(note for note in notes if note), style="yellow" if row.apart else ""),
                f"{row.answer.confidence:.2f}",
                Text(f"{harmless_line(row.document.file)}:{cited.start}-{cited.end}", style="dim"),
            )
        shown_on.print(drawn)
    for message in dict.fromkeys(blank.message for blank in table.blanks):
        labels = dict.fromkeys(blank.label for blank in table.blanks if blank.message == message)
        line = Text(harmless_line(", ".join(labels)))
        line.append(f"  {harmless_line(message)}", style="dim")
        shown_on.print(line, soft_wrap=True)
    shown_on.print(Text(harmless_line(table.message), style="bold"), soft_wrap=True)


def _write(path: Path, content: str | bytes) -> None:
    """Write a file.

    :raises InputError: if it cannot be written there.
    """
    try:
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    except OSError as error:
        raise InputError(
            f"{path} cannot be written ({error.strerror}). Name a file in a folder that exists."
        ) from error
