"""Has LibreOffice convert a file: in a process of its own with a profile of its own, within a time, without macros and
without following links out of the file. When the time is up, or whoever asked is gone, all its processes are ended.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from zhengxie_qa.errors import FileError, Said

SECONDS: Final = 80.0
"""On the clock; a report takes two to five on a computer with nothing else to do."""

_MEMORY: Final = 4 * 1024 * 1024
"""Kilobytes; it maps much more than it uses."""

_PROGRAMS: Final = ("soffice", "libreoffice")
_ELSEWHERE: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
)

_GUARDED: Final = (
    "ulimit -S -v $1 2>/dev/null; ulimit -S -t $2 2>/dev/null; shift 2; "
    'exec 3<&0; { read -r line; kill -9 0; } <&3 & exec 3<&-; "$@" </dev/null'
)
"""Runs a command within limits of memory (KB) and processor time (s), and beside it waits for standard input to end,
as it does when whoever holds the other end is gone, to end the whole group."""

_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def program() -> str | None:
    """Return where LibreOffice is on this computer, if it is."""
    found = (shutil.which(name) for name in (*_PROGRAMS, *_ELSEWHERE))
    return next((path for path in found if path), None)


def convert(data: bytes, *, name: str, kind: str, to: str, seconds: float = SECONDS) -> bytes | None:
    """Convert a file; none if LibreOffice cannot.

    :param kind: the suffix it is taken for, without the dot. :param to: that of what is wanted.
    :raises FileError: when there is no LibreOffice, or it takes too long.
    """
    command = program()
    if command is None:
        raise FileError(_missing(name, to))
    with tempfile.TemporaryDirectory(prefix="zhengxie-qa-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        (folder / f"file.{kind}").write_bytes(data)
        options = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"]
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        files = ["--convert-to", to, "--outdir", str(folder / "out"), str(folder / f"file.{kind}")]
        if not _run([command, profile, *options, *files], folder, seconds):
            raise FileError(_too_long(name, to))
        converted = folder / "out" / f"file.{to}"
        return converted.read_bytes() if converted.is_file() else None


def _run(command: list[str], home: Path, seconds: float) -> bool:
    """Run a command to its end; false if it did not come to one in time."""
    guarded = command if sys.platform == "win32" else ["/bin/sh", "-c", _GUARDED, "sh", str(_MEMORY), "60", *command]
    process = subprocess.Popen(  # noqa: S603 - a program that the computer's owner installed
        guarded,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(home)},
        start_new_session=True,
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)
    return True


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a process with all that it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    if process.stdin:
        process.stdin.close()
    process.wait()


def _missing(name: str, to: str) -> Said:
    return Said(
        f"{name} is read with the help of LibreOffice, which this computer does not have: install it (on Debian or "
        f"Ubuntu: apt install libreoffice-writer libreoffice-calc), or save the file as .{to} in Word, Excel or WPS.",
        f"读取 {name} 需要 LibreOffice，本机没有安装。请安装（Debian、Ubuntu：apt install libreoffice-writer "
        f"libreoffice-calc），或用 Word、Excel、WPS 另存为 .{to}。",
    )


def _too_long(name: str, to: str) -> Said:
    return Said(
        f"LibreOffice took too long to convert {name}: open it in Word, Excel or WPS and save it as .{to}.",
        f"LibreOffice 转换 {name} 用时太久。请用 Word、Excel 或 WPS 打开，另存为 .{to}。",
    )
