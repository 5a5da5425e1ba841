"""A question of the page at work: how far a comparison is, and at last the conversation with what came of it."""

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Final

from zhengxie_qa.answering.answer import Answer
from zhengxie_qa.comparing.comparison import Blank, Compared, Row
from zhengxie_qa.errors import IndexMissingError, ZhengxieError
from zhengxie_qa.interfaces.access.record import Visitor, acting
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.table_files import csv_of, xlsx_of
from zhengxie_qa.interfaces.ui import limits, texts
from zhengxie_qa.interfaces.ui.evaluations import LINES, WORKBOOK, EvaluationDesk
from zhengxie_qa.interfaces.ui.render import Exchange
from zhengxie_qa.interfaces.ui.texts import both, plain
from zhengxie_qa.interfaces.ui.waiting import Work
from zhengxie_qa.types import Filters, IndexState, Turn

log = logging.getLogger("zhengxie_qa.page")

KEPT_EXCHANGES: Final = 20
"""The whole conversation travels with every question; a longer one slows the page down."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How far a comparison is: what is known already, and how many documents are read, of how many."""

    cells: Sequence[Row | Blank]
    done: int
    total: int


Question = Work[Reading, tuple[Answer, IndexState]]
"""A question at work."""


def asking(
    service: Service,
    desk: EvaluationDesk,
    question: str,
    exchanges: Sequence[Exchange],
    *,
    limited: str = "",
    visitor: Visitor | None = None,
    begun: Callable[[Question], None],
) -> Iterator[Reading | list[Exchange]]:
    """Ask one question; tell how far a comparison is, then add the exchange, also when it could not be asked.

    :param desk: where a table's files are kept.
    :param limited: the limits set, as the page's script writes them.
    :param visitor: who asks.
    :param begun: is given the question at work, which may be left.
    :returns: last the conversation, its oldest exchanges dropped past ``KEPT_EXCHANGES``; none where it was left.
    """
    number = exchanges[-1].number + 1 if exchanges else 1
    try:
        filters = limits.chosen(limited)
        with acting(visitor):
            work = _begin(service, question, exchanges, filters)
        begun(work)
        yield from (step for step in work.steps() if step)
        if work.is_left:
            return
        given, state = work.result()
        told = limits.told(filters, service)
        files = _shelved(given, desk)
        added = Exchange(number, question, given, generation=state.generation, limited=told, files=files)
    except IndexMissingError:
        added = Exchange(number, question, None, notice=both(texts.NO_INDEX))
    except ZhengxieError as error:
        added = Exchange(number, question, None, notice=both(texts.FAILED) + both(texts.told(error), plain))
    except Exception:
        log.exception("a question of the page failed")
        added = Exchange(number, question, None, notice=both(texts.UNFORESEEN))
    yield [*exchanges, added][-KEPT_EXCHANGES:]


def _begin(service: Service, question: str, exchanges: Sequence[Exchange], filters: Filters) -> Question:
    history = [Turn(each.answer.interpreted_as, each.answer.text) for each in exchanges if each.answer is not None]

    def begin(tell: Callable[[Reading], None]) -> Future[tuple[Answer, IndexState]]:
        cells: list[Row | Blank] = []

        def on_cell(cell: Row | Blank, done: int, total: int) -> None:
            cells.append(cell)
            tell(Reading(tuple(cells), done, total))

        def ask() -> tuple[Answer, IndexState]:
            return service.ask(question, history=history, filters=filters, explain=True, on_cell=on_cell)

        return service.questions.submit(ask)

    return Work(begin)


def _shelved(given: Answer, desk: EvaluationDesk) -> str:
    """Keep the files of a table; give their ticket, or nothing where there is no table."""
    if not isinstance(given, Compared):
        return ""
    table = given.comparison
    return desk.shelve({WORKBOOK: xlsx_of(table), LINES: csv_of(table).encode()})
