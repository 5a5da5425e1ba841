"""What a person gets: the wheel alone in an empty environment, outside the repository, and every command of README and
guide.

The wheel is built as a release is, out of the source archive; what it needs comes from the package index, as with
README's two commands. Everything after that is offline.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests_paths import ROOT
from zhengxie_qa import __version__

pytestmark = pytest.mark.slow

READMES = ("README.md", "README.zh-CN.md")
QUESTION = "How many 深聊会 were held?"
ROW = {"id": "1", "question": QUESTION, "answers": ["275场"], "context": "全年组织“深聊会”275场。"}
HUB_MODELS = ("BAAI/", "models/my-qa-model")
"""Names in examples of models that must be fetched or made first."""


@dataclass(frozen=True)
class Installation:
    """An environment that holds the product and what it needs, and a folder laid out like a checkout."""

    programs: Path
    folder: Path
    home: Path

    def run(self, command: str, *, code: int = 0) -> str:
        """Run one line as a shell would find it, with no home of a developer's."""
        done = subprocess.run(
            ["bash", "-c", command], cwd=self.folder, env=self._environment(), capture_output=True, text=True
        )
        assert done.returncode == code, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout

    @contextmanager
    def serving(self, command: str) -> Iterator[str]:
        """A server that prints its address last before it serves."""
        with subprocess.Popen(
            shlex.split(command), cwd=self.folder, env=self._environment(), stdout=subprocess.PIPE, text=True
        ) as server:
            assert server.stdout is not None
            try:
                yield next(line for line in server.stdout if line.startswith("http")).split()[0]
            finally:
                server.terminate()
                server.communicate(timeout=30)

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("LANG", "TMPDIR") if name in os.environ}
        path = os.pathsep.join([str(self.programs), "/usr/local/bin", "/usr/bin", "/bin"])
        return {**kept, "PATH": path, "HOME": str(self.home), "PYTHONUNBUFFERED": "1"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the source archive and of the wheel that was built out of it."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The package as ``pip install`` of its wheel leaves it."""
    folder = tmp_path_factory.mktemp("checkout")
    environment, home = folder.parent / f"{folder.name}-environment", folder.parent / f"{folder.name}-home"
    home.mkdir()
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    torch = re.search(r"^TORCH := (\S+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert torch
    (wheel,) = built.glob("*.whl")
    for wanted in (torch.group(1), str(wheel)):
        pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-compile", wanted]
        done = subprocess.run(pip, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    for name in ("corpus", "benchmarks"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "app.py", folder)
    return Installation(environment / "bin", folder, home)


@pytest.fixture(scope="module")
def filled(installed: Installation) -> Installation:
    """With an index of the corpus and a small question set."""
    installed.run("zhengxie-qa ingest corpus")
    (installed.folder / "set.jsonl").write_text(json.dumps(ROW, ensure_ascii=False), encoding="utf-8")
    (installed.folder / "questions.csv").write_text(f"问题,答案\n{QUESTION},275场\n", encoding="utf-8-sig")
    return installed


def lines(page: str, start: str) -> list[str]:
    blocks = re.findall(r"```bash\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    found = [line for block in blocks for line in block.splitlines() if line.startswith(start)]
    return [line.partition("  #")[0].strip() for line in found]


def test_source_archive_and_wheel_are_of_this_version(built: Path) -> None:
    archive, wheel = f"zhengxie_qa-{__version__}.tar.gz", f"zhengxie_qa-{__version__}-py3-none-any.whl"
    assert sorted(file.name for file in built.iterdir() if file.suffix in {".gz", ".whl"}) == sorted([archive, wheel])


def test_only_the_product_and_its_needs_are_there(installed: Installation) -> None:
    looked_for = ("pytest", "build", "lightgbm", "onnx", "zhengxie_qa.training")
    code = f"import importlib.util as u; print([m for m in {looked_for} if u.find_spec(m)])"
    assert installed.run(f'python -c "{code}"').strip() == "[]"
    home = installed.run("python -c 'import zhengxie_qa; print(zhengxie_qa.__file__)'").strip()
    assert Path(home).is_relative_to(installed.programs.parent), "the repository itself is not what is asked"


def test_every_command_of_the_readmes_works(installed: Installation) -> None:
    english, chinese = (lines(readme, "zhengxie-qa") for readme in READMES)
    for commands in (english, chinese):
        names = {shlex.split(each)[1] for each in commands}
        assert names >= {"ingest", "ask", "search", "documents", "doctor", "evaluate"}
    for command in dict.fromkeys([*english, *chinese]):
        installed.run(command)
    assert "<svg" in (installed.folder / "reports" / "article" / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("readme", READMES)
def test_the_python_of_the_readme_works(readme: str, filled: Installation) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / readme).read_text(encoding="utf-8"), re.DOTALL)
    assert filled.run(f"python -c {shlex.quote(block)}").strip() == "275场"


def test_every_command_of_the_guide_works(filled: Installation) -> None:
    doc_id = json.loads(filled.run("zhengxie-qa documents --json"))["documents"][0]["doc_id"]
    tried = {
        "ingest": "corpus corpus",
        "documents": "",
        "search": "委员工作站 -k 3 --mode dense --from 2025-01-01 --to 2025-12-31 --explain",
        "ask": f"{shlex.quote(QUESTION)} --after 市政协主席是谁？ --explain",
        "compare": f"{shlex.quote(QUESTION)} --by document --xlsx table.xlsx --csv table.csv",
        "predict": "set.jsonl --output answers.jsonl --reader-only",
        "evaluate": "questions.csv",
        "serve": "--help",
        "mcp": "--help",
        "keys": "list",
        "doctor": "",
        "verify": "--help",
        "backup": "backup.zip",
        "restore": "backup.zip --index restored",
        "remove": doc_id,
    }
    guide = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `zhengxie-qa (\w+)", guide, re.MULTILINE)) == tried.keys()
    for command, arguments in tried.items():
        filled.run(f"zhengxie-qa {command} {arguments}")
    filled.run("zhengxie-qa ingest corpus")


def test_every_command_of_the_evaluation_page_works(filled: Installation) -> None:
    commands = lines("docs/evaluation.md", "zhengxie-qa evaluate")
    compared = [each for each in commands if "--compare" in each]
    asked = [each for each in commands if each not in compared and not any(name in each for name in HUB_MODELS)]
    assert (len(asked), len(compared)) == (7, 1)
    for number, command in enumerate(asked):
        filled.run(f"{command} --output out/{number}")
    for name in ("a", "b"):
        filled.run(f"zhengxie-qa evaluate set.jsonl --output reports/{name}")
    filled.run(compared[0])


def test_app_and_page_and_evaluate_tab_work(filled: Installation, browser: Browser) -> None:
    with filled.serving("python app.py --port 0") as address:
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        (curl,) = re.findall(r"^curl .*?}'$", readme, re.MULTILINE | re.DOTALL)
        assert json.loads(filled.run(curl.replace("http://127.0.0.1:7860", address)))["answer"] == "275场"
        page = browser.new_page(locale="en-US")
        page.goto(address, timeout=120_000)
        page.locator("#question textarea").fill(QUESTION)
        page.locator("#question textarea").press("Enter")
        expect(page.locator("#chat .bot .md")).to_contain_text("275场", timeout=60_000)
        page.get_by_role("tab", name="Evaluate").click()
        page.locator("#dataset input[type=file]").set_input_files(filled.folder / "questions.csv")
        page.locator("#run").click()
        expect(page.locator("#figures table")).to_be_visible(timeout=60_000)
        page.close()


def test_nothing_of_all_this_is_left_in_the_home_folder(filled: Installation) -> None:
    assert list(filled.home.rglob("*")) == []
