"""The commands ``keys add``, ``keys list`` and ``keys revoke``: who may ask, read and change at the server."""

import getpass
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from zhengxie_qa.interfaces.access.keys import MANY_A_MINUTE, Key, KeyRing, Scope
from zhengxie_qa.interfaces.access.record import Did, Record, Visitor, acting
from zhengxie_qa.interfaces.cli.context import IndexOption, JsonOption, console, print_json, settings_of, wants_json
from zhengxie_qa.interfaces.limits import iso_date
from zhengxie_qa.interfaces.terminal import say

if TYPE_CHECKING:
    from zhengxie_qa.interfaces.settings import Settings

ONCE: Final = "Give it to {name} now: it is shown this once, and only its digest is kept."
COLUMNS: Final = ("id", "name", "scopes", "made", "last day", "a minute", "standing")

app = typer.Typer(help="Keys that open the server: who may ask, read and change.", no_args_is_help=True)


@app.command()
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Who or what will use it: a person, an office, a program.")],
    scope: Annotated[
        list[Scope] | None, typer.Option(help="What it opens; may be repeated. [default: ask and read]")
    ] = None,
    expires: Annotated[str | None, typer.Option(metavar="DAY", help="The last day it works, 2026-12-31.")] = None,
    per_minute: Annotated[int, typer.Option(min=1, help="Requests it may make in a minute.")] = MANY_A_MINUTE,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a key and show it, once."""
    day = iso_date(expires, name="--expires")
    settings = settings_of(context, index)
    ring = KeyRing(settings.index_dir)
    key, words = ring.add(name, scopes=scope or (Scope.ASK, Scope.READ), expires=day, per_minute=per_minute)
    _record(settings, Did.KEY_ADDED, key)
    if wants_json(context, as_json):
        print_json({**_shown(key), "key": words})
    else:
        say(words)
        say(ONCE.format(name=key.name), err=True)


@app.command("list")
def list_keys(context: typer.Context, index: IndexOption = None, as_json: JsonOption = False) -> None:
    """List the keys; none of them is shown itself."""
    from rich.table import Table

    keys = KeyRing(settings_of(context, index).index_dir).all()
    if wants_json(context, as_json):
        print_json([_shown(key) for key in keys])
        return
    table = Table(*COLUMNS, box=None)
    for key in keys:
        scopes = ", ".join(key.scopes)
        table.add_row(
            key.key_id, key.name, scopes, key.created[:10], key.expires or "", str(key.per_minute), key.standing
        )
    console().print(table)


@app.command()
def revoke(
    context: typer.Context,
    key_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="As shown by `keys list`.")],
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make keys open nothing from now on, also at a server that is running."""
    settings = settings_of(context, index)
    ring = KeyRing(settings.index_dir)
    revoked = [ring.revoke(key_id) for key_id in key_ids]
    for key in revoked:
        _record(settings, Did.KEY_REVOKED, key)
    if wants_json(context, as_json):
        print_json([_shown(key) for key in revoked])
    else:
        for key in revoked:
            say(f"{key.key_id} ({key.name}) opens nothing any more.")


def _shown(key: Key) -> dict[str, Any]:
    known = {name: value for name, value in asdict(key).items() if name != "digest"}
    return {**known, "standing": key.standing.value}


def _record(settings: "Settings", did: Did, key: Key) -> None:
    with acting(Visitor("command line")):
        what: dict[str, Any] = {"key": key.key_id, "name": key.name, "scopes": list(key.scopes), "user": _user()}
        Record(settings.index_dir, with_questions=False).note(did, **what)


def _user() -> str | None:
    """The account on this machine, where it has a name."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None
