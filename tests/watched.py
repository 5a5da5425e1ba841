"""Programs run under strace with an empty home: which addresses they reach for and what they leave at home."""

import ipaddress
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

CALLS = "connect,sendto,sendmsg,sendmmsg"
ADDRESS = re.compile(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"')
ELSEWHERE = ("XDG_", "HF_", "MPLCONFIGDIR", "GRADIO_", "ORT_", "DO_NOT_TRACK")
"""Variables that lead libraries away from the home folder, or silence them: the programs get none."""


@dataclass(frozen=True)
class Watch:
    """Where watched programs run: ``home`` is theirs alone, ``traces`` holds what they called."""

    home: Path
    traces: Path

    def run(self, *command: str, cwd: Path, **environment: str) -> str:
        """Run a Python program to its end and give what it printed."""
        done = subprocess.run(
            self._traced(command), cwd=cwd, env=self._environment(environment), capture_output=True, text=True
        )
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout

    @contextmanager
    def serving(self, *command: str, cwd: Path, **environment: str) -> Iterator[str]:
        """A server that prints its address first; gives the address."""
        with subprocess.Popen(
            self._traced(command), cwd=cwd, env=self._environment(environment), stdout=subprocess.PIPE, text=True
        ) as tracer:
            assert tracer.stdout is not None
            try:
                address = next(line for line in tracer.stdout if line.startswith("http"))
                yield address.split()[0]
            finally:
                children = Path(f"/proc/{tracer.pid}/task/{tracer.pid}/children").read_text(encoding="ascii").split()
                for child in children:
                    os.kill(int(child), signal.SIGTERM)
                tracer.communicate(timeout=120)

    def outside(self) -> set[str]:
        """Addresses reached for that are not this machine's own."""
        called = "".join(each.read_text(encoding="utf-8", errors="replace") for each in self.traces.iterdir())
        addresses = {four or six for four, six in ADDRESS.findall(called)}
        return {each for each in addresses if not ipaddress.ip_address(each).is_loopback}

    def left_at_home(self) -> list[str]:
        """Everything that has come to lie in the home folder."""
        return sorted(str(each.relative_to(self.home)) for each in self.home.rglob("*"))

    def _traced(self, command: Sequence[str]) -> list[str]:
        trace = self.traces / str(len(list(self.traces.iterdir())))
        return [
            "strace",
            "-f",
            "--seccomp-bpf",
            "-qq",
            "-o",
            str(trace),
            "-e",
            f"trace={CALLS}",
            sys.executable,
            *command,
        ]

    def _environment(self, more: dict[str, str]) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(ELSEWHERE)}
        return {**kept, "HOME": str(self.home), "PYTHONUNBUFFERED": "1", **more}


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    """Strace with an empty home."""
    if shutil.which("strace") is None:
        pytest.skip("strace, which shows what a program connects to, is not installed (Linux only)")
    made = Watch(tmp_path / "home", tmp_path / "traces")
    made.home.mkdir()
    made.traces.mkdir()
    return made
