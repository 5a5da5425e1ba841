"""Uploading and deleting articles: what may come in, under which name, and what a failure leaves behind."""

import pytest
from fastapi.testclient import TestClient
from http_answers import DOCUMENTS, is_problem
from interface_fakes import FakeEngine

from zhengxie_qa.errors import IndexBusyError
from zhengxie_qa.interfaces.service import Service


def send(client: TestClient, name: str, content: bytes):
    return client.post(DOCUMENTS, files={"file": (name, content)})


def test_upload_adds_then_updates(client: TestClient) -> None:
    first = send(client, "新报告.txt", "山城市政协9次".encode())
    assert (first.status_code, first.json()["status"]) == (201, "added")
    assert first.headers["location"] == f"{DOCUMENTS}/{first.json()['doc_id']}"
    second = send(client, "新报告.txt", "山城市政协10次".encode())
    assert (second.status_code, second.json()["status"]) == (200, "updated")
    assert client.get(first.headers["location"]).json()["text"] == "山城市政协10次"


def test_delete_removes_the_document(client: TestClient) -> None:
    doc_id = send(client, "a.txt", b"text 1x").json()["doc_id"]
    assert client.delete(f"{DOCUMENTS}/{doc_id}").json()["removed"] is True
    assert client.get(f"{DOCUMENTS}/{doc_id}").status_code == 404


def test_an_unsupported_kind_says_what_to_save_it_as(client: TestClient) -> None:
    is_problem(send(client, "report.exe", b"MZ"), 415, "cannot be read (.exe)", "save it as .docx, .pdf, .xlsx or .txt")
    is_problem(send(client, "report", b"text"), 415, "no suffix", ".txt")


def test_a_name_that_cannot_be_kept_is_refused_with_the_reason(client: TestClient) -> None:
    is_problem(send(client, "工作\u3000报告.txt", b"text 1x"), 422, "U+3000 IDEOGRAPHIC SPACE", "Rename")
    is_problem(send(client, "报告" * 60 + ".txt", b"text 1x"), 422, "too long", "364 bytes of at most 200")
    assert send(client, "报告 终稿.txt\u3000", b"text 1x").status_code == 201


def test_a_binary_renamed_txt_is_refused(client: TestClient) -> None:
    is_problem(send(client, "a.txt", b"\x00\x01\x02"), 422, "not text")


def test_an_empty_file_is_refused(client: TestClient) -> None:
    is_problem(send(client, "a.txt", b" \n"), 422, "empty")


def test_a_file_above_the_limit_is_refused(client: TestClient) -> None:
    is_problem(send(client, "a.txt", b"x" * (1024 * 1024 + 1)), 413, "1 MB")
    is_problem(send(client, "a.txt", b"x" * (3 * 1024 * 1024)), 413, "limit")


def test_a_large_body_without_a_length_is_refused_too(client: TestClient) -> None:
    def chunks():
        for _ in range(50):
            yield b" " * 100_000

    response = client.post("/api/v1/ask", content=chunks(), headers={"Content-Type": "application/json"})
    is_problem(response, 413)


def test_a_request_without_a_file_is_a_problem(client: TestClient) -> None:
    assert is_problem(client.post(DOCUMENTS), 422)["errors"][0]["field"] == "file"
    is_problem(client.post(DOCUMENTS, data={"file": "text"}), 422)


def test_an_index_that_is_busy_is_409(client: TestClient, service: Service) -> None:
    def busy(*_: object) -> tuple[str, str]:
        raise IndexBusyError("Another process is writing to the index. Try again in a moment.")

    service._writer.upload = busy
    response = send(client, "a.txt", b"new 2x")
    is_problem(response, 409, "Try again")
    assert response.headers["retry-after"]


def test_another_websites_page_may_not_write(client: TestClient, engine: FakeEngine) -> None:
    foreign = {"Origin": "https://elsewhere.example"}
    is_problem(client.post(DOCUMENTS, files={"file": ("a.txt", b"x")}, headers=foreign), 403)
    assert client.delete(f"{DOCUMENTS}/aaaaaaaaaaaa", headers=foreign).status_code == 403
    assert client.post("/api/v1/ask", json={"question": "深聊会"}, headers=foreign).status_code == 403
    own = {"Origin": "http://testserver"}
    assert client.post("/api/v1/ask", json={"question": "深聊会"}, headers=own).status_code == 200


def test_a_foreign_host_name_is_refused(client: TestClient) -> None:
    is_problem(client.get("/api/v1/healthz", headers={"Host": "rebound.example"}), 403, "ALLOWED_HOSTS")


def test_a_document_is_edited_and_what_its_file_says_comes_back(client: TestClient) -> None:
    path = "/api/v1/documents/aaaaaaaaaaaa"
    before = client.get(path).json()
    said = {"title": " 海港市\n政协\u200b工作报告 ", "published": "2024-02-03", "place": "广东", "source": ""}
    edited = client.patch(path, json=said).json()
    assert (edited["title"], edited["year"], edited["place"]) == ("海港市 政协工作报告", 2024, "广东省")
    assert edited["source"] is None
    original = {"title": "海港市<政协>报告", "source": "海港日报", "published": "2025-07-25", "place": None}
    assert edited["original"] == original == client.get(path).json()["original"]
    assert client.get("/api/v1/documents?year=2024&place=广东省").json()["total"] == 1
    assert client.patch(path, json=dict.fromkeys(said)).json()["original"] == {}
    after = client.get(path).json()
    assert {name: after[name] for name in original} == {name: before[name] for name in original}


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        ({"title": " \u200b"}, 422, "标题"),
        ({"published": "2024-02-30"}, 422, "不是日期"),
        ({"year": 2024}, 422, "没有这一项"),
        ({"title": "题" * 301}, 422, "300"),
        ([], 422, "对象"),
    ],
)
def test_what_cannot_be_said_of_a_document_is_refused(client: TestClient, body: object, status: int, told: str) -> None:
    answer = client.patch("/api/v1/documents/aaaaaaaaaaaa", json=body)
    assert answer.status_code == status
    assert told in answer.json()["detail_zh"]
    assert client.get("/api/v1/documents/aaaaaaaaaaaa").json()["original"] == {}


def test_a_document_that_is_not_there_cannot_be_edited(client: TestClient) -> None:
    assert client.patch("/api/v1/documents/none", json={"title": "a"}).status_code == 404
