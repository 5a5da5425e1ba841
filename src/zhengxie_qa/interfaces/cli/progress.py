"""Progress bars on stderr for long work; silent where stderr is not a terminal or a program reads along."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Counting(Protocol):
    """Moves a bar on."""

    def __call__(self, done: int, total: int, label: str | None = None) -> None:
        """Show ``done`` of ``total`` steps, under a new label if one is given."""


@contextmanager
def counting(label: str, *, quiet: bool = False) -> Iterator[Counting]:
    """Show one bar while the block runs.

    :param label: what is being done.
    :param quiet: show nothing.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, quiet=quiet)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bars:
        task = bars.add_task(label, total=None)

        def advance(done: int, total: int, label: str | None = None) -> None:
            bars.update(task, completed=done, total=total, description=label)

        yield advance
