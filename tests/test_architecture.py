"""The house keeps its floors: imports point up, no circles, no room for leftovers, importing stays light."""

import ast
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests_paths import PACKAGE

FLOORS = {
    "errors": 0,
    "location": 0,
    "types": 1,
    "bundled": 0,
    "offline": 0,
    "remembered": 2,
    "trees": 2,
    "text": 2,
    "corpus": 3,
    "index": 4,
    "question": 5,
    "retrieval": 6,
    "evidence": 7,
    "reading": 8,
    "answering": 9,
    "comparing": 10,
    "engine": 11,
    "evaluation": 12,
    "training": 13,
    "interfaces": 14,
    "__main__": 15,
}
"""Every room of the package, from the bottom up; a room imports from itself and from the floors below it."""
ANNEXES = {"evaluation": {"training", "interfaces"}, "training": set[str]()}
"""Rooms that nothing calls but these: a recipe may use the metrics it is judged by, a door may measure."""
STOREYS = {
    "index": ("index.disk", "index.encoders", "index.store", "index.search", "index.writing", "index"),
    "interfaces": (
        "interfaces",
        "interfaces.http",
        "interfaces.ui",
        "interfaces.mcp",
        "interfaces.http.server",
        "interfaces.cli",
    ),
}
"""Rooms with storeys of their own, from the bottom up: a module imports from its own storey and from those below it."""
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc"}
HEAVY = {
    "torch": {"training", "index.encoders.hub", "retrieval.cross_encoder", "reading.hub_reader"},
    "sentence_transformers": {"training", "index.encoders.hub", "retrieval.cross_encoder"},
    "faiss": {"index.search.dense"},
    "tantivy": {"index.search.lexical"},
    "gradio": {"interfaces.ui"},
    "lightgbm": {"training"},
    "lxml": {"corpus.load.office"},
    "pypdfium2": {"corpus.load.office"},
    "mcp": {"interfaces.mcp"},
}
MOST_LINES = 300
MOST_MODULES = 15
MODULES = sorted(PACKAGE.rglob("*.py"))


def dotted(path: Path) -> str:
    parts = list(path.relative_to(PACKAGE).with_suffix("").parts)
    if parts[-1] == "__init__":
        parts.pop()
    return ".".join(parts)


NAMES = {dotted(path): path for path in MODULES if dotted(path)}


@cache
def imports(path: Path) -> set[str]:
    """Absolute names imported anywhere in a module, also within functions, as ``package.module``."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module or "")
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


@cache
def used(path: Path) -> set[str]:
    """Modules of the package that a module imports; a package stands only for what its ``__init__`` itself defines."""
    found: set[str] = set()
    for name in {name.removeprefix("zhengxie_qa.") for name in imports(path) if name.startswith("zhengxie_qa.")}:
        while name and name not in NAMES:
            name = name.rpartition(".")[0]
        found.add(name)
    deeper = {name.rpartition(".")[0] for name in found}
    return {name for name in found if name and (name not in deeper or NAMES[name].name != "__init__.py")}


def floor(name: str) -> int:
    return FLOORS[name.split(".")[0]]


def storey(name: str) -> int:
    storeys = STOREYS[name.split(".")[0]]
    return storeys.index(max((each for each in storeys if f"{name}.".startswith(f"{each}.")), key=len))


def test_every_room_has_its_floor() -> None:
    assert {name.split(".")[0] for name in NAMES} - FLOORS.keys() == set()


@pytest.mark.parametrize("name", NAMES)
def test_imports_point_down_the_floors(name: str) -> None:
    room = name.split(".")[0]
    for other in used(NAMES[name]):
        assert other.split(".")[0] == room or floor(other) < floor(name), f"{name} imports {other} from above"


def test_the_annexes_are_called_by_the_doors_alone() -> None:
    for name, path in NAMES.items():
        room = name.split(".")[0]
        for annex, callers in ANNEXES.items():
            called = [] if room in {annex, *callers} else [each for each in used(path) if each.startswith(annex)]
            assert called == [], f"{name} uses {called}"


@pytest.mark.parametrize("room", STOREYS)
def test_imports_point_down_the_storeys_of_a_room(room: str) -> None:
    inside = {name: path for name, path in NAMES.items() if name.split(".")[0] == room}
    for name, path in inside.items():
        above = [each for each in used(path) if each in inside and storey(each) > storey(name)]
        assert above == [], f"{name} uses {above}"


def test_no_module_imports_itself_in_a_circle() -> None:
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join([*trail, name])
        if name not in done:
            for each in sorted(used(NAMES[name]) - {name}):
                visit(each, (*trail, name))
            done.add(name)

    for name in sorted(NAMES):
        visit(name, ())


def test_there_is_no_room_for_leftovers() -> None:
    assert [name for name in NAMES if set(name.split(".")) & FORBIDDEN_NAMES] == []


def test_each_room_says_its_job() -> None:
    for path in PACKAGE.rglob("__init__.py"):
        said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        assert len(said) > 20, f"{dotted(path)}: a docstring of one sentence that says what the room is for"


def test_heavy_libraries_stay_behind_their_own_door() -> None:
    for name, path in NAMES.items():
        for library in {each.split(".")[0] for each in imports(path)} & HEAVY.keys():
            assert any(name == door or name.startswith(door + ".") for door in HEAVY[library]), (
                f"{name} imports {library}"
            )


def test_only_settings_reads_the_environment() -> None:
    for name, path in NAMES.items():
        if name == "interfaces.settings" or name.startswith("training"):
            continue
        source = path.read_text(encoding="utf-8")
        assert "os.getenv" not in source, name
        assert "os.environ.get" not in source, name


def test_importing_the_package_stays_light() -> None:
    heavy = ["torch", "faiss", "gradio", "sentence_transformers", "tantivy", "onnxruntime", "numpy", "fastapi"]
    code = f"import sys, zhengxie_qa; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_modules_stay_small() -> None:
    lines = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in NAMES.items()}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_folders_stay_small() -> None:
    held = Counter(dotted(path.parent / "__init__.py") for path in MODULES if path.name != "__init__.py")
    assert {name: count for name, count in held.items() if count > MOST_MODULES} == {}
