"""A running server takes up what ``ingest --watch`` brings to its index: both as a person starts them."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from interfaces.server_process import running

PATIENCE = 120.0
"""Seconds in which a change must be seen; it takes some ten: two looks at the folder, one at the index."""
QUESTION = {"question": "湖滨市政协全年开展协商多少次？"}


@contextmanager
def watching(folder: Path, index: Path) -> Iterator[None]:
    """A folder followed, from when it was first taken in."""
    command = [sys.executable, "-m", "zhengxie_qa", "ingest", "--watch", str(folder), "--index", str(index)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout is not None
            assert any(line.startswith("Following") for line in process.stdout)
            yield
        finally:
            process.terminate()
            process.wait(timeout=60)


def until(holds: Callable[[], bool]) -> None:
    """Wait for something; while the server opens its index it answers 503."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            if holds():
                return
        except httpx.HTTPStatusError as error:
            if error.response.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                raise
        assert time.monotonic() < end, "it was not seen"
        time.sleep(0.5)


@pytest.mark.slow
def test_a_server_takes_up_what_a_watched_folder_brings(tmp_path: Path) -> None:
    folder, index = tmp_path / "articles", tmp_path / "index"
    folder.mkdir()
    first, second = folder / "a.txt", folder / "b.txt"
    first.write_text("湖滨市政协全年立案提案438件。\n", encoding="utf-8")
    serve = ("-m", "zhengxie_qa", "serve", "--port", "0", "--index", str(index))
    with watching(folder, index), running(*serve) as address, httpx.Client(timeout=PATIENCE) as client:

        def files() -> set[str]:
            listed = client.get(f"{address}/api/v1/documents").raise_for_status().json()
            return {each["file"] for each in listed["documents"]}

        def answer() -> str | None:
            said = client.post(f"{address}/api/v1/ask", json=QUESTION).raise_for_status().json()
            return str(said["answer"])

        until(lambda: files() == {"a.txt"})
        second.write_text("湖滨市政协全年开展协商21次。\n", encoding="utf-8")
        until(lambda: files() == {"a.txt", "b.txt"})
        assert answer() == "21次"
        second.write_text("湖滨市政协全年开展协商34次。\n", encoding="utf-8")
        until(lambda: answer() == "34次")
        first.unlink()
        until(lambda: files() == {"b.txt"})
