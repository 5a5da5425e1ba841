"""Readers and writers at once: what was acknowledged is seen by the next read of anyone, and a block sees one state."""

import gc
import logging
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import pytest

from index_articles import ROADS, SCHOOLS, WATER, CountingEncoder, build, read_sentences, write
from zhengxie_qa.errors import IndexClosedError
from zhengxie_qa.index.disk.folder import DATABASE
from zhengxie_qa.index.index import Index
from zhengxie_qa.index.search.terms import query_to_terms
from zhengxie_qa.index.store.store import Store
from zhengxie_qa.index.writing.writer import add_upload, remove


class Watched(CountingEncoder):
    """Tells what it is asked for, which an index does each time it opens a generation."""

    def __init__(self, on_opening: Callable[[], None] = lambda: None) -> None:
        self.on_opening = on_opening
        super().__init__()

    @property
    def fingerprint(self) -> str:
        self.on_opening()
        return "counting-1"

    @fingerprint.setter
    def fingerprint(self, value: str) -> None:
        return


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "articles", water=WATER, roads=ROADS)


@pytest.fixture
def directory(tmp_path: Path, folder: Path) -> Path:
    build(tmp_path / "index", folder)
    return tmp_path / "index"


def upload(directory: Path, name: str, text: str) -> str:
    report = add_upload(name, text.encode(), directory=directory, encoder=CountingEncoder(), reads=read_sentences)
    return report.doc_ids[name]


def texts(index: Index, query: str) -> list[str]:
    ids = [passage_id for passage_id, _ in index.search_lexical(query_to_terms(query), k=10)]
    return [index.passages(ids)[each][0].text for each in ids]


def names(index: Index) -> list[str]:
    with index.pinned():
        return [info.file for info in index.documents()]


def test_who_asks_while_another_opens_the_newest_state_waits_for_it(directory: Path, folder: Path) -> None:
    opening, go_on = Event(), Event()

    def hold() -> None:
        opening.set()
        assert go_on.wait(30)

    encoder = Watched()
    index = Index.open(directory, encoder=encoder)
    build(directory, write(folder, schools=SCHOOLS))
    encoder.on_opening = hold
    with ThreadPoolExecutor(4) as threads:
        first = threads.submit(names, index)
        assert opening.wait(30)
        others = [threads.submit(names, index) for _ in range(3)]
        Event().wait(0.2)
        assert not any(each.done() for each in others), "an older state was given out"
        go_on.set()
        assert {tuple(each.result(30)) for each in (first, *others)} == {("roads.txt", "schools.txt", "water.txt")}


def test_every_thread_sees_every_acknowledged_write(directory: Path) -> None:
    index = Index.open(directory, encoder=CountingEncoder())
    acknowledged = 0
    done = Event()
    stale: list[tuple[int, str]] = []

    def read() -> None:
        while not done.is_set():
            least = acknowledged
            with index.pinned():
                seen = index.document(doc_id).text
            if int(seen.removesuffix("所。").removeprefix("新建学校")) < least:
                stale.append((least, seen))

    doc_id = upload(directory, "schools.txt", "新建学校0所。")
    readers = [Thread(target=read) for _ in range(6)]
    for reader in readers:
        reader.start()
    for number in range(1, 13):
        upload(directory, "schools.txt", f"新建学校{number}所。")
        acknowledged = number
    done.set()
    for reader in readers:
        reader.join()
    assert stale == []


def test_a_new_state_is_noticed_whatever_the_files_times_say(directory: Path, folder: Path) -> None:
    index = Index.open(directory, encoder=CountingEncoder())
    current = directory / "CURRENT"
    before = current.stat()
    kept = folder.parent / "kept"
    os.link(current, kept)  # the file itself, which the writer puts another in the place of
    build(directory, write(folder, schools=SCHOOLS))
    kept.write_bytes(current.read_bytes())
    kept.replace(current)
    os.utime(current, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (current.stat().st_ino, current.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert names(index) == ["roads.txt", "schools.txt", "water.txt"]


def test_a_block_inside_another_stays_at_its_state(directory: Path, folder: Path) -> None:
    index = Index.open(directory, encoder=CountingEncoder())
    with index.pinned():
        build(directory, write(folder, schools=SCHOOLS))
        assert names(index) == ["roads.txt", "water.txt"]
    assert names(index) == ["roads.txt", "schools.txt", "water.txt"]


def test_an_answer_begun_before_several_changes_still_reads_what_they_removed(directory: Path) -> None:
    index = Index.open(directory, encoder=CountingEncoder())
    gone = next(info.doc_id for info in index.documents() if info.file == "water.txt")
    with index.pinned():
        remove([gone], directory=directory, encoder=CountingEncoder())
        for number in range(3):
            upload(directory, f"{number}.txt", SCHOOLS)
        assert texts(index, "水厂")[0] == "全市新建水厂三座。"
        assert index.document(gone).text == WATER
    assert names(index) == ["0.txt", "1.txt", "2.txt", "roads.txt"]


def test_what_was_removed_long_ago_is_erased(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhengxie_qa.index.writing.build._ANSWERED_WITHIN_SECONDS", 0.0)
    gone = upload(directory, "schools.txt", SCHOOLS)
    remove([gone], directory=directory, encoder=CountingEncoder())
    upload(directory, "a.txt", WATER)
    upload(directory, "b.txt", WATER)
    store = Store.open(directory)
    assert store.passages([f"{gone}:0"], store.seq() - 3) == {}
    assert "新建学校".encode() not in b"".join(path.read_bytes() for path in directory.glob("gen-*/lexical/*"))
    store.close()


def test_a_state_that_cannot_be_opened_is_not_tried_at_every_request(
    directory: Path, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    encoder = Watched()
    index = Index.open(directory, encoder=encoder)
    build(directory, folder, encoder=CountingEncoder("counting-2"))
    openings: list[int] = []
    encoder.on_opening = lambda: openings.append(1)
    with caplog.at_level(logging.WARNING, "zhengxie_qa.index"):
        for _ in range(5):
            assert names(index) == ["roads.txt", "water.txt"]
    assert len(openings) == 1
    assert "an older one is served" in caplog.text


def test_an_older_copy_of_the_database_is_not_mixed_with_newer_files(directory: Path, folder: Path) -> None:
    old = (directory / DATABASE).read_bytes()
    build(directory, write(folder, schools=SCHOOLS))
    for path in directory.glob(f"{DATABASE}*"):
        path.unlink()
    (directory / DATABASE).write_bytes(old)
    index = Index.open(directory, encoder=CountingEncoder())
    assert names(index) == ["roads.txt", "water.txt"]
    assert texts(index, "学校") == []


def open_files(directory: Path) -> list[str]:
    held = [str(path.readlink()) for path in Path("/proc/self/fd").iterdir() if path.is_symlink()]
    mapped = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    return [line for line in (*held, *mapped) if str(directory) in line]


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="looks at the process through /proc")
def test_closing_lets_go_of_every_file_without_the_garbage_collectors_help(directory: Path, folder: Path) -> None:
    gc.disable()
    try:
        with Index.open(directory, encoder=CountingEncoder()) as index:
            texts(index, "水厂")
            build(directory, write(folder, schools=SCHOOLS))
            texts(index, "学校")
            assert open_files(directory)
        assert open_files(directory) == []
    finally:
        gc.enable()


def test_a_closed_index_says_so_and_a_block_begun_before_comes_to_its_end(directory: Path) -> None:
    index = Index.open(directory, encoder=CountingEncoder())
    with index.pinned():
        index.close()
        index.close()
        assert texts(index, "水厂")[0] == "全市新建水厂三座。"
    for use in (index.documents, index.state, lambda: names(index), lambda: texts(index, "水厂")):
        with pytest.raises(IndexClosedError, match="Open it again"):
            use()
