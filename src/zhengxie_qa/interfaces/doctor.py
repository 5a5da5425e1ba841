"""Looks at the installation, the models and the index, and says how to mend what is wrong; changes nothing."""

import importlib.metadata
import platform
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from zhengxie_qa import __version__
from zhengxie_qa.errors import IndexMissingError, ZhengxieError
from zhengxie_qa.interfaces import wiring
from zhengxie_qa.interfaces.settings import Settings, unknown_variables
from zhengxie_qa.interfaces.terminal import harmless

if TYPE_CHECKING:
    from rich.console import Console

PACKAGE: Final = "zhengxie-qa"
OLDEST_PYTHON: Final = (3, 11)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at.

    :param ok: whether it is as it should be.
    :param found: what there is.
    :param mend: what to do, where it is not.
    """

    name: str
    ok: bool
    found: str
    mend: str = ""

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return asdict(self)


def examine(settings: Settings) -> list[Finding]:
    """Look at everything, also where something before it was wrong."""
    return [
        *_versions(),
        *_environment(),
        *_models(settings),
        *_index(settings),
        *_left_out(settings),
        _synonyms(settings),
    ]


def show_findings(console: "Console", findings: list[Finding]) -> None:
    """Show the findings, good and bad."""
    from rich.markup import escape

    for each in findings:
        mark = "[green]ok   [/]" if each.ok else "[red]wrong[/]"
        console.print(f"{mark} {escape(harmless(each.name))}: {escape(harmless(each.found))}")
        if each.mend:
            console.print(f"      → {escape(harmless(each.mend))}")


def _versions() -> Iterator[Finding]:
    version = platform.python_version()
    fine = sys.version_info[:2] >= OLDEST_PYTHON
    yield Finding("zhengxie_qa", True, __version__)
    yield Finding("python", fine, version, "" if fine else "Install Python 3.11 or later and set up again.")
    for requirement in _requirements():
        yield _installed(requirement)


def _requirements() -> list[str]:
    """What the package needs, without the extras."""
    try:
        needed = importlib.metadata.requires(PACKAGE) or []
    except importlib.metadata.PackageNotFoundError:
        return []
    return [line for line in needed if "extra ==" not in line]


def _installed(requirement: str) -> Finding:
    from packaging.requirements import Requirement

    wanted = Requirement(requirement)
    mend = f"Run `pip install '{wanted}'`."
    try:
        version = importlib.metadata.version(wanted.name)
    except importlib.metadata.PackageNotFoundError:
        return Finding(wanted.name, False, "not installed", mend)
    fine = wanted.specifier.contains(version, prereleases=True)
    return Finding(
        wanted.name, fine, version if fine else f"{version}, wanted {wanted.specifier}", "" if fine else mend
    )


def _environment() -> Iterator[Finding]:
    strange = unknown_variables()
    if strange:
        mend = "Correct the spelling or remove them; docs/guide.md lists the settings."
        yield Finding("environment", False, f"no such settings: {', '.join(strange)}", mend)
    else:
        yield Finding("environment", True, "every ZHENGXIE_QA_ variable is a setting")


def _models(settings: Settings) -> Iterator[Finding]:
    yield _attempt("encoder", lambda: wiring.build_encoder(settings).fingerprint)
    yield _attempt("reader", lambda: wiring.build_reader(settings).fingerprint)


def _index(settings: Settings) -> Iterator[Finding]:
    def state() -> str:
        opened = wiring.open_index(settings)
        held = opened.state()
        for info in opened.documents():
            opened.document(info.doc_id)
        return f"{held.documents} documents, {held.passages} passages, generation {held.generation}, checksums right"

    yield _attempt(f"index {settings.index_dir}", state)


def _left_out(settings: Settings) -> Iterator[Finding]:
    """Count what the articles' text does without, by rule; an index that cannot be opened is told of above."""

    def counts() -> str:
        documents = (opened.document(info.doc_id) for info in opened.documents())
        rules = Counter(each.rule for document in documents for each in document.left_out)
        told = ", ".join(f"{count} {rule}" for rule, count in rules.most_common())
        return f"{told}; `zhengxie-qa documents --left-out` shows them" if told else "nothing"

    try:
        opened = wiring.open_index(settings)
    except ZhengxieError:
        return
    yield _attempt("left out", counts)


def _synonyms(settings: Settings) -> Finding:
    path = settings.synonyms
    if path is None:
        return Finding("synonyms", True, "the built-in ones only")
    if not path.is_file():
        return Finding("synonyms", False, f"no file {path}", "Correct ZHENGXIE_QA_SYNONYMS or create the file.")
    return Finding("synonyms", True, str(path))


def _attempt(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, True, look())
    except IndexMissingError as error:
        return Finding(name, False, "missing", str(error))
    except ZhengxieError as error:
        return Finding(name, False, "cannot be opened", str(error))
