"""An answer as the chat shows it and as the source panel shows it. Pure: text in, HTML out, every field escaped.

Links carry all that the page's script needs in their ``href`` (``#src-<turn>-<n>``), since the chat strips every other
custom attribute.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from zhengxie_qa.answering.answer import Answer, Citation
from zhengxie_qa.comparing.comparison import Compared
from zhengxie_qa.interfaces.ui import texts
from zhengxie_qa.interfaces.ui.cards import Quote, around, chip, nearest_card, source_cards
from zhengxie_qa.interfaces.ui.keeping.kept import kept
from zhengxie_qa.interfaces.ui.tables.table import table_message, table_section
from zhengxie_qa.interfaces.ui.texts import both, escape, plain
from zhengxie_qa.interfaces.ui.why import why

SHOWN_NEAREST: Final = 3
LEAST_LISTED: Final = 2
"""A list of at least so many items is shown as one."""
SHORT_ANSWER: Final = 24
"""Answers up to so many characters are set large."""
LETTERS: Final = 26


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and what came of it.

    :param number: from 1, never used twice in a conversation.
    :param notice: HTML shown where there is no answer object, because the question could not be asked.
    :param generation: the state of the index that answered.
    :param limited: the limits that were set, in Chinese and English.
    :param files: the ticket of the table in files, where the answer has one.
    """

    number: int
    question: str
    answer: Answer | None
    notice: str = ""
    generation: str = ""
    limited: tuple[str, str] = ("", "")
    files: str = ""


def question_message(question: str) -> str:
    """Show what was typed, character for character."""
    return plain(question)


def answer_message(exchange: Exchange) -> str:
    """Show the answer first, then how sure it is, then whatever else the person may want to open."""
    answer = exchange.answer
    if answer is None:
        return f'<span class="notice">{exchange.notice}</span>'
    if isinstance(answer, Compared):
        table = table_message(exchange.number, answer.comparison, files=exchange.files)
        return "\n\n".join([table, *_left_open(answer)])
    head = _declined(answer, exchange.number) if answer.text is None else _answered(answer, exchange.number)
    parts = (head, around(answer), _also(answer, exchange.number), _foot(exchange))
    return "\n\n".join(part for part in parts if part)


def panel(exchanges: Sequence[Exchange]) -> str:
    """Show the sources of every exchange, the last one's open."""
    shown = [each for each in exchanges if each.answer is not None]
    if not shown:
        return f'<p class="empty">{both(texts.EMPTY_PANEL)}</p>'
    return "".join(_section(each, is_open=each is shown[-1]) for each in shown)


def _answered(answer: Answer, turn: int) -> str:
    cited_items = answer.citations[-len(answer.items) :] if answer.items else ()
    if len(answer.items) >= LEAST_LISTED and len(cited_items) == len(answer.items):
        rows = zip(answer.items, cited_items, strict=True)
        items = "".join(f"<li>{plain(item)} {_chip(cited, turn)}</li>" for item, cited in rows)
        return f'<ol class="items">{items}</ol>'
    chips = " ".join(_chip(cited, turn) for cited in answer.citations)
    size = "answer" if len(answer.text or "") <= SHORT_ANSWER else "answer long"
    return f'<strong class="{size}">{plain(answer.text or "")}</strong> {chips}'


def _declined(answer: Answer, turn: int) -> str:
    nearest = ""
    if answer.nearest:
        nearest = f' <a class="more" href="#near-{turn}-1">{both(texts.NEAREST)}</a>'
    return f'<span class="notice">{both(texts.declined(answer), plain)}</span>{nearest}'


def _also(answer: Answer, turn: int) -> str:
    """Show the other figures that the reports give."""
    if not answer.alternatives:
        return ""
    rows = "".join(
        f'<li>{plain(other.text)} <span class="label">{plain(other.label)}</span> '
        f"{chip(f'alt-{turn}-{number}', _letter(number), other.citation)}</li>"
        for number, other in enumerate(answer.alternatives, start=1)
    )
    return f'<span class="also">{both(texts.ALSO)}</span><ul class="others">{rows}</ul>'


def _foot(exchange: Exchange) -> str:
    answer = exchange.answer
    if answer is None:
        return ""
    notes = []
    if answer.text is not None:
        sure = answer.confidence_level
        notes.append(f'<span class="badge {sure.value}">{both(texts.CONFIDENCE[sure])}</span>')
    if answer.status:
        notes.append(f'<span class="badge status">{both(texts.STATUS[answer.status])}</span>')
    if answer.as_of and answer.text is not None:
        notes.append(f'<span class="note">{both(texts.AS_OF)} {plain(answer.as_of)}</span>')
    if answer.interpreted_as != answer.question:
        words = f'<span class="words">{plain(answer.interpreted_as)}</span>'
        title = " / ".join(texts.EDIT)
        notes.append(f'<a class="edit" href="#edit" title="{escape(title)}">{both(texts.READ_AS)}：{words}</a>')
    notes += _left_open(answer)
    if exchange.limited[0]:
        notes.append(f'<span class="note">{both(texts.LIMITED_TO)}{both(exchange.limited, plain)}</span>')
    for name, label in texts.ACTIONS.items():
        notes.append(f'<a class="more" href="#{name}-{exchange.number}">{both(label)}</a>')
    return f'<span class="foot">{" ".join(notes)}</span>'


def _left_open(answer: Answer) -> list[str]:
    """Name the further questions of the same message."""
    words = (f'<span class="words">{plain(other)}</span>' for other in answer.also_asked)
    return [f'<a class="edit" href="#edit">{both(texts.ALSO_ASKED)}：{each}</a>' for each in words]


def _chip(cited: Citation, turn: int) -> str:
    return chip(f"src-{turn}-{cited.n}", str(cited.n), cited)


def _section(exchange: Exchange, *, is_open: bool) -> str:
    answer, turn = exchange.answer, exchange.number
    if answer is None:
        return ""
    shown = " on" if is_open else ""
    question = f'<p class="asked">{escape(exchange.question)}</p>'
    whole = kept(exchange.question, answer, turn=turn, generation=exchange.generation, limited=exchange.limited)
    if isinstance(answer, Compared):
        cells = table_section(turn, answer.comparison, files=exchange.files)
        return f'<section class="turn compared{shown}" id="turn-{turn}"{whole}>{question}{cells}</section>'
    quotes = [Quote(f"src-{turn}-{cited.n}", str(cited.n), cited) for cited in answer.citations]
    for number, other in enumerate(answer.alternatives, start=1):
        quotes.append(Quote(f"alt-{turn}-{number}", _letter(number), other.citation))
    cards = source_cards(quotes)
    if answer.text is None and answer.nearest:
        nearest = "".join(nearest_card(turn, hit) for hit in answer.nearest[:SHOWN_NEAREST])
        cards = f'<h3 class="group">{both(texts.NEAREST)}</h3>{nearest}'
    return f'<section class="turn{shown}" id="turn-{turn}"{whole}>{question}{cards}{why(turn, answer)}</section>'


def _letter(number: int) -> str:
    """1 → a, 2 → b; alternatives are lettered, so as not to be taken for the answer's own citations."""
    return chr(ord("a") + number - 1) if number <= LETTERS else str(number)
