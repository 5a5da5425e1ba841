"""What every command needs: the options that several share, its settings, and where its output goes."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhengxie_qa.interfaces.limits import build_filters
from zhengxie_qa.interfaces.terminal import harmless_json
from zhengxie_qa.types import MAX_TOP_K, DocumentKind, Filters

if TYPE_CHECKING:
    from rich.console import Console

    from zhengxie_qa.interfaces.settings import Settings
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


def settings_of(context: typer.Context, index: Path | None, **overrides: Any) -> "Settings":
    """Settings from the environment, options first; also sets up the log."""
    from zhengxie_qa.interfaces.logs import set_up_logging
    from zhengxie_qa.interfaces.settings import load_settings

    settings = load_settings(index_dir=index or (context.obj or {}).get("index"), **overrides)
    set_up_logging(settings)
    return settings


def filters_of(
    source: Sequence[str] | None = None,
    published_from: str | None = None,
    published_to: str | None = None,
    *,
    year: Sequence[int] | None = None,
    place: Sequence[str] | None = None,
    kind: Sequence[DocumentKind] | None = None,
) -> Filters:
    """Limits as the options give them.

    :raises InputError: if a date does not exist or the period ends before it begins.
    """
    return build_filters(
        source=source or (),
        published_from=published_from,
        published_to=published_to,
        year=year or (),
        place=place or (),
        kind=kind or (),
        names=("--from", "--to"),
    )


def wants_json(context: typer.Context, here: bool) -> bool:
    """Say whether JSON is wanted: ``--json`` stands before or after the command."""
    return here or bool((context.obj or {}).get("json"))


def console() -> "Console":
    """Make the console that answers are shown on."""
    from rich.console import Console

    return Console(highlight=False)


def print_json(payload: Any, *, indent: int | None = 2) -> None:
    """Print machine output."""
    typer.echo(harmless_json(json.dumps(payload, ensure_ascii=False, indent=indent, default=str)))
