"""Errors over HTTP as problem details (RFC 9457): one sentence a person understands, one code a program can test.

Every error leaves through here: our own family, malformed requests, unknown paths, wrong methods, bodies that are too
large, and what nobody foresaw (whose details go to the log, never to the client).
"""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from zhengxie_qa.errors import (
    DiskFullError,
    FileError,
    IndexBusyError,
    IndexClosedError,
    IndexDamagedError,
    IndexMissingError,
    InputError,
    ModelError,
    NotAllowedError,
    NotFoundError,
    OverloadedError,
    QuestionError,
    SettingError,
    StorageError,
    ZhengxieError,
)

log = logging.getLogger("zhengxie_qa.http")

MEDIA_TYPE: Final = "application/problem+json"
RETRY_AFTER_SECONDS: Final = "5"

CODES: Final[Mapping[type[ZhengxieError], tuple[str, str]]] = {
    QuestionError: ("question", "The question cannot be used"),
    FileError: ("file", "The file cannot be read as an article"),
    SettingError: ("setting", "A setting has an impossible value"),
    InputError: ("input", "The request cannot be used"),
    NotAllowedError: ("not-allowed", "Not allowed here"),
    NotFoundError: ("not-found", "Not in the index"),
    IndexMissingError: ("index-missing", "There is no index yet"),
    IndexBusyError: ("index-busy", "The index is being written"),
    IndexClosedError: ("index-closed", "The server is stopping"),
    OverloadedError: ("overloaded", "There is too much to do at the moment"),
    IndexDamagedError: ("index-damaged", "The index is damaged"),
    StorageError: ("storage", "The disk below the index refuses"),
    DiskFullError: ("disk-full", "The disk below the index is full"),
    ModelError: ("model", "A model cannot be loaded"),
}
"""Our errors → the last part of ``type`` and the ``title``."""


def problem(
    status: int,
    detail: str,
    *,
    code: str,
    title: str,
    detail_zh: str | None = None,
    instance: str | None = None,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """Build a problem response.

    :param code: stable short name; ``type`` is ``urn:zhengxie-qa:problem:<code>``.
    :param detail_zh: the same in Chinese, where it can be told.
    :param errors: one ``{"field", "message"}`` per wrong part of the request.
    """
    body: dict[str, Any] = {
        "type": f"urn:zhengxie-qa:problem:{code}",
        "title": title,
        "status": int(status),
        "detail": detail,
    }
    if detail_zh:
        body["detail_zh"] = detail_zh
    if instance:
        body["instance"] = instance
    if errors:
        body["errors"] = [dict(each) for each in errors]
    return JSONResponse(body, status_code=int(status), media_type=MEDIA_TYPE, headers=dict(headers or {}))


def from_error(error: ZhengxieError, *, instance: str | None = None) -> JSONResponse:
    """Our own error as a problem."""
    code, title = next((CODES[kind] for kind in type(error).__mro__ if kind in CODES), ("error", "It did not work"))
    retry = isinstance(error, IndexBusyError | IndexMissingError | OverloadedError)
    headers = {"Retry-After": RETRY_AFTER_SECONDS} if retry else None
    return problem(
        error.http_status,
        str(error),
        code=code,
        title=title,
        detail_zh=error.zh,
        instance=instance,
        headers=headers,
    )


def install(app: FastAPI) -> None:
    """Make every error of ``app`` a problem response."""
    app.add_exception_handler(ZhengxieError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)


async def _ours(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, ZhengxieError):
        return await _unforeseen(request, error)
    if error.http_status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.warning("%s %s: %s", request.method, request.url.path, error)
    return from_error(error, instance=request.url.path)


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    found = error.errors() if isinstance(error, RequestValidationError) else []
    wrong = [_field_error(each) for each in found]
    detail = " ".join(f"{each['field']}: {each['message']}" for each in wrong) or "The request cannot be read."
    return problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        detail,
        code="invalid-request",
        title="The request is not as documented",
        instance=request.url.path,
        errors=wrong,
    )


async def _http(request: Request, error: Exception) -> JSONResponse:
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    phrase = HTTPStatus(status).phrase
    given = error.detail if isinstance(error, HTTPException) and error.detail else phrase
    sentences = {
        HTTPStatus.NOT_FOUND: f"There is nothing at {request.url.path}. See /api/v1/docs for what there is.",
        HTTPStatus.METHOD_NOT_ALLOWED: f"{request.method} does not work at {request.url.path}. See /api/v1/docs.",
    }
    if status == HTTPStatus.BAD_REQUEST:
        given = f"The body cannot be read ({given}). Send JSON in UTF-8, or a multipart form for an upload."
    detail = sentences.get(HTTPStatus(status), str(given)) if given == phrase else str(given)
    code = phrase.lower().replace(" ", "-")
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    return problem(status, detail, code=code, title=phrase, instance=request.url.path, headers=headers)


async def _unforeseen(request: Request, error: Exception) -> JSONResponse:
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Something went wrong here, not with your request. The server's log has the details.",
        code="internal",
        title="Internal error",
        instance=request.url.path,
    )


def _field_error(found: Mapping[str, Any]) -> dict[str, str]:
    """A pydantic error as the name of the field and a sentence."""
    location = [str(part) for part in found.get("loc", ())]
    if location and location[0] in {"body", "query", "path", "header"}:
        location = location[1:]
    kind = str(found.get("type", ""))
    if kind == "json_invalid":
        return {"field": "body", "message": "this is not valid JSON; send an object such as those in /api/v1/docs."}
    message = str(found.get("msg", "not valid")).removeprefix("Value error, ").rstrip(".")
    name = ".".join(location) or "body"
    return {"field": name, "message": message[:1].lower() + message[1:] + "."}
