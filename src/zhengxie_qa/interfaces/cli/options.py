"""Options that several commands share, each with its help."""

from pathlib import Path
from typing import Annotated

import typer

from zhengxie_qa.types import MAX_TOP_K, DocumentKind

IndexOption = Annotated[
    Path | None, typer.Option("--index", metavar="DIR", help="Folder of the index.  [default: indexes/default]")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
TopKOption = Annotated[int | None, typer.Option("-k", "--top-k", min=1, max=MAX_TOP_K, help="How many passages.")]
SourceOption = Annotated[
    list[str] | None, typer.Option("--source", metavar="NAME", help="Only this source (信息来源).")
]
YearOption = Annotated[
    list[int] | None, typer.Option("--year", min=1, max=9999, help="Only documents of this year; may be repeated.")
]
PlaceOption = Annotated[
    list[str] | None, typer.Option("--place", metavar="NAME", help="Only documents of this place and places in it.")
]
KindOption = Annotated[list[DocumentKind] | None, typer.Option("--kind", help="Only documents of this kind.")]
FromOption = Annotated[str | None, typer.Option("--from", metavar="DAY", help="Published on or after, 2025-01-31.")]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DAY", help="Published on or before.")]
FileOption = Annotated[
    Path | None,
    typer.Option("--file", metavar="FILE", help="Ask each line of a file, a question or a JSON object; - is stdin."),
]
ExplainOption = Annotated[bool, typer.Option("--explain", help="Show how it came about.")]
