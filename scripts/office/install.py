"""Install zhengxie-qa from this folder into an environment of its own, without a network. Nothing else is needed.

Before anything is installed, every file is compared with ``SHA256SUMS``.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    wanted = (HERE / "python-version.txt").read_text(encoding="utf-8").strip()
    here = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if here != wanted:
        sys.exit(
            f"This folder was made for Python {wanted}; this is {here}.\n"
            f"本文件夹适用于 Python {wanted}，当前为 {here}。"
        )
    bad = [name for digest, name in listed() if digest != digest_of(HERE / name)]
    if bad:
        sys.exit(
            f"Missing or altered: {', '.join(bad)}. Copy the folder again.\n"
            f"文件缺失或已改变：{'、'.join(bad)}。请重新复制整个文件夹。"
        )
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "zhengxie-qa").resolve()
    venv.create(target, with_pip=True)
    programs = target / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(programs / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    offline = ["--no-cache-dir", "--no-index", "--no-deps", "--find-links", str(HERE / "wheelhouse")]
    subprocess.run([*pip, *offline, "--requirement", str(HERE / "requirements.txt")], check=True)
    print(f"Installed in / 已安装到：{programs}\n{programs / 'zhengxie-qa'} ingest PATH…")


def listed() -> list[tuple[str, str]]:
    lines = (HERE / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return [(line[:64], line[66:]) for line in lines]


def digest_of(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    main()
