"""One question put to many documents: each is asked for itself, and what they say is laid out in a table.

The question is understood once and searched once. Nothing is computed from what is quoted.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from zhengxie_qa.answering.clock import Clock
from zhengxie_qa.answering.messages import reply_language
from zhengxie_qa.comparing.asked import Asked
from zhengxie_qa.comparing.cells import Asker, Cell, Part, Put, cells, cells_of_parts, passages_of, unfound, years_of
from zhengxie_qa.comparing.chosen import NATIONAL, chosen, layout
from zhengxie_qa.comparing.comparison import Blank, By, Comparison, OnCell, Ranking, Row, ignore
from zhengxie_qa.comparing.named.known import known
from zhengxie_qa.comparing.named.renamed import asks_for_figure, is_renamable, renamed
from zhengxie_qa.comparing.named.votes import Name, meant, names_in
from zhengxie_qa.comparing.promising import Promising
from zhengxie_qa.comparing.ranking import ranked, set_apart
from zhengxie_qa.comparing.said import NO_DOCUMENTS, OUT_OF_SCOPE, summary
from zhengxie_qa.comparing.taken_apart import taken_apart
from zhengxie_qa.evidence.fitting import FIGURES
from zhengxie_qa.index.search.admission import admits
from zhengxie_qa.question.question import Question
from zhengxie_qa.question.understanding import valid
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.outlook import outlook_words
from zhengxie_qa.types import DocumentInfo, Filters, Hit, Language, Status

C = TypeVar("C", Row, Blank)
_PLANNED: Final = outlook_words("asks-planned")
_BACK: Final = -1.0
"""Outlook of a question that looks back on what was done."""
_DRAFT: Final = re.compile(r"草案|草稿|征求意见|讨论稿|送审稿|draft", re.IGNORECASE)


def compare(
    asker: Asker, question: str, *, by: By | None = None, filters: Filters = Filters(), on_cell: OnCell = ignore
) -> Comparison:
    """Put one question to all documents it is about; see ``Engine.compare``."""
    clock = Clock()
    whole = valid(question)
    asked = taken_apart(whole)
    if asked.things and by not in {None, By.THING}:
        asked = Asked(whole)
    with asker.pinned():
        with clock.stage("understand"):
            infos = [info for info in asker.documents() if admits(filters, info)]
            understood = asker.understood(asked.each or whole, filters=filters)
            each = _of_one_sort(understood)
            put = Put(whole, each, _as_written(asked.mentioned, each), understood.status is not None, each.language)
            across = (by if by is not By.THING else None) or asked.by or layout(infos)
            documents = [] if each.out_of_scope else chosen(infos, asked, each, by=across)
            put = _by_its_name(asker, put, documents, filters)
        with clock.stage("retrieve"):
            parts = _parts(put, asked, documents)
            is_searched = bool(documents) and not parts
            passages = passages_of(asker.retriever, put.question, documents) if is_searched else {}
            again = put if put.is_named else _in_their_words(asker, put, passages, filters)
            if again is not put:
                put = again
                passages = passages_of(asker.retriever, again.question, documents)
        done: list[Cell] = []
        with clock.stage("read"):
            if parts:
                coming = cells_of_parts(asker, put, parts, filters=filters, by=across)
            else:
                coming = cells(asker, put, passages, filters=filters, by=across)
            for cell in coming:
                done.append(cell)
                on_cell(cell, len(done), len(parts or passages))
    if not parts:
        done += [unfound(put, info, by=across) for info in documents if info.doc_id not in passages]
    return _laid_out(put, asked, across, done, documents, clock)


def _parts(put: Put, asked: Asked, documents: Sequence[DocumentInfo]) -> list[Part]:
    """The years or things that are asked for one by one; none where documents are."""
    if not documents:
        return []
    return [Part(name, question, documents) for name, question in asked.things] or years_of(put, asked.years, documents)


def _by_its_name(asker: Asker, put: Put, documents: Sequence[DocumentInfo], filters: Filters) -> Put:
    """The question by the name of what it asks for, where its words alone tell that."""
    is_national = all(info.place == NATIONAL for info in documents)
    is_figure = not put.mentioned and asks_for_figure(put.question)
    name = known(put.question, is_national=is_national) if is_figure else None
    return _asked_by(asker, put, name, filters) if name else put


def _in_their_words(asker: Asker, put: Put, passages: Mapping[str, Sequence[Hit]], filters: Filters) -> Put:
    """The question in the words of the reports, where it asks for a figure to which they give a name."""
    each = put.question
    if put.mentioned or not is_renamable(each):
        return put
    found = names_in(each, passages.values())
    is_named = Promising(each, passages.values(), full_text=lambda doc_id: asker.document(doc_id).text).is_held_to_words
    name = meant(each, found, encoder=asker.encoder, in_own_words=is_named)
    return _asked_by(asker, put, name, filters) if name else put


def _asked_by(asker: Asker, put: Put, name: Name, filters: Filters) -> Put:
    each = put.question
    question = asker.understood(renamed(each, name), filters=filters)
    surface = replace(question.surface, outlook=each.surface.outlook)
    return replace(put, question=_of_one_sort(replace(question, status=each.status, surface=surface)), is_named=True)


def _as_written(mentioned: str | None, each: Question) -> str | None:
    """The words looked for in the articles' language; those of an English question are rendered in Chinese."""
    return each.chinese if mentioned and each.language is Language.EN else mentioned


def _of_one_sort(question: Question) -> Question:
    """A table holds what was planned or what was achieved: the latter where a figure is asked without a word for plans.

    A question that holds words for both (新增就业目标) asks for a plan.
    """
    if question.kind not in FIGURES or question.status is not None:
        return question
    if _PLANNED.search(fold(question.chinese)):
        return replace(question, status=Status.PLANNED)
    return replace(question, status=Status.ACHIEVED, surface=replace(question.surface, outlook=_BACK))


def _laid_out(
    put: Put, asked: Asked, by: By, done: Sequence[Cell], documents: Sequence[DocumentInfo], clock: Clock
) -> Comparison:
    each = put.question
    place = {info.doc_id: position for position, info in enumerate(documents)}
    rows = _ordered([cell for cell in done if isinstance(cell, Row)], place, by)
    stated = {row.label for row in rows}
    blanks = _ordered([cell for cell in done if isinstance(cell, Blank) and cell.label not in stated], place, by)
    labels = stated | {blank.label for blank in blanks}
    ranking = None
    if each.kind in FIGURES:
        rows = set_apart(rows, each)
    if asked.order:
        rows, ranking = ranked(rows, asked.order, most=asked.most)
    messages = _messages(each, by, rows, ranking, stated=len(stated), asked=len(labels))
    return Comparison(
        question=put.whole,
        interpreted_as=each.text,
        by=by,
        rows=tuple(rows),
        blanks=tuple(blanks),
        ranking=ranking,
        stated=len(stated),
        asked=len(labels),
        message=messages[reply_language(put.whole, language=put.language)],
        messages=messages,
        timings_ms=clock.timings(),
    )


def _messages(
    each: Question, by: By, rows: Sequence[Row], ranking: Ranking | None, *, stated: int, asked: int
) -> Mapping[Language, str]:
    if each.out_of_scope:
        return OUT_OF_SCOPE
    return summary(by, rows, ranking, stated=stated, asked=asked) if asked else NO_DOCUMENTS


def _ordered(found: Sequence[C], place: Mapping[str, int], by: By) -> list[C]:
    """Order cells by label, as the documents come or the years follow; of one label the newest and final one first."""
    first: dict[str, int] = {}
    for each in found:
        first[each.label] = min(first.get(each.label, len(place)), place[each.document.doc_id])

    def newest(cell: C) -> tuple[bool, str, int]:
        info = cell.document
        return not _DRAFT.search(info.title), info.as_of or "", -place[info.doc_id]

    by_age = sorted(found, key=newest, reverse=True)
    if by is By.YEAR:
        return sorted(by_age, key=lambda cell: (cell.label.isdigit(), cell.label))
    return sorted(by_age, key=lambda cell: first[cell.label])
