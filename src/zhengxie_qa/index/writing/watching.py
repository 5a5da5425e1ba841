"""Following folders: when something in them is new, changed or gone, so that they are to be taken in again.

They are looked through every few seconds rather than reported on by the system, which network shares do not do.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

Sight = dict[str, tuple[int, int]]
"""What lies in folders: path → size and time of the last change, in nanoseconds."""


def changes(paths: Sequence[Path], before: Sight, *, pause: Callable[[], None]) -> Iterator[None]:
    """Yield whenever what lies in folders has changed and stayed so from one look to the next.

    A file that is still being copied is waited for. A folder in which suddenly nothing is left, as when a share is cut
    off, is left alone until something is there again: its documents are not removed.

    :param before: what lay there. :param pause: what to do between two looks.
    """
    last = before
    while True:
        pause()
        now = sight(paths)
        is_settled, last = now == last, now
        if is_settled and now != before and not _vanished(paths, before, now):
            before = now
            yield


def sight(paths: Sequence[Path]) -> Sight:
    """Look through folders."""
    seen: Sight = {}
    for path in paths:
        for parent, folders, names in os.walk(path):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in names:
                file = Path(parent, name)
                try:
                    told = file.stat()
                except OSError:  # it has just gone, or may not be looked at
                    continue
                seen[str(file)] = (told.st_size, told.st_mtime_ns)
    return seen


def _vanished(paths: Sequence[Path], before: Sight, now: Sight) -> bool:
    """Whether all that lay in one of the folders is gone."""
    return any(_holds(path, before) and not _holds(path, now) for path in paths)


def _holds(path: Path, seen: Sight) -> bool:
    return any(Path(file).is_relative_to(path) for file in seen)
