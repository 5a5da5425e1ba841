"""What tests of the REST interface share: two of its addresses, a client, and what every refusal looks like."""

from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from zhengxie_qa.interfaces.http import problems

ASK = "/api/v1/ask"
DOCUMENTS = "/api/v1/documents"


def client_of(router: APIRouter) -> TestClient:
    """A client of these routes alone, to which what goes wrong comes as the answer it is."""
    app = FastAPI()
    problems.install(app)
    app.include_router(router)
    return TestClient(app, raise_server_exceptions=False)


def is_problem(response: Response, status: int, *words: str) -> dict[str, Any]:
    body: dict[str, Any] = response.json()
    assert response.status_code == status, body
    assert response.headers["content-type"] == "application/problem+json"
    assert body["status"] == status
    assert set(body) >= {"type", "title", "status", "detail"}
    for word in words:
        assert word in body["detail"]
    return body
