"""An index is saved while others write to it, and put back whole or not at all."""

import json
import threading
from pathlib import Path
from zipfile import ZipFile

import pytest

from index_articles import ROADS, SCHOOLS, WATER, CountingEncoder, build, read_sentences, write
from zhengxie_qa.errors import IndexDamagedError, IndexMissingError, InputError
from zhengxie_qa.index.backup import MANIFEST, backup, restore
from zhengxie_qa.index.check import look
from zhengxie_qa.index.disk.folder import AUDIT, FEEDBACK, KEYS
from zhengxie_qa.index.index import Index
from zhengxie_qa.index.writing.writer import add_upload, remove


def upload(directory: Path, name: str, text: str) -> str:
    report = add_upload(name, text.encode(), directory=directory, encoder=CountingEncoder(), reads=read_sentences)
    return report.doc_ids[name]


def texts(directory: Path) -> dict[str, str]:
    with Index.open(directory, encoder=CountingEncoder()) as index:
        return {info.file: index.document(info.doc_id).text for info in index.documents()}


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    build(tmp_path / "index", write(tmp_path / "articles", water=WATER, roads=ROADS))
    upload(tmp_path / "index", "schools.txt", SCHOOLS)
    for name in (FEEDBACK, KEYS, AUDIT):
        (tmp_path / "index" / name).write_text(f"of {name}\n", encoding="utf-8")
    return tmp_path / "index"


def altered(archive: Path, target: Path, changes: dict[str, bytes]) -> Path:
    with ZipFile(archive) as old, ZipFile(target, "w") as new:
        for name in {*old.namelist(), *changes}:
            new.writestr(name, changes.get(name) or old.read(name))
    return target


def test_what_was_saved_is_put_back_elsewhere_without_being_encoded_anew(directory: Path, tmp_path: Path) -> None:
    saved = backup(directory, tmp_path / "saved.zip")
    assert (saved.documents, saved.passages, saved.missing) == (3, 6, ())
    assert (tmp_path / "saved.zip").stat().st_mode & 0o777 == 0o600
    encoder = CountingEncoder()
    again = restore(tmp_path / "saved.zip", tmp_path / "again", encoder=encoder)
    assert (again, encoder.encoded) == (saved, [])
    assert texts(tmp_path / "again") == texts(directory)
    assert look(tmp_path / "again").problems == ()
    for name in (FEEDBACK, KEYS, AUDIT, "uploads/schools.txt"):
        assert (tmp_path / "again" / name).read_bytes() == (directory / name).read_bytes()
    upload(tmp_path / "again", "schools.txt", SCHOOLS + "又建一所。")  # it is known as the file of then
    assert len(texts(tmp_path / "again")) == 3
    remove([upload(tmp_path / "again", "more.txt", WATER)], directory=tmp_path / "again", encoder=CountingEncoder())


def test_each_backup_made_while_others_write_is_of_one_moment(directory: Path, tmp_path: Path) -> None:
    done = threading.Event()

    def change() -> None:
        while not done.is_set():
            both = f"第{threading.get_native_id()}次。"
            remove([upload(directory, "b.txt", SCHOOLS + both)], directory=directory, encoder=CountingEncoder())

    writer = threading.Thread(target=change)
    writer.start()
    try:
        for number in range(4):
            backup(directory, tmp_path / f"{number}.zip")
    finally:
        done.set()
        writer.join()
    for number in range(4):
        saved = restore(tmp_path / f"{number}.zip", tmp_path / f"again-{number}", encoder=CountingEncoder())
        held = {f"uploads/{file}" for file in texts(tmp_path / f"again-{number}") if file in ("b.txt", "schools.txt")}
        assert {name for name in saved.files if name.startswith("uploads/")} == held
        assert saved.missing == ()


def test_a_file_that_is_really_gone_is_named_and_stops_nothing(directory: Path, tmp_path: Path) -> None:
    (directory / "uploads" / "schools.txt").unlink()
    assert backup(directory, tmp_path / "saved.zip").missing == ("uploads/schools.txt",)
    restore(tmp_path / "saved.zip", tmp_path / "again", encoder=CountingEncoder())
    assert "schools.txt" in texts(tmp_path / "again")


def test_neither_a_good_file_nor_a_good_index_is_written_over(directory: Path, tmp_path: Path) -> None:
    backup(directory, tmp_path / "saved.zip")
    with pytest.raises(InputError, match="exists"):
        backup(directory, tmp_path / "saved.zip")
    with pytest.raises(InputError, match="There is an index"):
        restore(tmp_path / "saved.zip", directory, encoder=CountingEncoder())
    with pytest.raises(IndexMissingError):
        backup(tmp_path / "nowhere", tmp_path / "nothing.zip")
    assert not (tmp_path / "nothing.zip").exists()
    assert not list(tmp_path.glob(".backup-*"))


def test_a_damaged_index_takes_the_place_of_no_good_backup(directory: Path, tmp_path: Path) -> None:
    path = directory / "truth.sqlite"
    path.write_bytes(path.read_bytes().replace("水厂三座".encode(), "水厂九座".encode()))
    with pytest.raises(IndexDamagedError):
        backup(directory, tmp_path / "saved.zip")
    assert not (tmp_path / "saved.zip").exists()


@pytest.mark.parametrize("name", ["../outside", "truth.sqlite-wal", "uploads/../../outside", "gen-000001/dense.faiss"])
def test_a_backup_that_holds_what_none_does_is_refused(directory: Path, tmp_path: Path, name: str) -> None:
    backup(directory, tmp_path / "saved.zip")
    with ZipFile(tmp_path / "saved.zip") as packed:
        said = json.loads(packed.read(MANIFEST))
    said["files"][name] = [1, "00"]
    bad = altered(tmp_path / "saved.zip", tmp_path / "bad.zip", {name: b"x", MANIFEST: json.dumps(said).encode()})
    with pytest.raises(InputError, match="other files"):
        restore(bad, tmp_path / "again", encoder=CountingEncoder())
    assert not (tmp_path / "outside").exists()


def test_a_backup_that_was_altered_or_cut_off_leaves_nothing(directory: Path, tmp_path: Path) -> None:
    backup(directory, tmp_path / "saved.zip")
    content = (tmp_path / "saved.zip").read_bytes()
    (tmp_path / "half.zip").write_bytes(content[: len(content) // 2])
    altered(tmp_path / "saved.zip", tmp_path / "bad.zip", {KEYS: b"another key\n"})
    for name in ("half.zip", "bad.zip"):
        with pytest.raises(InputError, match=r"no backup|not what was saved"):
            restore(tmp_path / name, tmp_path / "again", encoder=CountingEncoder())
    assert [path.name for path in (tmp_path / "again").glob("*")] in ([], ["LOCK"])
