"""The OpenAPI document: what FastAPI finds, and beside it the meaning of each field and one media type for all errors.

A field's meaning stands in ``fields.tsv``, once for all models, unless the model tells more.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI
from fastapi.routing import APIRoute

from zhengxie_qa.interfaces.http.problems import MEDIA_TYPE
from zhengxie_qa.interfaces.http.responses import Problem
from zhengxie_qa.text.word_lists import rows

FIELDS: Final = Path(__file__).with_name("fields.tsv")
ALWAYS_OPEN: Final = ("/healthz", "/readyz")
KEY: Final = {"type": "http", "scheme": "bearer", "description": "A key, `zq_…`, where the server wants one."}
WHEN: Final = {
    304: "Unchanged: it is what `If-None-Match` names.",
    400: "The body cannot be read at all.",
    401: "A key is wanted here, or this one is unknown, expired or revoked.",
    403: "Another website's page, a foreign host name, what the settings forbid, or a key without the scope.",
    404: "No such document.",
    409: "Another process is writing to the index; try again.",
    413: "Larger than the limit.",
    415: "A kind of file that is not read here.",
    422: "The request cannot be used; `errors` names the fields.",
    429: "Too many requests of this key: come again after `Retry-After`.",
    503: "No index yet, it cannot be opened, or too much is waiting: come again after `Retry-After`.",
    507: "The disk below the index is full; nothing is lost.",
}


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Describe the problems that a route may answer with."""
    return {status: {"model": Problem, "description": WHEN[status]} for status in statuses}


def named(route: APIRoute) -> str:
    """Name an operation by its function: ``list_documents``."""
    return route.name


def describe(app: FastAPI) -> None:
    """Complete the OpenAPI document of an application when it is first asked for."""
    found: Callable[[], dict[str, Any]] = app.openapi

    def completed() -> dict[str, Any]:
        if app.openapi_schema is None:
            api = found()
            for path, operations in api["paths"].items():
                for operation in operations.values():
                    if not path.endswith(ALWAYS_OPEN):
                        _tell_of_keys(operation)
                    _one_media_type(operation)
            api["components"]["securitySchemes"] = {"key": KEY}
            _explain(api["components"]["schemas"])
        return found()

    app.openapi = completed  # type: ignore[method-assign]


def _tell_of_keys(operation: dict[str, Any]) -> None:
    """Keys are wanted only where the server wants them, so none is the other way."""
    operation["security"] = [{"key": []}, {}]
    told = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status in (401, 403, 429):
        operation["responses"].setdefault(str(status), {"description": WHEN[status], "content": dict(told)})


def _one_media_type(operation: dict[str, Any]) -> None:
    for status, response in operation["responses"].items():
        if int(status) >= 400 and "application/json" in response.get("content", {}):
            response["content"] = {MEDIA_TYPE: response["content"].pop("application/json")}


def _explain(schemas: dict[str, Any]) -> None:
    meaning = {row[0]: row[1] for row in rows(FIELDS)}
    for model, name, field in _fields(schemas):
        told = meaning.get(f"{model}.{name}") or meaning.get(name)
        if told:
            field.setdefault("description", told)


def _fields(schemas: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for model, schema in schemas.items():
        for name, field in schema.get("properties", {}).items():
            yield model, name, field
