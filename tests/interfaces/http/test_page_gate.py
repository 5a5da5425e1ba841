"""What of Gradio is open to the outside, over a real socket: what the page uses, and nothing that fetches or keeps."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import quote

import httpx
import pytest

API = "/gradio_api"
CLOSED = [
    *(
        f"{API}/{name}"
        for name in ("proxy=http://a/", "vibe-code", "deep_link", "custom_component/1/client/component/a")
    ),
    *(f"{API}/{name}" for name in ("runs", "info", "openapi.json", "app_id", "queue/status", "startup-events")),
    *(f"{API}/{name}" for name in ("upload_progress?upload_id=1", "stream/a/b/c/playlist.m3u8", "call/evaluate/1")),
    *("/monitoring", "/monitoring/summary", "/openapi.json", "/config", "/login", "/svelte/a.js", "/pwa_icon"),
    *("/assets/../../pyproject.toml", "/static/%2e%2e/a", "/page/reports/..%2f..%2fa/report.html", "/manifest.json"),
]
POSTED = [
    "upload",
    "run/respond",
    "api/respond",
    "call/respond",
    "call/v2/respond",
    "component_server",
    "cancel",
    "reset",
]
POSTED += ["process_recording", "vibe-edit", "stream/1", "stream/1/close", "queue/join/"]


class Stranger(BaseHTTPRequestHandler):
    """Somebody else's website: an image that is a page with a script."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<script>fetch('/api/v1/documents')</script>")

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def stranger() -> Iterator[tuple[str, list[str]]]:
    """Its address, and what it was asked for."""
    asked: list[str] = []
    with HTTPServer(("127.0.0.1", 0), type("Handler", (Stranger,), {"asked": asked})) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/x.png", asked
        server.shutdown()
        thread.join()


def is_closed(response: httpx.Response, status: int = 404) -> None:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in response.headers["content-security-policy"]


@pytest.fixture(scope="module")
def site(fake_address: str) -> Iterator[httpx.Client]:
    """A client of the server whose page is built."""
    with httpx.Client(base_url=fake_address, timeout=30) as client:
        assert client.get("/").status_code == 200
        yield client


@pytest.mark.parametrize("path", CLOSED)
def test_what_the_page_does_not_use_is_closed(site: httpx.Client, path: str) -> None:
    is_closed(site.get(path))


@pytest.mark.parametrize("name", POSTED)
def test_nothing_is_taken_in_that_the_page_does_not_send(site: httpx.Client, name: str) -> None:
    is_closed(site.post(f"{API}/{name}", json={"data": [], "session_hash": "a"}))
    is_closed(site.post(f"{API}/{name}", files={"files": ("a.txt", b"a")}))


def test_no_address_is_fetched_as_a_file(site: httpx.Client, stranger: tuple[str, list[str]]) -> None:
    address, asked = stranger
    for given in (address, quote(address, safe=""), "/etc/passwd", "https://a.example/x.png", "//a.example/x.png"):
        for route in ("file=", "file/", "proxy=", "stream/"):
            is_closed(site.get(f"{API}/{route}{given}"))
            is_closed(site.head(f"{API}/{route}{given}"))
    assert asked == []


def test_no_event_brings_a_file_by_path_or_address(site: httpx.Client, stranger: tuple[str, list[str]]) -> None:
    address, asked = stranger
    file = {"path": address, "url": address, "orig_name": "a.csv", "meta": {"_type": "gradio.FileData"}}
    for value in (file, [file], {"value": file}, {**file, "path": "/etc/passwd"}):
        for number in range(6):
            body = {"data": [value, None, False], "fn_index": number, "session_hash": "abc"}
            is_closed(site.post(f"{API}/queue/join", json=body), 422)
            body = {"data": ["a", None], "event_data": value, "fn_index": number, "session_hash": "abc"}
            is_closed(site.post(f"{API}/queue/join", json=body), 422)
    assert asked == []


@pytest.mark.parametrize("body", [b"", b"[", b"[]", b"{}", b'{"data": "a"}', b"\xff\xfe", b"[" * 100_000])
def test_an_event_that_is_none_is_refused(site: httpx.Client, body: bytes) -> None:
    is_closed(site.post(f"{API}/queue/join", content=body, headers={"Content-Type": "application/json"}), 422)


def test_a_question_of_the_page_is_answered(site: httpx.Client) -> None:
    config = json.loads(site.get("/").text.split("window.gradio_config = ", 1)[1].split(";</script>", 1)[0])
    asking = next(each["id"] for each in config["dependencies"] if len(each["outputs"]) == 4 and each["backend_fn"])
    event = {
        "data": ["开了多少场“深聊会”？", None, ""],
        "fn_index": asking,
        "session_hash": "tests",
        "event_data": None,
    }
    assert site.post(f"{API}/queue/join", json=event).status_code == 200
    with site.stream("GET", f"{API}/queue/data", params={"session_hash": "tests"}) as answer:
        assert any("275" in line for line in answer.iter_lines())


def test_what_the_page_does_use_is_open(site: httpx.Client) -> None:
    for path in ("/", "/theme.css", "/favicon.ico"):
        assert site.get(path).status_code == 200
    assert site.head("/").status_code == 200
