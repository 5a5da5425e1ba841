"""Question sets and reports of the page: what is taken in, how long it stays, and what a server leaves behind."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from interface_fakes import FakeEngine

from zhengxie_qa.errors import DatasetError, FileError
from zhengxie_qa.interfaces.http import problems
from zhengxie_qa.interfaces.http.middleware import QUESTION_SETS
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.ui.evaluate import run_evaluation
from zhengxie_qa.interfaces.ui.evaluations import KEPT, PREFIX, REPORT, EvaluationDesk, router

PATIENCE = 60
"""Seconds that a busy machine may take for what usually takes one."""

ROW = {"question": "开了多少场“深聊会”？", "answers": [{"text": "275场"}]}


def questions(count: int) -> bytes:
    return "\n".join(json.dumps({"id": str(number), **ROW}, ensure_ascii=False) for number in range(count)).encode()


def kept(desk: EvaluationDesk) -> list[str]:
    return sorted(path.name for path in desk._folder.rglob("*") if path.is_file() and path.name != "in-use")


def test_a_question_set_is_deleted_when_it_has_been_asked(desk: EvaluationDesk) -> None:
    ticket = desk.keep("题目.csv", io.BytesIO(b"question,answer"))
    with desk.taken(ticket) as path:
        assert (path.name, path.read_bytes()) == ("题目.csv", b"question,answer")
    assert kept(desk) == []
    with pytest.raises(DatasetError, match="not there any more"), desk.taken(ticket):
        pass


@pytest.mark.parametrize("ticket", ["", ".", "..", "../reports", "/etc", "a/b", "没有"])
def test_a_ticket_is_no_path(desk: EvaluationDesk, ticket: str) -> None:
    with pytest.raises(DatasetError), desk.taken(ticket):
        pass
    assert desk.report(ticket, REPORT) is None


@pytest.mark.parametrize("name", ["a.html", "a.exe", "a", "a.csv.txt"])
def test_a_file_of_another_kind_is_refused(desk: EvaluationDesk, name: str) -> None:
    with pytest.raises(DatasetError, match=r"\.csv"):
        desk.keep(name, io.BytesIO(b"a"))


@pytest.mark.parametrize("name", ["", ".csv", "a" * 300 + ".csv", "a\x00.csv"])
def test_a_name_that_cannot_be_one_is_refused(desk: EvaluationDesk, name: str) -> None:
    with pytest.raises(FileError):
        desk.keep(name, io.BytesIO(b"a"))
    assert kept(desk) == []


def test_a_path_as_a_name_is_its_last_part(desk: EvaluationDesk) -> None:
    desk.keep("../../etc/a.csv", io.BytesIO(b"a"))
    desk.keep("C:\\题目\\b.csv", io.BytesIO(b"a"))
    assert kept(desk) == ["a.csv", "b.csv"]


def test_a_set_above_the_limit_is_refused_and_one_at_the_limit_is_not(desk: EvaluationDesk) -> None:
    desk.keep("a.csv", io.BytesIO(b"a" * 1000))
    with pytest.raises(DatasetError, match="larger"):
        desk.keep("b.csv", io.BytesIO(b"a" * 1001))
    assert kept(desk) == ["a.csv"]


def test_only_the_newest_wait(desk: EvaluationDesk) -> None:
    for number in range(KEPT + 3):
        desk.keep(f"{number:02}.csv", io.BytesIO(b"a"))
    assert kept(desk) == [f"{number:02}.csv" for number in range(3, KEPT + 3)]


def test_a_report_that_was_not_finished_is_not_kept(desk: EvaluationDesk) -> None:
    with desk.reporting() as (ticket, folder):
        (folder / "predictions.jsonl").write_text("{}", encoding="utf-8")
    assert kept(desk) == []
    with desk.reporting() as (ticket, folder):
        (folder / REPORT).write_text("", encoding="utf-8")
    assert desk.report(ticket, REPORT) == folder / REPORT
    assert desk.report(ticket, "metrics.json") is None


def test_a_folder_of_a_dead_server_is_swept_and_that_of_a_living_one_stays(tmp_path: Path) -> None:
    code = "import os, sys, pathlib; from zhengxie_qa.interfaces.ui.evaluations import EvaluationDesk as D; "
    code += "d = D(largest=9, parent=pathlib.Path(sys.argv[1])); print(d._folder, flush=True); os.kill(os.getpid(), 9)"
    died = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True)
    left = Path(died.stdout.strip())
    assert left.is_dir()
    then = time.time() - 120
    os.utime(left, (then, then))
    living = EvaluationDesk(largest=9, parent=tmp_path)
    assert not left.exists()
    another = EvaluationDesk(largest=9, parent=tmp_path)
    assert sorted(tmp_path.glob(f"{PREFIX}*")) == sorted([living._folder, another._folder])
    living.close()
    another.close()
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def door(desk: EvaluationDesk) -> TestClient:
    """The routes of the desk."""
    app = FastAPI()
    problems.install(app)
    app.include_router(router(desk))
    return TestClient(app)


def test_what_was_sent_is_answered_with_a_ticket_and_no_path(door: TestClient) -> None:
    sent = door.post(QUESTION_SETS, files={"file": ("q.jsonl", questions(1))})
    assert sent.status_code == 201
    assert list(sent.json()) == ["ticket"]
    assert re.fullmatch(r"[\w-]{22}", sent.json()["ticket"])
    refused = door.post(QUESTION_SETS, files={"file": ("q.html", b"<p>")})
    assert refused.status_code == 422
    assert "Choose one of" in refused.json()["detail"]


def test_a_report_comes_as_a_download_and_never_as_a_page(
    service: Service, desk: EvaluationDesk, door: TestClient
) -> None:
    ticket = desk.keep("q.jsonl", io.BytesIO(questions(1)))
    *_, shown = run_evaluation(service, desk, ticket, reader_only=False)
    got = door.get("/" + re.search(r'id="report" href="([^"]+)"', shown)[1])
    assert "275场" in got.text
    assert got.headers["content-type"] == "application/octet-stream"
    assert got.headers["content-disposition"].startswith("attachment")
    assert door.get(f"/page/reports/{ticket}/{REPORT}").status_code == 404


def test_a_run_whose_page_is_left_stops_and_leaves_nothing(
    service: Service, engine: FakeEngine, tmp_path: Path
) -> None:
    ask = engine.ask

    def slowly(*given: object, **known: object):
        time.sleep(0.05)
        return ask(*given, **known)

    engine.ask = slowly
    desk = EvaluationDesk(largest=100_000, parent=tmp_path)
    ticket = desk.keep("q.jsonl", io.BytesIO(questions(500)))
    watched = run_evaluation(service, desk, ticket, reader_only=False)
    assert [("role" in next(watched)) for _ in range(2)] == [True, True]
    wait_for(lambda: bool(engine.asked))
    watched.close()
    wait_for(lambda: all(thread.name != "evaluation" for thread in threading.enumerate()))
    assert len(engine.asked) < 500
    assert kept(desk) == []
    desk.close()


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen]]:
    """A server whose temporary files lie in ``folder``: its address and its process."""
    program = Path(__file__).parent.parent / "serve_fake.py"
    paths = os.pathsep.join([str(program.parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "TMPDIR": str(folder), "PYTHONPATH": paths, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, str(program), str(folder / "index"), *options]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            address = process.stdout.readline().split()[0]
            assert httpx.get(address, timeout=PATIENCE).status_code == 200
            yield address, process
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def send(address: str, count: int) -> str:
    return httpx.post(address + QUESTION_SETS, files={"file": ("q.jsonl", questions(count))}, timeout=PATIENCE).json()[
        "ticket"
    ]


def run(address: str, ticket: str, session: str) -> None:
    """Begin a run as the page does."""
    text = httpx.get(address, timeout=PATIENCE).text
    config = json.loads(text.split("window.gradio_config = ", 1)[1].split(";</script>", 1)[0])
    number = next(e["id"] for e in config["dependencies"] if len(e["inputs"]) == 3 and len(e["outputs"]) == 1)
    event = {"data": [ticket, "", False], "fn_index": number, "session_hash": session}
    assert httpx.post(f"{address}/gradio_api/queue/join", json=event, timeout=PATIENCE).status_code == 200


def told(address: str, session: str) -> Iterator[dict]:
    with httpx.stream("GET", f"{address}/gradio_api/queue/data?session_hash={session}", timeout=PATIENCE) as stream:
        for line in stream.iter_lines():
            if line.startswith("data: "):
                yield json.loads(line[6:])


def test_a_client_that_drops_its_connection_ends_its_run(tmp_path: Path) -> None:
    with serving(tmp_path, "0.1") as (address, _):
        run(address, send(address, 6_000), "leaves")  # for ten minutes
        progress = told(address, "leaves")
        assert any(message["msg"] == "process_generating" for message in progress)
        wait_for(lambda: bool(list(tmp_path.glob(f"{PREFIX}*/reports/*"))))
        progress.close()
        wait_for(lambda: not list(tmp_path.glob(f"{PREFIX}*/reports/*")))
        assert list(tmp_path.glob(f"{PREFIX}*/sets/*")) == []
        run(address, send(address, 1), "stays")
        last = [message for message in told(address, "stays") if message["msg"] == "process_completed"]
        assert 'id="report"' in str(last[0]["output"]["data"])


def test_a_server_that_is_told_to_stop_leaves_no_folder(tmp_path: Path) -> None:
    with serving(tmp_path, "0.1") as (address, process):
        send(address, 1)
        run(address, send(address, 6_000), "goes on")
        wait_for(lambda: bool(list(tmp_path.glob(f"{PREFIX}*/reports/*/predictions.jsonl"))))
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE)
    assert list(tmp_path.glob("zhengxie-qa*")) == []


def wait_for(there: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not there():
        assert time.monotonic() < until, "still not so"
        time.sleep(0.05)
