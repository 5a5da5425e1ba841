import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengxie_qa.errors import IndexBusyError, IndexDamagedError
from zhengxie_qa.index.disk.folder import CURRENT, write_durably, writer_lock
from zhengxie_qa.index.disk.generations import (
    DENSE,
    LEXICAL,
    MANIFEST,
    Manifest,
    clone_lexical,
    current_manifest,
    current_stamp,
    new_generation,
    publish,
    seal,
    sweep,
    verify_files,
)


def make(directory: Path) -> Manifest:
    with new_generation(directory) as generation:
        (generation / LEXICAL).mkdir()
        (generation / LEXICAL / "meta.json").write_text("{}", encoding="utf-8")
        (generation / DENSE).write_bytes(bytes(range(256)))
    manifest = Manifest(
        generation=generation.name,
        identity="i",
        seq=3,
        recipe="r",
        encoder="e",
        dim=2,
        documents=1,
        passages=2,
        tombstones=0,
        previous=None,
        previous_seq=0,
        files=seal(generation),
    )
    publish(directory, manifest)
    return manifest


def test_what_is_published_is_read_back(tmp_path: Path) -> None:
    assert current_manifest(tmp_path) is None
    manifest = make(tmp_path)
    assert current_manifest(tmp_path) == manifest
    assert set(manifest.files) == {DENSE, f"{LEXICAL}/meta.json"}
    verify_files(tmp_path, manifest)


def test_a_swap_changes_the_stamp(tmp_path: Path) -> None:
    assert current_stamp(tmp_path) is None
    make(tmp_path)
    before = current_stamp(tmp_path)
    assert current_stamp(tmp_path) == before
    make(tmp_path)
    assert current_stamp(tmp_path) != before


@settings(max_examples=40, deadline=None)
@given(byte=st.integers(0, 255), bit=st.integers(0, 7))
def test_a_flipped_bit_is_found_wherever_it_is(tmp_path_factory: pytest.TempPathFactory, byte: int, bit: int) -> None:
    directory = tmp_path_factory.mktemp("index")
    manifest = make(directory)
    path = directory / manifest.generation / DENSE
    content = bytearray(path.read_bytes())
    content[byte] ^= 1 << bit
    path.write_bytes(content)
    with pytest.raises(IndexDamagedError, match=DENSE):
        verify_files(directory, manifest)


@pytest.mark.parametrize("content", [b"", bytes(range(255)), bytes(range(256)) + b"\0"])
def test_another_length_is_found(tmp_path: Path, content: bytes) -> None:
    manifest = make(tmp_path)
    (tmp_path / manifest.generation / DENSE).write_bytes(content)
    with pytest.raises(IndexDamagedError):
        verify_files(tmp_path, manifest)


def test_a_missing_file_is_found(tmp_path: Path) -> None:
    manifest = make(tmp_path)
    (tmp_path / manifest.generation / LEXICAL / "meta.json").unlink()
    with pytest.raises(IndexDamagedError, match=r"meta\.json"):
        verify_files(tmp_path, manifest)


@pytest.mark.parametrize(
    "content", [b"", b"gen-000001", b"gen-000001 0123", b"gen-000009 ab", b"\xff\xfe \xff", b"a b c"]
)
def test_a_current_file_that_names_no_whole_manifest_is_refused(tmp_path: Path, content: bytes) -> None:
    make(tmp_path)
    (tmp_path / CURRENT).write_bytes(content)
    with pytest.raises(IndexDamagedError):
        current_manifest(tmp_path)


def test_an_altered_manifest_is_refused(tmp_path: Path) -> None:
    manifest = make(tmp_path)
    path = tmp_path / manifest.generation / MANIFEST
    path.write_bytes(path.read_bytes().replace(b'"seq": 3', b'"seq": 4'))
    with pytest.raises(IndexDamagedError):
        current_manifest(tmp_path)


def test_names_are_not_used_again_while_one_is_left(tmp_path: Path) -> None:
    assert [make(tmp_path).generation for _ in range(3)] == ["gen-000001", "gen-000002", "gen-000003"]
    sweep(tmp_path, keep={"gen-000002"})
    assert sorted(path.name for path in tmp_path.glob("gen-*")) == ["gen-000002"]
    assert make(tmp_path).generation == "gen-000003"


def test_a_clone_is_not_changed_with_its_source(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "meta.json").write_text("old", encoding="utf-8")
    (source / "a.idx").write_text("segment", encoding="utf-8")
    (source / ".x.lock").write_text("", encoding="utf-8")
    clone_lexical(source, tmp_path / "target")
    (source / "meta.json").write_text("new", encoding="utf-8")
    (source / "a.idx").unlink()
    assert {p.name: p.read_text(encoding="utf-8") for p in (tmp_path / "target").iterdir()} == {
        "meta.json": "old",
        "a.idx": "segment",
    }


def test_durable_writing_replaces_and_leaves_nothing_else(tmp_path: Path) -> None:
    write_durably(tmp_path / "a", b"one")
    write_durably(tmp_path / "a", b"two")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a", b"two")]


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with writer_lock(tmp_path), pytest.raises(IndexBusyError, match="Another process"), writer_lock(tmp_path):
        pass
    with writer_lock(tmp_path):
        pass


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from zhengxie_qa.index.disk.folder import writer_lock\n"
        "with writer_lock(Path(sys.argv[1])):\n print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(IndexBusyError), writer_lock(tmp_path, wait_seconds=0.1):
            pass
        os.kill(process.pid, 9)
    with writer_lock(tmp_path):
        pass
