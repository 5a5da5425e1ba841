"""The command ``predict``: answers every row of a question file, in order, one output row per input row.

Rows stream through: nothing but the current one is held. A row that cannot be answered still gets its output row,
with ``error`` saying why, so that the files stay aligned.
"""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol, TextIO

from zhengxie_qa.answering.answer import Answer
from zhengxie_qa.errors import DatasetError, ZhengxieError
from zhengxie_qa.interfaces import answers, payloads, wiring
from zhengxie_qa.interfaces.cli.context import print_json
from zhengxie_qa.interfaces.cli.progress import counting
from zhengxie_qa.interfaces.settings import Settings
from zhengxie_qa.interfaces.terminal import say
from zhengxie_qa.types import IndexState

Progress = Callable[[int, int], None]
"""Called with rows done and rows in all."""

BLANK: Final[payloads.Json] = {"answer": None, "abstained": True, "reason": None, "citations": [], "nearest": []}
SHOWN_FAILURES: Final = 20


class Answers(Protocol):
    """How one row is answered: from the index, or from its own context."""

    def __call__(self, row: payloads.Json) -> tuple[Answer, IndexState | None]:
        """Answer one row, and tell the state of the index that did; none where a context was read."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came out.

    :param failures: the first ``SHOWN_FAILURES`` rows that could not be answered, as ``(line, message)``.
    """

    rows: int
    failed: int
    failures: tuple[tuple[int, str], ...]


def run_predict(
    questions: Path, output: Path, *, settings: Settings, reader_only: bool, timings: bool, as_json: bool
) -> int:
    """Answer a file of questions.

    :returns: 0, or 1 if some rows could not be answered.
    :raises DatasetError: if the question file cannot be read or the output not be written.
    """
    if not questions.is_file():
        raise DatasetError(f"There is no file {questions}. Check the spelling.")
    if questions.resolve() == output.resolve():
        raise DatasetError("--output is the question file itself. Choose another name for the answers.")
    answer = _from_context(settings) if reader_only else _from_index(settings)
    with counting("Answering", quiet=as_json) as on_progress:
        done = _predict(questions, output, answer=answer, timings=timings, on_progress=on_progress)
    _tell(done, output, as_json=as_json)
    return 1 if done.failed else 0


def _from_index(settings: Settings) -> Answers:
    engine = wiring.open_engine(settings)

    def answer(row: payloads.Json) -> tuple[Answer, IndexState | None]:
        history = payloads.turns(row.get("history") or ())
        with engine.pinned():
            return engine.ask(row["question"], history=history, top_k=settings.top_k), engine.state()

    return answer


def _from_context(settings: Settings) -> Answers:
    engine = wiring.open_reader(settings)

    def answer(row: payloads.Json) -> tuple[Answer, IndexState | None]:
        context = row.get("context")
        if not isinstance(context, str) or not context.strip():
            raise DatasetError('With --reader-only every row needs a text "context".')
        return engine.read_context(row["question"], context, payloads.turns(row.get("history") or ())), None

    return answer


def _predict(
    questions: Path,
    output: Path,
    *,
    answer: Answers,
    timings: bool = True,
    on_progress: Progress | None = None,
) -> Done:
    """Answer the rows of ``questions`` into ``output``.

    :param questions: JSON Lines, UTF-8; blank lines are skipped.
    :param timings: write ``took_ms``; without, two runs give the same bytes.
    :raises DatasetError: if the file cannot be read or the output cannot be written.
    """
    total = sum(1 for _ in _lines(questions))
    failures: list[tuple[int, str]] = []
    rows = failed = 0
    with _open_output(output) as sink:
        for rows, (number, line) in enumerate(_lines(questions), start=1):
            out = _one(line, answer=answer, timings=timings)
            if "error" in out:
                failed += 1
                if len(failures) < SHOWN_FAILURES:
                    failures.append((number, out["error"]))
            sink.write(json.dumps(out, ensure_ascii=False) + "\n")
            if on_progress:
                on_progress(rows, total)
    return Done(rows=rows, failed=failed, failures=tuple(failures))


def _tell(done: Done, output: Path, *, as_json: bool) -> None:
    if as_json:
        failures = [{"line": line, "message": message} for line, message in done.failures]
        summary = {"rows": done.rows, "failed": done.failed, "failures": failures, "output": str(output)}
        print_json(summary, indent=None)
        return
    say(f"Answered {done.rows - done.failed} of {done.rows} questions into {output}.")
    for line, message in done.failures:
        say(f"line {line}: {message}", err=True)
    if done.failed > len(done.failures):
        say(f'… and {done.failed - len(done.failures)} more; see "error" in {output}.', err=True)


def _one(line: str, *, answer: Answers, timings: bool) -> payloads.Json:
    began = time.perf_counter()
    row: Any = None
    try:
        row = _parse(line)
        _check(row)
        given, state = answer(row)
    except (ZhengxieError, ValueError) as error:
        known = row if isinstance(row, dict) else {}
        return {"id": known.get("id"), "question": known.get("question"), **BLANK, "error": str(error), "retrieved": []}
    took = (time.perf_counter() - began) * 1000 if timings else 0.0
    return answers.prediction(row.get("id"), answers.answer(given, took_ms=took, state=state), retrieved=given.hits)


def _parse(line: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise DatasetError(f"This is not JSON ({error.msg}, column {error.colno}).") from error


def _check(row: Any) -> None:
    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        raise DatasetError('A row is an object with a text "question".')
    if not isinstance(row.get("history") or [], list):
        raise DatasetError("history is a list of earlier questions.")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    r"""Yield (line number from 1, text) of every line that is not blank.

    Lines end at ``\n`` alone: U+2028 and its like are legal inside JSON text.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as source:
            for number, line in enumerate(source, start=1):
                if line.strip():
                    yield number, line
    except FileNotFoundError as error:
        raise DatasetError(f"There is no file {path}. Check the spelling.") from error
    except UnicodeDecodeError as error:
        raise DatasetError(f"{path} is not UTF-8 text. Save it as UTF-8 and try again.") from error
    except OSError as error:
        raise DatasetError(f"{path} cannot be read: {error.strerror}.") from error


def _open_output(path: Path) -> TextIO:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise DatasetError(f"{path} cannot be written: {error.strerror}. Choose another place for --output.") from error
