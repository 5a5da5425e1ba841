"""The HTTP door: the contract's routes under ``/api/v1``. Each is a few lines; the work is the service's.

Handlers are plain functions that work in one of the service's bounded queues, so that waiting questions hold no thread
and never hold up ``/healthz`` and ``/readyz``, which stand in none. Errors leave as problem details (``problems``);
shapes are in ``schemas``.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Final

from fastapi import APIRouter, Depends, FastAPI, Response
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send

from zhengxie_qa import __version__
from zhengxie_qa.interfaces import payloads
from zhengxie_qa.interfaces.http import problems, responses
from zhengxie_qa.interfaces.http.description import describe, named, refusals
from zhengxie_qa.interfaces.http.key_gate import KeyGate
from zhengxie_qa.interfaces.http.metrics import Metrics
from zhengxie_qa.interfaces.http.middleware import AccessLog, BodyLimit, HeadAsGet, SameSite, SecurityHeaders
from zhengxie_qa.interfaces.http.routes import docs_page
from zhengxie_qa.interfaces.http.routes.chat import add_chat
from zhengxie_qa.interfaces.http.routes.comparing import add_comparing
from zhengxie_qa.interfaces.http.routes.documents import add_documents
from zhengxie_qa.interfaces.http.routes.known import PREFIX, only_known_parameters
from zhengxie_qa.interfaces.http.routes.originals import add_originals
from zhengxie_qa.interfaces.http.routes.questions import add_questions, counting
from zhengxie_qa.interfaces.http.routes.retrieval import add_retrieval
from zhengxie_qa.interfaces.http.routes.sign_in import add_sign_in
from zhengxie_qa.interfaces.service import Service

JSON_BODY_LIMIT: Final = 4 * 1024 * 1024
MULTIPART_MARGIN: Final = 64 * 1024
"""Room for the multipart headers around an uploaded file."""
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]

DESCRIPTION: Final = """Questions about Chinese political reports, answered word for word with citations.

Offsets are Unicode code points of a document's clean text, half-open `[start, end)`: what Python's strings count, not
UTF-16 units as in JavaScript, where `[...text].slice(start, end).join("")` gives the words. `raw_start` and `raw_end`
point into the source file as decoded (of one that is no text: into all words found in it), `location` names the page
or cell.

Errors are problem details (RFC 9457) with a sentence in `detail`."""


def create_app(
    service: Service,
    *,
    hosts: tuple[str, ...] | None = None,
    lifespan: Lifespan | None = None,
    metrics: Metrics | None = None,
) -> FastAPI:
    """Build the application without the chat page.

    :param hosts: host names to answer to; the settings' by default.
    :param lifespan: what to do at start and end of the server.
    :param metrics: where requests and answers are counted.
    """
    metrics = metrics or Metrics()
    app = FastAPI(
        title="zhengxie_qa",
        version=__version__,
        description=DESCRIPTION,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan or _no_lifespan,
        generate_unique_id_function=named,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    problems.install(app)
    describe(app)
    router = APIRouter(prefix=PREFIX, dependencies=[Depends(only_known_parameters)])
    asked = counting(service, metrics)
    add_questions(router, service, asked)
    add_comparing(router, service)
    add_documents(router, service)
    add_originals(router, service)
    operations = APIRouter(prefix=PREFIX, tags=["operations"])
    _add_operations(operations, service, metrics)
    others = APIRouter()
    add_chat(others, service.questions.queued(asked))
    add_retrieval(others, service)
    add_sign_in(others, service.access, title=service.settings.title or "zhengxie_qa")
    for each in (router, operations, others):
        app.include_router(each)
    app.include_router(docs_page.router(PREFIX))
    app.router.routes.append(
        Route("/api/{rest:path}", _Nothing([*router.routes, *operations.routes]), include_in_schema=False)
    )
    limit = service.settings.max_upload_bytes + MULTIPART_MARGIN
    app.add_middleware(HeadAsGet)
    app.add_middleware(BodyLimit, limit=JSON_BODY_LIMIT, upload_limit=limit)
    app.add_middleware(KeyGate, access=service.access)
    app.add_middleware(SameSite, hosts=hosts or service.settings.hosts)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(AccessLog, observe=metrics.request)
    return app


def _add_operations(router: APIRouter, service: Service, metrics: Metrics) -> None:
    """``/healthz``, ``/readyz`` and ``/metrics``."""

    @router.get("/healthz")
    async def health() -> responses.HealthResponse:
        """Say that the process is alive."""
        return responses.HealthResponse(status="ok", version=__version__)

    @router.get("/readyz", response_model=responses.ReadyResponse, responses=refusals(503))
    def ready() -> payloads.Json:
        """Say whether questions can be answered now."""
        return {"status": "ready", "index": payloads.index_state(service.ready())}

    @router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
    def metrics_text() -> Response:
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
