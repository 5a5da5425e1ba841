"""The folder of one run: it grows a line per question, survives being interrupted, and goes on where it stopped.

``run.json`` says what was asked of whom; a folder is only continued by the very same run. A line cut short by a
crash is dropped and asked again.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from zhengxie_qa.errors import DatasetError, InputError
from zhengxie_qa.evaluation.runs.prediction import Prediction
from zhengxie_qa.evaluation.scoring import Scored

FORMAT = 1
_MANIFEST = "run.json"
_PREDICTIONS = "predictions.jsonl"
_TIMINGS = "timings.jsonl"
_WORDS = {
    **dict.fromkeys(("dataset", "dataset_format", "dataset_sha256", "questions"), "other questions"),
    **dict.fromkeys(("generation", "documents", "passages"), "another state of the index"),
    **dict.fromkeys(("version", "code"), "another version of the program"),
    "format": "another layout of files",
}
"""Entry of ``run.json`` → what it means if it differs."""


class RunFolder:
    """Appends scored questions; use as a context manager."""

    def __init__(self, directory: Path, manifest: Mapping[str, Any], *, resume: bool) -> None:
        """Open ``directory`` for this run, making it if need be.

        :param manifest: everything that decides what is predicted; must be JSON.
        :param resume: continue a run with the same manifest; otherwise what an earlier run left is replaced.
        :raises InputError: when ``resume`` meets another run, or the path is a file.
        """
        self.directory = directory
        self.done: frozenset[str] = frozenset()
        _make(directory)
        wanted = {"format": FORMAT, **manifest}
        if resume and (directory / _MANIFEST).exists():
            _check_same(directory, wanted)
            self.done = _mend(directory)
        else:
            (directory / _PREDICTIONS).write_bytes(b"")
            (directory / _TIMINGS).write_bytes(b"")
            text = json.dumps(wanted, ensure_ascii=False, indent=2)
            (directory / _MANIFEST).write_text(text + "\n", encoding="utf-8")
        self._predictions: BinaryIO = (directory / _PREDICTIONS).open("ab")
        self._timings: BinaryIO = (directory / _TIMINGS).open("ab")

    def add(self, scored: Scored) -> None:
        """Append one question; the timing goes first, so that a prediction never lacks one."""
        timing = {"id": scored.prediction.id, "ms": {name: round(ms, 3) for name, ms in scored.timings_ms.items()}}
        for stream, line in ((self._timings, json.dumps(timing)), (self._predictions, scored.prediction.to_line())):
            stream.write(line.encode("utf-8", "surrogatepass") + b"\n")
            stream.flush()

    def __enter__(self) -> Self:
        """Give the folder itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close both files; what was added stays."""
        self._predictions.close()
        self._timings.close()


def read_manifest(directory: Path) -> dict[str, Any]:
    """What the run in ``directory`` was asked.

    :raises DatasetError: when there is no run.
    """
    try:
        manifest = json.loads((directory / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DatasetError(f"{directory} holds no evaluation run; give a folder that evaluate wrote.") from error
    return manifest if isinstance(manifest, dict) else {}


def read_predictions(directory: Path) -> Iterator[Prediction]:
    """Stream the predictions of a run, in the order asked.

    :raises DatasetError: when the file is missing or a line is damaged, with file and line.
    """
    file = directory / _PREDICTIONS
    if not file.exists():
        raise DatasetError(f"{directory} holds no {_PREDICTIONS}; give a folder that evaluate wrote.")
    with file.open(encoding="utf-8", errors="surrogatepass") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield Prediction.from_line(line)
            except ValueError as error:
                raise DatasetError(f"{file}:{number}: {error}; run evaluate again.") from error


def read_timings(directory: Path) -> Iterator[Mapping[str, float]]:
    """Stream the milliseconds per stage, one mapping per question."""
    with (directory / _TIMINGS).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["ms"]


def _make(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"Cannot write to {directory}: {error.strerror}. Give another --output folder.") from error


def _check_same(directory: Path, wanted: Mapping[str, Any]) -> None:
    found = read_manifest(directory)
    differing = sorted(key for key in {*found, *wanted} if found.get(key) != wanted.get(key))
    if differing:
        raise InputError(
            f"{directory} holds another run: {_told(differing)}. Give another --output folder, or --anew to replace it."
        )


def _told(differing: Sequence[str]) -> str:
    """Say what differs between two runs, as a person would."""
    return ", ".join(dict.fromkeys(_WORDS.get(key, f"another {key}") for key in differing))


def _mend(directory: Path) -> frozenset[str]:
    """Cut both files after the last question that is whole in both, and say which questions are done."""
    timed = _whole_lines(directory / _TIMINGS)
    predicted = _whole_lines(directory / _PREDICTIONS)
    ids: list[str] = []
    ends = (0, 0)
    for (timing, timing_end), (prediction, prediction_end) in zip(timed, predicted, strict=False):
        if timing["id"] != prediction["id"]:
            break
        ids.append(prediction["id"])
        ends = (timing_end, prediction_end)
    for name, end in zip((_TIMINGS, _PREDICTIONS), ends, strict=True):
        if (file := directory / name).exists():
            os.truncate(file, end)
    return frozenset(ids)


def _whole_lines(file: Path) -> Iterator[tuple[dict[str, Any], int]]:
    """Yield each complete JSON line with the byte offset after it; stop at the first that is not."""
    if not file.exists():
        return
    end = 0
    with file.open("rb") as lines:
        for line in lines:
            end += len(line)
            try:
                row = json.loads(line)
            except ValueError:
                return
            if not line.endswith(b"\n") or not isinstance(row, dict) or "id" not in row:
                return
            yield row, end
