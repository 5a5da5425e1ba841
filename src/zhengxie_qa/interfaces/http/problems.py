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
    NotInstalledError,
    OverloadedError,
    QuestionError,
    SettingError,
    StorageError,
    ZhengxieError,
)
from zhengxie_qa.interfaces.http import invalid

log = logging.getLogger("zhengxie_qa.http")

MEDIA_TYPE: Final = "application/problem+json"
OPENAI: Final = "/v1/"
DIFY: Final = "/retrieval"
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
    NotInstalledError: ("not-installed", "A package is not installed"),
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
    :param errors: one ``{"field", "message", "message_zh"}`` per wrong part of the request.
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
    body |= _as_expected(instance or "", status, detail, code)
    return JSONResponse(body, status_code=int(status), media_type=MEDIA_TYPE, headers=dict(headers or {}))


def _as_expected(path: str, status: int, detail: str, code: str) -> dict[str, Any]:
    """What clients of another product's interface read of an error, beside what is ours."""
    if path.startswith(OPENAI):
        kind = "server_error" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "invalid_request_error"
        return {"error": {"message": detail, "type": kind, "param": None, "code": code}}
    return {"error_code": int(status), "error_msg": detail} if path == DIFY else {}


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
    said = invalid.sentence(found)
    return problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        str(said),
        detail_zh=said.zh,
        code="invalid-request",
        title="The request is not as documented",
        instance=request.url.path,
        errors=invalid.fields(found),
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
