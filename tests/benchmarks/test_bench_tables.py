"""The reproduction tables: every table has its place in the README, and rewriting one leaves the others alone."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests_paths import ROOT


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """``benchmarks/run.py`` with a copy of the README to write to."""
    spec = importlib.util.spec_from_file_location("bench_run", ROOT / "benchmarks" / "run.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "bench_run", module)
    spec.loader.exec_module(module)
    copy = tmp_path / "README.md"
    copy.write_text((ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(module, "README", copy)
    monkeypatch.setattr(module, "DECISIONS", tmp_path / "decisions")
    (tmp_path / "decisions").mkdir()
    return module


def test_every_table_has_its_markers(bench: ModuleType) -> None:
    text = bench.README.read_text(encoding="utf-8")
    for name in [*(table.name for table in bench.TABLES), "machine"]:
        assert text.count(f"<!-- {name} -->\n") == 1
        assert text.count(f"<!-- /{name} -->") == 1


def test_writing_twice_changes_nothing_more(bench: ModuleType) -> None:
    before = bench.README.read_text(encoding="utf-8")
    bench.write("reading", "| a |\n|---|\n")
    once = bench.README.read_text(encoding="utf-8")
    bench.write("reading", "| a |\n|---|\n")
    assert bench.README.read_text(encoding="utf-8") == once
    assert once.split("<!-- /reading -->")[1] == before.split("<!-- /reading -->")[1]


def test_a_document_that_shows_a_table_gets_it_too_and_the_others_are_left(bench: ModuleType) -> None:
    shows, other = bench.DECISIONS / "a.md", bench.DECISIONS / "b.md"
    shows.write_text("before\n<!-- reading -->\nold\n<!-- /reading -->\nafter\n", encoding="utf-8")
    other.write_text("nothing\n", encoding="utf-8")
    bench.write("reading", "| a |\n|---|\n")
    assert shows.read_text(encoding="utf-8") == "before\n<!-- reading -->\n\n| a |\n|---|\n\n<!-- /reading -->\nafter\n"
    assert other.read_text(encoding="utf-8") == "nothing\n"


def test_a_table_shows_its_figures_its_groups_and_its_commands(bench: ModuleType) -> None:
    table = bench.Table("t", (bench.evaluation("x", "set", "set.jsonl"),), ("em", "f1"), groups=("lang",))
    metrics = {
        "figures": {"em": 0.5, "f1": 0.625},
        "counts": {"questions": 4},
        "groups": {"lang": {"zh": {"n": 3.0, "em": 1 / 3, "f1": 0.5}, "en": {"n": 1.0, "em": 1.0}}},
    }
    assert bench.figures_table(table, [metrics]).splitlines() == [
        "| | n | em | f1 |",
        "|---|---:|---:|---:|",
        "| set | 4 | 50.0 | 62.5 |",
        "",
        "| by lang | n | em | f1 |",
        "|---|---:|---:|---:|",
        "| zh | 3 | 33.3 | 50.0 |",
        "| en | 1 | 100.0 | – |",
        "",
        "```bash",
        "zhengxie-qa evaluate set.jsonl --output reports/bench/x --anew",
        "```",
    ]
