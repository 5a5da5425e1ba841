"""Who may: keys over HTTP. Scopes, brute force, cookies and other websites, keys that are no good, the record."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from interface_fakes import FakeEngine, FakeWriter

from zhengxie_qa.errors import NotFoundError, SettingError, StorageError
from zhengxie_qa.interfaces.access.access import Access
from zhengxie_qa.interfaces.access.keys import KeyRing, Scope, Standing
from zhengxie_qa.interfaces.access.rates import WRONG_KEYS, Rates
from zhengxie_qa.interfaces.http.api import create_app
from zhengxie_qa.interfaces.http.key_gate import COOKIE, needs
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.settings import Settings

QUESTION = {"question": "深聊会场次"}
HERE = {"Origin": "http://testserver"}
ASK, READ, WRITE, ADMIN = Scope


@pytest.fixture
def ring(settings: Settings) -> KeyRing:
    return KeyRing(settings.index_dir)


@pytest.fixture
def made(ring: KeyRing) -> Callable[..., dict[str, str]]:
    """Makes a key with some scopes; gives the header that shows it."""

    def make(*scopes: Scope, **how: object) -> dict[str, str]:
        return {"Authorization": f"Bearer {ring.add('office', scopes=scopes, **how)[1]}"}

    return make


def recorded(settings: Settings) -> list[dict[str, object]]:
    return [json.loads(line) for line in (settings.index_dir / "audit.jsonl").read_text(encoding="utf-8").splitlines()]


def test_without_keys_this_machine_needs_none_and_nothing_is_recorded(client: TestClient, settings: Settings) -> None:
    assert client.post("/api/v1/ask", json=QUESTION).status_code == 200
    assert not settings.index_dir.exists()


def test_with_the_first_key_keys_are_wanted_at_once(client: TestClient, made: Callable[..., dict[str, str]]) -> None:
    assert client.post("/api/v1/ask", json=QUESTION).status_code == 200
    mine = made(ASK)
    refused = client.post("/api/v1/ask", json=QUESTION)
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
    assert "keys add" in refused.json()["detail"]
    assert "密钥" in refused.json()["detail_zh"]
    assert client.post("/api/v1/ask", json=QUESTION, headers=mine).json()["answer"] == "275场"


@pytest.mark.parametrize(
    ("method", "path", "wanted"),
    [
        ("GET", "/api/v1/healthz", ()),
        ("GET", "/api/v1/readyz", ()),
        ("GET", "/sign-in", ()),
        ("POST", "/api/v1/ask", (ASK,)),
        ("POST", "/api/v1/ask/batch", (ASK,)),
        ("POST", "/api/v1/verify", (ASK,)),
        ("POST", "/v1/chat/completions", (ASK,)),
        ("POST", "/retrieval", (ASK,)),
        ("POST", "/mcp", (ASK, READ)),
        ("GET", "/api/v1/documents", (READ,)),
        ("HEAD", "/api/v1/documents/a/original", (READ,)),
        ("GET", "/page/holdings", (READ,)),
        ("POST", "/api/v1/documents", (WRITE,)),
        ("PATCH", "/api/v1/documents/a", (WRITE,)),
        ("DELETE", "/api/v1/documents/a", (WRITE,)),
        ("POST", "/api/v1/whatever/comes", (WRITE,)),
        ("GET", "/api/v1/metrics", (ADMIN,)),
        ("GET", "/", (ASK,)),
        ("POST", "/gradio_api/queue/join", (ASK,)),
        ("GET", "/api/v1/healthz/x", (ASK,)),
        ("GET", "/api/v1/healthz\n", (ASK,)),
    ],
)
def test_every_path_needs_its_scope(method: str, path: str, wanted: tuple[Scope, ...]) -> None:
    assert needs(method, path) == wanted


@pytest.mark.parametrize("scope", Scope)
def test_a_key_opens_what_its_scope_names_and_nothing_else(
    client: TestClient, made: Callable[..., dict[str, str]], scope: Scope
) -> None:
    mine = made(scope)
    file = {"file": ("new.txt", "新城开会三次。".encode())}
    statuses = {
        ASK: client.post("/api/v1/ask", json=QUESTION, headers=mine).status_code,
        READ: client.get("/api/v1/documents", headers=mine).status_code,
        WRITE: client.post("/api/v1/documents", files=file, headers=mine).status_code,
        ADMIN: client.get("/api/v1/metrics", headers=mine).status_code,
    }
    opened = {each for each, status in statuses.items() if status < 300}
    assert opened == (set(Scope) if scope is ADMIN else {scope})
    assert {status for each, status in statuses.items() if each not in opened} <= {403}


@pytest.mark.parametrize("path", ["/v1/chat/completions", "/retrieval", "/mcp"])
def test_the_other_doors_want_keys_too(client: TestClient, made: Callable[..., dict[str, str]], path: str) -> None:
    made(ASK)
    assert client.post(path, json={}).status_code == 401


def test_a_revoked_and_an_expired_key_open_nothing(
    client: TestClient, ring: KeyRing, made: Callable[..., dict[str, str]]
) -> None:
    yesterday, today = ((date.today() - timedelta(days)).isoformat() for days in (1, 0))
    late, mine = made(ASK, expires=yesterday), made(ASK, expires=today)
    assert client.post("/api/v1/ask", json=QUESTION, headers=mine).status_code == 200
    assert "expired" in client.post("/api/v1/ask", json=QUESTION, headers=late).json()["detail"]
    ring.revoke(ring.all()[1].key_id)
    refused = client.post("/api/v1/ask", json=QUESTION, headers=mine)
    assert (refused.status_code, refused.json()["detail_zh"]) == (401, "这个密钥已停用。请另要一个。")
    assert [key.standing for key in ring.all()] == [Standing.EXPIRED, Standing.REVOKED]
    with pytest.raises(NotFoundError):
        ring.revoke("nobody")


def test_guessing_is_slowed_down_and_locks_nobody_else_out(
    client: TestClient, made: Callable[..., dict[str, str]], settings: Settings
) -> None:
    mine = made(ASK)
    guesses = [{"Authorization": f"Bearer zq_{at}"} for at in range(WRONG_KEYS + 5)]
    statuses = [client.post("/api/v1/ask", json=QUESTION, headers=guess).status_code for guess in guesses]
    assert statuses == [401] * WRONG_KEYS + [429] * 5
    assert client.post("/sign-in", data={"key": "zq_x"}).status_code == 429
    assert client.post("/api/v1/ask", json=QUESTION, headers=mine).status_code == 200
    assert [line["did"] for line in recorded(settings)] == ["refused"] * WRONG_KEYS + ["ask"]


def test_a_key_makes_so_many_requests_in_a_minute_and_no_more(
    client: TestClient, made: Callable[..., dict[str, str]]
) -> None:
    slow, other = made(ASK, per_minute=2), made(ASK)
    answers = [client.post("/api/v1/ask", json=QUESTION, headers=slow) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 30
    assert client.post("/api/v1/ask", json=QUESTION, headers=other).status_code == 200


def test_each_question_of_a_batch_counts(
    client: TestClient, made: Callable[..., dict[str, str]], service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[str] = []
    monkeypatch.setattr(service.access, "wait_of", lambda key: counted.append(key.name) or 0)
    lines = client.post("/api/v1/ask/batch", json={"questions": ["深聊会场次", "", "深聊会"]}, headers=made(ASK))
    assert (len(lines.text.splitlines()), counted) == (3, ["office"] * 3)


def test_a_bucket_fills_again_with_time() -> None:
    now = 0.0
    rates = Rates(lambda: now)
    assert [rates.take("a", per_minute=2) for _ in range(3)] == [0, 0, 30]
    now = 30.0
    assert rates.take("a", per_minute=2) == 0


def test_a_person_signs_in_once_and_out_again(client: TestClient, made: Callable[..., dict[str, str]]) -> None:
    words = made(ASK, READ, WRITE)["Authorization"].removeprefix("Bearer ")
    assert client.get("/", follow_redirects=False).headers["location"] == "/sign-in"
    form = client.get("/sign-in", headers={"Accept-Language": "zh-CN"}).text
    assert "访问密钥" in form
    assert client.post("/sign-in", data={"key": "zq_wrong"}, headers=HERE).status_code == 401
    signed = client.post("/sign-in", data={"key": f" {words} "}, headers=HERE, follow_redirects=False)
    cookie = signed.headers["set-cookie"]
    assert signed.status_code == 303
    assert all(word in cookie for word in (f"{COOKIE}={words}", "HttpOnly", "SameSite=lax", "Max-Age"))
    assert client.post("/api/v1/ask", json=QUESTION, headers=HERE).status_code == 200
    client.post("/sign-out", headers=HERE, follow_redirects=False)
    assert client.post("/api/v1/ask", json=QUESTION, headers=HERE).status_code == 401


def test_a_key_that_may_not_ask_opens_no_page(client: TestClient, made: Callable[..., dict[str, str]]) -> None:
    words = made(READ)["Authorization"].removeprefix("Bearer ")
    assert client.post("/sign-in", data={"key": words}, headers=HERE).status_code == 403


def test_a_cookie_alone_changes_nothing_for_another_website(
    client: TestClient, made: Callable[..., dict[str, str]], engine: FakeEngine
) -> None:
    client.cookies.set(COOKIE, made(ADMIN)["Authorization"].removeprefix("Bearer "))
    path = "/api/v1/documents/aaaaaaaaaaaa"
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {}):
        assert client.delete(path, headers=headers).status_code == 403
    assert "aaaaaaaaaaaa" in engine.shelf
    assert client.post("/sign-in", data={"key": "x"}, headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.delete(path, headers=HERE).status_code == 200


def test_what_is_typed_into_the_form_never_comes_back_as_markup(
    client: TestClient, made: Callable[..., dict[str, str]]
) -> None:
    made(ASK)
    assert "<script" not in client.post("/sign-in", data={"key": "<script>alert(1)</script>"}, headers=HERE).text


def test_the_record_tells_who_did_what_and_no_words_of_questions(
    client: TestClient, made: Callable[..., dict[str, str]], ring: KeyRing, settings: Settings
) -> None:
    mine = made(ASK, READ, WRITE)
    (key,) = ring.all()
    client.post("/api/v1/ask", json=QUESTION, headers=mine)
    client.post("/api/v1/search", json={"query": "深聊会"}, headers=mine)
    added = client.post("/api/v1/documents", files={"file": ("new.txt", "新城开会。".encode())}, headers=mine)
    client.delete(f"/api/v1/documents/{added.json()['doc_id']}", headers=mine)
    lines = recorded(settings)
    assert [line["did"] for line in lines] == ["ask", "search", "upload", "remove"]
    assert all(line["by"] == {"key": key.key_id, "name": "office"} for line in lines)
    assert (lines[2]["file"], lines[2]["became"], lines[3]["file"]) == ("new.txt", "added", "new.txt")
    assert "深聊会" not in (settings.index_dir / "audit.jsonl").read_text(encoding="utf-8")
    assert (settings.index_dir / "audit.jsonl").stat().st_mode & 0o077 == 0


def test_words_of_questions_are_recorded_where_the_settings_say_so(tmp_path: Path, opener, engine: FakeEngine) -> None:
    settings = Settings(index_dir=tmp_path / "index", log_questions=True)
    words = KeyRing(settings.index_dir).add("office", scopes=[ASK])[1]
    service = Service(settings, opener=opener, writer=FakeWriter(engine))
    client = TestClient(create_app(service, hosts=("testserver",)))
    client.post("/api/v1/ask", json=QUESTION, headers={"Authorization": f"Bearer {words}"})
    assert recorded(settings)[0]["question"] == QUESTION["question"]


def test_a_key_is_kept_as_a_digest_only(ring: KeyRing, settings: Settings) -> None:
    key, words = ring.add("office", scopes=[ASK])
    kept = settings.index_dir / "keys.json"
    assert words.rpartition("_")[2] not in kept.read_text(encoding="utf-8")
    assert kept.stat().st_mode & 0o077 == 0
    assert KeyRing(settings.index_dir).shown(words) == key
    assert ring.shown(words[:-1]) is None
    assert ring.shown("x" * 1_000_000) is None


def test_losing_or_damaging_the_keys_opens_nothing(
    client: TestClient, made: Callable[..., dict[str, str]], settings: Settings, ring: KeyRing
) -> None:
    mine = made(ASK)
    assert client.post("/api/v1/ask", json=QUESTION, headers=mine).status_code == 200
    (settings.index_dir / "keys.json").write_text('{"keys": [{}]}', encoding="utf-8")
    assert client.post("/api/v1/ask", json=QUESTION, headers=mine).status_code == 503
    with pytest.raises(StorageError):
        ring.all()
    (settings.index_dir / "keys.json").unlink()
    assert client.post("/api/v1/ask", json=QUESTION, headers=mine).status_code == 401


def test_beyond_this_machine_it_must_be_decided_who_may(settings: Settings) -> None:
    public = settings.model_copy(update={"host": "0.0.0.0"})
    with pytest.raises(SettingError, match=r"keys add.*--open"):
        Access(public).decided()
    Access(public.model_copy(update={"open": True})).decided()
    ring = KeyRing(settings.index_dir)
    ring.add("office", scopes=[ASK], expires="2020-01-01")
    with pytest.raises(SettingError):
        Access(public).decided()
    ring.add("office", scopes=[ASK])
    Access(public).decided()
    assert Access(public).wanted
    assert not Access(public.model_copy(update={"open": True})).wanted
