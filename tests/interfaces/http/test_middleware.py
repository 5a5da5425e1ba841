"""Headers, closed routes and the access log around every request."""

import json
import logging

import pytest
from fastapi.testclient import TestClient


def test_every_response_carries_the_security_headers(client: TestClient) -> None:
    for path in ("/api/v1/healthz", "/api/v1/nothing", "/nothing"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_the_api_allows_no_inline_script_and_nothing_allows_the_outside(client: TestClient) -> None:
    api = client.get("/api/v1/docs").headers["content-security-policy"]
    page = client.get("/nothing").headers["content-security-policy"]
    assert "unsafe" not in api
    assert "http" not in api + page


def test_the_access_log_has_no_words_of_the_question(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="zhengxie_qa"):
        client.post("/api/v1/ask?note=机密", json={"question": "深聊会 机密"})
        client.post("/api/v1/ask", json={"question": "深聊会 机密"})
    lines = [json.loads(record.message) for record in caplog.records if record.name == "zhengxie_qa.access"]
    assert [(line["method"], line["path"], line["status"]) for line in lines] == [
        ("POST", "/api/v1/ask", 422),
        ("POST", "/api/v1/ask", 200),
    ]
    assert set(lines[0]) == {"method", "path", "status", "ms"}
    assert "机密" not in caplog.text
