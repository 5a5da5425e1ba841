"""The invented question set and the engine that answers it."""

from pathlib import Path

import pytest
from conftest_rows import ANSWERS, ROWS, write_rows
from evaluation_fakes import FakeEngine


@pytest.fixture
def engine() -> FakeEngine:
    """The engine with its table of answers."""
    return FakeEngine(ANSWERS)


@pytest.fixture
def question_set(tmp_path: Path) -> Path:
    """The set as JSONL."""
    return write_rows(tmp_path / "set.jsonl", ROWS)
