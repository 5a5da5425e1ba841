"""What a reader's fingerprint covers: whoever changes a rule or a word list changes it."""

import ast
import shutil
from pathlib import Path

import pytest

from tests_paths import PACKAGE
from zhengxie_qa.reading.fingerprint import RULES_LIE_IN, rules_fingerprint
from zhengxie_qa.reading.reader import bundled_reader_path, load_trained
from zhengxie_qa.reading.rules.reader import RulesReader


@pytest.fixture
def copied(tmp_path) -> Path:
    """The package without its weights, to be changed."""
    package = tmp_path / "package"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("models", "__pycache__"))
    return package


@pytest.mark.parametrize(
    "changed",
    [
        "text/quantities/units.py",
        "text/quantities/numbers.py",
        "reading/rules/clues.py",
        "reading/second_look/features.py",
        "question/understanding.py",
    ],
)
def test_another_rule_gives_another_fingerprint(copied, changed) -> None:
    rule = copied / changed
    rule.write_text(rule.read_text(encoding="utf-8").replace("= ", "=  ", 1), encoding="utf-8")
    assert rules_fingerprint(copied) != rules_fingerprint(PACKAGE)


def test_a_new_list_of_words_gives_another_fingerprint(copied) -> None:
    (copied / "text" / "words.tsv").write_text("场\n", encoding="utf-8")
    assert rules_fingerprint(copied) != rules_fingerprint(PACKAGE)


@pytest.mark.parametrize("changed", ["text/__pycache__/units.cpython-311.pyc", "interfaces/logs.py", "corpus/chunk.py"])
def test_what_no_reader_rests_on_changes_nothing(copied, changed) -> None:
    file = copied / changed
    file.parent.mkdir(exist_ok=True)
    file.write_text("changed", encoding="utf-8")
    assert rules_fingerprint(copied) == rules_fingerprint(PACKAGE)


def test_the_same_rules_elsewhere_have_the_same_fingerprint(copied) -> None:
    assert rules_fingerprint(copied) == rules_fingerprint()


def test_every_module_that_reading_rests_on_is_covered() -> None:
    covered = {path for place in RULES_LIE_IN for path in [PACKAGE / place, *(PACKAGE / place).rglob("*.py")]}
    left_out = {PACKAGE / "errors.py", PACKAGE / "location.py"}  # sentences for people, pages and cells: no rules
    for path in sorted(path for path in covered if path.suffix == ".py"):
        assert used_by(path) - left_out <= covered, path


def used_by(path: Path) -> set[Path]:
    """The modules of the package that a module imports from."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    names = [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    inside = [name.split(".")[1:] for name in names if name.startswith("zhengxie_qa.")]
    files = [PACKAGE.joinpath(*parts) for parts in inside]
    return {file.with_suffix(".py") if file.with_suffix(".py").exists() else file / "__init__.py" for file in files}


def test_readers_name_their_rules_beside_their_weights() -> None:
    assert load_trained(bundled_reader_path()).fingerprint.endswith(rules_fingerprint())
    assert RulesReader().fingerprint.endswith(rules_fingerprint())
