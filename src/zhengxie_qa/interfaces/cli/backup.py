"""The commands ``backup`` and ``restore``: an index in one file, and back."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from zhengxie_qa.errors import InputError
from zhengxie_qa.interfaces.cli.context import IndexOption, JsonOption, print_json, settings_of, wants_json
from zhengxie_qa.interfaces.limits import MEGABYTE
from zhengxie_qa.interfaces.terminal import harmless_line, say

NAMED: Final = "zhengxie-qa-{at:%Y-%m-%dT%H%M%S}.zip"
NAMES: Final = f"zhengxie-qa-{'[0-9]' * 4}-*T{'[0-9]' * 6}.zip"
"""How backups in a folder are called; in the order of their names they are in that of time."""


def backup(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(metavar="FILE|FOLDER", help="A new file, or a folder for one of the day.")],
    keep: Annotated[
        int | None, typer.Option(min=1, help="Of the backups in the folder keep the newest; delete the others.")
    ] = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Save the whole index in one file, also while it is in use."""
    from zhengxie_qa.index.backup import backup as save

    settings = settings_of(context, index)
    folder = target if target.is_dir() else None
    if keep is not None and folder is None:
        raise InputError(f"--keep goes with a folder of backups, and {target} is none.")
    file = folder / NAMED.format(at=datetime.now()) if folder else target
    saved = save(settings.index_dir, file)
    gone = sorted(folder.glob(NAMES))[:-keep] if folder and keep else []
    for each in gone:
        each.unlink()
    if wants_json(context, as_json):
        print_json({"file": str(file), **asdict(saved), "deleted": [str(each) for each in gone]})
        return
    size = file.stat().st_size / MEGABYTE
    say(f"{harmless_line(str(file))}: {saved.documents} documents, {saved.passages} passages, {size:.1f} MB.")
    for name in saved.missing:
        say(f"Not in it, for it is not in the index as it was kept: {harmless_line(name)}", err=True)
    if gone:
        say(f"Deleted: {', '.join(harmless_line(each.name) for each in gone)}.", err=True)


def restore(
    context: typer.Context,
    archive: Annotated[Path, typer.Argument(metavar="FILE", help="As made by `backup`.")],
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make an index from a backup, where there is none, and check every part of it."""
    from zhengxie_qa.index.backup import restore as put_back
    from zhengxie_qa.interfaces.wiring import open_encoder

    settings = settings_of(context, index)
    saved = put_back(archive, settings.index_dir, encoder=open_encoder(settings))
    if wants_json(context, as_json):
        print_json({"index": str(settings.index_dir), **asdict(saved)})
        return
    held = f"{saved.documents} documents, {saved.passages} passages as of {saved.at}"
    say(f"{harmless_line(str(settings.index_dir))}: {held}, every checksum compared. Keys stand as they did then.")
