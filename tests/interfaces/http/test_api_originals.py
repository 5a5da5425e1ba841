"""The files themselves over HTTP, from a real index."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.load.office.pdf_files import Text, pdf
from zhengxie_qa.interfaces.cli.main import run
from zhengxie_qa.interfaces.http.api import create_app
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.settings import Settings

REPORT = pdf([[Text(90, 700, "市政协全年调研12次。")]])


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "履职报告.pdf").write_bytes(REPORT)
    (folder / "plain.txt").write_text("市政协全年立案提案438件。\n", encoding="utf-8")
    directory = tmp_path_factory.mktemp("originals") / "index"
    assert run(["ingest", str(folder), "--index", str(directory)]) == 0
    return directory


def client_of(index: Path, **settings: bool) -> "Served":
    client = TestClient(create_app(Service(Settings(index_dir=index, **settings)), hosts=("testserver",)))
    listed = client.get("/api/v1/documents").json()["documents"]
    return client, {each["file"]: f"/api/v1/documents/{each['doc_id']}" for each in listed}


Served = tuple[TestClient, dict[str, str]]


@pytest.fixture(scope="module")
def served(index: Path) -> Served:
    return client_of(index)


def test_the_file_is_given_byte_for_byte_as_an_attachment(served: Served) -> None:
    client, at = served
    answer = client.get(f"{at['履职报告.pdf']}/original")
    assert (answer.status_code, answer.content) == (200, REPORT)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=utf-8''%E5%B1%A5")
    part = client.get(f"{at['履职报告.pdf']}/original", headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, b"%PDF")


def test_a_text_has_none_and_says_so_in_both_languages(served: Served) -> None:
    client, at = served
    answer = client.get(f"{at['plain.txt']}/original")
    assert answer.status_code == 404
    assert "plain.txt is not kept" in answer.json()["detail"]
    assert "没有保存文件 plain.txt" in answer.json()["detail_zh"]


def test_the_setting_forbids_it(index: Path) -> None:
    client, at = client_of(index, offer_originals=False)
    answer = client.get(f"{at['履职报告.pdf']}/original")
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:zhengxie-qa:problem:not-allowed")
    assert "不提供原文件下载" in answer.json()["detail_zh"]


def test_a_page_comes_as_a_picture_once_and_then_by_its_tag(served: Served) -> None:
    client, at = served
    page = f"{at['履职报告.pdf']}/pages/1.webp"
    plain, marked = client.get(page), client.get(page, params={"start": 6, "end": 10})
    assert (plain.status_code, plain.headers["content-type"], plain.content[8:12]) == (200, "image/webp", b"WEBP")
    assert plain.content != marked.content
    assert plain.headers["etag"] != marked.headers["etag"]
    again = client.get(page, params={"start": 6, "end": 10}, headers={"If-None-Match": marked.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    (known,) = client.get(at["履职报告.pdf"]).json()["pages"]
    assert known == {"number": 1, "start": 0, "end": len("市政协全年调研12次。\n"), "is_scan": False}
    assert client.get(at["plain.txt"]).json()["pages"] == []


@pytest.mark.parametrize(
    ("file", "asked", "status", "said"),
    [
        ("履职报告.pdf", "pages/2.webp", 404, "没有第2页，共1页"),
        ("履职报告.pdf", "pages/0.webp", 404, "没有第0页"),
        ("履职报告.pdf", "pages/1.webp?start=0&end=999", 422, "没有 [0, 999) 这一段"),
        ("plain.txt", "pages/1.webp", 404, "没有可以显示的页面"),
    ],
)
def test_a_page_that_cannot_be_is_said_in_both_languages(
    served: Served, file: str, asked: str, status: int, said: str
) -> None:
    client, at = served
    answer = client.get(f"{at[file]}/{asked}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert said in answer.json()["detail_zh"]
