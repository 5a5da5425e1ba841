"""Many questions in one request: a line each, in order, whatever becomes of the others."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from http_answers import ASK, is_problem
from interface_fakes import FakeEngine

BATCH = "/api/v1/ask/batch"


def asked(client: TestClient, *questions: Any, **how: Any) -> list[dict[str, Any]]:
    response = client.post(BATCH, json={"questions": questions, **how})
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/x-ndjson"
    return [json.loads(line) for line in response.text.splitlines()]


def test_each_line_is_what_ask_gives_with_the_questions_id(client: TestClient) -> None:
    lines = asked(client, "深聊会场次", {"id": "b7", "question": "火星上有什么？"})
    alone = [client.post(ASK, json={"question": q}).json() for q in ("深聊会场次", "火星上有什么？")]
    assert [line.pop("id") for line in lines] == [1, "b7"]
    for line, answer in zip(lines, alone, strict=True):
        assert {**line, "took_ms": 0} == {**answer, "took_ms": 0}


def test_a_question_that_cannot_be_used_stops_none_of_the_others(client: TestClient) -> None:
    wrong = ["", "长" * 501, 7, None, {"q": "深聊会"}, {"question": "深聊会", "filters": {"published_from": "25.7."}}]
    lines = asked(client, *wrong, {"id": "last", "question": "深聊会场次"})
    assert [line["id"] for line in lines] == [1, 2, 3, 4, 5, 6, "last"]
    assert all(line["error"] and "answer" not in line for line in lines[:-1])
    assert "q: " in lines[4]["error"]
    assert "没有这一项" in lines[4]["error_zh"]
    assert "published_from" in lines[5]["error"]
    assert lines[-1]["answer"] == "275场"


def test_a_question_may_have_its_own_limits_and_history(client: TestClient, engine: FakeEngine) -> None:
    own = {"question": "深聊会呢？", "history": ["甲？"], "filters": {"source": ["无"]}}
    first, second = asked(client, own, "深聊会场次", filters={"source": ["海港日报"]})
    assert (first["answer"], second["answer"]) == (None, "275场")
    assert [turn.question for turn in engine.asked[0][1]] == ["甲？"]


@pytest.mark.parametrize("body", [{}, {"questions": []}, {"questions": "深聊会"}, {"questions": ["深聊会"], "k": 1}])
def test_a_batch_that_is_none_is_a_problem(client: TestClient, body: dict[str, Any]) -> None:
    is_problem(client.post(BATCH, json=body), 422)


def test_a_missing_index_is_told_by_the_status(client: TestClient, engine: FakeEngine) -> None:
    engine.missing = True
    is_problem(client.post(BATCH, json={"questions": ["深聊会"]}), 503, "ingest")
