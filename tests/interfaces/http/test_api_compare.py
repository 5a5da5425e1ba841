"""``/compare``: the contract's object, and lines that come while it is read."""

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient
from interface_fakes import FakeEngine

from zhengxie_qa.errors import StorageError
from zhengxie_qa.interfaces.http import streaming
from zhengxie_qa.interfaces.work import WorkQueue

COMPARE = "/api/v1/compare"
NDJSON = {"Accept": "application/x-ndjson"}
QUESTION = "各篇报告里“深聊会”最多的开了多少场？"
KEYS = ["question", "by", "rows", "missing", "ranking"]
ROW_KEYS = ["label", "doc_id", "file", "answer", "value", "upper", "unit", "approximate", "status", "confidence"]
ROW_KEYS += ["citation"]
MISSING_KEYS = ["label", "doc_id", "reason", "nearest"]


def test_the_table_has_the_contract_keys_first_and_in_order(client: TestClient) -> None:
    body = client.post(COMPARE, json={"question": QUESTION}).json()
    assert list(body)[: len(KEYS)] == KEYS
    (row,), (missing,) = body["rows"], body["missing"]
    assert list(row)[: len(ROW_KEYS)] == ROW_KEYS
    assert list(missing)[: len(MISSING_KEYS)] == MISSING_KEYS
    assert (row["answer"], row["value"], row["unit"]) == ("275场", 275.0, "场")
    assert row["citation"]["quote"] == row["answer"]
    assert (missing["reason"], missing["nearest"]["doc_id"]) == ("no_passage", missing["doc_id"])
    assert body["ranking"] == {"order": "highest", "first": [row["label"]]}
    assert (body["stated"], body["asked"], body["index"]["generation"]) == (1, 2, "g1")


def test_the_layout_and_the_filters_are_taken(client: TestClient) -> None:
    body = client.post(COMPARE, json={"question": QUESTION, "by": "place", "filters": {"source": ["海港日报"]}}).json()
    assert (body["by"], len(body["rows"]), body["missing"]) == ("place", 1, [])


def test_rows_come_as_lines_and_the_whole_table_last(client: TestClient) -> None:
    response = client.post(COMPARE, json={"question": QUESTION}, headers=NDJSON)
    assert response.headers["content-type"].startswith("application/x-ndjson")
    first, second, last = [json.loads(line) for line in response.text.splitlines()]
    assert (first["row"]["answer"], first["done"], first["total"]) == ("275场", 1, 2)
    assert (second["missing"]["reason"], second["done"]) == ("no_passage", 2)
    assert last["table"]["rows"] == [first["row"]]


@pytest.mark.parametrize("headers", [{}, NDJSON])
@pytest.mark.parametrize(
    "body",
    [
        {"question": " "},
        {"question": "问" * 501},
        {},
        {"question": QUESTION, "by": "colour"},
        {"question": QUESTION, "order": "highest"},
        {"question": QUESTION, "filters": {"published_from": "2025-02-30"}},
    ],
)
def test_bad_requests_are_problems_also_where_lines_are_wanted(
    client: TestClient, body: dict[str, Any], headers: dict[str, str]
) -> None:
    response = client.post(COMPARE, json=body, headers=headers)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


def gathered(work: Callable[[streaming.Tell], dict[str, Any]], *, most: int = 100) -> list[dict[str, Any]]:
    """The lines of some work, or the first of them."""
    queue = WorkQueue("questions", threads=1, places=2)

    async def gather() -> list[dict[str, Any]]:
        stream = await streaming.started(streaming.lines(queue, work))
        found = []
        async for line in stream:
            found.append(json.loads(line))
            if len(found) == most:
                break
        return found

    try:
        with ThreadPoolExecutor(1) as elsewhere:  # a browser of other tests may have a loop running here
            return elsewhere.submit(asyncio.run, gather()).result()
    finally:
        queue.close()


def test_what_fails_on_the_way_is_the_last_line() -> None:
    def work(tell: streaming.Tell) -> dict[str, Any]:
        tell({"row": 1})
        raise StorageError("The disk refuses.")

    assert gathered(work) == [{"row": 1}, {"error": "The disk refuses.", "error_zh": None}]


def test_what_fails_before_the_first_line_is_raised() -> None:
    def work(tell: streaming.Tell) -> dict[str, Any]:
        raise StorageError("The disk refuses.")

    with pytest.raises(StorageError):
        gathered(work)


def test_the_engine_is_asked_once(client: TestClient, engine: FakeEngine) -> None:
    asked: list[str] = []
    compare = engine.compare
    engine.compare = lambda question, **options: (asked.append(question), compare(question, **options))[1]  # type: ignore[method-assign]
    client.post(COMPARE, json={"question": QUESTION}, headers=NDJSON)
    assert asked == [QUESTION]
