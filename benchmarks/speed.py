"""How fast and how large: cold start, ingestion, the server over a real socket, the encoder. Prints JSON.

Times are wall-clock medians; memory is what the kernel says of the process (``wait4`` and ``/proc``). Nothing is
mocked: commands are started as a person starts them, requests go through a socket on 127.0.0.1.
"""

import argparse
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(sys.executable).with_name("zhengxie-qa")
QUESTION = "How many 深聊会 were held?"
FOLDERS = ("gwr_state_council", "gwr_provinces_2026", "cpc_congress_reports")
COLD_RUNS = 7
WARM_UP, REQUESTS = 20, 200
READY_LIMIT_S = 60.0
SETTLE_S = 3.0


def main() -> int:
    """Measure one part."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("part", choices=["cold-ask", "ingest", "serve", "encoder"])
    parser.add_argument("--index", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--questions", type=Path)
    options = parser.parse_args()
    match options.part:
        case "cold-ask":
            figures = cold_ask(options.index)
        case "ingest":
            figures = ingest(options.data)
        case "serve":
            figures = serve(options.index, options.questions)
        case _:
            figures = encoder(options.data)
    print(json.dumps(figures, ensure_ascii=False, indent=2))
    return 0


def cold_ask(index: Path) -> dict[str, str]:
    """Whole processes, started anew each time; files are in the page cache after the first."""
    runs = [timed([PROGRAM, "ask", QUESTION, "--index", index, "--json"]) for _ in range(COLD_RUNS + 1)][1:]
    return {
        f"wall, median of {COLD_RUNS}": f"{statistics.median(each.wall_s for each in runs):.2f} s",
        f"CPU, median of {COLD_RUNS}": f"{statistics.median(each.cpu_s for each in runs):.2f} s",
        "peak resident memory": f"{max(each.peak_mb for each in runs):.0f} MB",
    }


def ingest(data: Path) -> dict[str, str]:
    """The political corpus into a new index."""
    folders = [data / "text" / name for name in FOLDERS]
    files = [file for folder in folders for file in folder.rglob("*.txt")]
    characters = sum(len(file.read_text(encoding="utf-8")) for file in files)
    with tempfile.TemporaryDirectory() as directory:
        run = timed([PROGRAM, "ingest", *folders, "--index", Path(directory) / "index"])
    return {
        f"wall, {len(files)} reports, {characters / 1e6:.1f} M characters": f"{run.wall_s:.1f} s",
        "CPU": f"{run.cpu_s:.1f} s",
        "peak resident memory": f"{run.peak_mb:.0f} MB",
    }


def serve(index: Path, questions: Path) -> dict[str, str]:
    """Ready, idle memory, and the median answer and search over one connection."""
    rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    asked = [row["question"] for row in rows if not row.get("history")]
    with server(index) as (port, ready, process):
        time.sleep(SETTLE_S)
        idle = resident_mb(process.pid)
        ask = post(port, "/api/v1/ask", [{"question": question} for question in asked])
        search = post(port, "/api/v1/search", [{"query": question} for question in asked])
        worked = resident_mb(process.pid)
    return {
        "ready (/api/v1/readyz) after": f"{ready:.1f} s",
        "resident memory, idle": f"{idle:.0f} MB",
        "resident memory, after the requests": f"{worked:.0f} MB",
        "/api/v1/ask p50": f"{statistics.median(ask):.1f} ms",
        "/api/v1/ask p95": f"{statistics.quantiles(ask, n=20)[-1]:.1f} ms",
        "/api/v1/search p50": f"{statistics.median(search):.1f} ms",
        "/api/v1/search p95": f"{statistics.quantiles(search, n=20)[-1]:.1f} ms",
    }


def encoder(data: Path) -> dict[str, str]:
    """The bundled encoder: loading, and passages of 300 characters."""
    from zhengxie_qa.index.encoders.named import bundled_encoder_path, load_encoder

    begin = time.perf_counter()
    loaded = load_encoder(bundled_encoder_path())
    loaded.encode_queries([QUESTION])
    load = time.perf_counter() - begin
    text = "".join(file.read_text(encoding="utf-8") for file in sorted((data / "text" / FOLDERS[1]).glob("*.txt")))
    passages = [text[at : at + 300] for at in range(0, len(text), 300)]
    begin = time.process_time()
    loaded.encode_passages(passages)
    cpu = time.process_time() - begin
    size = sum(file.stat().st_size for file in Path(bundled_encoder_path()).rglob("*") if file.is_file())
    return {
        "loaded and first query": f"{load:.2f} s",
        "characters per CPU second": f"{len(text) / cpu:,.0f}",
        "size on disk": f"{size / 1e6:.1f} MB",
    }


@dataclass(frozen=True)
class Usage:
    """What one process used."""

    wall_s: float
    cpu_s: float
    peak_mb: float


def timed(command: Sequence[Path | str]) -> Usage:
    """Run a command and say what it used.

    :raises SystemExit: when it fails.
    """
    begin = time.perf_counter()
    process = subprocess.Popen([str(word) for word in command], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(str(word) for word in command)} ended with {process.returncode}")
    return Usage(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


@contextmanager
def server(index: Path) -> Iterator[tuple[int, float, subprocess.Popen[bytes]]]:
    """A running server: its port, how many seconds it took to be ready, its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    begin = time.perf_counter()
    command = [str(PROGRAM), "serve", "--port", str(port), "--index", str(index)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not _is_ready(port):
            if process.poll() is not None or time.perf_counter() - begin > READY_LIMIT_S:
                raise SystemExit("the server did not become ready")
            time.sleep(0.02)
        yield port, time.perf_counter() - begin, process
    finally:
        process.terminate()
        process.wait(timeout=30)


def _is_ready(port: int) -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/api/v1/readyz")
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False


def post(port: int, path: str, bodies: Sequence[dict[str, str]]) -> list[float]:
    """Milliseconds of each of ``REQUESTS`` requests after a warm-up, one after the other."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    taken = []
    for number in range(WARM_UP + REQUESTS):
        body = json.dumps(bodies[number % len(bodies)]).encode()
        begin = time.perf_counter()
        connection.request("POST", path, body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        response.read()
        if response.status != http.client.OK:
            raise SystemExit(f"{path} answered {response.status}")
        taken.append((time.perf_counter() - begin) * 1000)
    return taken[WARM_UP:]


def resident_mb(pid: int) -> float:
    """Resident memory of a process and its children, in megabytes."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:
            continue
        if int(fields["Pid"]) == pid or int(fields["PPid"]) == pid:
            total += int(fields.get("VmRSS", "0 kB").split()[0])
    return total / 1024


if __name__ == "__main__":
    sys.exit(main())
