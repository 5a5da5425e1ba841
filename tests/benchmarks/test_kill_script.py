"""The kill script: what it calls a loss, and a hundred rounds of it."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests_paths import ROOT

SCRIPT = ROOT / "benchmarks" / "kill.py"


@pytest.fixture(scope="module")
def kill() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kill", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["kill"] = module
    spec.loader.exec_module(module)
    return module


def test_an_acknowledged_change_must_be_served_and_nothing_else(kill: ModuleType) -> None:
    book = kill.Book()
    book.begin({"a": "one"})
    book.done({"a": "one"})
    assert book.losses({"a": "one"}) == []
    assert book.losses({}) == ["a"]
    assert book.losses({"a": "two"}) == ["a"]
    assert book.losses({"a": "one", "b": "x"}) == ["b"]


def test_an_interrupted_change_may_be_served_or_not_and_later_ones_decide(kill: ModuleType) -> None:
    book = kill.Book()
    book.done({"a": "one", "b": "one"})
    book.begin({"a": "two"})
    book.begin({"b": None})
    for a in ("one", "two"):
        assert book.losses({"a": a, "b": "one"}) == book.losses({"a": a}) == []
    assert book.losses({"a": "three", "b": "one"}) == ["a"]
    book.settle({"a": "two"}, {})
    assert book.losses({"a": "one"}) == ["a"]
    assert book.losses({"a": "two", "b": "one"}) == ["b"]


def test_a_file_that_waits_in_the_folder_may_come_later(kill: ModuleType) -> None:
    book = kill.Book()
    book.begin({"a": "new"})
    book.settle({}, {"a": "new"})
    assert book.losses({}) == book.losses({"a": "new"}) == []


def test_a_loss_and_a_damaged_file_end_the_run(kill: ModuleType) -> None:
    book = kill.Book()
    book.done({"a": "one"})
    with pytest.raises(SystemExit, match="Round 7: not as acknowledged: a"):
        kill.check(7, book, {}, [])
    with pytest.raises(SystemExit, match="Round 8: torn"):
        kill.check(8, book, {"a": "one"}, ["torn"])


@pytest.mark.slow
def test_a_hundred_killed_writers_lose_nothing(tmp_path: Path) -> None:
    command = [sys.executable, SCRIPT, "--rounds", "100", "--dir", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(os.environ))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "100 kills" in done.stdout
    assert "nothing lost" in done.stdout
