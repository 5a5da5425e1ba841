"""Troubles of the disk, over HTTP: the client is told what is the matter, and what was served goes on being served."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from http_answers import is_problem

from zhengxie_qa.interfaces.cli.main import run
from zhengxie_qa.interfaces.http.api import create_app
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.settings import Settings

ARTICLE = "水城市政协工作报告\n\n水城市政协全年召开湖畔会120场，收集意见建议3500条。\n"
LONG = "路城市报告\n\n" + "\n".join(f"路城市第{number}项提案立案{number}件。" for number in range(20_000))


def served(directory: Path) -> TestClient:
    return TestClient(create_app(Service(Settings(index_dir=directory)), hosts=("testserver",)))


def make(directory: Path, articles: Path) -> Path:
    articles.mkdir()
    (articles / "水城.txt").write_text(ARTICLE, encoding="utf-8")
    assert run(["ingest", str(articles), "--index", str(directory)]) == 0
    return directory


def send(client: TestClient, text: str) -> object:
    return client.post("/api/v1/documents", files={"file": ("new.txt", text.encode())})


def names(client: TestClient) -> list[str]:
    return [each["file"] for each in client.get("/api/v1/documents").json()["documents"]]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], check=False).returncode:
        pytest.skip("only root may mount a small disk")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_full_disk_is_507_and_nothing_is_lost(disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    directory = make(disk / "index", tmp_path / "articles")
    with served(directory) as client:
        assert names(client) == ["水城.txt"]
        (disk / "ballast").write_bytes(bytes(max(shutil.disk_usage(disk).free - 20_000, 0)))
        body = is_problem(send(client, LONG), 507)
        assert body["type"].endswith("disk-full")
        assert "no room left" in body["detail"]
        assert "nothing needs to be deleted" in body["detail"]
        assert names(client) == ["水城.txt"]
        assert not list((directory / "uploads" / ".incoming").glob("*"))
        assert run(["ingest", str(tmp_path / "articles"), "--index", str(directory)]) in (0, 1)
        (disk / "ballast").unlink()
        assert send(client, ARTICLE).status_code == 201
        assert names(client) == ["new.txt", "水城.txt"]
    capsys.readouterr()


def test_a_deleted_database_is_no_new_empty_one(tmp_path: Path) -> None:
    directory = make(tmp_path / "index", tmp_path / "articles")
    with served(directory) as client:
        assert names(client) == ["水城.txt"]
        (directory / "truth.sqlite").unlink()
        body = is_problem(send(client, ARTICLE), 503)
        assert "is gone" in body["detail"]
        assert not (directory / "truth.sqlite").exists()
        assert names(client) == ["水城.txt"]
        assert run(["ingest", str(tmp_path / "articles"), "--index", str(directory)]) == 0
        assert send(client, ARTICLE).status_code == 201
        assert names(client) == ["new.txt", "水城.txt"]


def test_starting_sweeps_what_an_interrupted_upload_left(tmp_path: Path) -> None:
    directory = make(tmp_path / "index", tmp_path / "articles")
    left = directory / "uploads" / ".incoming" / "half.txt"
    left.parent.mkdir(parents=True)
    left.write_text("half", encoding="utf-8")
    Service(Settings(index_dir=directory)).start()
    assert not left.exists()
