"""The doctor: it looks at the real installation, models and index, finds what is wrong, and leaves all as it was."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from zhengxie_qa.interfaces.cli.doctor import Finding, examine
from zhengxie_qa.interfaces.cli.main import run
from zhengxie_qa.interfaces.settings import Settings

ARTICLES = {
    "水城.txt": "水城市政协工作报告\n\n水城市政协全年召开湖畔会120场，收集意见建议3500条。\n",
    "路城.txt": "路城市政协工作报告\n\n路城市政协全年提案立案611件，新修公路二百公里。\n",
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two articles, made with the bundled encoder."""
    folder = tmp_path_factory.mktemp("doctor")
    (folder / "articles").mkdir()
    for name, text in ARTICLES.items():
        (folder / "articles" / name).write_text(text, encoding="utf-8")
    assert run(["ingest", str(folder / "articles"), "--index", str(folder / "index")]) == 0
    return folder / "index"


@pytest.fixture
def directory(sound: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sound, tmp_path / "index")


def wrong(settings: Settings) -> dict[str, Finding]:
    return {each.name.split()[0]: each for each in examine(settings) if not each.ok}


def of_index(directory: Path) -> str:
    """All that the doctor says against an index, in one text; the rules read, so that no network need be loaded."""
    findings = examine(Settings(index_dir=directory, reader="rules"))
    return " ".join(f"{each.found} {each.mend}" for each in findings if "index" in each.name and not each.ok)


def files(directory: Path) -> dict[str, str]:
    """Path and checksum of every file."""
    return {
        path.relative_to(directory).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in directory.rglob("*")
        if path.is_file()
    }


def alter(directory: Path, sql: str) -> None:
    connection = sqlite3.connect(directory / "truth.sqlite")
    connection.execute(sql)
    connection.commit()
    connection.close()


def test_a_sound_installation_is_all_well(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor", "--index", str(directory), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    found = {each["name"].split()[0]: each["found"] for each in said["checks"]}
    assert said["ok"]
    assert "2 documents" in found["index"]
    assert "every checksum right" in found["index"]
    assert found["encoder"].startswith("static-")
    assert found["evaluate"] == "one question measured: hit@1 100%, em 100%"


def test_what_is_wrong_is_named_with_a_remedy(directory: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZHENGXIE_QA_ENCODR", "x")
    missing = {"reader": str(tmp_path / "no-reader"), "synonyms": tmp_path / "absent.tsv"}
    found = wrong(Settings(index_dir=tmp_path / "nowhere", **missing))
    assert set(found) == {"environment", "reader", "index", "synonyms"}
    assert "no-reader" in found["reader"].mend
    assert "zhengxie-qa ingest" in found["index"].mend
    assert run(["doctor", "--index", str(tmp_path / "nowhere")]) == 1


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE passages SET passage_text = replace(passage_text, '120', '121')", "passage"),
        ("UPDATE documents SET text = replace(text, '611', '612')", "路城.txt"),
        ("UPDATE documents SET title = '别的' WHERE file = '水城.txt'", "水城.txt"),
        ("UPDATE vectors SET vector = zeroblob(length(vector)) WHERE number = 1", "the vector of passage number 1"),
        ("DELETE FROM documents WHERE file = '水城.txt'", "1 documents, expected 2"),
    ],
)
def test_an_altered_row_is_found(directory: Path, sql: str, told: str) -> None:
    alter(directory, sql)
    said = of_index(directory)
    assert told in said
    assert "ingest" in said


@pytest.mark.parametrize("name", ["dense.faiss", "meta.json", "*.term", "MANIFEST.json", "CURRENT"])
def test_an_altered_file_is_found_and_not_rebuilt(directory: Path, name: str) -> None:
    path = next(directory.rglob(name))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    before = files(directory)
    assert "is not what was written" in of_index(directory)
    assert files(directory) == before


def test_it_changes_nothing_also_after_a_killed_writer(directory: Path, sound: Path) -> None:
    program = (
        "import os, sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1])\n"
        "connection.execute(\"INSERT INTO facts VALUES ('x', 'y')\")\n"
        "connection.commit()\n"
        "os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", program, str(directory / "truth.sqlite")], check=False)
    assert (directory / "truth.sqlite-wal").stat().st_size > 0
    before = files(directory)
    assert of_index(directory) == ""
    after = files(directory)
    assert {name: after[name] for name in before if not name.endswith("-shm")} == {
        name: digest for name, digest in before.items() if not name.endswith("-shm")
    }
    assert of_index(sound) == ""
    assert not list(sound.glob("truth.sqlite-*"))


def test_it_works_where_nothing_may_be_written(directory: Path) -> None:
    for path in [directory, *directory.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    if os.access(directory, os.W_OK):  # root may write anywhere
        subprocess.run(["mount", "--bind", "-o", "ro", str(directory), str(directory)], check=True)
    try:
        assert of_index(directory) == ""
    finally:
        subprocess.run(["umount", str(directory)], check=False, stderr=subprocess.DEVNULL)
        directory.chmod(0o755)


def test_an_index_of_another_encoder_is_told(directory: Path, tmp_path: Path) -> None:
    from static_model import make

    found = wrong(Settings(index_dir=directory, reader="rules", encoder=str(make(tmp_path / "four-tokens"))))
    assert set(found) == {"index's"}
    assert "ingest" in found["index's"].mend


@pytest.mark.parametrize("module", ["ir_measures", "matplotlib"])
def test_it_sees_that_evaluate_cannot_run(directory: Path, module: str) -> None:
    program = (
        "import sys; from zhengxie_qa.interfaces.cli.main import run\n"
        f"sys.modules[{module!r}] = None\n"
        "sys.exit(run(['doctor', '--json', '--index', sys.argv[1]]))"
    )
    command = [sys.executable, "-c", program, str(directory)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "ZHENGXIE_QA_READER": "rules"}
    )
    assert done.returncode == 1
    bad = [each for each in json.loads(done.stdout)["checks"] if not each["ok"]]
    assert [each["name"] for each in bad] == ["evaluate"]
    assert module in bad[0]["found"]
    assert "pip install" in bad[0]["mend"]
