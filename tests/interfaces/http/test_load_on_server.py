"""A server with more to do than it can: who must be answered at once is, who cannot be is told when to come again."""

import json
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from threading import Event

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from http_answers import ASK, DOCUMENTS, is_problem
from interface_fakes import FakeEngine, FakeWriter

from conftest import running
from zhengxie_qa.interfaces.http.api import create_app
from zhengxie_qa.interfaces.http.server import create_server_app
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.settings import Settings
from zhengxie_qa.interfaces.ui.asking import asking
from zhengxie_qa.interfaces.ui.evaluations import EvaluationDesk

QUESTION = {"question": "深聊会场次"}


class Held(FakeEngine):
    """Answers nothing before it may."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = Event()
        self.begun = Event()

    def ask(self, question: str, **how: object):
        self.begun.set()
        assert self.go_on.wait(30)
        return super().ask(question, **how)


@pytest.fixture
def held() -> Held:
    return Held()


@pytest.fixture
def crowded(held: Held, tmp_path: Path) -> Iterator[tuple[TestClient, Service]]:
    """A server all of whose three places for questions are taken."""
    settings = Settings(index_dir=tmp_path, max_waiting=3)
    service = Service(settings, opener=lambda settings: held, writer=FakeWriter(held))
    with (
        TestClient(create_app(service, hosts=("testserver",)), raise_server_exceptions=False) as client,
        ThreadPoolExecutor(3) as threads,
    ):
        asked = [threads.submit(client.post, ASK, json=QUESTION) for _ in range(3)]
        while not _full(service):
            time.sleep(0.01)
        yield client, service
        held.go_on.set()
        assert [each.result(30).status_code for each in asked] == [200, 200, 200]


def _full(service: Service) -> bool:
    free = service.questions._places
    if free.acquire(blocking=False):
        free.release()
        return False
    return True


def test_a_full_queue_is_503_with_the_time_to_come_again(crowded: tuple[TestClient, Service], held: Held) -> None:
    client, _ = crowded
    for path, body in ((ASK, QUESTION), ("/api/v1/search", {"query": "深聊会"})):
        response = client.post(path, json=body)
        assert is_problem(response, 503, "3 questions are waiting")["type"].endswith(":overloaded")
        assert int(response.headers["retry-after"]) > 0
    held.go_on.set()
    deadline = time.monotonic() + 30
    while client.post(ASK, json=QUESTION).status_code != 200:
        assert time.monotonic() < deadline


def test_the_page_says_that_the_queue_is_full(crowded: tuple[TestClient, Service], desk: EvaluationDesk) -> None:
    *_, (exchange,) = asking(crowded[1], desk, "深聊会场次", [], begun=lambda work: None)
    assert exchange.answer is None
    assert "3 questions are waiting" in exchange.notice


def test_waiting_questions_hold_up_nothing_else(crowded: tuple[TestClient, Service]) -> None:
    client, _ = crowded
    assert client.get("/api/v1/healthz").json()["status"] == "ok"
    assert client.get("/api/v1/readyz").json()["status"] == "ready"
    assert client.get("/api/v1/metrics").status_code == 200
    assert client.get(DOCUMENTS).json()["total"] == 2
    uploaded = client.post(DOCUMENTS, files={"file": ("new.txt", "海港5次".encode())})
    assert uploaded.status_code == 201
    assert client.delete(uploaded.headers["location"]).status_code == 200


def test_a_server_whose_engine_is_being_opened_is_not_ready_and_says_so_at_once(tmp_path: Path) -> None:
    begun, go_on = Event(), Event()
    engine = FakeEngine()

    def slowly(settings: Settings) -> FakeEngine:
        begun.set()
        assert go_on.wait(30)
        return engine

    service = Service(Settings(index_dir=tmp_path), opener=slowly, writer=FakeWriter(engine))
    with (
        TestClient(create_app(service, hosts=("testserver",)), raise_server_exceptions=False) as client,
        ThreadPoolExecutor(1) as threads,
    ):
        asked = threads.submit(client.post, ASK, json=QUESTION)
        assert begun.wait(30)
        response = client.get("/api/v1/readyz")
        is_problem(response, 503, "being opened")
        assert response.headers["retry-after"]
        assert client.get("/api/v1/healthz").status_code == 200
        go_on.set()
        assert asked.result(30).status_code == 200
        assert client.get("/api/v1/readyz").json()["status"] == "ready"


def test_health_checks_do_not_wait_for_64_questions(tmp_path: Path) -> None:
    def send(address: str, method: str, path: str, body: bytes | None = None) -> int:
        connection = HTTPConnection(address.removeprefix("http://"), timeout=60)
        with closing(connection):
            connection.request(method, path, body, {"Content-Type": "application/json"})
            return connection.getresponse().status

    seconds: list[float] = []
    program = str(Path(__file__).parent.parent / "serve_fake.py")
    with running(program, str(tmp_path / "index"), "0.1") as address, ThreadPoolExecutor(64) as threads:
        httpx.get(address, timeout=60)  # the page is built before the crowd comes
        body = json.dumps(QUESTION).encode()
        asked = [threads.submit(send, address, "POST", ASK, body) for _ in range(64)]
        while not all(each.done() for each in asked):
            for name in ("healthz", "readyz"):
                began = time.perf_counter()
                assert send(address, "GET", f"/api/v1/{name}") == 200
                seconds.append(time.perf_counter() - began)
            time.sleep(0.02)
        assert [each.result() for each in asked] == [200] * 64
    assert statistics.median(seconds) < 0.1
    assert max(seconds) < 2, "one waited in the line of questions, which is 3.2 s long"


def test_a_stopped_server_closes_its_engine(
    service: Service, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhengxie_qa.interfaces.ui.page.page_app", lambda _: FastAPI())  # not looked at here
    with TestClient(create_server_app(service), base_url="http://127.0.0.1") as client:
        assert client.post(ASK, json=QUESTION).status_code == 200
        assert not engine.closed
    assert engine.closed
