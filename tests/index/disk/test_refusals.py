"""What the disk refuses is told as what it is: real full, read-only and closed disks, no patches."""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from index_articles import ROADS, SCHOOLS, WATER, CountingEncoder, build, read_sentences, write
from zhengxie_qa.errors import DiskFullError, IndexDamagedError, StorageError
from zhengxie_qa.index.check import look
from zhengxie_qa.index.disk.refusals import disk_error, disk_errors, told_by_library
from zhengxie_qa.index.index import Index
from zhengxie_qa.index.store.database import Database
from zhengxie_qa.index.store.migrate import bring_up_to_format
from zhengxie_qa.index.writing.writer import add_upload, remove

LONG = "".join(f"全市第{number}项工程，公路{number}里，水厂{number}座。" for number in range(3000))
TESTS = Path(__file__).parents[2]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)], check=False)
    if made.returncode:
        pytest.skip("only root may mount a small disk; the tests with limits of files run everywhere")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(disk: Path, *, leave: int) -> None:
    """Leave so many bytes free."""
    (disk / "ballast").write_bytes(bytes(max(shutil.disk_usage(disk).free - leave, 0)))


def texts(directory: Path) -> dict[str, str]:
    index = Index.open(directory, encoder=CountingEncoder())
    return {info.file: index.document(info.doc_id).text for info in index.documents()}


def upload(directory: Path, text: str) -> None:
    add_upload("long.txt", text.encode(), directory=directory, encoder=CountingEncoder(), reads=read_sentences)


@pytest.mark.parametrize("leave", [0, 8_000, 60_000, 300_000, 700_000, 1_200_000])
def test_a_full_disk_is_called_full_and_loses_nothing(disk: Path, tmp_path: Path, leave: int) -> None:
    directory = disk / "index"
    folder = write(tmp_path / "articles", water=WATER, roads=ROADS)
    build(directory, folder)
    served = Index.open(directory, encoder=CountingEncoder())
    fill(disk, leave=leave)
    for attempt in (lambda: upload(directory, LONG), lambda: build(directory, write(tmp_path / "more", long=LONG))):
        with pytest.raises(DiskFullError) as caught:
            attempt()
        assert "no room left" in str(caught.value)
        assert "nothing needs to be deleted" in str(caught.value)
        assert "damaged." not in str(caught.value)
    assert [info.file for info in served.documents()] == ["roads.txt", "water.txt"]
    assert not list((directory / "uploads" / ".incoming").glob("*"))
    assert len(list(directory.glob("gen-*"))) == 1, "nothing half built is left on the full disk"
    (disk / "ballast").unlink()
    assert {"roads.txt": ROADS, "water.txt": WATER}.items() <= texts(directory).items()
    upload(directory, LONG)
    assert texts(directory)["long.txt"] == LONG
    assert look(directory).problems == ()


def test_a_full_temporary_folder_is_no_reason_not_to_read(
    disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path / "index", write(tmp_path / "articles", water=WATER))
    fill(disk, leave=3_000)
    monkeypatch.setattr("tempfile.tempdir", str(disk))
    assert texts(tmp_path / "index") == {"water.txt": WATER}
    assert [path.name for path in disk.iterdir()] == ["ballast"]


def test_a_read_only_disk_is_called_that(disk: Path, tmp_path: Path) -> None:
    directory = disk / "index"
    folder = write(tmp_path / "articles", water=WATER)
    build(directory, folder)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(Exception, match="read") as caught:
        build(directory, write(folder, roads=ROADS))
    assert "Delete" not in str(caught.value)
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    build(directory, folder)
    assert set(texts(directory)) == {"water.txt", "roads.txt"}


LIMITED = """
import os, resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from index_articles import *
from zhengxie_qa.errors import ZhengxieError
build(Path(sys.argv[2]), Path(sys.argv[3]))
limit, value = getattr(resource, sys.argv[5]), int(sys.argv[6])
if sys.argv[5] == "RLIMIT_NOFILE":
    values = [len(os.listdir("/proc/self/fd")) - 1 + spare for spare in range(value)]
else:
    values = [value]
for value in values:
    resource.setrlimit(limit, (value, resource.getrlimit(limit)[1]))
    try:
        build(Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
    except ZhengxieError as error:
        print(type(error).__name__, error)
"""


def limited(tmp_path: Path, limit: str, value: int) -> list[str]:
    """Build an index, then add a long article under a limit of the system; return what went wrong, each time."""
    folders = [write(tmp_path / "articles", water=WATER), write(tmp_path / "more", long=LONG)]
    command = [sys.executable, "-c", LIMITED, TESTS, tmp_path / "index", *folders, limit, str(value)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


@pytest.mark.parametrize("size", [4_096, 120_000, 600_000])
def test_a_limit_of_the_size_of_files_is_called_that(tmp_path: Path, size: int) -> None:
    (said,) = limited(tmp_path, "RLIMIT_FSIZE", size)
    assert said.startswith("StorageError")
    assert "grow any larger" in said
    assert set(texts(tmp_path / "index")) == {"water.txt"}
    build(tmp_path / "index", tmp_path / "more")
    assert set(texts(tmp_path / "index")) == {"water.txt", "long.txt"}


def test_too_many_open_files_is_called_that(tmp_path: Path) -> None:
    said = limited(tmp_path, "RLIMIT_NOFILE", 16)
    assert len(said) > 2
    for each in said:
        assert each.startswith("StorageError")
        assert "too many files open" in each
    assert set(texts(tmp_path / "index")) == {"water.txt", "long.txt"}


def test_a_database_that_may_grow_no_more_is_a_full_disk(tmp_path: Path) -> None:
    database = Database.create(tmp_path, anew=False, migrate=bring_up_to_format)
    (pages,) = database.rows("PRAGMA page_count")[0]
    database.rows(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFullError, match="no room left"), database.transaction():
        database.write("INSERT INTO facts VALUES ('long', ?)", ("字" * 100_000,))
    assert database.rows("SELECT count(*) FROM facts WHERE name = 'long'") == [(0,)]
    database.close()


READ_FAILS = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from zhengxie_qa.errors import ZhengxieError
from zhengxie_qa.index.store.store import Store
store = Store.open(Path(sys.argv[2]))
for name in os.listdir("/proc/self/fd"):
    path = f"/proc/self/fd/{name}"
    if os.path.exists(path) and os.readlink(path).endswith("truth.sqlite"):
        os.close(int(name))
try:
    store.infos(1)
except ZhengxieError as error:
    print(type(error).__name__, error, flush=True)
os._exit(0)
"""


def test_a_disk_that_fails_is_called_that(tmp_path: Path) -> None:
    build(tmp_path / "index", write(tmp_path / "articles", long=LONG))
    command = [sys.executable, "-c", READ_FAILS, TESTS, tmp_path / "index"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said.startswith("StorageError")
    assert "input/output error" in said


@contextmanager
def as_nobody() -> Iterator[None]:
    """Work with the rights of a user who owns nothing."""
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_missing_rights_are_called_that(tmp_path: Path) -> None:
    for parent in (tmp_path, *tmp_path.parents[:3]):
        with suppress(PermissionError):
            parent.chmod(0o755)
    directory = tmp_path / "index"
    ids = build(directory, write(tmp_path / "articles", water=WATER)).doc_ids
    (directory / "truth.sqlite").chmod(0o600)
    directory.chmod(0o777)
    (directory / "LOCK").chmod(0o666)
    with pytest.raises(StorageError, match="may not") as caught, as_nobody():
        remove(list(ids.values()), directory=directory, encoder=CountingEncoder())
    assert "nothing needs to be deleted" in str(caught.value)
    assert set(texts(directory)) == {"water.txt"}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_full_disks_and_full_quotas_are_one_error(number: int) -> None:
    with pytest.raises(DiskFullError), disk_errors(Path("index")):
        raise OSError(number, os.strerror(number))


def test_other_refusals_carry_the_words_of_the_system() -> None:
    said = str(disk_error(Path("index"), OSError(errno.ENAMETOOLONG, "File name too long", "x")))
    assert "File name too long at x" in said


def test_a_reader_of_the_progress_who_leaves_is_no_matter_of_the_disk() -> None:
    with pytest.raises(BrokenPipeError), disk_errors(Path("index")):
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("An IO error occurred: 'No space left on device (os error 28)'", errno.ENOSPC),
        ("Failed to open file for write: 'IoError { io_error: Os { code: 24, kind: Uncategorized } }'", errno.EMFILE),
        ("field 28 is unknown", None),
        ("Schema error: code: 28", None),
    ],
)
def test_what_a_library_says_of_the_system_is_understood(words: str, number: int | None) -> None:
    told = told_by_library(ValueError(words))
    assert (told and told.errno) == number


def test_a_table_that_is_missing_is_damage(tmp_path: Path) -> None:
    build(tmp_path / "index", write(tmp_path / "articles", schools=SCHOOLS))
    connection = sqlite3.connect(tmp_path / "index" / "truth.sqlite")
    connection.execute("DROP TABLE passages")
    connection.close()
    with pytest.raises(IndexDamagedError, match="no such table"):
        build(tmp_path / "index", write(tmp_path / "articles", schools=SCHOOLS + WATER))
