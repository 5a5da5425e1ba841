"""The commands ``keys add``, ``keys list``, ``keys revoke``: a key is shown once, and what was done is recorded."""

import json
from pathlib import Path

import pytest

from zhengxie_qa.interfaces.access.keys import KeyRing
from zhengxie_qa.interfaces.cli.main import run


def test_a_key_is_made_listed_and_revoked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    index = ["--index", str(tmp_path)]
    assert run(["keys", "add", "张三", "--scope", "read", "--expires", "2999-12-31", "--per-minute", "9", *index]) == 0
    words, told = capsys.readouterr()
    assert "张三" in told
    key = KeyRing(tmp_path).shown(words.strip())
    assert key is not None
    assert (key.scopes, key.expires, key.per_minute) == (("read",), "2999-12-31", 9)
    assert run(["keys", "list", *index]) == 0
    listed = capsys.readouterr().out
    assert all(each in listed for each in (key.key_id, "张三", "read", "2999-12-31", "good"))
    assert words.strip() not in listed
    assert run(["keys", "revoke", key.key_id, "--json", *index]) == 0
    assert json.loads(capsys.readouterr().out)[0]["standing"] == "revoked"
    lines = [json.loads(line) for line in (tmp_path / "audit.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["did"], line["key"]) for line in lines] == [("key-added", key.key_id), ("key-revoked", key.key_id)]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["add", " "], "needs a name"),
        (["add", "a", "--expires", "soon"], "--expires is 'soon'"),
        (["add", "a", "--scope", "all"], "--scope"),
        (["revoke", "nobody"], "keys list"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["keys", *arguments, "--index", str(tmp_path)]) == 2
    assert told in capsys.readouterr().err
