"""Temporary folders that outlive nobody: locked while they are in use, and swept when their owner was killed."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock

IN_USE: Final = "in-use"
"""A file in the folder, locked as long as its owner lives."""

_LOCKED_AFTER_SECONDS = 60.0


@contextmanager
def scratch_folder(prefix: str, *, parent: Path | None = None) -> Iterator[Path]:
    """Give a new folder, gone with the block; sweep away those of the prefix that killed processes left.

    :param parent: where it is made; the system's place for temporary files by default.
    :raises OSError: when it cannot be made.
    """
    with tempfile.TemporaryDirectory(prefix=prefix, dir=parent, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with _lock(folder):
            _sweep(folder.parent, prefix)
            yield folder


def _lock(folder: Path) -> FileLock:
    """Lock a folder; whatever thread lets go of it."""
    return FileLock(folder / IN_USE, timeout=0, thread_local=False)


def _sweep(parent: Path, prefix: str) -> None:
    """Delete folders of owners that were killed: old enough to be locked, and locked no more."""
    for folder in parent.glob(f"{prefix}*"):
        with suppress(OSError):  # another's, or just gone
            if time.time() - folder.stat().st_mtime >= _LOCKED_AFTER_SECONDS:
                with _lock(folder):
                    pass
                shutil.rmtree(folder, ignore_errors=True)
