"""What surrounds every HTTP request: security headers, a body limit, host and origin checks, the access log.

Plain ASGI, so that streaming answers of the chat page pass through untouched. The access log names method, path,
status and time; never the query string or the body, since questions are nobody else's business.
"""

import ipaddress
import json
import logging
import time
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any, Final

from zhengxie_qa.interfaces.http.problems import problem
from zhengxie_qa.interfaces.settings import ANY_ADDRESS, ANY_HOST

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

log = logging.getLogger("zhengxie_qa.access")

API_PREFIX: Final = "/api/"
FOR_PROGRAMS: Final = (API_PREFIX, "/v1/", "/retrieval", "/mcp")
"""Where no page is served."""
QUESTION_SETS: Final = "/page/question-sets"
UPLOAD_PATHS: Final = frozenset({"/api/v1/documents", QUESTION_SETS})
UNSAFE_METHODS: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
PAGE_POLICY: Final = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; media-src 'self' blob:; "
    "object-src 'none'; frame-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
)
"""Gradio compiles its templates with ``new Function``; without 'unsafe-eval' the source panel stays blank."""
API_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
)


class SecurityHeaders:
    """Add the security headers to every response."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        policy = API_POLICY if scope["path"].startswith(FOR_PROGRAMS) else PAGE_POLICY

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                extra = [*HEADERS, (b"content-security-policy", policy.encode("ascii"))]
                message["headers"] = [*message.get("headers", []), *extra]
            await send(message)

        await self._app(scope, receive, send_with_headers)


class SameSite:
    """Refuse foreign host names (DNS rebinding) and requests that another website's page makes (CSRF).

    :param hosts: host names to answer to, without port, as :attr:`Settings.hosts` gives them.
    """

    def __init__(self, app: App, *, hosts: tuple[str, ...]) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        if refusal is None:
            await self._app(scope, receive, send)
            return
        response = problem(403, refusal, code="forbidden", title="Forbidden", instance=scope["path"])
        await response(scope, receive, send)

    def _refusal(self, scope: Scope) -> str | None:
        """Say why not, or None."""
        host = header(scope, b"host").lower()
        if not self._is_known(_without_port(host)):
            return (
                f"This server does not answer to the name {host!r}. Add it to ZHENGXIE_QA_ALLOWED_HOSTS if it should."
            )
        origin = header(scope, b"origin").lower()
        if origin and scope["method"] in UNSAFE_METHODS and origin.partition("://")[2] != host:
            return "Pages of other websites may not send requests here."
        return None

    def _is_known(self, name: str) -> bool:
        return bool(self._hosts & {name, ANY_HOST}) or (ANY_ADDRESS in self._hosts and _is_address(name))


class HeadAsGet:
    """Answer HEAD wherever the REST interface answers GET; the server leaves the body out."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD" or not scope["path"].startswith(API_PREFIX):
            await self._app(scope, receive, send)
            return
        asked = {**scope, "method": "GET"}
        await self._app(asked, receive, send)
        scope["route"] = asked.get("route")


class BodyLimit:
    """Refuse bodies above a limit before and while reading them.

    :param limit: bytes for most requests.
    :param upload_limit: bytes for uploads.
    """

    def __init__(self, app: App, *, limit: int, upload_limit: int) -> None:
        self._app = app
        self._limit = limit
        self._upload_limit = upload_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["method"] not in UNSAFE_METHODS:
            await self._app(scope, receive, send)
            return
        limit = self._upload_limit if _is_upload(scope) else self._limit
        announced = header(scope, b"content-length")
        if announced.isdigit() and int(announced) > limit:
            await _too_large(scope, limit)(scope, receive, send)
            return
        await self._counted(scope, receive, send, limit)

    async def _counted(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        """Pass the body on while it stays within the limit; a body without a length is counted as it comes."""
        got = 0
        started = False

        async def counted() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > limit:
                raise _BodyTooLargeError
            return message

        async def unless_over(message: Message) -> None:
            nonlocal started
            if started or got <= limit:
                started = True
                await send(message)

        with suppress(_BodyTooLargeError):
            await self._app(scope, counted, unless_over)
        if got > limit and not started:
            await _too_large(scope, limit)(scope, receive, send)


class AccessLog:
    """Write one JSON line per request to the logger ``zhengxie_qa.access`` and count it.

    :param observe: called as ``observe(route=, method=, status=, seconds=)`` after each request.
    """

    def __init__(self, app: App, *, observe: Callable[..., None]) -> None:
        self._app = app
        self._observe = observe

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            self._note(scope, status, time.perf_counter() - began)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "") or "other"
        self._observe(route=route, method=scope["method"], status=status, seconds=seconds)
        if log.isEnabledFor(logging.INFO):
            line = {"method": scope["method"], "path": scope["path"], "status": status, "ms": round(seconds * 1000, 1)}
            log.info(json.dumps(line, ensure_ascii=False))


class _BodyTooLargeError(Exception):
    """The body went over the limit while it was read."""


def _too_large(scope: Scope, limit: int) -> App:
    detail = f"The request is larger than {limit / 1024 / 1024:.3g} MB, which is the limit here. Send less at a time."
    return problem(
        413, detail, code="too-large", title="Too large", instance=scope["path"], headers={"Connection": "close"}
    )


def _is_upload(scope: Scope) -> bool:
    return str(scope["path"]).rstrip("/") in UPLOAD_PATHS


def header(scope: Scope, name: bytes) -> str:
    """Give a header of a request, empty where it has none."""
    found = next((value for key, value in scope["headers"] if key == name), b"")
    return str(found.decode("latin-1"))


def _is_address(name: str) -> bool:
    """Whether a host, without port, is written as numbers: ``192.168.1.5``, ``[fe80::1]``."""
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def _without_port(host: str) -> str:
    """``localhost:7860`` → ``localhost``; ``[::1]:7860`` → ``[::1]``."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]
