"""The commands ``search`` and ``ask``: questions to the engine, and what comes of them shown or printed as JSON."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from zhengxie_qa.comparing.comparison import Compared
from zhengxie_qa.errors import DatasetError, InputError
from zhengxie_qa.interfaces import answers, payloads, wiring
from zhengxie_qa.interfaces.cli.comparing import show as show_table
from zhengxie_qa.interfaces.cli.context import console, print_json
from zhengxie_qa.interfaces.cli.show import show_answer, show_explanation, show_hits
from zhengxie_qa.interfaces.http.invalid import why
from zhengxie_qa.interfaces.http.schemas import BatchRow, turns_of
from zhengxie_qa.interfaces.settings import Settings
from zhengxie_qa.interfaces.terminal import say
from zhengxie_qa.types import Filters, SearchMode

if TYPE_CHECKING:
    from zhengxie_qa.answering.answer import Answer
    from zhengxie_qa.engine import Engine


@dataclass(frozen=True, slots=True)
class How:
    """How questions are asked and answers shown."""

    history: tuple[str, ...]
    filters: Filters
    explain: bool
    as_json: bool


def run_search(
    query: str, *, settings: Settings, mode: SearchMode, filters: Filters, explain: bool, as_json: bool
) -> None:
    """Show the passages found, best first."""
    with _timed(settings) as (engine, clock):
        hits = engine.search(query, top_k=settings.top_k, mode=mode, filters=filters)
        took, state = clock(), engine.state()
    if as_json:
        print_json(payloads.search(query, hits, mode=mode, took_ms=took, state=state, explain=explain))
    else:
        show_hits(console(), hits, explain=explain)


def run_ask(question: str, *, settings: Settings, how: How) -> None:
    """Show the answer, or why there is none."""
    turns = payloads.turns(how.history)
    with _timed(settings) as (engine, clock):
        answer = engine.ask(question, history=turns, top_k=settings.top_k, filters=how.filters, explain=how.explain)
        took, state = clock(), engine.state()
    if how.as_json:
        print_json(answers.answer(answer, took_ms=took, state=state, explain=how.explain))
    else:
        _show(answer, explain=how.explain)


def run_ask_file(file: Path, *, settings: Settings, how: How) -> int:
    """Ask each line of a file, in order; one that cannot be asked is named and stops none of the others.

    :param file: ``-`` for standard input.
    :returns: 0, or 1 if some could not be asked.
    :raises DatasetError: if the file cannot be read.
    """
    rows = [_row(line) for line in _lines(file)]
    engine = wiring.open_engine(settings)
    failed = 0
    for number, row in enumerate(rows, start=1):
        told = {"id": row.get("id", number)}
        began = time.perf_counter()
        try:
            asked = BatchRow.model_validate(row)
            filters = asked.filters.to_filters() if asked.filters else how.filters
            turns = turns_of(asked.history) or payloads.turns(how.history)
            count = asked.top_k or settings.top_k
            with engine.pinned():
                answer = engine.ask(asked.question, history=turns, top_k=count, filters=filters, explain=how.explain)
                state = engine.state()
        except (ValidationError, InputError) as error:
            failed += 1
            _show_failure({**told, "question": row.get("question")}, error, as_json=how.as_json)
            continue
        took = (time.perf_counter() - began) * 1000
        if how.as_json:
            print_json({**told, **answers.answer(answer, took_ms=took, state=state, explain=how.explain)}, indent=None)
        else:
            say(f"{told['id']}. {asked.question}")
            _show(answer, explain=how.explain)
    return 1 if failed else 0


def _show(answer: "Answer", *, explain: bool) -> None:
    shown_on = console()
    if not (isinstance(answer, Compared) and answer.abstained):
        show_answer(shown_on, answer)
    if isinstance(answer, Compared):
        show_table(shown_on, answer.comparison)
    if explain:
        show_explanation(shown_on, payloads.plain(answer.explanation))


def _show_failure(told: payloads.Json, error: ValidationError | InputError, *, as_json: bool) -> None:
    if as_json:
        print_json({**told, **why(error)}, indent=None)
    else:
        say(f"{told['id']}. {why(error)['error']}", err=True)


def _lines(file: Path) -> list[str]:
    """Give the lines with something on them.

    :raises DatasetError: if the file cannot be read.
    """
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DatasetError(f"{file} is not UTF-8 text. Save it as UTF-8 and try again.") from error
    except OSError as error:
        raise DatasetError(f"{file} cannot be read ({error.strerror}). Check the spelling.") from error
    return [line for line in text.split("\n") if line.strip()]


def _row(line: str) -> dict[str, Any]:
    """Read a line: a JSON object, or else a question as it stands."""
    try:
        found = json.loads(line)
    except json.JSONDecodeError:
        found = None
    return found if isinstance(found, dict) else {"question": line.strip()}


@contextmanager
def _timed(settings: Settings) -> "Iterator[tuple[Engine, Callable[[], float]]]":
    """Give the engine at one build of the index, and a clock that tells the milliseconds since then."""
    engine = wiring.open_engine(settings)
    began = time.perf_counter()
    with engine.pinned():
        yield engine, lambda: (time.perf_counter() - began) * 1000
