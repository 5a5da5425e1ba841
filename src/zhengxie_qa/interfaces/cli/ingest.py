"""The command ``ingest``: a bar while it runs, a line per file that changed, and the failures named at the end."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zhengxie_qa.errors import FileError, IndexBusyError, Said
from zhengxie_qa.interfaces import wiring
from zhengxie_qa.interfaces.cli.context import print_json
from zhengxie_qa.interfaces.cli.progress import Counting, counting
from zhengxie_qa.interfaces.settings import Settings
from zhengxie_qa.interfaces.terminal import harmless_line, say

if TYPE_CHECKING:
    from zhengxie_qa.index.writing.intake import IngestReport
    from zhengxie_qa.index.writing.progress import OnProgress, Progress
    from zhengxie_qa.index.writing.writer import Writer

LISTED: Final = ("added", "updated", "removed", "unchanged")
SHOWN: Final = 20
"""Files named per outcome; the rest are counted. Failures are always all named."""
SECONDS: Final = 5.0
"""Between two looks at folders that are followed."""


def run_ingest(paths: Sequence[Path], *, settings: Settings, as_json: bool) -> int:
    """Bring the index up to date with files and folders.

    :returns: 0, or 1 if some files could not be read, or 2 if nothing that was named could be.
    :raises FileError: if no path leads to a file and there is no index yet.
    """
    return _ingest(wiring.open_writer(settings), paths, settings=settings, as_json=as_json)


def _ingest(writer: "Writer", paths: Sequence[Path], *, settings: Settings, as_json: bool) -> int:
    with counting("Reading", quiet=as_json) as advance:
        report = writer.ingest(paths, on_progress=_telling(advance))
    if as_json:
        print_json(_to_json(report, settings))
    else:
        _tell(report, settings)
    return _exit_code(paths, report)


def run_watch(paths: Sequence[Path], *, settings: Settings, as_json: bool) -> int:
    """Bring the index up to date with folders, and again whenever something in them has changed, until Ctrl-C.

    :raises FileError: when one of them is no folder.
    """
    from zhengxie_qa.index.writing.watching import changes, sight

    for path in paths:
        if not path.is_dir():
            raise FileError(Said(f"{path} is no folder: --watch follows folders.", f"{path} 不是文件夹，无法跟踪。"))
    before, writer = sight(paths), wiring.open_writer(settings)
    _ingest(writer, paths, settings=settings, as_json=as_json)
    if not as_json:
        say(f"Following {', '.join(map(str, paths))}; Ctrl-C ends it.")
    for _ in changes(paths, before, pause=lambda: time.sleep(SECONDS)):
        while True:
            try:
                _ingest(writer, paths, settings=settings, as_json=as_json)
                break
            except IndexBusyError as busy:
                say(f"{busy} It is tried again in {SECONDS:.0f} s.", err=True)
                time.sleep(SECONDS)
    return 0


def _exit_code(paths: Sequence[Path], report: "IngestReport") -> int:
    """0 done; 1 some files failed; 2 nothing that was named could be found or had anything to read."""
    if not report.failed:
        return 0
    touched = any(getattr(report, outcome) for outcome in LISTED)
    named = {str(path) for path in paths if not path.is_file()}
    return FileError.exit_code if not touched and {file for file, _ in report.failed} <= named else 1


def _telling(advance: Counting) -> "OnProgress":
    def on_progress(step: "Progress") -> None:
        advance(step.done, step.total, step.stage.value.capitalize())

    return on_progress


def _tell(report: "IngestReport", settings: Settings) -> None:
    for outcome in LISTED[:3]:
        _list(outcome, getattr(report, outcome))
    _list("skipped", [f"{file} ({why_not})" for file, why_not in report.skipped])
    for file, message in report.failed:
        say(f"failed    {harmless_line(file)}: {harmless_line(message)}", err=True)
    counts = ", ".join(f"{len(getattr(report, outcome))} {outcome}" for outcome in (*LISTED, "failed", "skipped"))
    say(f"{counts}. Index: {settings.index_dir}")


def _list(outcome: str, files: Sequence[str]) -> None:
    for file in files[:SHOWN]:
        say(f"{outcome:9} {harmless_line(file)}")
    if len(files) > SHOWN:
        say(f"{outcome:9} … and {len(files) - SHOWN} more")


def _to_json(report: "IngestReport", settings: Settings) -> dict[str, object]:
    return {
        **{outcome: list(getattr(report, outcome)) for outcome in LISTED},
        "failed": [{"file": file, "message": message} for file, message in report.failed],
        "skipped": [{"file": file, "reason": why_not} for file, why_not in report.skipped],
        "doc_ids": dict(report.doc_ids),
        "index": str(settings.index_dir),
    }
