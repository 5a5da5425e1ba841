"""``/compare``: one question put to every document, as one JSON object or as lines that come while it is read."""

import time

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from zhengxie_qa.comparing.comparison import Blank, Row
from zhengxie_qa.interfaces import comparisons
from zhengxie_qa.interfaces.http import responses, schemas, streaming
from zhengxie_qa.interfaces.http.description import refusals
from zhengxie_qa.interfaces.payloads import Json
from zhengxie_qa.interfaces.service import Service


def add_comparing(router: APIRouter, service: Service) -> None:
    """Add the route."""

    @router.post(
        "/compare",
        response_model=responses.CompareResponse,
        tags=["questions"],
        responses={200: {"content": {streaming.MEDIA_TYPE: {}}}, **refusals(400, 413, 422, 503)},
    )
    async def compare(body: schemas.CompareRequest, request: Request) -> Response:
        """Put a question to every document it is about and lay out what they say, blanks included.

        With `Accept: application/x-ndjson` each row comes as a line as soon as it is known, the whole table last.
        """
        if streaming.MEDIA_TYPE in request.headers.get("accept", ""):
            stream = streaming.lines(service.questions, lambda tell: {"table": table_of(service, body, tell)})
            return StreamingResponse(await streaming.started(stream), media_type=streaming.MEDIA_TYPE)
        return JSONResponse(await service.questions.queued(table_of)(service, body))


def table_of(service: Service, body: schemas.CompareRequest, tell: streaming.Tell = lambda line: None) -> Json:
    """The table that a request of any door asks for; ``tell`` takes each row or blank as soon as it is known."""
    began = time.perf_counter()

    def on_cell(cell: Row | Blank, done: int, total: int) -> None:
        said = {"row": comparisons.row(cell)} if isinstance(cell, Row) else {"missing": comparisons.missing(cell)}
        tell({**said, "done": done, "total": total})

    table, state = service.compare(body.question, by=body.by, filters=body.filters.to_filters(), on_cell=on_cell)
    return comparisons.comparison(table, took_ms=(time.perf_counter() - began) * 1000, state=state)
