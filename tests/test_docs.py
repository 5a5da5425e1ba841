"""The documentation says what is true: every setting, command and endpoint is described, and its Python runs.

The commands and the Python of the READMEs are run by ``test_installed.py``, as a person meets them.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from tests_paths import ROOT

BIN = Path(sys.executable).parent
READMES = ("README.md", "README.zh-CN.md")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text_of(name), re.DOTALL)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder laid out like a checkout, with an index in it."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    run("zhengxie-qa", "ingest", "corpus", folder=folder)
    return folder


def run(*command: str, folder: Path) -> str:
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout


@pytest.mark.parametrize("name", ["docs/guide.md", "docs/python.md", "docs/api.md"])
def test_the_python_of_the_pages_runs(name: str, workplace: Path) -> None:
    found = blocks(name, "python")
    assert found
    for block in found:
        assert run(sys.executable, "-c", block, folder=workplace).strip() == "275场"


def test_the_commands_of_running_it_run(workplace: Path) -> None:
    (block,) = blocks("docs/operate.md", "bash")
    told = run("bash", "-ec", block, folder=workplace)
    assert "1 documents" in told


CLIENTS = "docs/clients.md"
ADDRESS = "http://127.0.0.1:7860"


@pytest.fixture(scope="module")
def address(workplace: Path) -> Iterator[str]:
    """Where the server over the workplace's index listens."""
    command = [str(BIN / "zhengxie-qa"), "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=workplace, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().split()[0]
        finally:
            server.terminate()


@pytest.mark.parametrize(
    "block", blocks(CLIENTS, "python"), ids=lambda block: re.findall(r"class \w+|import \w+", block)[-1]
)
def test_the_python_of_other_programs_runs(block: str, address: str, workplace: Path) -> None:
    for library in re.findall(r"^from (\w+)", block, re.MULTILINE):
        pytest.importorskip(library)
    assert run(sys.executable, "-c", block.replace(ADDRESS, address), folder=workplace).strip() == "275场"


@pytest.mark.parametrize(
    ("name", "block"), [(name, block) for name in ("docs/api.md", CLIENTS) for block in blocks(name, "javascript")]
)
def test_the_javascript_of_the_pages_runs(name: str, block: str, address: str, workplace: Path) -> None:
    if shutil.which("node") is None:
        pytest.skip("there is no node here")
    script = block.replace(ADDRESS, address)
    assert run("node", "--input-type=module", "--eval", script, folder=workplace).strip() == "275场"


@pytest.mark.parametrize(
    "name", ["Answer", "Citation", "Comparison", "Hit", "Passage", "Document", "DocumentInfo", "Filters"]
)
def test_every_field_that_a_program_meets_is_described(name: str) -> None:
    import zhengxie_qa

    section = text_of("docs/python.md").split(f"\n## {name}\n")[1].split("\n## ")[0]
    described = [field for cell in re.findall(r"^\| (`.*?) \|", section, re.MULTILINE) for field in cell.split(", ")]
    assert sorted(described) == sorted(f"`{field.name}`" for field in fields(getattr(zhengxie_qa, name)))


def test_every_method_and_argument_of_the_engine_is_described() -> None:
    import inspect

    from zhengxie_qa import Engine

    page = text_of("docs/python.md")
    described = {each.split(".")[-1] for each in re.findall(r"^\| `([\w.]+)\(", page, re.MULTILINE)}
    offered = {name for name, _ in inspect.getmembers(Engine, inspect.isroutine) if not name.startswith("_")}
    assert described == offered
    assert set(re.findall(r"^\| `(\w+)` \|.*\|.*\|$", page, re.MULTILINE)) == set(
        inspect.signature(Engine.open).parameters
    )


@pytest.mark.parametrize("readme", READMES)
def test_the_make_targets_of_the_readme_exist(readme: str) -> None:
    targets = re.findall(r"^make (\w+)", "\n".join(blocks(readme, "bash")), re.MULTILINE)
    assert targets == ["run", "test"]
    makefile = text_of("Makefile")
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


@pytest.mark.parametrize(
    "name", [*READMES, "CONTRIBUTING.md", *(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md"))]
)
def test_links_between_pages_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text_of(name)):
        if "://" not in target:
            assert ((ROOT / name).parent / target).exists(), f"{name} links to {target}"


def test_every_setting_is_described_with_its_default() -> None:
    from zhengxie_qa.interfaces.settings import Settings

    guide = text_of("docs/guide.md")
    for name in Settings.model_fields:
        assert f"`ZHENGXIE_QA_{name.upper()}`" in guide, name
    assert set(re.findall(r"`ZHENGXIE_QA_([A-Z_]+)`\s*\|", guide)) == {name.upper() for name in Settings.model_fields}


def test_every_command_is_described() -> None:
    from typer.main import get_command

    from zhengxie_qa.interfaces.cli.main import app

    commands = set(get_command(app).commands)
    assert set(re.findall(r"^\| `zhengxie-qa (\w+)", text_of("docs/guide.md"), re.MULTILINE)) == commands


def test_every_endpoint_is_described() -> None:
    from zhengxie_qa.interfaces.http.api import create_app
    from zhengxie_qa.interfaces.service import Service
    from zhengxie_qa.interfaces.settings import Settings

    paths = create_app(Service(Settings())).openapi()["paths"]
    offered = {(method.upper(), path) for path, operations in paths.items() for method in operations}
    described = set(re.findall(r"^\| `([A-Z]+) (/\S+)`", text_of("docs/api.md"), re.MULTILINE))
    assert described == offered


def test_every_dependency_is_explained() -> None:
    import tomllib

    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    page = text_of("docs/dependencies.md").lower()
    named = [*project["dependencies"], *(each for extra in project["optional-dependencies"].values() for each in extra)]
    for requirement in named:
        name = re.split(r"[\[<>=~ ]", requirement)[0].lower()
        assert name in page, f"{requirement} is not explained in docs/dependencies.md"
