"""What reaches the chat page's own server: the routes that the page uses, and events whose values are plain.

Gradio opens many more routes, and some of them fetch: ``file=http://…`` brings any address's bytes under our origin,
and so does an event that names a file by its address. This page needs no file of Gradio's, so all of it is closed;
question sets and reports go through :mod:`~zhengxie_qa.interfaces.ui.evaluations`.
"""

import json
import re
from typing import Any, Final

from starlette.requests import Request

from zhengxie_qa.interfaces.http.middleware import QUESTION_SETS, App, Message, Receive, Scope, Send
from zhengxie_qa.interfaces.http.problems import problem

JOIN: Final = "/gradio_api/queue/join"
OPEN: Final = (
    ("GET HEAD", r"/|/theme\.css|/favicon\.ico|/robots\.txt|/(?:assets|static)/(?!.*\.\.)[\w./-]+"),
    ("GET HEAD", r"/gradio_api/(?:heartbeat/\w+|queue/data)"),
    ("GET HEAD", r"/page/(?:holdings|examples)"),
    ("POST", r"/page/(?:limits|feedback|word)"),
    ("GET HEAD", r"/page/reports/[\w-]+/[a-z.]+"),
    ("POST", JOIN),
    ("POST", QUESTION_SETS),
)
"""Methods, and the whole paths they are open for."""


class PageGate:
    """Let through what the page sends, and answer 404 or 422 to anything else."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._open = [(frozenset(methods.split()), re.compile(paths)) for methods, paths in OPEN]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            return
        path = str(scope["path"])
        if not self._is_open(str(scope["method"]), path):
            refusal = problem(404, f"There is nothing at {path}.", code="not-found", title="Not Found", instance=path)
            await refusal(scope, receive, send)
        elif path == JOIN:
            await self._join(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _is_open(self, method: str, path: str) -> bool:
        return any(method in methods and paths.fullmatch(path) for methods, paths in self._open)

    async def _join(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await Request(scope, receive).body()
        if not _is_plain(body):
            detail = (
                "An event of this page carries words and ticks only. Programs use the REST interface, /api/v1/docs."
            )
            refusal = problem(422, detail, code="invalid-request", title="The request is not as documented")
            await refusal(scope, receive, send)
            return
        waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def again() -> Message:
            return waiting.pop() if waiting else await receive()

        await self._app(scope, again, send)


def _is_plain(body: bytes) -> bool:
    """Whether an event's values are words, numbers, ticks or nothing: no object, so no file, by path or address."""
    try:
        event: Any = json.loads(body)
    except (ValueError, RecursionError):
        return False
    if not isinstance(event, dict) or not isinstance(event.get("data"), list):
        return False
    return not any(isinstance(value, dict | list) for value in (event.get("event_data"), *event["data"]))
