"""What tests of the REST interface share: two of its addresses, and what every refusal looks like."""

from typing import Any

from httpx import Response

ASK = "/api/v1/ask"
DOCUMENTS = "/api/v1/documents"


def is_problem(response: Response, status: int, *words: str) -> dict[str, Any]:
    body: dict[str, Any] = response.json()
    assert response.status_code == status, body
    assert response.headers["content-type"] == "application/problem+json"
    assert body["status"] == status
    assert set(body) >= {"type", "title", "status", "detail"}
    for word in words:
        assert word in body["detail"]
    return body
