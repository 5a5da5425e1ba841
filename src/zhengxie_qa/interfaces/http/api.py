"""The HTTP door: the contract's routes under ``/api/v1``. Each is a few lines; the work is the service's.

Handlers are plain functions that work in one of the service's bounded queues, so that waiting questions hold no thread
and never hold up ``/healthz`` and ``/readyz``, which stand in none. Errors leave as problem details (``problems``);
shapes are in ``schemas``.
"""

import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Annotated, Any, Final

from fastapi import APIRouter, FastAPI, Path, Query, Response, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send

from zhengxie_qa import __version__
from zhengxie_qa.interfaces import answers, payloads
from zhengxie_qa.interfaces.http import docs_page, problems, responses, schemas
from zhengxie_qa.interfaces.http.comparing import add_comparing
from zhengxie_qa.interfaces.http.metrics import Metrics
from zhengxie_qa.interfaces.http.middleware import AccessLog, BodyLimit, HeadAsGet, SameSite, SecurityHeaders
from zhengxie_qa.interfaces.http.originals import add_originals
from zhengxie_qa.interfaces.service import Service

log = logging.getLogger("zhengxie_qa.http")

PREFIX: Final = "/api/v1"
JSON_BODY_LIMIT: Final = 4 * 1024 * 1024
MULTIPART_MARGIN: Final = 64 * 1024
"""Room for the multipart headers around an uploaded file."""
PROBLEM: Final[dict[str, Any]] = {
    "model": responses.Problem,
    "content": {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
DocId = Annotated[str, Path(min_length=1, max_length=300, description="As given by /documents and in citations.")]
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]

DESCRIPTION: Final = """Questions about Chinese political reports, answered word for word with citations.

Offsets are code points of a document's clean text, half-open `[start, end)`; `raw_start` and `raw_end` point into the
source file as decoded (of one that is no text: into all words found in it), `location` names the page or cell.

Errors are problem details (RFC 9457) with a sentence in `detail`."""


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: {**PROBLEM, "description": _WHEN[status]} for status in statuses}


_WHEN: Final = {
    400: "The body cannot be read at all.",
    403: "Another website's page, a foreign host name, or what the settings forbid.",
    404: "No such document.",
    409: "Another process is writing to the index; try again.",
    413: "Larger than the limit.",
    415: "A kind of file that is not read here.",
    422: "The request cannot be used; `errors` names the fields.",
    503: "No index yet, it cannot be opened, or too much is waiting: come again after `Retry-After`.",
    507: "The disk below the index is full; nothing is lost.",
}


def create_app(service: Service, *, hosts: tuple[str, ...] | None = None, lifespan: Lifespan | None = None) -> FastAPI:
    """Build the application without the chat page.

    :param hosts: host names to answer to; the settings' by default.
    :param lifespan: what to do at start and end of the server.
    """
    metrics = Metrics()
    app = FastAPI(
        title="zhengxie_qa",
        version=__version__,
        description=DESCRIPTION,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan or _no_lifespan,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    problems.install(app)
    router = APIRouter(prefix=PREFIX)
    _add_questions(router, service, metrics)
    add_comparing(router, service, refused=_problems(400, 413, 422, 503))
    _add_documents(router, service)
    add_originals(router, service, refused=_problems(403, 404, 422, 503))
    _add_operations(router, service, metrics)
    app.include_router(router)
    app.include_router(docs_page.router(PREFIX))
    app.router.routes.append(Route("/api/{rest:path}", _Nothing(router.routes), include_in_schema=False))
    limit = service.settings.max_upload_bytes + MULTIPART_MARGIN
    app.add_middleware(HeadAsGet)
    app.add_middleware(BodyLimit, limit=JSON_BODY_LIMIT, upload_limit=limit)
    app.add_middleware(SameSite, hosts=hosts or service.settings.hosts)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(AccessLog, observe=metrics.request)
    return app


def _add_questions(router: APIRouter, service: Service, metrics: Metrics) -> None:
    """``/search``, ``/ask`` and ``/verify``."""

    @router.post(
        "/search",
        response_model=responses.SearchResponse,
        tags=["questions"],
        responses=_problems(400, 413, 422, 503),
        response_model_exclude_unset=True,
    )
    @service.questions.queued
    def search(body: schemas.SearchRequest) -> payloads.Json:
        """Find the passages that fit a query, best first."""
        began = time.perf_counter()
        hits, state = service.search(body.query, top_k=body.top_k, mode=body.mode, filters=body.filters.to_filters())
        took = _milliseconds(began)
        return payloads.search(body.query, hits, mode=body.mode, took_ms=took, state=state, explain=body.explain)

    @router.post(
        "/ask",
        response_model=responses.AskResponse,
        tags=["questions"],
        responses=_problems(400, 413, 422, 503),
        response_model_exclude_unset=True,
    )
    @service.questions.queued
    def ask(body: schemas.AskRequest) -> payloads.Json:
        """Answer a question in the articles' own words, with citations, or say why that is not possible."""
        began = time.perf_counter()
        answer, state = service.ask(
            body.question,
            history=body.to_turns(),
            top_k=body.top_k,
            filters=body.filters.to_filters(),
            explain=body.explain,
        )
        metrics.answered(answer)
        if service.settings.log_questions:
            log.info("asked %r: %r", body.question, answer.text)
        return answers.answer(answer, took_ms=_milliseconds(began), state=state, explain=body.explain)

    @router.post("/verify", tags=["questions"], responses=_problems(400, 404, 413, 422, 503))
    @service.reads.queued
    def verify(body: schemas.VerifyRequest) -> responses.VerifyResponse:
        """Check that quoted words stand in the document where a citation says they do."""
        verified, actual = service.verify(body.doc_id, body.start, body.end, body.quote)
        return responses.VerifyResponse(**body.model_dump(), verified=verified, actual=actual[: schemas.MAX_QUOTE])


def _add_documents(router: APIRouter, service: Service) -> None:
    """``/documents`` and ``/documents/{doc_id}``.

    A long list or text is made into JSON by the thread that looked it up: the server's loop has others to answer.
    """

    @router.get(
        "/documents", response_model=responses.DocumentsResponse, tags=["documents"], responses=_problems(422, 503)
    )
    @service.reads.queued
    def documents(
        limit: Annotated[int | None, Query(ge=1, le=100_000, description="At most so many; all if absent.")] = None,
        offset: Annotated[int, Query(ge=0, le=10_000_000, description="Leave out so many first.")] = 0,
    ) -> JSONResponse:
        """List the documents of the index, by file name."""
        infos, state = service.documents()
        end = None if limit is None else offset + limit
        return JSONResponse(
            {
                "total": len(infos),
                "documents": [payloads.document_info(info) for info in infos[offset:end]],
                "index": payloads.index_state(state),
            }
        )

    @router.post(
        "/documents",
        response_model=responses.UploadResponse,
        tags=["documents"],
        status_code=201,
        responses={
            200: {"model": responses.UploadResponse, "description": "Updated, or the same as before."},
            **_problems(400, 403, 409, 413, 415, 422, 503, 507),
        },
    )
    @service.writes.queued
    def upload(file: UploadFile, response: Response) -> payloads.Json:
        """Add an article (.txt, .md, .html, .docx, .xlsx, .pdf); one of the same name uploaded before is replaced."""
        done = service.upload(file.filename or "", file.file.read())
        response.status_code = 201 if done.status == "added" else 200
        response.headers["Location"] = f"{PREFIX}/documents/{done.document.doc_id}"
        state = payloads.index_state(done.state)
        return {**payloads.document_info(done.document), "status": done.status, "index": state}

    @router.get(
        "/documents/{doc_id}",
        response_model=responses.DocumentResponse,
        tags=["documents"],
        responses=_problems(404, 422, 503),
    )
    @service.reads.queued
    def document(
        doc_id: DocId,
        raw: Annotated[
            bool, Query(description="Also give the source file as decoded, or all words found in one that is no text.")
        ] = False,
    ) -> JSONResponse:
        """Give one document in full."""
        return JSONResponse(payloads.document(service.document(doc_id), raw=raw))

    @router.delete(
        "/documents/{doc_id}",
        response_model=responses.RemovedResponse,
        tags=["documents"],
        responses=_problems(403, 404, 409, 422, 503, 507),
    )
    @service.writes.queued
    def remove(doc_id: DocId) -> payloads.Json:
        """Take a document out of the index; files in the corpus folder stay where they are."""
        info, state = service.remove(doc_id)
        return {"doc_id": info.doc_id, "removed": True, "index": payloads.index_state(state)}


def _add_operations(router: APIRouter, service: Service, metrics: Metrics) -> None:
    """``/healthz``, ``/readyz`` and ``/metrics``."""

    @router.get("/healthz", tags=["operations"])
    async def healthz() -> responses.HealthResponse:
        """Say that the process is alive."""
        return responses.HealthResponse(status="ok", version=__version__)

    @router.get("/readyz", response_model=responses.ReadyResponse, tags=["operations"], responses=_problems(503))
    def readyz() -> payloads.Json:
        """Say whether questions can be answered now."""
        return {"status": "ready", "index": payloads.index_state(service.ready())}

    @router.get(
        "/metrics", tags=["operations"], response_class=Response, responses={200: {"content": {"text/plain": {}}}}
    )
    def counters() -> Response:
        """Counters in Prometheus' text format."""
        state = service.state_or_none()
        if state is not None:
            metrics.index(state)
        return Response(metrics.render(), headers={"Content-Type": metrics.content_type})


class _Nothing:
    """Answers API paths that no route serves, so that they don't fall through to the chat page."""

    def __init__(self, routes: Sequence[BaseRoute]) -> None:
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse one request: 405 where another method would do, else 404."""
        partial = [route for route in self._routes if route.matches(scope)[0] is Match.PARTIAL]
        allowed = {method for route in partial for method in getattr(route, "methods", None) or ()}
        if allowed:
            raise HTTPException(405, headers={"Allow": ", ".join(sorted(allowed))})
        raise HTTPException(404)


@asynccontextmanager
async def _no_lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield


def _milliseconds(since: float) -> float:
    return (time.perf_counter() - since) * 1000
