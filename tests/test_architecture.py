"""The house keeps its floors: imports point up, no cycles, no room for leftovers, importing stays light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests_paths import PACKAGE

FLOORS = {
    "errors": 0,
    "types": 0,
    "text": 1,
    "corpus": 2,
    "index": 3,
    "trees": 0,
    "question": 4,
    "retrieval": 5,
    "evidence": 6,
    "reading": 7,
    "answering": 8,
    "engine": 9,
    "evaluation": 10,
    "training": 10,
    "interfaces": 11,
}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc"}
HEAVY = {
    "torch": {"training", "index.hub_encoder", "retrieval.cross_encoder", "reading.hub_reader"},
    "sentence_transformers": {"training", "index.hub_encoder", "retrieval.cross_encoder"},
    "faiss": {"index.dense"},
    "tantivy": {"index.lexical"},
    "gradio": {"interfaces.ui"},
    "lightgbm": {"training"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def dotted(path: Path) -> str:
    parts = list(path.relative_to(PACKAGE).with_suffix("").parts)
    if parts[-1] == "__init__":
        parts.pop()
    return ".".join(parts)


def imports(path: Path) -> set[str]:
    """Absolute names imported anywhere in a module, as ``package.module``."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module or "")
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def floor(name: str) -> int | None:
    return FLOORS.get(name.split(".")[0])


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_imports_point_up_the_table(path: Path) -> None:
    here = floor(dotted(path))
    if here is None:
        return
    for name in imports(path):
        if not name.startswith("zhengxie_qa."):
            continue
        there = floor(name.removeprefix("zhengxie_qa."))
        if there is not None:
            assert there <= here, f"{dotted(path)} imports {name} from a floor below"


def test_the_annexes_are_called_by_the_doors_alone() -> None:
    for path in MODULES:
        room = dotted(path).split(".")[0]
        for annex, callers in (("evaluation", {"training"}), ("training", set[str]())):
            if room in {annex, "interfaces"} | callers:  # a recipe may use the metrics it is judged by
                continue
            used = [name for name in imports(path) if name.startswith(f"zhengxie_qa.{annex}")]
            assert used == [], f"{dotted(path)} uses {used}"


def test_no_module_imports_itself_in_a_circle() -> None:
    names = {f"zhengxie_qa.{dotted(path)}": path for path in MODULES}
    graph = {name: {used for used in top_level_imports(path) if used in names} for name, path in names.items()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join([*trail, name])
        if name not in done:
            for used in sorted(graph[name] - {name}):
                visit(used, (*trail, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())


def top_level_imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree.body = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def test_there_is_no_room_for_leftovers() -> None:
    assert [dotted(path) for path in MODULES if set(dotted(path).split(".")) & FORBIDDEN_NAMES] == []


def test_heavy_libraries_stay_behind_their_own_door() -> None:
    for path in MODULES:
        for name in imports(path):
            library = name.split(".")[0]
            if library in HEAVY:
                here = dotted(path)
                assert any(here == door or here.startswith(door + ".") for door in HEAVY[library]), (
                    f"{here} imports {library}"
                )


def test_only_settings_reads_the_environment() -> None:
    for path in MODULES:
        if dotted(path) in {"interfaces.settings"} or dotted(path).startswith("training"):
            continue
        source = path.read_text(encoding="utf-8")
        assert "os.getenv" not in source, dotted(path)
        assert "os.environ.get" not in source, dotted(path)


def test_importing_the_package_stays_light() -> None:
    heavy = ["torch", "faiss", "gradio", "sentence_transformers", "tantivy", "onnxruntime", "numpy", "fastapi"]
    code = f"import sys, zhengxie_qa; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_most_modules_stay_small() -> None:
    large = {dotted(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in large.items() if lines > 400} == {}
