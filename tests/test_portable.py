"""Nothing that only POSIX has is needed to ingest, ask and serve: they run where it cannot be imported.

The page is not opened here: a library of Gradio's imports termios wherever the system is not Windows.
"""

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests_paths import ROOT

POSIX_ONLY = ("fcntl", "grp", "pwd", "resource", "termios")
PROGRAM = [sys.executable, "-m", "zhengxie_qa"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Of Python processes, children included, in which those modules cannot be imported."""
    (tmp_path / "site").mkdir()
    code = f"import sys\nfor name in {POSIX_ONLY!r}:\n    sys.modules[name] = None\n"
    (tmp_path / "site" / "sitecustomize.py").write_text(code, encoding="utf-8")
    paths = [str(tmp_path / "site"), str(ROOT / "src")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUNBUFFERED": "1"}


@pytest.mark.parametrize("name", POSIX_ONLY)
def test_the_modules_are_really_gone(name: str, environment: dict[str, str]) -> None:
    done = subprocess.run([sys.executable, "-c", f"import {name}"], env=environment, capture_output=True, text=True)
    assert f"import of {name} halted" in done.stderr


def test_ingest_and_ask_and_serve_do_without_what_only_posix_has(environment: dict[str, str], tmp_path: Path) -> None:
    def run(*arguments: str) -> str:
        done = subprocess.run([*PROGRAM, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("ingest", str(ROOT / "corpus"))
    assert "275场" in run("ask", "How many 深聊会 were held?")
    command = [*PROGRAM, "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            address = next(line for line in server.stdout if line.startswith("http")).split()[0]
            article = {"file": ("山城.txt", "山城市政协报告\n\n山城市政协全年召开“圆桌会”48场。\n".encode())}
            assert httpx.post(f"{address}/api/v1/documents", files=article, timeout=60).status_code == 201
            asked = httpx.post(f"{address}/api/v1/ask", json={"question": "圆桌会召开了多少场？"}, timeout=60)
            assert asked.json()["answer"] == "48场"
        finally:
            server.terminate()
