"""An index in a folder that cannot be written: a share, another person's, a read-only disk."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index_articles import ROADS, WATER, CountingEncoder, build, write
from zhengxie_qa.index.index import Index

READER = """
import sys
from index_articles import CountingEncoder, SCHOOLS
from zhengxie_qa.errors import ZhengxieError
from zhengxie_qa.index.disk import own_files
from zhengxie_qa.index.index import Index
from zhengxie_qa.index.writing.writer import add_upload
from zhengxie_qa.index.search.terms import query_to_terms

directory, encoder = sys.argv[1], CountingEncoder()
own_files._COPIED_AT_MOST = int(sys.argv[2])
try:
    with Index.open(directory, encoder=encoder) as index:
        ids = [each for each, _ in index.search_lexical(query_to_terms("水厂"), k=1)]
        ids += [each for each, _ in index.search_dense(encoder.encode_queries(["水"])[0], k=1)]
        print([index.passages([each])[each][0].text for each in ids], len(index.documents()))
    add_upload("new.txt", SCHOOLS.encode(), directory=directory, encoder=encoder)
except ZhengxieError as error:
    print(type(error).__name__, error)
"""
FOUND = "['全市新建水厂三座。', '全市新建水厂三座。'] 2"


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    build(tmp_path / "index", write(tmp_path / "articles", water=WATER, roads=ROADS))
    return tmp_path / "index"


@contextmanager
def read_only(directory: Path) -> Iterator[None]:
    paths = [directory, *directory.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        yield
    finally:
        for path in paths:
            path.chmod(0o755 if path.is_dir() else 0o644)


def read(directory: Path, *, copied_at_most: int = 2**30) -> list[str]:
    """What a process reads that may write nothing in the folder: root may, unless it gives that right up."""
    command = [sys.executable, "-c", READER, str(directory), str(copied_at_most)]
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root writes anywhere, and setpriv is not there to take that from it")
        command = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *command]
    paths = os.pathsep.join(sys.path)
    with read_only(directory):
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": paths})
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("copied_at_most", [2**30, 0], ids=["its files copied", "its files where they are"])
def test_it_is_read_and_a_change_says_why_not(directory: Path, copied_at_most: int) -> None:
    before = sorted(path.name for path in directory.rglob("*"))
    first, second = read(directory, copied_at_most=copied_at_most)
    assert first == FOUND
    assert second.startswith("StorageError")
    assert "nothing needs to be deleted" in second
    assert sorted(path.name for path in directory.rglob("*")) == before


def test_it_is_read_while_another_that_may_write_has_it_open(directory: Path) -> None:
    with Index.open(directory, encoder=CountingEncoder()):
        build(directory, write(directory.parent / "articles", water=WATER + "供水正常。"))
        assert (directory / "truth.sqlite-wal").stat().st_size
        assert read(directory)[0] == FOUND


def test_a_log_that_cannot_be_read_is_no_reason_to_delete_anything(directory: Path) -> None:
    (directory / "truth.sqlite-wal").write_bytes(b"left by a writer whose machine went down")
    (told,) = read(directory)
    assert told.split()[0].endswith("DamagedError")
    assert "Delete" not in told
    assert "where it can be written" in told


def test_damage_is_told_and_not_mended_from_there(directory: Path) -> None:
    (damaged,) = directory.glob("gen-*/dense.faiss")
    damaged.write_bytes(b"other bytes")
    (told,) = read(directory)
    assert told.split()[0].endswith("DamagedError")
    assert "cannot be mended from here" in told
