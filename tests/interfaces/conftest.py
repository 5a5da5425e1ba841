"""A server's parts over the fake engine, cut off from the settings of whoever runs the tests."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient
from interface_fakes import FakeEngine, FakeWriter
from server_process import running

from zhengxie_qa.errors import IndexMissingError
from zhengxie_qa.interfaces.http.api import create_app
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.settings import Settings
from zhengxie_qa.interfaces.ui.evaluations import EvaluationDesk

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from visitor import Visitor


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the person who runs the tests, and no .env, reaches them."""
    for name in list(os.environ):
        if name.upper().startswith("ZHENGXIE_QA_") and name != "ZHENGXIE_QA_DATA":
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index_dir=tmp_path / "index", max_upload_mb=1)


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def opener(engine: FakeEngine) -> Callable[..., FakeEngine]:
    def open_it(*_: object, **__: object) -> FakeEngine:
        if engine.missing:
            raise IndexMissingError("There is no index at index. Make one with `zhengxie-qa ingest corpus`.")
        return engine

    return open_it


@pytest.fixture
def service(settings: Settings, engine: FakeEngine, opener: Callable[..., FakeEngine]) -> Service:
    return Service(settings, opener=opener, writer=FakeWriter(engine))


@pytest.fixture
def client(service: Service) -> TestClient:
    return TestClient(create_app(service, hosts=("testserver",)), raise_server_exceptions=False)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[EvaluationDesk]:
    desk = EvaluationDesk(largest=1000, parent=tmp_path)
    yield desk
    desk.close()


@pytest.fixture(scope="session")
def fake_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server over the fake engine takes its index to be."""
    return tmp_path_factory.mktemp("served") / "index"


@pytest.fixture(scope="session")
def fake_address(fake_index: Path) -> Iterator[str]:
    """The address of a server over the fake engine."""
    with running(str(Path(__file__).parent / "serve_fake.py"), str(fake_index)) as address:
        yield address


@pytest.fixture
def visit(browser: "Browser", fake_address: str) -> Iterator[Callable[..., "Visitor"]]:
    """Opens the page of that server as often as a test likes; nothing may have gone wrong in it."""
    from visitor import Visitor

    visitors: list[Visitor] = []

    def come(**context: object) -> Visitor:
        visitors.append(Visitor(browser, fake_address, **context))
        return visitors[-1]

    yield come
    for visitor in visitors:
        visitor.leave()
