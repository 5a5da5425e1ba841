"""The log of a server that is out of files stays short, and hides nothing that is said once."""

import logging
import os
import resource
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from zhengxie_qa.interfaces.logs import SECONDS_BETWEEN, Seldom

FILES = 96


def record(message: str, error: Exception | None = None, *, name: str = "asyncio") -> logging.LogRecord:
    told = (type(error), error, None) if error else None
    return logging.LogRecord(name, logging.ERROR, "file", 1, message, (), told)


def test_the_same_again_within_a_minute_is_held_back_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    seldom = Seldom()
    assert seldom.filter(record("no files\nsocket 1"))
    assert not any(seldom.filter(record(f"no files\nsocket {number}")) for number in range(7))
    now += SECONDS_BETWEEN
    later = record("no files\nsocket 9")
    assert seldom.filter(later)
    assert later.getMessage() == "no files (7 more like this in between)"
    assert not seldom.filter(record("no files"))


@pytest.mark.parametrize(
    "other",
    [
        record("something else"),
        record("failed", ValueError("b")),
        record("failed", KeyError("a")),
        record("failed", ValueError("a"), name="uvicorn.error"),
    ],
)
def test_another_message_logger_or_error_passes(other: logging.LogRecord) -> None:
    seldom = Seldom()
    assert seldom.filter(record("failed", ValueError("a")))
    assert not seldom.filter(record("failed", ValueError("a")))
    assert seldom.filter(other)


def test_a_server_out_of_files_says_so_in_few_lines_and_recovers(tmp_path: Path) -> None:
    log = tmp_path / "log"
    command = [sys.executable, str(Path(__file__).parent / "serve_fake.py"), str(tmp_path / "index")]

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, FILES))

    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with (
        log.open("w", encoding="utf-8") as stderr,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=stderr, text=True, env=environment, preexec_fn=limit
        ) as server,
    ):
        try:
            assert server.stdout is not None
            address = server.stdout.readline().split()[0]
            assert httpx.get(address, timeout=60).status_code == 200, (
                "the page is built, so all files it needs are open"
            )
            host, port = address.removeprefix("http://").split(":")
            held = [socket.create_connection((host, int(port)), timeout=5) for _ in range(FILES + 20)]
            time.sleep(2.5)  # a socket that cannot be accepted is tried again every second
            for connection in held:
                connection.close()
            assert httpx.get(f"{address}/api/v1/healthz", timeout=30).json()["status"] == "ok"
        finally:
            server.terminate()
            server.wait(timeout=20)
    lines = log.read_text(encoding="utf-8").splitlines()
    assert any("Too many open files" in line for line in lines)
    assert len(lines) < 40, lines[:60]
