"""Uploads made to harm, over a real socket: what they cost, and whom."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from interface_fakes import FakeEngine
from live_server import live

from zhengxie_qa.corpus.guarded_process import Limits
from zhengxie_qa.corpus.reading_process import ReadingProcess
from zhengxie_qa.interfaces.http.api import create_app
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.settings import Settings
from zhengxie_qa.interfaces.wiring import open_writer
from zhengxie_qa.types import DocumentInfo

ARTICLE = "海港市政协工作报告\n\n海港市政协全年召开“深聊会”275场，收到建议三千余条。\n"


class AnyDocument(FakeEngine):
    """Knows every document that was stored."""

    def document(self, doc_id: str):
        any_of_them = next(iter(self.shelf.values()))
        return type(any_of_them)(DocumentInfo(doc_id, "a.txt", "a"), "a", "a", ())


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    """A server that writes a real index and gives a file a few seconds of the processor, however busy it is."""

    def opener(**_: object) -> FakeEngine:
        return AnyDocument()

    settings = Settings(index_dir=tmp_path / "index")
    writer = open_writer(settings)
    writer._reading = ReadingProcess(Limits(seconds=4.0, seconds_per_mb=0.0, patience=100))
    app = create_app(Service(settings, opener=opener, writer=writer))
    with live(app) as (host, port), httpx.Client(base_url=f"http://{host}:{port}/api/v1", timeout=120) as client:
        assert send(client, "a.txt", ARTICLE).status_code == 201
        yield client
    writer._reading.close()


def send(client: httpx.Client, name: str, text: str) -> httpx.Response:
    return client.post("/documents", files={"file": (name, text.encode())})


def test_a_file_that_takes_too_long_is_refused_and_holds_nobody_up(client: httpx.Client) -> None:
    def slowest(until: Callable[[], bool]) -> float:
        took = []
        while not until():
            began = time.perf_counter()
            assert httpx.get(f"{client.base_url}healthz").status_code == 200
            took.append(time.perf_counter() - began)
            time.sleep(0.02)
        return max(took)

    quiet_until = time.monotonic() + 2
    before = slowest(lambda: time.monotonic() > quiet_until)
    got: list[httpx.Response] = []
    upload = threading.Thread(target=lambda: got.append(send(client, "b.txt", ARTICLE * 150_000)))
    upload.start()
    during = slowest(lambda: not upload.is_alive())
    assert got[0].status_code == 422
    assert got[0].json()["detail"].startswith("b.txt took too long to read")
    assert during < max(0.1, 5 * before), "a machine with other work is slow at all times"
    assert send(client, "c.txt", ARTICLE).status_code == 201
    assert send(client, "a.txt", ARTICLE).json()["status"] == "unchanged"
