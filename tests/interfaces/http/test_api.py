"""The HTTP door over a fake engine: the contract's shapes, and every bad input one by one."""

import socket
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from http_answers import ASK, DOCUMENTS, is_problem
from interface_fakes import HARBOUR, ChangingEngine, FakeEngine, FakeWriter

from zhengxie_qa.interfaces.http.api import create_app
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.settings import Settings

SEARCH = "/api/v1/search"
ANSWER_KEYS = ["question", "interpreted_as", "answer", "abstained", "reason", "kind", "confidence", "citations"]
ANSWER_KEYS += ["nearest", "took_ms", "index"]
CITATION_KEYS = ["n", "doc_id", "file", "title", "source", "published", "url", "passage_id", "start", "end"]
CITATION_KEYS += ["quote", "passage", "passage_start"]
HIT_KEYS = ["rank", "score", "passage_id", "doc_id", "title", "source", "published", "url", "start", "end", "text"]


def test_ask_gives_the_contract_keys_first_and_in_order(client: TestClient) -> None:
    body = client.post(ASK, json={"question": "开了多少场“深聊会”？"}).json()
    assert list(body)[: len(ANSWER_KEYS)] == ANSWER_KEYS
    assert list(body["citations"][0])[: len(CITATION_KEYS)] == CITATION_KEYS
    assert body["answer"] == "275场" == body["citations"][0]["quote"]
    assert (body["abstained"], body["reason"], body["kind"]) == (False, None, "count")
    assert (body["value"], body["unit"], body["approximate"]) == (275.0, "场", False)
    assert body["confidence_level"] == "high"
    assert body["level"] == "words"
    cited, around = body["citations"][0], body["evidence"]
    assert around["doc_id"] == cited["doc_id"]
    assert around["text"][cited["start"] - around["start"] : cited["end"] - around["start"]] == body["answer"]
    assert body["index"]["generation"] == "g1"


def test_a_citations_offsets_point_at_the_quote_in_the_documents_text(client: TestClient) -> None:
    cited = client.post(ASK, json={"question": "“深聊会”场次"}).json()["citations"][0]
    text = client.get(f"{DOCUMENTS}/{cited['doc_id']}").json()["text"]
    assert text == HARBOUR
    assert text[cited["start"] : cited["end"]] == cited["quote"]
    start = cited["start"] - cited["passage_start"]
    assert cited["passage"][start : start + len(cited["quote"])] == cited["quote"]


def test_an_unanswerable_question_is_null_with_reason_and_nearest(client: TestClient) -> None:
    body = client.post(ASK, json={"question": "火星上有什么？"}).json()
    assert (body["answer"], body["abstained"], body["reason"]) == (None, True, "no_passage")
    assert body["citations"] == []
    assert list(body["nearest"][0])[: len(HIT_KEYS)] == HIT_KEYS
    assert body["missing_terms"] == ["火星"]
    assert body["message"]


def test_history_may_be_objects_strings_or_whole_earlier_answers(client: TestClient, engine: FakeEngine) -> None:
    first = client.post(ASK, json={"question": "“深聊会”场次"}).json()
    history = [first, {"question": "甲？", "answer": "乙"}, "丙？"]
    body = client.post(ASK, json={"question": "深聊会呢？", "history": history}).json()
    asked = engine.asked[-1][1]
    assert [(turn.question, turn.answer) for turn in asked] == [
        ("“深聊会”场次", "275场"),
        ("甲？", "乙"),
        ("丙？", None),
    ]
    assert body["interpreted_as"] == "丙？→深聊会呢？"


def test_explain_is_given_only_when_asked_for(client: TestClient) -> None:
    without = client.post(ASK, json={"question": "深聊会场次"}).json()
    with_it = client.post(ASK, json={"question": "深聊会场次", "explain": True}).json()
    assert "explanation" not in without
    assert with_it["explanation"]["question"]["kind"] == "count"
    assert with_it["explanation"]["spans"][0]["text"] == "275场"
    assert with_it["timings_ms"] == {"read": 1.25}


def test_search_gives_the_contract_shape(client: TestClient) -> None:
    body = client.post(SEARCH, json={"query": "市政协开展", "top_k": 1, "mode": "lexical", "explain": True}).json()
    assert list(body) == ["query", "mode", "took_ms", "index", "hits"]
    assert list(body["hits"][0])[: len(HIT_KEYS)] == HIT_KEYS
    assert body["hits"][0]["parts"] == {"bm25": 0.75, "cosine": 0.25}
    assert "parts" not in client.post(SEARCH, json={"query": "市政协开展"}).json()["hits"][0]


def test_filters_reach_the_engine(client: TestClient) -> None:
    body = client.post(SEARCH, json={"query": "市政协", "filters": {"source": ["海港日报"]}}).json()
    assert [hit["doc_id"] for hit in body["hits"]] == ["aaaaaaaaaaaa"]


@pytest.mark.parametrize("path", [ASK, SEARCH])
@pytest.mark.parametrize("text", ["", "   ", "长" * 501])
def test_an_empty_or_too_long_question_is_a_problem(client: TestClient, path: str, text: str) -> None:
    is_problem(client.post(path, json={"question" if path == ASK else "query": text}), 422)


def test_an_unknown_mode_lists_the_valid_ones(client: TestClient) -> None:
    body = is_problem(client.post(SEARCH, json={"query": "政协", "mode": "magic"}), 422)
    assert body["errors"][0]["field"] == "mode"
    assert all(mode in body["detail"] for mode in ("hybrid", "lexical", "dense"))


@pytest.mark.parametrize("count", [0, 101, -1, "ten", 2.5, True])
def test_top_k_outside_1_to_100_is_a_problem(client: TestClient, count: object) -> None:
    body = is_problem(client.post(SEARCH, json={"query": "政协", "top_k": count}), 422)
    assert body["errors"][0]["field"] == "top_k"


@pytest.mark.parametrize("day", ["2025-02-30", "25.7.2025", "2025", "", "２０２５-07-25"])
def test_a_day_that_does_not_exist_is_a_problem(client: TestClient, day: str) -> None:
    is_problem(client.post(SEARCH, json={"query": "政协", "filters": {"published_from": day}}), 422, "published_from")


def test_a_period_that_ends_before_it_begins_is_a_problem(client: TestClient) -> None:
    period = {"published_from": "2025-02-01", "published_to": "2025-01-01"}
    is_problem(client.post(SEARCH, json={"query": "政协", "filters": period}), 422, "Exchange the two")


def test_a_misspelt_key_is_named(client: TestClient) -> None:
    body = is_problem(client.post(ASK, json={"question": "政协", "topk": 3}), 422)
    assert body["errors"][0]["field"] == "topk"


@pytest.mark.parametrize("content", [b"{", b"", b"[]", b"null", b'"text"', b"\xff\xfe", b'{"question": "\\ud800"}'])
def test_a_body_that_is_not_the_json_expected_is_a_problem(client: TestClient, content: bytes) -> None:
    is_problem(client.post(ASK, content=content, headers={"Content-Type": "application/json"}), 422)


def test_unknown_documents_are_not_found(client: TestClient) -> None:
    is_problem(client.get(f"{DOCUMENTS}/nowhere"), 404, "nowhere")
    is_problem(client.delete(f"{DOCUMENTS}/nowhere"), 404)
    is_problem(client.post("/api/v1/verify", json={"doc_id": "nowhere", "start": 0, "end": 1, "quote": "海"}), 404)


def test_unknown_paths_and_wrong_methods_are_problems(client: TestClient) -> None:
    is_problem(client.get("/api/v1/nothing"), 404, "/api/v1/docs")
    refused = client.get(ASK)
    is_problem(refused, 405)
    assert refused.headers["allow"] == "POST"
    assert set(client.put(DOCUMENTS).headers["allow"].split(", ")) == {"GET", "POST"}


def test_verify_says_what_stands_there(client: TestClient) -> None:
    claim = {"doc_id": "aaaaaaaaaaaa", "start": 0, "end": 2, "quote": "海港"}
    assert client.post("/api/v1/verify", json=claim).json() == {**claim, "verified": True, "actual": "海港"}
    wrong = client.post("/api/v1/verify", json={**claim, "quote": "湖滨"}).json()
    assert (wrong["verified"], wrong["actual"]) == (False, "海港")
    beyond = client.post("/api/v1/verify", json={**claim, "start": 9000, "end": 9002}).json()
    assert (beyond["verified"], beyond["actual"]) == (False, "")
    is_problem(client.post("/api/v1/verify", json={**claim, "start": 3}), 422)


def test_documents_are_listed_by_file_name(client: TestClient) -> None:
    body = client.get(DOCUMENTS).json()
    assert (body["total"], [each["file"] for each in body["documents"]]) == (2, ["harbour.txt", "lake.txt"])
    page = client.get(DOCUMENTS, params={"limit": 1, "offset": 1}).json()
    assert (page["total"], [each["file"] for each in page["documents"]]) == (2, ["lake.txt"])


def test_documents_are_searched_limited_and_sorted(client: TestClient) -> None:
    def files(**how: object) -> list[str]:
        body = client.get(DOCUMENTS, params=how).json()
        assert body["total"] == len(body["documents"])
        return [each["file"] for each in body["documents"]]

    assert files(query="湖滨") == ["lake.txt"]
    assert files(sort="-published") == ["harbour.txt", "lake.txt"]
    assert files(sort="published") == ["lake.txt", "harbour.txt"]
    assert files(kind="report") == ["harbour.txt", "lake.txt"]
    assert files(kind=["rules", "paper"]) == files(year=1999) == files(place="广东") == []
    is_problem(client.get(DOCUMENTS, params={"sort": "size"}), 422, "sort", "published")


@pytest.mark.parametrize("path", [DOCUMENTS, f"{DOCUMENTS}/aaaaaaaaaaaa"])
def test_who_has_a_document_already_is_told_so(client: TestClient, path: str, engine: FakeEngine) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    for known in (tag, f'"other", W/{tag}', "*"):
        again = client.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    old = engine.shelf["aaaaaaaaaaaa"]
    engine.shelf["aaaaaaaaaaaa"] = replace(old, info=replace(old.info, title="新标题"))
    changed = client.get(path, headers={"If-None-Match": tag})
    assert (changed.status_code, changed.headers["etag"] != tag) == (200, True)


@pytest.mark.parametrize(
    ("method", "path"), [("GET", DOCUMENTS), ("POST", ASK), ("DELETE", f"{DOCUMENTS}/aaaaaaaaaaaa")]
)
def test_a_misspelt_parameter_is_named(client: TestClient, method: str, path: str) -> None:
    response = client.request(method, path, params={"limitt": 3}, json={"question": "深聊会"} if path == ASK else None)
    body = is_problem(response, 422)
    assert body["errors"][0]["field"] == "limitt"
    assert "没有这一项" in body["detail_zh"]
    assert client.get("/api/v1/healthz", params={"t": 1}).status_code == 200


def test_a_missing_index_is_503_until_something_is_uploaded(client: TestClient, engine: FakeEngine) -> None:
    engine.missing = True
    is_problem(client.post(ASK, json={"question": "深聊会"}), 503, "ingest")
    is_problem(client.get("/api/v1/readyz"), 503)
    assert client.get("/api/v1/healthz").json()["status"] == "ok"
    assert client.post(DOCUMENTS, files={"file": ("new.txt", "海港5次".encode())}).status_code == 201
    assert client.get("/api/v1/readyz").json()["status"] == "ready"


def test_metrics_count_requests_and_outcomes_without_their_words(client: TestClient) -> None:
    client.post(ASK, json={"question": "深聊会场次"})
    client.post(ASK, json={"question": "火星上有什么？"})
    text = client.get("/api/v1/metrics").text
    assert 'zhengxie_qa_answers_total{kind="count",outcome="answered"} 1.0' in text
    assert 'zhengxie_qa_answers_total{kind="count",outcome="no_passage"} 1.0' in text
    assert 'zhengxie_qa_requests_total{method="POST",route="/api/v1/ask",status="200"} 2.0' in text
    assert "zhengxie_qa_documents 2.0" in text
    assert "火星" not in text


def test_the_unforeseen_is_a_problem_that_tells_nothing(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret detail")

    service.ask = broken
    client = TestClient(create_app(service, hosts=("testserver",)), raise_server_exceptions=False)
    body = is_problem(client.post(ASK, json={"question": "深聊会"}), 500)
    assert "secret" not in str(body)
    assert "secret detail" in caplog.text


def test_openapi_has_examples_and_full_paths(client: TestClient) -> None:
    api = client.get("/api/v1/openapi.json").json()
    assert {"/api/v1/search", "/api/v1/ask", "/api/v1/compare", "/api/v1/documents/{doc_id}", "/api/v1/verify"} <= set(
        api["paths"]
    )
    assert api["components"]["schemas"]["AskRequest"]["examples"][0]["question"] == "How many 深聊会 were held?"


def test_openapi_explains_every_field_parameter_and_operation(client: TestClient) -> None:
    api = client.get("/api/v1/openapi.json").json()
    operations = [operation for path in api["paths"].values() for operation in path.values()]
    names = [operation["operationId"] for operation in operations]
    assert {"ask", "ask_batch", "search", "compare", "verify", "list_documents", "read_document"} <= set(names)
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() and "api_v1" not in name for name in names)
    assert [p["name"] for each in operations for p in each.get("parameters", []) if not p.get("description")] == []
    schemas = {name: schema.get("properties", {}) for name, schema in api["components"]["schemas"].items()}
    unexplained = [
        f"{m}.{name}" for m, fields in schemas.items() for name, f in fields.items() if "description" not in f
    ]
    assert unexplained == []
    for operation in operations:
        for status, response in operation["responses"].items():
            assert int(status) < 400 or list(response["content"]) == ["application/problem+json"]


def test_the_docs_page_asks_nothing_of_the_outside(client: TestClient) -> None:
    page = client.get("/api/v1/docs")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    files = [page.text, client.get("/api/v1/docs.js").text, client.get("/api/v1/docs.css").text]
    assert all("http://" not in text and "https://" not in text for text in files)
    assert "unsafe-inline" not in page.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/api/v1/healthz", "/api/v1/readyz", "/api/v1/documents", "/api/v1/openapi.json"])
def test_head_is_answered_wherever_get_is(client: TestClient, path: str) -> None:
    asked, got = client.head(path), client.get(path)
    assert asked.status_code == got.status_code == 200
    assert asked.headers["content-type"] == got.headers["content-type"]


def test_head_of_what_is_not_there_or_only_posted_is_refused(client: TestClient) -> None:
    assert client.head("/api/v1/nothing").status_code == 404
    assert client.head(ASK).status_code == 405


def test_methods_of_any_name_are_counted_as_one(client: TestClient) -> None:
    for number in range(20):
        client.request(f"ODD{number}", "/api/v1/healthz")
    client.head("/api/v1/healthz")
    lines = [line for line in client.get("/api/v1/metrics").text.splitlines() if "requests_total" in line]
    assert "ODD" not in "".join(lines)
    assert 'zhengxie_qa_requests_total{method="other",route="other",status="405"} 20.0' in lines
    assert 'zhengxie_qa_requests_total{method="HEAD",route="/api/v1/healthz",status="200"} 1.0' in lines


PUBLIC = Settings(host="0.0.0.0").hosts


@pytest.mark.parametrize(
    "host", ["127.0.0.1:7860", "192.168.1.5:7860", "[fe80::1]:7860", "localhost", socket.gethostname()]
)
def test_a_server_open_to_all_answers_to_numbers_and_its_own_names(service: Service, host: str) -> None:
    client = TestClient(create_app(service, hosts=PUBLIC))
    assert client.get("/api/v1/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["attacker.example", "attacker.example:7860", "1.2.3.4.nip.io", "127.0.0.1.attacker", ""]
)
def test_a_server_open_to_all_refuses_names_that_others_may_point_at_it(service: Service, host: str) -> None:
    client = TestClient(create_app(service, hosts=PUBLIC))
    is_problem(client.get("/api/v1/documents", headers={"Host": host}), 403, "ZHENGXIE_QA_ALLOWED_HOSTS")


def test_only_an_address_of_the_web_is_shown_as_one(client: TestClient, engine: FakeEngine) -> None:
    shown = []
    for url in ("javascript:alert(1)", "https://www.gov.cn/a.html"):
        for doc_id, document in engine.shelf.items():
            engine.shelf[doc_id] = replace(document, info=replace(document.info, url=url))
        question = {"question": "“深聊会”场次"}
        shown.append(
            (
                client.post(ASK, json=question).json()["citations"][0]["url"],
                client.post(SEARCH, json={"query": "深聊会"}).json()["hits"][0]["url"],
                client.get(DOCUMENTS).json()["documents"][0]["url"],
            )
        )
    assert shown == [(None,) * 3, ("https://www.gov.cn/a.html",) * 3]


@pytest.mark.parametrize(("path", "body"), [(ASK, {"question": "深聊会场次"}), (SEARCH, {"query": "深聊会"})])
def test_the_state_named_is_the_one_that_answered(settings: Settings, path: str, body: dict[str, str]) -> None:
    changing = ChangingEngine()
    service = Service(settings, opener=lambda settings: changing, writer=FakeWriter(changing))
    client = TestClient(create_app(service, hosts=("testserver",)))
    assert client.post(path, json=body).json()["index"]["generation"] == changing.answered_from[-1]
