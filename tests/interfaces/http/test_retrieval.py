"""The door for Dify's external knowledge: asked as Dify asks."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from http_answers import is_problem
from interface_fakes import FakeEngine

from zhengxie_qa.interfaces.http.routes.retrieval import Condition, MetadataCondition, _falling
from zhengxie_qa.types import DocumentKind, Filters


def records(client: TestClient, query: str = "市政协", **how: Any) -> list[dict[str, Any]]:
    setting = {"top_k": 3, "score_threshold": 0.0}
    body = {"knowledge_id": "any", "query": query, "retrieval_setting": setting, **how}
    response = client.post("/retrieval", json=body, headers={"Authorization": "Bearer none"})
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["records"]
    return found


def test_passages_come_with_score_title_and_place(client: TestClient) -> None:
    first, second = records(client)
    assert first["content"].startswith("海港市政协")
    assert first["title"] == "海港市<政协>报告"
    assert 1 >= first["score"] >= second["score"] >= 0
    known = first["metadata"]
    assert None not in known.values()
    text = client.get(f"/api/v1/documents/{known['doc_id']}").json()["text"]
    assert text[known["start"] : known["end"]] == first["content"]


def test_the_threshold_and_the_conditions_hold(client: TestClient) -> None:
    assert len(records(client, retrieval_setting={"top_k": 3, "score_threshold": 0.9})) == 1
    condition = {"name": ["source"], "comparison_operator": "is", "value": "海港日报"}
    limits = {"logical_operator": "and", "conditions": [condition]}
    assert [each["title"] for each in records(client, metadata_condition=limits)] == ["海港市<政协>报告"]


def test_conditions_are_the_filters_of_every_door() -> None:
    given = [
        Condition(name="year", comparison_operator="=", value="2026"),
        Condition(name=["place"], comparison_operator="in", value=["广东", "全国"]),
        Condition(name="kind", comparison_operator="is", value="report"),
    ]
    expected = Filters(years=(2026,), places=("广东省", "全国"), kinds=(DocumentKind.REPORT,))
    assert MetadataCondition(conditions=given).to_filters() == expected


@pytest.mark.parametrize(
    "condition",
    [
        {"name": "author", "comparison_operator": "is", "value": "x"},
        {"name": "year", "comparison_operator": "after", "value": 2020},
        {"name": "year", "comparison_operator": "is", "value": "today"},
        {"name": ["year", "place"], "comparison_operator": "is", "value": 2020},
    ],
)
def test_a_condition_that_cannot_be_kept_is_refused(client: TestClient, condition: dict[str, Any]) -> None:
    body = {"query": "市政协", "metadata_condition": {"conditions": [condition]}}
    told = is_problem(client.post("/retrieval", json=body), 422)
    assert told["error_msg"] == told["detail"]
    assert "不能用作条件" in told["detail_zh"]


def test_a_missing_index_is_told_as_dify_reads_it(client: TestClient, engine: FakeEngine) -> None:
    engine.missing = True
    assert is_problem(client.post("/retrieval", json={"query": "市政协"}), 503)["error_code"] == 503


def test_scores_fall_with_the_rank() -> None:
    assert _falling([0.3, 0.7, 0.2, 0.5]) == [0.7, 0.7, 0.5, 0.5]
