"""The server over a real socket: REST at once, the page when it is built, and a port that is taken."""

import socket
import time

import httpx
import pytest

from zhengxie_qa.errors import SettingError, ZhengxieError
from zhengxie_qa.interfaces.http.server import serve
from zhengxie_qa.interfaces.settings import Settings


def test_rest_answers_before_the_page_is_built_and_the_page_follows(fake_address: str) -> None:
    began = time.perf_counter()
    assert httpx.get(f"{fake_address}/api/v1/healthz", timeout=5).json()["status"] == "ok"
    assert time.perf_counter() - began < 2
    asked = httpx.post(f"{fake_address}/api/v1/ask", json={"question": "深聊会场次"}, timeout=10)
    assert asked.json()["answer"] == "275场"
    page = httpx.get(fake_address, timeout=30)
    assert page.status_code == 200
    assert "政协报告问答" in page.text
    assert "'unsafe-eval'" in page.headers["content-security-policy"]
    assert httpx.get(f"{fake_address}/openapi.json", timeout=5).status_code == 404


def test_a_port_in_use_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ZhengxieError, match=f"Port {port} is already in use.*--port") as caught:
            serve(Settings(port=port))
    assert caught.value.exit_code == 1


def test_an_address_that_does_not_exist_is_a_setting_error() -> None:
    with pytest.raises(SettingError, match="no address"):
        serve(Settings(host="no such host", open=True))
