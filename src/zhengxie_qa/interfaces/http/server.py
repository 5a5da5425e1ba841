"""The running server: one process, one port, REST at once, chat page and ``/mcp`` as soon as they are built.

Gradio takes seconds to import. It is imported beside the running server, so that ``/healthz`` answers in a moment and
programs never wait for a page they don't use; whoever opens the page early waits for it. So it is with ``/mcp``.
"""

import asyncio
import errno
import gc
import logging
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any, Final

import anyio.to_thread
import uvicorn
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from zhengxie_qa.errors import NotInstalledError, SettingError, ZhengxieError
from zhengxie_qa.interfaces.http.api import create_app
from zhengxie_qa.interfaces.http.metrics import Metrics
from zhengxie_qa.interfaces.http.middleware import App, Receive, Scope, Send
from zhengxie_qa.interfaces.http.page_gate import PageGate
from zhengxie_qa.interfaces.http.patience import PatientProtocol
from zhengxie_qa.interfaces.http.problems import from_error, problem
from zhengxie_qa.interfaces.http.routes.questions import Asked, counting
from zhengxie_qa.interfaces.logs import set_up_logging
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.settings import Settings, is_loopback
from zhengxie_qa.interfaces.terminal import say
from zhengxie_qa.offline import drop_unusable_proxies, import_matplotlib

log = logging.getLogger("zhengxie_qa.server")

THREADS: Final = 16
"""Health checks, files of the page and bodies being received at a time; questions have threads of their own."""
SWITCH_SECONDS: Final = 0.001
"""How long a question may compute before the server's loop gets its turn: a fifth of Python's own choice."""
SECONDS_TO_STOP: Final = 3
"""The chat page keeps connections open that would otherwise hold up Ctrl-C."""
BACKLOG: Final = 128
OPEN_TO_ALL: Final = (
    "Everyone who reaches this machine can ask, read, add and delete articles at {host}:{port}: it is open to all. "
    "It answers to numbers and to this machine's own names; others are set with ZHENGXIE_QA_ALLOWED_HOSTS."
)
NO_PAGE: Final = (
    "<!doctype html><title>zhengxie_qa</title><p>聊天页面没能启动，服务器日志里有详情；REST 接口照常工作。</p>"
    "<p>The chat page could not start; the server's log says why. The REST interface works.</p>"
)
MCP_PATH: Final = "/mcp"
NO_MCP: Final = "The tools for language models could not start; the server's log says why. The REST interface works."


class Late:
    """An application that is built in the background; requests wait for it.

    :param name: what the log calls it.
    :param build: makes it; runs in a thread of its own.
    :param instead: what answers if it cannot be built.
    """

    def __init__(self, name: str, build: Callable[[], Starlette], *, instead: App) -> None:
        self._name = name
        self._build = build
        self._ready = asyncio.Event()
        self._app = instead

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request once there is something to serve it with."""
        await self._ready.wait()
        await self._app(scope, receive, send)

    async def run(self, stop: asyncio.Event) -> None:
        """Build it, keep it until ``stop``."""
        async with AsyncExitStack() as stack:
            try:
                app = await anyio.to_thread.run_sync(self._build)
                await stack.enter_async_context(app.router.lifespan_context(app))
                self._app = app
            except Exception:
                log.exception("%s could not start", self._name)
            self._ready.set()
            _settle()
            await stop.wait()


def create_server_app(service: Service) -> FastAPI:
    """Build the whole application: REST first, the chat page for every path that is left."""

    def build_page() -> FastAPI:
        for name in drop_unusable_proxies():
            log.warning("%s names a proxy that cannot be used here; it is left out of account", name)
        import_matplotlib()
        from zhengxie_qa.interfaces.ui.page import page_app

        return page_app(service)

    metrics = Metrics()
    page = Late("the chat page", build_page, instead=HTMLResponse(NO_PAGE, status_code=503))
    tools = Late(
        MCP_PATH,
        lambda: _mcp_app(service, counting(service, metrics)),
        instead=problem(503, NO_MCP, code="internal", title="Internal error", instance=MCP_PATH),
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        stop = asyncio.Event()
        tasks = [asyncio.create_task(work) for work in (_open(service), page.run(stop), tools.run(stop))]
        try:
            yield
        finally:
            stop.set()
            await asyncio.gather(*tasks, return_exceptions=True)
            service.close()

    app = create_app(service, lifespan=lifespan, metrics=metrics)
    app.router.routes.append(Route(MCP_PATH, tools, include_in_schema=False))
    app.mount("/", PageGate(page))
    return app


def _mcp_app(service: Service, asked: Asked) -> Starlette:
    """Build what language models ask, or what says that its package is missing."""
    try:
        from zhengxie_qa.interfaces.mcp import http_app
    except NotInstalledError as error:
        return Starlette(routes=[Route(MCP_PATH, from_error(error, instance=MCP_PATH))])
    return http_app(service, asked, path=MCP_PATH)


def serve(settings: Settings, service: Service | None = None) -> None:
    """Serve until interrupted; the address is printed once the port is taken.

    :param service: the engine behind the server; made from the settings by default.
    :raises SettingError: if the address does not exist, or it was not decided who may come.
    :raises ZhengxieError: if the port is taken.
    """
    set_up_logging(settings, server=True)
    service = service or Service(settings)
    service.access.decided()
    listening = _listen(settings.host, settings.port)
    sys.setswitchinterval(SWITCH_SECONDS)
    config = uvicorn.Config(
        create_server_app(service),
        http=PatientProtocol,
        log_config=None,
        log_level="warning",
        access_log=False,
        backlog=BACKLOG,
        server_header=False,
        timeout_graceful_shutdown=SECONDS_TO_STOP,
    )
    say(f"http://{_shown(settings.host)}:{listening.getsockname()[1]}  (Ctrl-C stops)")
    if settings.open and not is_loopback(settings.host):
        say(OPEN_TO_ALL.format(host=settings.host, port=listening.getsockname()[1]), err=True)
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


async def _open(service: Service) -> None:
    """Open the engine before the first question needs it; what is wrong is said now rather than then."""
    try:
        await anyio.to_thread.run_sync(service.start)
    except ZhengxieError as error:
        log.warning("%s", error)
    except Exception:
        log.exception("the engine could not be opened")
    else:
        _settle()


def _settle() -> None:
    """Spare the garbage collector what stays for good: going through it all would stop everyone for up to a second."""
    gc.collect()
    gc.freeze()


def _listen(host: str, port: int) -> socket.socket:
    """Take the port before anything slow begins.

    :raises SettingError: if there is no such address.
    :raises ZhengxieError: if the port is taken or not allowed.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return _bound(socket.socket(family, kind, protocol), address)
    except socket.gaierror as error:
        raise SettingError(
            f"There is no address {host!r} on this machine. Use 127.0.0.1, or 0.0.0.0 for all."
        ) from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            reason = f"Port {port} is already in use, perhaps by this program. Stop the other one, or choose another"
        elif error.errno == errno.EACCES:
            reason = f"Port {port} needs rights that you don't have. Choose one above 1023"
        else:
            reason = f"Cannot listen on {host}:{port} ({error.strerror}). Choose another address or port"
        raise ZhengxieError(f"{reason} with --host and --port.") from error


def _bound(listening: socket.socket, address: Any) -> socket.socket:
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(BACKLOG)
    except OSError:
        listening.close()
        raise
    return listening


def _shown(host: str) -> str:
    """An address that a browser on this machine can open."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - shown, not bound
    return f"[{name}]" if ":" in name and not name.startswith("[") else name
