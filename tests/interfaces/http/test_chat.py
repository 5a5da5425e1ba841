"""The door shaped as OpenAI's: asked as its clients ask, with the real one where it is installed."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from http_answers import ASK, is_problem
from interface_fakes import FakeEngine

CHAT = "/v1/chat/completions"
QUESTION = {"role": "user", "content": "深聊会场次"}


def complete(client: TestClient, *messages: Any, **how: Any) -> dict[str, Any]:
    response = client.post(CHAT, json={"model": "zhengxie-qa", "messages": messages, "temperature": 0.2, **how})
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


def test_an_answer_is_a_message_with_its_sources_and_the_whole_answer_beside_it(client: TestClient) -> None:
    body = complete(client, QUESTION)
    (choice,) = body["choices"]
    assert (body["object"], choice["finish_reason"]) == ("chat.completion", "stop")
    message = choice["message"]
    (cited,) = message["annotations"]
    place = cited["url_citation"]
    assert message["content"][place["start_index"] : place["end_index"]] == "275场 [1]"
    path, _, span = place["url"].removeprefix("http://testserver").partition("#")
    start, end = map(int, span.split("-"))
    assert client.get(path).json()["text"][start:end] == "275场"
    alone = client.post(ASK, json={"question": QUESTION["content"]}).json()
    assert {**body["zhengxie_qa"], "took_ms": 0} == {**alone, "took_ms": 0}


def test_earlier_messages_are_the_turns_before(client: TestClient, engine: FakeEngine) -> None:
    first = complete(client, {"role": "system", "content": "You are…"}, QUESTION)["choices"][0]["message"]
    parts = [{"type": "text", "text": "深聊会呢？"}, {"type": "image_url", "image_url": {"url": "x"}}]
    complete(client, QUESTION, first, {"role": "user", "content": parts})
    question, history = engine.asked[-1]
    assert question == "深聊会呢？"
    assert [(turn.question, turn.answer) for turn in history] == [("深聊会场次", "275场")]


def test_a_stream_says_the_same(client: TestClient) -> None:
    whole = complete(client, QUESTION)["choices"][0]["message"]
    sent = {"messages": [QUESTION], "stream": True, "stream_options": {"include_usage": True}}
    response = client.post(CHAT, json=sent)
    assert response.headers["content-type"].startswith("text/event-stream")
    events = [line.removeprefix("data: ") for line in response.text.split("\n\n") if line]
    assert events[-1] == "[DONE]"
    chunks = [json.loads(event) for event in events[:-1]]
    deltas = [chunk["choices"][0]["delta"] for chunk in chunks if chunk["choices"]]
    assert "".join(delta.get("content", "") for delta in deltas) == whole["content"]
    assert deltas[-1]["annotations"] == whole["annotations"]
    assert chunks[-1]["usage"]["total_tokens"] == 0


def test_errors_are_problems_that_such_clients_understand(client: TestClient, engine: FakeEngine) -> None:
    body = is_problem(client.post(CHAT, json={"messages": [{"role": "system", "content": "…"}]}), 422)
    assert body["error"]["message"] == body["detail"]
    assert body["error"]["type"] == "invalid_request_error"
    assert "user" in body["detail_zh"]
    engine.missing = True
    assert is_problem(client.post(CHAT, json={"messages": [QUESTION]}), 503)["error"]["type"] == "server_error"


def test_other_websites_may_not_ask(client: TestClient) -> None:
    refused = client.post(CHAT, json={"messages": [QUESTION]}, headers={"Origin": "http://attacker.example"})
    is_problem(refused, 403)
    is_problem(client.get("/v1/models", headers={"Host": "attacker.example"}), 403)


def test_the_client_of_openai_asks_and_reads(request: pytest.FixtureRequest) -> None:
    openai = pytest.importorskip("openai", reason="the client of OpenAI is not installed")
    address = request.getfixturevalue("fake_address")
    with openai.OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0) as ask:
        assert [model.id for model in ask.models.list()] == ["zhengxie-qa"]
        answer = ask.chat.completions.create(model="zhengxie-qa", messages=[QUESTION]).choices[0].message
        assert answer.content.startswith("275场 [1]")
        assert answer.annotations[0].url_citation.title == "海港市<政协>报告"
        chunks = ask.chat.completions.create(model="zhengxie-qa", messages=[QUESTION], stream=True)
        assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == answer.content
        with pytest.raises(openai.UnprocessableEntityError, match="empty"):
            ask.chat.completions.create(model="zhengxie-qa", messages=[{"role": "user", "content": " "}])
