"""Limits of a question as the page handles them: those that its words suggest, and those that a person has set.

What is suggested limits nothing until it is chosen: a question that names 2025 may be answered by a report of 2026.
"""

from collections.abc import Iterable, Sequence
from typing import Annotated, Final

from fastapi import APIRouter
from pydantic import Field, ValidationError

from zhengxie_qa.errors import InputError, Said
from zhengxie_qa.interfaces.http.schemas import FiltersIn, Request
from zhengxie_qa.interfaces.payloads import Json
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.ui.texts import year
from zhengxie_qa.question.question import Question
from zhengxie_qa.types import MAX_QUESTION, DocumentInfo, Filters

SUGGESTED: Final = "/page/limits"
SHORTEST_SOURCE: Final = 3
SHORTEST_TITLE: Final = 5
"""Characters that a name must have for a question that holds it to be taken to mean it."""
SHORTEST_PART: Final = 3
"""Characters of a title that must be typed for it to be offered."""
MOST: Final = 3
"""Suggestions of one sort."""


class _Typed(Request):
    """What stands in the box so far."""

    question: Annotated[str, Field(max_length=MAX_QUESTION)]


def router(service: Service) -> APIRouter:
    """The route of the page that tells which limits a question suggests."""
    routes = APIRouter()

    @routes.post(SUGGESTED)
    @service.reads.queued
    def suggested(body: _Typed) -> Json:
        if not any(map(str.isalnum, body.question)) or service.state_or_none() is None:
            return {"limits": []}
        engine = service.engine()
        return {"limits": suggestions(engine.understood(body.question), engine.documents())}

    return routes


def suggestions(question: Question, documents: Sequence[DocumentInfo]) -> list[Json]:
    """Return the years, places, sources and documents that a question names and the collection has.

    :returns: objects with ``name`` (as in :class:`FiltersIn`), ``value`` and ``label``.
    """
    years = {info.year for info in documents}
    places = {info.place for info in documents}
    named = [place.canonical for place in question.places]
    sources = _held(question.text, {info.source for info in documents}, SHORTEST_SOURCE)
    every = {info.title for info in documents}
    titles = _held(question.text, every, SHORTEST_TITLE) or _begun(question.text, every)
    articles = [info for title in titles for info in documents if info.title == title]
    return [
        *(_limit("year", each, str(each)) for each in question.years if each in years),
        *(_limit("place", each, each) for each in dict.fromkeys(named) if each in places),
        *(_limit("source", each, each) for each in sources[:MOST]),
        *(_limit("doc_ids", info.doc_id, info.title) for info in articles[:MOST]),
    ]


def chosen(words: str) -> Filters:
    """Read the limits that a person has set, as the page's script writes them.

    :raises InputError: if they are not as it writes them.
    """
    if not words:
        return Filters()
    try:
        return FiltersIn.model_validate_json(words).to_filters()
    except ValidationError as error:
        raise InputError(
            Said("These limits cannot be used. Remove them and set them again.", "这些限定不能用。请去掉后重新设定。")
        ) from error


def told(filters: Filters, service: Service) -> tuple[str, str]:
    """Name the limits set, in Chinese and English; two empty texts where there are none.

    :param service: knows the titles of documents.
    """
    titles = [service.document(each).info.title for each in filters.doc_ids]
    same = [*filters.places, *filters.sources, *titles]
    spoken = [year(each) for each in filters.years]
    return "，".join([*(zh for zh, _ in spoken), *same]), ", ".join([*(en for _, en in spoken), *same])


def _held(text: str, names: Iterable[str | None], shortest: int) -> list[str]:
    """The names that stand in a text, longest first."""
    found = [name for name in names if name and len(name) >= shortest and name in text]
    return sorted(found, key=lambda name: (-len(name), name))


def _begun(text: str, titles: Iterable[str]) -> list[str]:
    """The titles in which all that was typed stands, where it tells them from the others."""
    typed = text.strip(' 《》“”"？?')
    found = sorted(title for title in titles if len(typed) >= SHORTEST_PART and typed in title)
    return found if len(found) <= MOST else []


def _limit(name: str, value: str | int, label: str) -> Json:
    return {"name": name, "value": value, "label": label}
