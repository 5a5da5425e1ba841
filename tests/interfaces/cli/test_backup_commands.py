"""The commands ``backup`` and ``restore``: names by the day, how many stay, and what is said."""

import json
from pathlib import Path

import pytest

from index_articles import ROADS, WATER, CountingEncoder, build, write
from zhengxie_qa.interfaces import wiring
from zhengxie_qa.interfaces.cli.main import run


def test_a_folder_keeps_the_newest_backups_and_one_is_put_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "open_encoder", lambda settings: CountingEncoder())
    index, kept = str(tmp_path / "index"), tmp_path / "kept"
    build(tmp_path / "index", write(tmp_path / "articles", water=WATER, roads=ROADS))
    kept.mkdir()
    for name in ("zhengxie-qa-2020-01-01T000000.zip", "zhengxie-qa-2021-01-01T000000.zip", "other.zip"):
        (kept / name).touch()
    assert run(["backup", str(kept), "--keep", "2", "--index", index, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["documents"], [Path(each).name for each in told["deleted"]]) == (
        2,
        ["zhengxie-qa-2020-01-01T000000.zip"],
    )
    assert len(list(kept.iterdir())) == 3
    assert run(["restore", told["file"], "--index", str(tmp_path / "again")]) == 0
    assert "2 documents, 4 passages" in capsys.readouterr().out
    assert run(["backup", str(tmp_path / "one.zip"), "--keep", "2", "--index", index]) == 2
    assert "folder" in capsys.readouterr().err
