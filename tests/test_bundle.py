"""The folder for an office without internet: made by ``make bundle``, installed and asked where there is no network."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests_paths import ROOT

pytestmark = pytest.mark.slow

ALONE = ["unshare", "--map-root-user", "--net"]
"""In a network namespace of its own, where not even loopback is up."""


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundle") / "office"
    ready = ["--old-file", ".venv/.dev", f"BIN={Path(sys.executable).parent}", f"BUNDLE={folder}"]
    done = subprocess.run(["make", "bundle", *ready], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def offline(command: list[str], folder: Path) -> str:
    """Run a command without a network, with an empty home and nothing of ours on the path."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(home), "PYTHON": python()}
    done = subprocess.run([*ALONE, *command], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert list(home.iterdir()) == []
    return done.stdout


def python() -> str:
    """The Python that the environment of the tests was made from."""
    return str(Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}")


def test_it_installs_ingests_and_answers_without_a_network(bundle: Path, tmp_path: Path) -> None:
    if shutil.which("unshare") is None or subprocess.run([*ALONE, "true"], capture_output=True).returncode:
        pytest.skip("this system makes no network namespaces")
    look_up = "import socket; s = socket.socket(); s.settimeout(5); print(s.connect_ex(('127.0.0.1', 9)))"
    assert offline([python(), "-c", look_up], tmp_path).strip() == str(errno.ENETUNREACH)
    assert "Installed" in offline(["sh", str(bundle / "install.sh"), "qa"], tmp_path)
    assert not list((tmp_path / "qa").glob("lib/*/site-packages/*torch*"))
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    offline(["qa/bin/zhengxie-qa", "ingest", "corpus"], tmp_path)
    assert "275场" in offline(["qa/bin/zhengxie-qa", "ask", "How many 深聊会 were held?"], tmp_path)
    assert "only models from a hub need it" in offline(["qa/bin/zhengxie-qa", "doctor"], tmp_path)
    trained = "import importlib.util as u; print(u.find_spec('zhengxie_qa.training'))"
    assert offline(["qa/bin/python", "-c", trained], tmp_path).strip() == "None", "recipes are of the checkout"


def test_a_folder_that_was_altered_is_not_installed(bundle: Path, tmp_path: Path) -> None:
    altered = tmp_path / "altered"
    shutil.copytree(bundle, altered, copy_function=os.link)
    (altered / "requirements.txt").unlink()
    (altered / "requirements.txt").write_text("numpy\n", encoding="utf-8")
    done = subprocess.run([python(), str(altered / "install.py"), str(tmp_path / "qa")], capture_output=True, text=True)
    assert (done.returncode, (tmp_path / "qa").exists()) == (1, False)
    assert "altered: requirements.txt" in done.stderr


def test_it_is_small_and_says_what_to_do(bundle: Path) -> None:
    size = sum(path.stat().st_size for path in bundle.rglob("*") if path.is_file())
    assert size < 300e6
    assert "install.sh" in (bundle / "README.md").read_text(encoding="utf-8")
    assert "sha256sum" in (bundle / "README.md").read_text(encoding="utf-8")
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=bundle, check=True)
