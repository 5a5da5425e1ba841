"""``/ask/batch``: questions one after another, each answered on a line of its own as soon as it is its turn.

Each question stands in the queue by itself, so that a long list holds up nobody who asks a single one.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response, StreamingResponse

from zhengxie_qa.errors import InputError, OverloadedError
from zhengxie_qa.interfaces.access.access import Access
from zhengxie_qa.interfaces.access.record import Visitor
from zhengxie_qa.interfaces.http import invalid, schemas, streaming
from zhengxie_qa.interfaces.http.description import refusals
from zhengxie_qa.interfaces.http.key_gate import VISITOR
from zhengxie_qa.interfaces.payloads import Json

SECONDS_TO_COME_AGAIN: Final = 0.5
"""How long a question waits where the queue is full before it tries again."""
Answer = Callable[[schemas.AskRequest], Awaitable[Json]]


def add_batch(router: APIRouter, answer: Answer, access: Access) -> None:
    """Add the route.

    :param answer: answers one question, in its turn.
    :param access: counts each question as a request of the key that asks.
    """

    @router.post(
        "/ask/batch",
        response_class=Response,
        tags=["questions"],
        responses={
            200: {
                "description": "A line for each question, in order, as soon as it is answered.",
                "content": {streaming.MEDIA_TYPE: {"schema": {"type": "string"}}},
            },
            **refusals(400, 413, 422, 503),
        },
    )
    async def ask_batch(body: schemas.BatchRequest, request: Request) -> StreamingResponse:
        """Answer questions one after another, each as a line of JSON (`application/x-ndjson`), in order.

        A line is what `/ask` gives, with the question's `id` (its number, from 1, where it has none). A question that
        cannot be used gives a line with `error` and `error_zh`; those after it are answered all the same. Who goes away
        ends the work. Each question counts as a request of its key; where that has made too many, the next one waits.
        """
        visitor: Visitor | None = request.scope.get(VISITOR)

        async def pace() -> None:
            while visitor and visitor.key and (wait := access.wait_of(visitor.key)):
                await asyncio.sleep(wait)

        return StreamingResponse(await streaming.started(_lines(body, answer, pace)), media_type=streaming.MEDIA_TYPE)


async def _lines(
    body: schemas.BatchRequest, answer: Answer, pace: Callable[[], Awaitable[None]]
) -> AsyncIterator[bytes]:
    for number, row in enumerate(body.questions, start=1):
        if number > 1:  # the first was counted when it came
            await pace()
        known = row if isinstance(row, dict) else {"question": row}
        told = {"id": known.get("id", number)}
        try:
            given = schemas.BatchRow.model_validate(known).joined(body)
            line = {**told, **await _in_turn(given, answer, is_first=number == 1)}
        except (ValidationError, InputError) as error:
            line = {**told, "question": known.get("question"), **invalid.why(error)}
        yield json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


async def _in_turn(given: schemas.AskRequest, answer: Answer, *, is_first: bool) -> Json:
    """Answer one; while the queue is full wait, but refuse the batch if that is so at its beginning."""
    while True:
        try:
            return await answer(given)
        except OverloadedError:
            if is_first:
                raise
        await asyncio.sleep(SECONDS_TO_COME_AGAIN)
