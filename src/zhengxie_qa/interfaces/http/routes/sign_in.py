"""``/sign-in`` and ``/sign-out``: where a person types the key once; the browser keeps it in a cookie.

No script: a form, in the language that the browser prefers. A page of another website cannot send it, since requests
whose ``Origin`` is not ours are refused before they come here.
"""

from datetime import date, datetime
from pathlib import Path
from string import Template
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from zhengxie_qa.errors import Said
from zhengxie_qa.interfaces.access.access import Access
from zhengxie_qa.interfaces.access.keys import LONGEST, Key, Scope, Standing
from zhengxie_qa.interfaces.access.record import Did, Visitor, acting
from zhengxie_qa.interfaces.http.key_gate import COOKIE, NOT_GOOD, SIGN_IN, SIGN_OUT

PAGE: Final = Path(__file__).parent.parent / "static" / "sign_in.html"
DAY_SECONDS: Final = 24 * 3600
DAYS_KEPT: Final = 30
WORDS: Final = {
    "title": Said("Sign in", "登录"),
    "label": Said("Access key", "访问密钥"),
    "button": Said("Sign in", "登录"),
    "hint": Said(
        f"Whoever runs this server gives you one; it begins with zq_. This browser keeps it for {DAYS_KEPT} days.",
        f"请向管理员索取，以 zq_ 开头。本浏览器会保存 {DAYS_KEPT} 天。",
    ),
}
NO_ASKING: Final = Said(
    "This key is for programs: it lacks the scope ask, which the page needs.",
    "这个密钥供程序使用，没有页面所需的 ask 权限。",
)
TOO_OFTEN: Final = Said("Too many wrong keys. Wait a minute.", "密钥错误次数过多，请等一分钟。")


def add_sign_in(router: APIRouter, access: Access, *, title: str) -> None:
    """Add the routes.

    :param title: of the page.
    """

    @router.get(SIGN_IN, include_in_schema=False)
    async def show_form(request: Request) -> Response:
        return _form(request, title)

    @router.post(SIGN_IN, include_in_schema=False)
    def sign_in(request: Request, key: Annotated[str, Form(max_length=LONGEST)] = "") -> Response:
        address = request.client.host if request.client else "unknown"
        found, standing = access.known(key.strip())
        if found is None or standing is not Standing.GOOD:
            if access.wait_after_wrong(address):
                return _form(request, title, TOO_OFTEN, status=429)
            with acting(Visitor(address, found)):
                access.record.note(Did.REFUSED, path=SIGN_IN)
            return _form(request, title, NOT_GOOD[standing], status=401)
        if not found.opens([Scope.ASK]):
            return _form(request, title, NO_ASKING, status=403)
        with acting(Visitor(address, found)):
            access.record.note(Did.SIGN_IN)
        answer = RedirectResponse("./", status_code=303)
        secure = request.url.scheme == "https"
        answer.set_cookie(COOKIE, key.strip(), max_age=_seconds(found), httponly=True, samesite="lax", secure=secure)
        return answer

    @router.post(SIGN_OUT, include_in_schema=False)
    async def sign_out() -> Response:
        answer = RedirectResponse(f".{SIGN_IN}", status_code=303)
        answer.delete_cookie(COOKIE, httponly=True, samesite="lax")
        return answer


def _form(request: Request, title: str, told: Said | None = None, *, status: int = 200) -> Response:
    chinese = request.headers.get("accept-language", "").lower().startswith("zh")
    words = {name: each.zh if chinese else str(each) for name, each in WORDS.items()}
    said = f'<p role="alert">{told.zh if chinese else told}</p>' if told else ""
    page = Template(PAGE.read_text(encoding="utf-8")).substitute(
        words, name=title, told=said, lang="zh-CN" if chinese else "en"
    )
    return HTMLResponse(page, status_code=status, headers={"Cache-Control": "no-store"})


def _seconds(key: Key) -> int:
    """How long the browser keeps a key: not beyond its last day."""
    days = (date.fromisoformat(key.expires) - datetime.now().astimezone().date()).days + 1 if key.expires else DAYS_KEPT
    return min(days, DAYS_KEPT) * DAY_SECONDS
