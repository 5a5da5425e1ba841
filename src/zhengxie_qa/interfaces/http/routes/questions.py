"""``/search``, ``/ask`` and ``/verify``."""

import logging
import time
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter

from zhengxie_qa.answering.answer import Answer
from zhengxie_qa.interfaces import answers, payloads
from zhengxie_qa.interfaces.http import responses, schemas
from zhengxie_qa.interfaces.http.description import refusals
from zhengxie_qa.interfaces.http.metrics import Metrics
from zhengxie_qa.interfaces.http.routes.batch import add_batch
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.types import IndexState

log = logging.getLogger("zhengxie_qa.http")


Asked = Callable[..., tuple[Answer, IndexState]]
"""Answers a question, given with what :meth:`Service.ask` takes."""


def counting(service: Service, metrics: Metrics) -> Asked:
    """Give what answers questions for every door of the server: each is counted, and logged if that is wanted."""

    def asked(question: str, **how: Any) -> tuple[Answer, IndexState]:
        answer, state = service.ask(question, **how)
        metrics.answered(answer)
        if service.settings.log_questions:
            log.info("asked %r: %r", question, answer.text)
        return answer, state

    return asked


def add_questions(router: APIRouter, service: Service, asked: Asked) -> None:
    """Add the routes.

    :param asked: answers a question.
    """

    @service.questions.queued
    def ask_queued(body: schemas.AskRequest) -> payloads.Json:
        return answered(asked, body)

    @router.post(
        "/search",
        response_model=responses.SearchResponse,
        tags=["questions"],
        responses=refusals(400, 413, 422, 503),
        response_model_exclude_unset=True,
    )
    @service.questions.queued
    def search(body: schemas.SearchRequest) -> payloads.Json:
        """Find the passages that fit a query, best first."""
        return found(service, body)

    @router.post(
        "/ask",
        response_model=responses.AskResponse,
        tags=["questions"],
        responses=refusals(400, 413, 422, 503),
        response_model_exclude_unset=True,
    )
    async def ask(body: schemas.AskRequest) -> payloads.Json:
        """Answer a question in the articles' own words, with citations, or say why that is not possible."""
        return await ask_queued(body)

    add_batch(router, ask_queued, service.access)

    @router.post("/verify", tags=["questions"], responses=refusals(400, 404, 413, 422, 503))
    @service.reads.queued
    def verify(body: schemas.VerifyRequest) -> responses.VerifyResponse:
        """Check that quoted words stand in the document where a citation says they do."""
        return responses.VerifyResponse(**verified(service, body))


def answered(asked: Asked, body: schemas.AskRequest) -> payloads.Json:
    """The answer to a request of any door."""
    began = time.perf_counter()
    answer, state = asked(
        body.question,
        history=schemas.turns_of(body.history),
        top_k=body.top_k,
        filters=body.filters.to_filters(),
        explain=body.explain,
    )
    return answers.answer(answer, took_ms=_milliseconds(began), state=state, explain=body.explain)


def found(service: Service, body: schemas.SearchRequest) -> payloads.Json:
    """The passages that a request of any door asks for."""
    began = time.perf_counter()
    hits, state = service.search(body.query, top_k=body.top_k, mode=body.mode, filters=body.filters.to_filters())
    took = _milliseconds(began)
    return payloads.search(body.query, hits, mode=body.mode, took_ms=took, state=state, explain=body.explain)


def verified(service: Service, body: schemas.VerifyRequest) -> payloads.Json:
    """Whether words stand where a request of any door says, and what does stand there."""
    stands, actual = service.verify(body.doc_id, body.start, body.end, body.quote)
    return {**body.model_dump(), "verified": stands, "actual": actual[: schemas.MAX_QUOTE]}


def _milliseconds(since: float) -> float:
    return (time.perf_counter() - since) * 1000
