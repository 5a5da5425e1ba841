"""The commands ``search`` and ``ask``: one question to the engine, and what comes of it shown or printed as JSON."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from zhengxie_qa.comparing.comparison import Compared
from zhengxie_qa.interfaces import answers, payloads, wiring
from zhengxie_qa.interfaces.cli.comparing import show as show_table
from zhengxie_qa.interfaces.cli.context import console, print_json
from zhengxie_qa.interfaces.cli.show import show_answer, show_explanation, show_hits
from zhengxie_qa.interfaces.settings import Settings
from zhengxie_qa.types import Filters, SearchMode

if TYPE_CHECKING:
    from zhengxie_qa.engine import Engine


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


def run_ask(
    question: str, *, settings: Settings, history: Sequence[str], filters: Filters, explain: bool, as_json: bool
) -> None:
    """Show the answer, or why there is none."""
    turns = payloads.turns(history)
    with _timed(settings) as (engine, clock):
        answer = engine.ask(question, history=turns, top_k=settings.top_k, filters=filters, explain=explain)
        took, state = clock(), engine.state()
    if as_json:
        print_json(answers.answer(answer, took_ms=took, state=state, explain=explain))
        return
    shown_on = console()
    if not (isinstance(answer, Compared) and answer.abstained):
        show_answer(shown_on, answer)
    if isinstance(answer, Compared):
        show_table(shown_on, answer.comparison)
    if explain:
        show_explanation(shown_on, payloads.plain(answer.explanation))


@contextmanager
def _timed(settings: Settings) -> "Iterator[tuple[Engine, Callable[[], float]]]":
    """Give the engine at one build of the index, and a clock that tells the milliseconds since then."""
    engine = wiring.open_engine(settings)
    began = time.perf_counter()
    with engine.pinned():
        yield engine, lambda: (time.perf_counter() - began) * 1000
