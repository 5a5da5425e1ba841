"""Nothing talks to the outside: every door is run under strace, with a home folder that stays empty."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests_paths import ROOT
from watched import Watch, watch
from zhengxie_qa.offline import QUIET, drop_unusable_proxies

__all__ = ["watch"]

PROGRAM = ("-m", "zhengxie_qa")
ROW = {"id": "1", "question": "深聊会举办了多少场？", "answers": ["275场"]}
QUESTION = ROW["question"]
TELEMETRY_SECONDS = 15
"""onnxruntime, left to itself, looks its maker up in the first seconds and again every few."""
PROXIES = {
    "what no client can use": {
        "ALL_PROXY": "socks5://127.0.0.1:9",
        "HTTPS_PROXY": "socks4://127.0.0.1:9",
        "HTTP_PROXY": "http://u:p@proxy:port",
        "NO_PROXY": "localhost,[::1]",
    },
    "an ordinary proxy": {"HTTP_PROXY": "http://127.0.0.1:9", "HTTPS_PROXY": "127.0.0.1:9"},
}
"""What a server is started with; each fault alone is tried below, without one."""


@pytest.mark.slow
def test_the_watch_sees_a_look_up_and_a_file_at_home(watch: Watch, tmp_path: Path) -> None:
    code = (
        "import pathlib, socket; (pathlib.Path.home() / 'left').touch(); s = socket.socket(type=socket.SOCK_DGRAM);"
        "s.sendto(b'?', ('192.0.2.7', 53)); s.sendto(b'?', ('127.0.0.1', 53))"
    )
    watch.run("-c", code, cwd=tmp_path)
    assert (watch.outside(), watch.left_at_home()) == ({"192.0.2.7"}, ["left"])


@pytest.mark.slow
def test_command_line_and_python_and_evaluation_stay_at_home_and_leave_nothing_there(
    watch: Watch, tmp_path: Path
) -> None:
    (tmp_path / "set.jsonl").write_text(json.dumps(ROW, ensure_ascii=False), encoding="utf-8")
    watch.run(*PROGRAM, "ingest", str(ROOT / "corpus"), cwd=tmp_path)
    for question in (QUESTION, "How many 深聊会 were held?"):
        assert "275场" in watch.run(*PROGRAM, "ask", question, cwd=tmp_path)
    code = f"from zhengxie_qa import Engine; print(Engine.open('indexes/default').ask({QUESTION!r}).text)"
    assert watch.run("-c", code, cwd=tmp_path).strip() == "275场"
    watch.run(*PROGRAM, "evaluate", "set.jsonl", "--output", "out", cwd=tmp_path)
    assert "<svg" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    watch.run(*PROGRAM, "doctor", cwd=tmp_path)
    assert (watch.outside(), watch.left_at_home()) == (set(), [])


@pytest.mark.slow
def test_training_stays_at_home_and_leaves_nothing_there(watch: Watch, tmp_path: Path) -> None:
    code = (
        "import importlib, pkgutil, sys, zhengxie_qa.training as training\n"
        "for each in pkgutil.walk_packages(training.__path__, training.__name__ + '.'):\n"
        "    importlib.import_module(each.name)\n"
        "print({'torch', 'onnxruntime', 'lightgbm'} <= sys.modules.keys())"
    )
    assert watch.run("-c", code, cwd=tmp_path).strip() == "True"
    assert (watch.outside(), watch.left_at_home()) == (set(), [])


@pytest.mark.browser
def test_server_and_page_stay_at_home_and_leave_nothing_there(watch: Watch, tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "set.jsonl").write_text(json.dumps(ROW, ensure_ascii=False), encoding="utf-8")
    watch.run(*PROGRAM, "ingest", str(ROOT / "corpus"), cwd=tmp_path)
    with watch.serving(*PROGRAM, "serve", "--port", "0", cwd=tmp_path) as address:
        began = time.monotonic()
        article = "山城市政协报告\n\n山城市政协全年召开“圆桌会”48场。\n".encode()
        sent = httpx.post(f"{address}/api/v1/documents", files={"file": ("山城.txt", article)}, timeout=180)
        assert sent.status_code == 201
        page = browser.new_page(locale="en-US")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address, timeout=120_000)
        page.locator("#question textarea").fill(QUESTION)
        page.locator("#question textarea").press("Enter")
        expect(page.locator("#chat .bot .md")).to_contain_text("275场", timeout=180_000)
        page.get_by_role("tab", name="Evaluate").click()
        page.locator("#dataset input[type=file]").set_input_files(tmp_path / "set.jsonl")
        page.locator("#run").click()
        expect(page.locator("#figures table")).to_be_visible(timeout=180_000)
        page.close()
        time.sleep(max(0, TELEMETRY_SECONDS - (time.monotonic() - began)))
    assert [each for each in asked if not each.startswith((address, "data:", "blob:"))] == []
    assert (watch.outside(), watch.left_at_home()) == (set(), [])


@pytest.mark.slow
@pytest.mark.parametrize("proxies", PROXIES.values(), ids=PROXIES)
def test_the_page_is_served_whatever_proxies_the_environment_names(
    proxies: dict[str, str], watch: Watch, tmp_path: Path
) -> None:
    with watch.serving(*PROGRAM, "serve", "--port", "0", cwd=tmp_path, **proxies) as address:
        assert httpx.get(address, trust_env=False, timeout=180).status_code == 200
    assert (watch.outside(), watch.left_at_home()) == (set(), [])


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"all_proxy": "socks://p:1", "http_proxy": "http://p:2"}, {"http_proxy"}),
        ({"NO_PROXY": "localhost,[::1]", "HTTPS_PROXY": "http://p:2"}, {"HTTPS_PROXY"}),
        ({"HTTP_PROXY": "http://u:p@proxy:port"}, set()),
        ({"ALL_PROXY": "socks5://p:1"}, set()),
        ({"HTTPS_PROXY": "socks4://p:1"}, set()),
        ({"HTTP_PROXY": "p:2", "https_proxy": "https://p:2", "no_proxy": "localhost,127.0.0.0/8,::1,.gov.cn"}, None),
        ({"ALL_PROXY": "http://u:p@p:2", "NO_PROXY": "*"}, None),
        ({}, None),
    ],
)
def test_proxies_that_work_are_kept_and_the_others_forgotten(
    given: dict[str, str], kept: set[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    expected = set(given) if kept is None else kept
    assert set(drop_unusable_proxies()) == set(given) - expected
    assert {name for name in os.environ if name.lower().endswith("_proxy")} == expected
    httpx.Client().close()  # what is left can be used


def test_importing_any_part_silences_the_libraries_whatever_the_environment_says() -> None:
    code = "import os, zhengxie_qa.text.quantities.numbers; print({name: os.environ[name] for name in %r} == %r)"
    done = subprocess.run(
        [sys.executable, "-c", code % (sorted(QUIET), dict(QUIET))],
        env={**os.environ, **dict.fromkeys(QUIET, "yes")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "True"
