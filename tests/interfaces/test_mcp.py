"""The door for language models, asked by a real client over a socket and over standard input."""

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import anyio
import mcp
import pytest
from mcp.client.stdio import stdio_client
from starlette.testclient import TestClient

from zhengxie_qa.interfaces.cli.main import run
from zhengxie_qa.interfaces.http import server
from zhengxie_qa.interfaces.service import Service

QUESTION = {"question": "深聊会场次"}


def called(where: Any, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    """What tools give, called one after another by one client."""

    async def work() -> list[Any]:
        async with mcp.Client(where) as client:
            tools = (await client.list_tools()).tools
            assert [tool.name for tool in tools] == ["ask", "search", "compare", "verify", "documents"]
            assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
            return [await client.call_tool(name, arguments) for name, arguments in calls]

    with ThreadPoolExecutor(1) as apart:  # a test before this one may have left its own event loop running here
        return apart.submit(anyio.run, work).result()


def post(address: str, path: str, body: dict[str, Any], **headers: str) -> dict[str, Any]:
    sent = Request(f"{address}{path}", json.dumps(body).encode(), {"Content-Type": "application/json", **headers})
    with urlopen(sent) as answered:
        told: dict[str, Any] = json.load(answered)
        return told


def test_every_tool_gives_the_objects_of_the_rest_interface(fake_address: str) -> None:
    here = {"filters": {"source": ["海港日报"]}}
    claim = {"doc_id": "aaaaaaaaaaaa", "start": 0, "end": 2, "quote": "海港"}
    tools = [("ask", QUESTION), ("search", {"query": "市政协", **here}), ("compare", QUESTION), ("verify", claim)]
    *given, shelf = called(f"{fake_address}/mcp", *tools, ("documents", {"query": "湖滨", "sort": "-published"}))
    for (name, arguments), each in zip(tools, given, strict=True):
        asked = post(fake_address, f"/api/v1/{name}", arguments)
        assert {**each.structured_content, "took_ms": 0} == {**asked, "took_ms": 0}
        assert json.loads(each.content[0].text) == each.structured_content
    assert given[0].structured_content["answer"] == "275场"
    assert [each["file"] for each in shelf.structured_content["documents"]] == ["lake.txt"]


def test_what_is_wrong_is_told_to_the_model_in_both_languages(fake_address: str) -> None:
    nowhere = {"doc_id": "nowhere", "start": 0, "end": 1, "quote": "海"}
    refused = called(
        f"{fake_address}/mcp",
        ("verify", nowhere),
        ("ask", {**QUESTION, "year": [2025]}),
        ("search", {"query": ""}),
        ("remove", {"doc_id": "aaaaaaaaaaaa"}),
    )
    assert all(each.is_error for each in refused)
    said = [each.content[0].text for each in refused]
    assert "nowhere" in said[0]
    assert "索引里没有" in said[0]
    assert said[1].startswith("year: ")
    assert "没有这一项" in said[1]
    assert "不能为空" in said[2]
    assert said[3] == "There is no tool 'remove'; there are ask, search, compare, verify, documents."


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://attacker.example"}, 403),
        ({"Host": "attacker.example"}, 403),
        ({"Content-Length": str(4 * 1024 * 1024 + 1)}, 413),
    ],
)
def test_other_websites_and_large_bodies_are_refused(fake_address: str, headers: dict[str, str], status: int) -> None:
    with pytest.raises(HTTPError) as refused:
        post(fake_address, "/mcp", {}, **headers)
    with refused.value as answered:
        assert answered.status == status
        assert answered.headers["Content-Type"] == "application/problem+json"


def test_nobody_waits_for_a_stream_on_which_nothing_would_come(fake_address: str) -> None:
    with pytest.raises(HTTPError) as refused, urlopen(f"{fake_address}/mcp", timeout=20):
        pass
    with refused.value as answered:
        assert (answered.status, answered.headers["Allow"]) == (405, "POST")


def test_answers_given_to_models_are_counted(fake_address: str) -> None:
    def answered() -> float:
        with urlopen(f"{fake_address}/api/v1/metrics") as told:
            lines = told.read().decode().splitlines()
        return sum(float(line.split()[-1]) for line in lines if line.startswith("zhengxie_qa_answers_total"))

    before = answered()
    called(f"{fake_address}/mcp", ("ask", QUESTION))
    assert answered() == before + 1


def test_a_client_asks_over_standard_input(article_path: Path, tmp_path: Path) -> None:
    index = str(tmp_path / "index")
    assert run(["ingest", str(article_path), "--index", index]) == 0
    command = ["-m", "zhengxie_qa", "mcp", "--index", index]
    process = mcp.StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))
    (answer,) = called(stdio_client(process), ("ask", {"question": "How many 深聊会 were held?"}))
    assert answer.structured_content["answer"] == "275场"


def test_without_the_package_command_and_route_say_what_to_install(
    service: Service, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "zhengxie_qa.interfaces.mcp", raising=False)
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    assert run(["mcp"]) == 1
    said = capsys.readouterr().err
    assert "pip install 'zhengxie-qa[mcp]'" in said
    assert "需先安装 mcp" in said
    refused = TestClient(server._mcp_app(service, service.ask)).post("/mcp", json={})
    assert refused.status_code == 501
    assert refused.json()["detail"] in said
    assert refused.json()["detail_zh"] in said
