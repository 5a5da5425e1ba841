"""Make a folder from which the product installs, ingests and answers with no network: what ``make bundle`` calls.

Its wheels are for the system, the processor and the Python that make it. Torch is not among them: with the bundled
models nothing imports it, nor sentence-transformers, which needs it. So the list of what to install is exact, and is
installed without looking at what each package asks for.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import parse_wheel_filename

ROOT = Path(__file__).resolve().parent.parent
OFFICE = ROOT / "scripts" / "office"
"""What stands in the folder beside the wheels."""

LEFT_OUT = {"sentence-transformers"}
"""Dependencies that only models from a hub need."""

NEVER = ("torch", "nvidia-", "triton")
PAGE = "An office without internet"
"""The section of the guide that goes along."""


def make(folder: Path, extras: Sequence[str]) -> None:
    """Make the folder anew.

    :param extras: of the product that go along.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(OFFICE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    wheelhouse = folder / "wheelhouse"
    pip("wheel", "--no-deps", "--wheel-dir", str(wheelhouse), str(ROOT))
    pip("download", "--only-binary", ":all:", "--dest", str(wheelhouse), *dependencies(extras))
    pinned = sorted("{}=={}".format(*parse_wheel_filename(wheel.name)[:2]) for wheel in wheelhouse.iterdir())
    if unwanted := [each for each in pinned if each.startswith(NEVER)]:
        sys.exit(f"{', '.join(unwanted)}: something asks for torch that is installed in every office.")
    write(folder / "requirements.txt", pinned)
    write(folder / "python-version.txt", [f"{sys.version_info[0]}.{sys.version_info[1]}"])
    write(folder / "README.md", [page()])
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    write(folder / "SHA256SUMS", [f"{digest(path)}  {path.relative_to(folder).as_posix()}" for path in files])
    size = sum(path.stat().st_size for path in files)
    print(f"{folder}: {len(pinned)} packages, {size / 1e6:.0f} MB")


def dependencies(extras: Sequence[str] = ()) -> list[str]:
    """What the product and some of its extras ask for, without what an office does not need."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    if unknown := set(extras) - set(project["optional-dependencies"]):
        sys.exit(f"No extra {', '.join(sorted(unknown))}: there are {', '.join(project['optional-dependencies'])}.")
    asked = [*project["dependencies"], *(each for extra in extras for each in project["optional-dependencies"][extra])]
    return [each for each in asked if Requirement(each).name not in LEFT_OUT]


def page() -> str:
    """Return the guide's section, as a page of its own."""
    guide = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    section = guide.partition(f"\n## {PAGE}\n")[2].partition("\n## ")[0]
    return f"# {PAGE}\n{section}".rstrip()


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments], check=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=ROOT / "dist" / "office", help="the folder to make")
    parser.add_argument("--extra", action="append", default=[], help="an extra that goes along, such as ocr")
    given = parser.parse_args()
    make(given.output, given.extra)
