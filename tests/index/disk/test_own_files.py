"""The copies that readers map: verified, out of everybody's reach, and swept when their reader was killed."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock

from index_articles import WATER, build, write
from zhengxie_qa.index.disk.generations import Manifest, current_manifest
from zhengxie_qa.index.disk.own_files import own_files
from zhengxie_qa.index.disk.scratch import IN_USE

HOLDS = """
import sys, time
from pathlib import Path
from zhengxie_qa.index.disk.generations import current_manifest
from zhengxie_qa.index.disk.own_files import own_files
with own_files(Path(sys.argv[1]), current_manifest(Path(sys.argv[1]))) as place:
    print(place, flush=True)
    time.sleep(60)
"""


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    build(tmp_path / "index", write(tmp_path / "articles", water=WATER))
    return tmp_path / "index"


@pytest.fixture
def manifest(directory: Path) -> Manifest:
    manifest = current_manifest(directory)
    assert manifest is not None
    return manifest


def age(path: Path) -> None:
    """Make it two minutes old."""
    then = time.time() - 120
    os.utime(path, (then, then))


def test_they_are_the_verified_ones_and_go_with_the_block(directory: Path, manifest: Manifest, scratch: Path) -> None:
    with own_files(directory, manifest) as place:
        assert place.parent == scratch
        for name in manifest.files:
            assert (place / name).read_bytes() == (directory / manifest.generation / name).read_bytes()
            assert (place / name).stat().st_ino != (directory / manifest.generation / name).stat().st_ino
    assert list(scratch.iterdir()) == []


def test_where_there_is_nowhere_to_copy_they_are_the_files_themselves(
    directory: Path, manifest: Manifest, scratch: Path
) -> None:
    scratch.rmdir()
    with own_files(directory, manifest) as place:
        assert place == directory / manifest.generation


def test_what_a_killed_reader_left_is_swept_and_what_one_at_work_needs_is_not(
    directory: Path, manifest: Manifest
) -> None:
    command = [sys.executable, "-c", HOLDS, str(directory)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        left = Path(reader.stdout.readline().strip())
        age(left)
        with own_files(directory, manifest):
            assert left.exists(), "its reader is at work"
        reader.kill()
    assert left.exists()
    with own_files(directory, manifest):
        assert not left.exists()


def test_one_that_is_just_being_made_is_left_alone(directory: Path, manifest: Manifest, scratch: Path) -> None:
    new, other = scratch / "zhengxie-qa-copy-new", scratch / "of-another-program"
    for folder in (new, other):
        folder.mkdir()
    age(other)
    with own_files(directory, manifest):
        assert new.exists()
    age(new)
    with FileLock(new / IN_USE):
        age(new)
        with own_files(directory, manifest):
            assert new.exists()
    age(new)
    with own_files(directory, manifest):
        assert not new.exists()
    assert other.exists()
