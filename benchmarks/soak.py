"""Many clients at once against a real server: nothing but answers, nothing stale, no growing memory.

``python benchmarks/soak.py [--clients 64] [--seconds 60]`` builds an index of ``corpus/`` in a temporary folder, serves
it on loopback, and lets each client ask, search, upload and delete an article of its own. Whatever a client was told is
done must be so in everything it reads next. Exit code 1 and a list of faults:

- a status that does not belong there; above all any 5xx. 503 with ``Retry-After`` is the documented answer of a full
  queue: it is counted, and 64 clients never meet it;
- a stale read: an uploaded version not found or an older one still served, a deleted article still there, an answer
  from an older state of the index than the client's own last change;
- memory that goes on growing in the second half;
- ``/healthz`` or ``/readyz`` slower than ``--health-ms`` in one of twenty checks.

It does not judge whether answers are right.
"""

import argparse
import http.client
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from speed import resident_mb

ROOT = Path(__file__).resolve().parent.parent
API = "/api/v1"
TIMEOUT_S = 120
READY_LIMIT_S = 120
CHECK_EVERY_S = 0.1
GROWTH, SLACK_MB = 1.25, 64
"""The second half may add this share and this much: caches still fill, and allocators keep what they had."""
SHARES = {"ask": 24, "search": 16, "upload": 2, "delete": 1}
"""A change takes some thirty times as long as a search, most of it waiting for the disk, and changes wait in line."""
FIRST_CHANGE = 8
"""Each eighth client begins with its changes, so that a short run has them too."""
SHOWN = 20
BOUNDARY = "soak-boundary"


@dataclass
class Ledger:
    """What was done and what was wrong, written by all clients."""

    milliseconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def took(self, name: str, seconds: float, status: int) -> None:
        with self.lock:
            self.milliseconds[name].append(seconds * 1000)
            self.statuses[f"{name} {status}"] += 1
            self.refused += status == http.client.SERVICE_UNAVAILABLE

    def fault(self, words: str) -> None:
        with self.lock:
            self.faults[words] += 1


class Connection:
    """Requests of one client over one connection, each noted in the ledger."""

    def __init__(self, port: int, ledger: Ledger) -> None:
        self._http = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)
        self._ledger = ledger

    def send(
        self, name: str, method: str, path: str, body: bytes | None = None, *, kind: str = "application/json"
    ) -> tuple[int, dict[str, Any]]:
        """Give status and JSON; a 503 with ``Retry-After`` is waited out and tried again."""
        while True:
            began = time.perf_counter()
            self._http.request(method, API + path, body, {"Content-Type": kind} if body else {})
            response = self._http.getresponse()
            content = response.read()
            self._ledger.took(name, time.perf_counter() - began, response.status)
            if response.status != http.client.SERVICE_UNAVAILABLE or not response.headers["Retry-After"]:
                break
            time.sleep(1)
        if response.status >= http.client.INTERNAL_SERVER_ERROR:
            self._ledger.fault(f"{name}: {response.status} {content[:200].decode(errors='replace')}")
        return response.status, json.loads(content) if content else {}

    def post(self, name: str, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        return self.send(name, "POST", path, json.dumps(body).encode())


class Client:
    """One person with one article, and questions about it and about the corpus."""

    def __init__(self, number: int, port: int, ledger: Ledger, questions: Sequence[str], seed: int) -> None:
        self._connection = Connection(port, ledger)
        self._ledger = ledger
        self._questions = questions
        self._random = random.Random(seed * 1000 + number)
        self._place = f"soak{number:03}"
        self._version = 0
        self._doc_id: str | None = None
        self._there = False
        self._generation = ""
        self._first = ["upload", "delete"] if number % FIRST_CHANGE == 0 else []

    def run(self, until: float) -> None:
        """Work until the time comes; whatever breaks is a fault."""
        try:
            while time.monotonic() < until:
                (step,) = self._first[:1] or self._random.choices(list(SHARES), weights=list(SHARES.values()))
                del self._first[:1]
                getattr(self, f"_{step}")()
        except (OSError, http.client.HTTPException, ValueError) as error:
            self._ledger.fault(f"a client broke off: {type(error).__name__}: {error}")

    def _figure(self, version: int) -> str:
        return f"{self._place}v{version:04}x"

    def _upload(self) -> None:
        self._version += 1
        text = (
            f"{self._place}镇工作简报\n\n{self._place}镇全年接待群众{self._version}人次，"
            f"登记编号为{self._figure(self._version)}。\n"
        )
        head = f'Content-Disposition: form-data; name="file"; filename="{self._place}.txt"\r\n'
        body = f"--{BOUNDARY}\r\n{head}Content-Type: text/plain\r\n\r\n{text}\r\n--{BOUNDARY}--\r\n".encode()
        status, told = self._connection.send(
            "upload", "POST", "/documents", body, kind=f"multipart/form-data; boundary={BOUNDARY}"
        )
        expected = (http.client.OK,) if self._there else (http.client.CREATED,)
        if self._expect("upload", status, expected):
            self._doc_id, self._there = told["doc_id"], True
            self._know(told["index"])
            self._look()

    def _delete(self) -> None:
        if not self._there:
            self._upload()
            return
        status, told = self._connection.send("delete", "DELETE", f"/documents/{self._doc_id}")
        if self._expect("delete", status, (http.client.OK,)):
            self._there = False
            self._know(told["index"])
            self._look()

    def _look(self) -> None:
        """Read back what was just changed, through every door."""
        status, told = self._connection.send("document", "GET", f"/documents/{self._doc_id}")
        if self._expect("document", status, (http.client.OK if self._there else http.client.NOT_FOUND,)) and (
            self._there and self._figure(self._version) not in told["text"]
        ):
            self._ledger.fault("stale: an older version of a document was given")
        status, told = self._connection.send("documents", "GET", "/documents")
        if self._expect("documents", status, (http.client.OK,)):
            self._newest(told["index"])
            if any(each["doc_id"] == self._doc_id for each in told["documents"]) != self._there:
                self._ledger.fault(f"stale: the list {'lacks an upload' if self._there else 'names a deleted one'}")
        self._search()

    def _search(self) -> None:
        if not self._version:
            self._ask()
            return
        status, told = self._connection.post("search", "/search", {"query": self._figure(self._version)})
        if not self._expect("search", status, (http.client.OK,)):
            return
        self._newest(told["index"])
        own = [hit["text"] for hit in told["hits"] if hit["doc_id"] == self._doc_id]
        if not self._there and own:
            self._ledger.fault("stale: a deleted document was found")
        elif self._there and not any(self._figure(self._version) in text for text in own):
            self._ledger.fault("stale: an uploaded document was not found")

    def _ask(self) -> None:
        if self._there and self._random.random() < 0.5:
            body = {"question": f"{self._place}镇全年接待群众多少人次？", "filters": {"doc_ids": [self._doc_id]}}
        else:
            body = {"question": self._random.choice(self._questions)}
        status, told = self._connection.post("ask", "/ask", body)
        if not self._expect("ask", status, (http.client.OK,)):
            return
        self._newest(told["index"])
        for cited in told["citations"]:
            own = cited["doc_id"] == self._doc_id
            if own and not (self._there and self._figure(self._version) in cited["passage"]):
                self._ledger.fault("stale: an answer quotes what is no longer there")

    def _expect(self, name: str, status: int, expected: Sequence[int]) -> bool:
        if status in expected:
            return True
        if status < http.client.INTERNAL_SERVER_ERROR:  # those are noted where they come in
            self._ledger.fault(f"{name}: {status}, expected {' or '.join(map(str, map(int, expected)))}")
        return False

    def _know(self, index: dict[str, Any]) -> None:
        self._newest(index)
        self._generation = index["generation"]

    def _newest(self, index: dict[str, Any]) -> None:
        """Generations are numbered: one before the client's own last change is too old."""
        if index["generation"] < self._generation:
            self._ledger.fault("stale: an answer from before the client's own change")


def watch(port: int, ledger: Ledger, until: float) -> None:
    """Look at the health of the server as an operator's probe does."""
    connection = Connection(port, ledger)
    while time.monotonic() < until:
        for name in ("healthz", "readyz"):
            status, _ = connection.send(name, "GET", f"/{name}")
            if status != http.client.OK:
                ledger.fault(f"{name}: {status}")
        time.sleep(CHECK_EVERY_S)


@contextmanager
def server(folder: Path) -> Iterator[tuple[int, int]]:
    """A server over an index of ``corpus/``: its port and process id."""
    program = [sys.executable, "-m", "zhengxie_qa"]
    index = str(folder / "index")
    subprocess.run([*program, "ingest", str(ROOT / "corpus"), "--index", index], check=True, stdout=subprocess.DEVNULL)
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "ZHENGXIE_QA_LOG_LEVEL": "error"}
    command = [*program, "serve", "--port", "0", "--index", index]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        try:
            port = int(process.stdout.readline().split()[0].rsplit(":", 1)[1])
            _wait_until_ready(port)
            yield port, process.pid
        finally:
            process.terminate()


def _wait_until_ready(port: int) -> None:
    """Wait for the engine, and for the page, whose building is no part of what is looked at."""
    end = time.monotonic() + READY_LIMIT_S
    for path in (f"{API}/readyz", "/"):
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)
            connection.request("GET", path)
            if connection.getresponse().status == http.client.OK:
                break
            if time.monotonic() > end:
                raise SystemExit("the server did not become ready")
            time.sleep(0.1)


def questions() -> list[str]:
    """Questions on the article in ``corpus/``."""
    rows = (ROOT / "benchmarks" / "article.jsonl").read_text(encoding="utf-8").splitlines()
    return [row["question"] for row in map(json.loads, rows) if not row.get("history")]


def soak(*, clients: int, seconds: float, health_ms: float, seed: int) -> tuple[Ledger, dict[str, float]]:
    """Run, and give the ledger and the resident memory in MB at the start, half-way and at the end."""
    ledger, asked, memory = Ledger(), questions(), {}
    with tempfile.TemporaryDirectory(prefix="soak-") as folder, server(Path(folder)) as (port, pid):
        memory["start"] = resident_mb(pid)
        until = time.monotonic() + seconds
        crowd = [Client(number, port, ledger, asked, seed) for number in range(clients)]
        threads = [threading.Thread(target=each.run, args=(until,), daemon=True) for each in crowd]
        threads.append(threading.Thread(target=watch, args=(port, ledger, until), daemon=True))
        for thread in threads:
            thread.start()
        time.sleep(seconds / 2)
        memory["half-way"] = resident_mb(pid)
        for thread in threads:
            thread.join(timeout=until + TIMEOUT_S - time.monotonic())
        memory["end"] = resident_mb(pid)
    if any(thread.is_alive() for thread in threads):
        ledger.fault("a client never got its answer")
    if memory["end"] > memory["half-way"] * GROWTH + SLACK_MB:
        ledger.fault(f"memory grew from {memory['half-way']:.0f} to {memory['end']:.0f} MB in the second half")
    for name in ("healthz", "readyz"):
        slow = quantile(ledger.milliseconds[name], 0.95)
        if slow > health_ms:
            ledger.fault(f"{name} took {slow:.0f} ms at the 95th percentile, at most {health_ms:g} are allowed")
    return ledger, memory


def quantile(values: Sequence[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))] if values else float("inf")


def show(ledger: Ledger, memory: dict[str, float]) -> None:
    print(f"{'request':<10} {'n':>6} {'p50 ms':>8} {'p95 ms':>8} {'max ms':>8}")
    for name, taken in sorted(ledger.milliseconds.items()):
        figures = "".join(f" {quantile(taken, share):8.1f}" for share in (0.5, 0.95, 1))
        print(f"{name:<10} {len(taken):6}{figures}")
    print("answered with:", ", ".join(f"{name} ×{count}" for name, count in sorted(ledger.statuses.items())))
    print("503 with Retry-After:", ledger.refused)
    print("resident memory:", ", ".join(f"{when} {mb:.0f} MB" for when, mb in memory.items()))
    for words, count in ledger.faults.most_common(SHOWN):
        print(f"FAULT ×{count}: {words}")
    print("faults:", sum(ledger.faults.values()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--health-ms", type=float, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    ledger, memory = soak(clients=given.clients, seconds=given.seconds, health_ms=given.health_ms, seed=given.seed)
    show(ledger, memory)
    sys.exit(1 if ledger.faults else 0)


if __name__ == "__main__":
    main()
