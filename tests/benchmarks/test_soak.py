"""The soak run for a few seconds: the server holds, and the script sees what it is there to see."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests_paths import ROOT

SCRIPT = ROOT / "benchmarks" / "soak.py"


@pytest.fixture
def soak(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(SCRIPT.parent)
    spec = importlib.util.spec_from_file_location("soak", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "soak", module)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_eight_clients_get_nothing_stale_and_no_server_error() -> None:
    command = [sys.executable, str(SCRIPT), "--clients", "8", "--seconds", "24", "--health-ms", "500"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "faults: 0" in done.stdout
    for name in ("ask", "search", "upload", "delete"):
        assert f"{name} 20" in done.stdout, f"no {name} was answered"


class Stale:
    """A server's connection that forgets what it was told."""

    def __init__(self, *, generation: str = "gen-000002") -> None:
        self.index = {"generation": generation}

    def send(self, name: str, method: str, path: str, body: bytes | None = None, *, kind: str = ""):
        if method == "POST":
            return 201, {"doc_id": "d", "index": {"generation": "gen-000002"}}
        if method == "DELETE":
            return 200, {"index": {"generation": "gen-000003"}}
        if path == "/documents":
            return 200, {"documents": [], "index": self.index}
        return 200, {"text": "an older text"}

    def post(self, name: str, path: str, body: dict):
        hits = [{"doc_id": "d", "text": "an older text"}]
        cited = [{"doc_id": "d", "passage": "an older text"}]
        return 200, {"hits": hits, "citations": cited, "index": self.index}


def test_stale_reads_of_every_kind_are_faults(soak: ModuleType) -> None:
    ledger = soak.Ledger()
    client = soak.Client(1, 0, ledger, ["市政协组织了多少场“深聊会”？"], 1)
    client._connection = Stale()
    client._upload()
    client._ask()
    assert set(ledger.faults) == {
        "stale: an older version of a document was given",
        "stale: the list lacks an upload",
        "stale: an uploaded document was not found",
        "stale: an answer quotes what is no longer there",
    }
    ledger.faults.clear()
    client._delete()
    assert set(ledger.faults) == {
        "document: 200, expected 404",
        "stale: a deleted document was found",
        "stale: an answer from before the client's own change",
    }


def test_a_server_error_and_a_full_queue_are_told_apart(soak: ModuleType, tmp_path: Path) -> None:
    import json
    import threading
    from http.server import BaseHTTPRequestHandler, HTTPServer

    replies = [(503, {"Retry-After": "1"}), (200, {}), (500, {}), (503, {})]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers = replies.pop(0)
            body = json.dumps({}).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Handler) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        ledger = soak.Ledger()
        connection = soak.Connection(web.server_address[1], ledger)
        assert [connection.send("x", "GET", "/x")[0] for _ in range(3)] == [200, 500, 503]
        web.shutdown()
    assert ledger.refused == 2
    assert sum(ledger.faults.values()) == 2
