"""Clients that send slowly, over a real socket: how long they are waited for, and who must not be cut off."""

import logging
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest
from interface_fakes import FakeEngine
from live_server import live

from zhengxie_qa.interfaces.http import patience
from zhengxie_qa.interfaces.http.api import create_app
from zhengxie_qa.interfaces.service import Service

ASK = b'{"question": "\xe6\xb7\xb1\xe8\x81\x8a\xe4\xbc\x9a\xe5\x9c\xba\xe6\xac\xa1"}'


@pytest.fixture
def address(service: Service, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, int]]:
    """A server that waits a second rather than ten."""
    monkeypatch.setattr(patience, "HEAD_SECONDS", 1.0)
    monkeypatch.setattr(patience, "BODY_SECONDS", 1.0)
    monkeypatch.setattr(patience, "LOOK_EVERY", 0.1)
    monkeypatch.setattr(patience, "SLOWEST", 20)
    with live(create_app(service)) as found:
        yield found


def head(address: tuple[str, int], length: int) -> bytes:
    lines = [f"POST /api/v1/ask HTTP/1.1\r\nHost: 127.0.0.1:{address[1]}", "Content-Type: application/json"]
    return "\r\n".join([*lines, f"Content-Length: {length}", "", ""]).encode()


def answered(connection: socket.socket) -> bytes:
    """All that comes until the server closes, which it must within five seconds."""
    connection.settimeout(5)
    got = b""
    while some := connection.recv(65536):
        got += some
    return got


def test_fifty_clients_that_never_finish_their_head_are_let_go(address: tuple[str, int]) -> None:
    with ExitStack() as opened:
        slow = [opened.enter_context(socket.create_connection(address)) for _ in range(50)]
        for number, connection in enumerate(slow):
            connection.sendall(b"GET /api/v1/healthz HTTP/1.1\r\nX-Slow: 1\r\n" if number % 2 else b"")
        assert httpx.get(f"http://127.0.0.1:{address[1]}/api/v1/healthz", timeout=1).status_code == 200
        assert [answered(connection) for connection in slow] == [b""] * 50


def test_a_head_sent_letter_by_letter_is_given_up_all_the_same(address: tuple[str, int]) -> None:
    began = time.monotonic()
    with socket.create_connection(address) as connection, pytest.raises(OSError):
        for _ in range(200):
            connection.sendall(b"G")
            time.sleep(0.05)
    assert time.monotonic() - began < 5


def test_a_second_head_on_the_same_connection_has_no_longer(address: tuple[str, int]) -> None:
    with socket.create_connection(address) as connection:
        connection.sendall(head(address, len(ASK)) + ASK)
        time.sleep(0.5)
        connection.sendall(b"GET /api/v1/healthz HTTP/1.1\r\n")
        assert b"200 OK" in answered(connection)


def test_a_body_that_stops_coming_is_told_so_and_logs_no_failure(
    address: tuple[str, int], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING), socket.create_connection(address) as connection:
        connection.sendall(head(address, 1000) + b"{")
        got = answered(connection)
    assert got.startswith(b"HTTP/1.1 400")
    assert patience.TOO_SLOW.encode() in got
    assert [record for record in caplog.records if record.exc_info] == []


def test_a_body_that_comes_slowly_but_steadily_is_read_to_its_end(address: tuple[str, int]) -> None:
    body = ASK + b" " * 60
    with socket.create_connection(address) as connection:
        connection.sendall(head(address, len(body)))
        for at in range(0, len(body), 5):
            connection.sendall(body[at : at + 5])
            time.sleep(0.1)
        time.sleep(0.3)
        assert b"275" in connection.recv(65536)


def test_work_that_takes_longer_than_the_limits_is_waited_for(address: tuple[str, int], engine: FakeEngine) -> None:
    ask = engine.ask

    def slowly(*given: object, **known: object):
        time.sleep(2.5)
        return ask(*given, **known)

    engine.ask = slowly
    url = f"http://127.0.0.1:{address[1]}/api/v1/ask"
    response = httpx.post(url, content=ASK, headers={"Content-Type": "application/json"}, timeout=10)
    assert response.json()["answer"] == "275场"


def test_a_busy_connection_is_kept_for_as_long_as_it_is_used(address: tuple[str, int]) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{address[1]}") as client:
        stream = None
        for _ in range(30):
            response = client.get("/api/v1/healthz")
            assert response.status_code == 200
            stream = stream or response.extensions["network_stream"]
            assert response.extensions["network_stream"] is stream
            time.sleep(0.1)
