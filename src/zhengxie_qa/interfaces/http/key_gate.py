"""The gate that wants a key, where the server wants keys: which scope each path needs, and who gets no further.

Programs send ``Authorization: Bearer zq_…``. Who types a key into the sign-in page carries it in a cookie that no
script can read and that other websites' pages cannot make the browser send with a change.
"""

import math
import re
from typing import Final

from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse, Response

from zhengxie_qa.errors import Said, ZhengxieError
from zhengxie_qa.interfaces.access.access import Access
from zhengxie_qa.interfaces.access.keys import Key, Scope, Standing
from zhengxie_qa.interfaces.access.record import Did, Visitor, acting
from zhengxie_qa.interfaces.http.middleware import FOR_PROGRAMS, UNSAFE_METHODS, App, Receive, Send, header
from zhengxie_qa.interfaces.http.middleware import Scope as Asgi
from zhengxie_qa.interfaces.http.problems import from_error, problem

COOKIE: Final = "zhengxie_qa_key"
SIGN_IN: Final = "/sign-in"
SIGN_OUT: Final = "/sign-out"
VISITOR: Final = "visitor"
"""Where in a request's scope its visitor stands."""
ASKS: Final = r"/api/v1/(?:search|ask|ask/batch|compare|verify)"
NEEDS: Final = (
    (
        "*",
        rf"/api/v1/(?:healthz|readyz|openapi\.json|docs(?:\.css|\.js)?)|/favicon\.ico|/robots\.txt|{SIGN_IN}|{SIGN_OUT}",
        (),
    ),
    ("GET HEAD", r"/api/v1/metrics", (Scope.ADMIN,)),
    ("GET HEAD", r"/api/v1/documents(?:/.*)?|/page/holdings", (Scope.READ,)),
    ("*", r"/mcp", (Scope.ASK, Scope.READ)),
    ("POST", ASKS, (Scope.ASK,)),
    (" ".join(UNSAFE_METHODS), r"/api/.*", (Scope.WRITE,)),
    ("*", r".*", (Scope.ASK,)),
)
"""Methods, whole paths, and the scopes that they need; the first that fits counts, so what is new needs a key."""
COUNTED: Final = (*FOR_PROGRAMS, "/gradio_api/queue/join", "/page/")
"""What uses up the requests of a key: work, not the files of the page."""
WANTED: Final = Said(
    "A key is wanted here: send it as `Authorization: Bearer zq_…`, or sign in at /sign-in. Whoever runs the server "
    "makes keys with `zhengxie-qa keys add`.",
    "这里需要访问密钥：以 Authorization: Bearer zq_… 发送，或打开 /sign-in 登录。"
    "密钥由管理员用 zhengxie-qa keys add 生成。",
)
NOT_GOOD: Final = {
    None: Said("There is no such key. Check it, or ask for another.", "没有这个密钥。请核对，或另要一个。"),
    Standing.EXPIRED: Said("This key has expired. Ask for another.", "这个密钥已过期。请另要一个。"),
    Standing.REVOKED: Said("This key was revoked. Ask for another.", "这个密钥已停用。请另要一个。"),
}
NOT_FROM_HERE: Final = Said(
    "A change that is signed in by cookie must come from this server's own page.",
    "用登录状态作的更改只能来自本站页面。",
)


class KeyGate:
    """Let through who shows a key that opens what is asked for; say who is behind each request that is watched."""

    def __init__(self, app: App, *, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Asgi, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http":
            try:
                refusal = self._refusal(scope) if self._access.is_watched else None
            except ZhengxieError as error:
                refusal = from_error(error, instance=scope["path"])
            if refusal is not None:
                await refusal(scope, receive, send)
                return
        with acting(scope.get(VISITOR)):
            await self._app(scope, receive, send)

    def _refusal(self, scope: Asgi) -> Response | None:
        """Say why not, or note who it is."""
        address = (scope.get("client") or ("unknown",))[0]
        wanted = needs(scope["method"], scope["path"])
        if not self._access.wanted or not wanted:
            scope[VISITOR] = Visitor(address)
            return None
        words, by_cookie = shown(scope)
        if not words:
            return _unknown(scope, WANTED)
        key, standing = self._access.known(words)
        if key is None or standing is not Standing.GOOD:
            return self._wrong(scope, Visitor(address, key), NOT_GOOD[standing])
        scope[VISITOR] = Visitor(address, key)
        if by_cookie and scope["method"] in UNSAFE_METHODS and not header(scope, b"origin"):
            return _forbidden(scope, NOT_FROM_HERE)
        if not key.opens(wanted):
            return _forbidden(scope, _lacks(key, wanted))
        wait = self._access.wait_of(key) if scope["path"].startswith(COUNTED) else 0
        return _too_many(scope, wait) if wait else None

    def _wrong(self, scope: Asgi, visitor: Visitor, told: Said) -> Response:
        if wait := self._access.wait_after_wrong(visitor.address):
            return _too_many(scope, wait)
        with acting(visitor):
            self._access.record.note(Did.REFUSED, path=scope["path"])
        return _unknown(scope, told)


def needs(method: str, path: str) -> tuple[Scope, ...]:
    """The scopes that a request needs; none where anyone may come."""
    return next(
        scopes
        for methods, paths, scopes in NEEDS
        if methods in ("*", method) or method in methods.split()
        if re.fullmatch(paths, path, re.DOTALL)
    )


def shown(scope: Asgi) -> tuple[str, bool]:
    """The key that a request shows, and whether by cookie."""
    kind, _, words = header(scope, b"authorization").partition(" ")
    if words:
        return (words.strip() if kind.lower() == "bearer" else ""), False
    return cookie_parser(header(scope, b"cookie")).get(COOKIE, ""), True


def _unknown(scope: Asgi, told: Said) -> Response:
    """Send a person to sign in, and tell a program."""
    if scope["method"] in ("GET", "HEAD") and scope["path"] == "/":
        return RedirectResponse(f"{scope.get('root_path', '')}{SIGN_IN}", status_code=303)
    return problem(
        401,
        told,
        detail_zh=told.zh,
        code="unauthorized",
        title="A key is wanted",
        instance=scope["path"],
        headers={"WWW-Authenticate": "Bearer"},
    )


def _forbidden(scope: Asgi, told: Said) -> Response:
    return problem(403, told, detail_zh=told.zh, code="forbidden", title="Forbidden", instance=scope["path"])


def _lacks(key: Key, wanted: tuple[Scope, ...]) -> Said:
    lacking = ", ".join(each for each in wanted if each not in key.scopes)
    return Said(
        f"The key {key.name!r} does not open this: it lacks the scope {lacking}. Ask for one that has it.",
        f"密钥“{key.name}”没有这项权限（{lacking}）。请联系管理员。",
    )


def _too_many(scope: Asgi, wait: float) -> Response:
    seconds = math.ceil(wait)
    return problem(
        429,
        f"Too many requests. Try again in {seconds} s.",
        detail_zh=f"请求过多，请过 {seconds} 秒再试。",
        code="too-many-requests",
        title="Too many requests",
        instance=scope["path"],
        headers={"Retry-After": str(seconds)},
    )
