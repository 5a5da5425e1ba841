"""What operators do to an index by accident: truncating, deleting, killing; told or mended, and nothing is lost."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from index_articles import ROADS, SCHOOLS, WATER, CountingEncoder, build, read_sentences, write
from zhengxie_qa.errors import FileError, IndexDamagedError, IndexMissingError, NotFoundError
from zhengxie_qa.index.check import look
from zhengxie_qa.index.disk.folder import writer_lock
from zhengxie_qa.index.encoders.protocol import Embeddings
from zhengxie_qa.index.index import Index
from zhengxie_qa.index.store.writable import WritableStore
from zhengxie_qa.index.writing.writer import add_upload, remove, tidy

TESTS = Path(__file__).parent.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "articles", water=WATER, roads=ROADS)


@pytest.fixture
def directory(tmp_path: Path, folder: Path) -> Path:
    build(tmp_path / "index", folder)
    return tmp_path / "index"


def opened(directory: Path) -> Index:
    return Index.open(directory, encoder=CountingEncoder())


def upload(directory: Path, name: str = "schools.txt", text: str = SCHOOLS) -> str:
    report = add_upload(name, text.encode(), directory=directory, encoder=CountingEncoder(), reads=read_sentences)
    return report.doc_ids[name]


def files(directory: Path) -> list[str]:
    return [info.file for info in opened(directory).documents()]


class Killed(CountingEncoder):
    """Stands for a process that ends after storing and before building."""

    def encode_passages(self, texts: object) -> Embeddings:
        raise ZeroDivisionError


SEARCHES = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import numpy as np
from index_articles import CountingEncoder
from zhengxie_qa.index.index import Index
from zhengxie_qa.index.search.terms import query_to_terms
index = Index.open(Path(sys.argv[2]), encoder=CountingEncoder())
def found():
    terms = query_to_terms("新修公路 农村道路 供水管网 深圳 2025")
    lexical, dense = index.search_lexical(terms, k=9), index.search_dense(np.array([1, 0, 0, 0], dtype=np.float32), k=9)
    return lexical, dense, index.cosines(np.array([0, 1, 0, 0], dtype=np.float32), [i for i, _ in lexical])
before = found()
for path in Path(sys.argv[2]).glob("gen-*/**/*"):
    if path.is_file():
        os.truncate(path, 0)
print(found() == before and len(before[0]) > 0)
"""


def test_truncating_files_under_a_reader_does_not_end_it(directory: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SEARCHES, TESTS, directory], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "True\n")


@pytest.mark.parametrize("leftovers", [False, True], ids=["whole", "log-left"])
def test_an_upload_into_an_index_whose_database_is_gone_is_refused(directory: Path, leftovers: bool) -> None:
    upload(directory)
    served = opened(directory)
    (directory / "truth.sqlite").unlink()
    if leftovers:
        (directory / "truth.sqlite-wal").write_bytes(b"old")
    for attempt in (
        lambda: upload(directory, "new.txt", WATER),
        lambda: remove(["x"], directory=directory, encoder=CountingEncoder()),
        lambda: opened(directory),
    ):
        with pytest.raises(IndexDamagedError, match=r"truth\.sqlite is gone") as caught:
            attempt()
        assert "backup" in str(caught.value)
    assert not (directory / "truth.sqlite").exists()
    assert len(served.documents()) == 3, "what is served goes on being served"
    assert any("is gone" in problem for problem in look(directory).problems)


def test_ingesting_after_the_loss_of_the_database_reads_uploads_too(directory: Path, folder: Path) -> None:
    upload(directory)
    for path in directory.glob("truth.sqlite*"):
        path.unlink()
    build(directory, folder)
    assert files(directory) == ["roads.txt", "schools.txt", "water.txt"]
    assert look(directory).problems == ()


def test_uploads_alone_tell_that_there_was_an_index(directory: Path) -> None:
    upload(directory)
    for path in directory.iterdir():
        if path.name != "uploads":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(IndexDamagedError, match="is gone"):
        upload(directory, "new.txt", WATER)


def test_a_first_upload_makes_an_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError):
        remove(["x"], directory=tmp_path / "new", encoder=CountingEncoder())
    (tmp_path / "new" / "uploads" / ".incoming").mkdir(parents=True)
    upload(tmp_path / "new")
    assert files(tmp_path / "new") == ["schools.txt"]


def test_what_a_killed_ingestion_took_out_can_still_be_removed(directory: Path, folder: Path) -> None:
    ids = {info.file: info.doc_id for info in opened(directory).documents()}
    (folder / "water.txt").unlink()
    write(folder, schools=SCHOOLS)
    with pytest.raises(ZeroDivisionError):
        build(directory, folder, encoder=Killed())
    assert files(directory) == ["roads.txt", "water.txt"], "as before, until somebody completes it"
    report = remove([ids["water.txt"]], directory=directory, encoder=CountingEncoder())
    assert report.removed == ("water.txt",)
    assert files(directory) == ["roads.txt", "schools.txt"]
    with pytest.raises(NotFoundError):
        remove([ids["water.txt"]], directory=directory, encoder=CountingEncoder())


def test_what_a_killed_ingestion_replaced_can_be_removed(directory: Path, folder: Path) -> None:
    write(folder, water=SCHOOLS)
    with pytest.raises(ZeroDivisionError):
        build(directory, folder, encoder=Killed())
    (doc_id,) = (info.doc_id for info in opened(directory).documents() if info.file == "water.txt")
    remove([doc_id], directory=directory, encoder=CountingEncoder())
    assert files(directory) == ["roads.txt"]


def test_what_an_interrupted_upload_left_is_swept(directory: Path) -> None:
    upload(directory)
    left = directory / "uploads" / ".incoming" / "half.txt"
    left.write_text("half", encoding="utf-8")
    with writer_lock(directory):
        tidy(directory)
        assert left.exists(), "it may be the upload of the writer at work"
    tidy(directory)
    assert not left.exists()
    left.write_text("half", encoding="utf-8")
    upload(directory, "more.txt", WATER)
    assert not left.exists()
    assert sorted(path.name for path in (directory / "uploads").glob("*.txt")) == ["more.txt", "schools.txt"]


def test_tidying_where_there_is_nothing_makes_nothing(tmp_path: Path) -> None:
    tidy(tmp_path / "index")
    assert not (tmp_path / "index").exists()


def test_what_an_interrupted_build_left_is_swept_by_the_next(directory: Path, folder: Path) -> None:
    (directory / "gen-000007" / "lexical").mkdir(parents=True)
    build(directory, write(folder, schools=SCHOOLS))
    assert sorted(path.name for path in directory.glob("gen-*")) in (
        ["gen-000001", "gen-000002"],
        ["gen-000001", "gen-000008"],
    )


def test_a_failed_build_leaves_nothing_half_built(directory: Path, folder: Path) -> None:
    write(folder, schools=SCHOOLS)
    with pytest.raises(ZeroDivisionError):
        build(directory, folder, encoder=Killed())
    assert [path.name for path in directory.glob("gen-*")] == ["gen-000001"]


def test_a_zeroed_vector_never_reaches_the_search(directory: Path, folder: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(directory / "truth.sqlite")
    connection.execute("UPDATE vectors SET vector = zeroblob(length(vector))")
    connection.commit()
    connection.close()
    assert len(look(directory).problems) == 4
    encoder = CountingEncoder()
    remove([upload(directory)], directory=directory, encoder=encoder)
    assert look(directory).problems == ()
    index = opened(directory)
    (best, cosine), *_ = index.search_dense(CountingEncoder().encode_queries(["水"])[0], k=1)
    assert index.passages([best])[best][0].text == "全市新建水厂三座。"
    assert cosine == pytest.approx(1.0, abs=1e-3)


def test_a_lost_document_is_told_and_not_forgotten(directory: Path, folder: Path) -> None:
    store = WritableStore.open(directory)
    with store.transaction():
        store._database.write("UPDATE documents SET removed = 1 WHERE file = 'water.txt'")
    store.close()
    with pytest.raises(IndexDamagedError, match="1 documents, expected 2"):
        opened(directory)
    with pytest.raises(IndexDamagedError, match="1 documents, expected 2"):
        upload(directory)
    for path in directory.glob("truth.sqlite*"):
        path.unlink()
    build(directory, folder)
    assert files(directory) == ["roads.txt", "schools.txt", "water.txt"]


def test_reading_uploads_again_waits_for_an_article_of_the_caller(directory: Path, tmp_path: Path) -> None:
    upload(directory)
    (directory / "truth.sqlite").unlink()
    with pytest.raises(FileError):
        build(directory, tmp_path / "nowhere")
    assert not (directory / "truth.sqlite").exists()
    assert (directory / "uploads" / "schools.txt").exists()
