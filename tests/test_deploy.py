"""What runs it for an office names commands and settings that exist, and gives the process no more than it needs."""

import re
import shutil
import subprocess

import pytest
import yaml
from typer.main import get_command

from tests_paths import ROOT
from zhengxie_qa.interfaces.cli.main import app
from zhengxie_qa.interfaces.settings import ENV_PREFIX, Settings

DEPLOY = ROOT / "deploy"
FILES = sorted(path for path in DEPLOY.iterdir() if path.is_file())
UNITS = [path for path in FILES if path.suffix in {".service", ".timer"}]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_commands_and_settings_exist(path) -> None:
    text = path.read_text(encoding="utf-8")
    commands = set(
        re.findall(r'zhengxie-qa(?:", "| )([a-z]+)\b', "\n".join(re.findall(r"^(?!Description).*", text, re.M)))
    )
    assert commands - {"zhengxie"} <= set(get_command(app).commands)
    settings = {name.removeprefix(ENV_PREFIX).lower() for name in re.findall(rf"{ENV_PREFIX}[A-Z_]+", text)}
    assert settings <= set(Settings.model_fields)


def test_the_container_may_do_little() -> None:
    (service,) = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"].values()
    assert (service["user"], service["read_only"], service["cap_drop"]) == ("10001:10001", True, ["ALL"])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    image = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert "\nUSER 10001:10001\n" in image
    assert "\nHEALTHCHECK " in image


def test_systemd_finds_nothing_wrong_with_the_units(tmp_path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("there is no systemd-analyze here")
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/opt/zhengxie-qa/bin/zhengxie-qa", "/bin/true")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / unit.name) for unit in UNITS)], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
