"""The command ``doctor``: looks at installation, models and index and says how to mend them; changes nothing."""

import importlib.metadata
import json
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from zhengxie_qa import __version__
from zhengxie_qa.bundled import RULES
from zhengxie_qa.errors import IndexMissingError, ZhengxieError
from zhengxie_qa.interfaces import wiring
from zhengxie_qa.interfaces.cli.context import console, print_json
from zhengxie_qa.interfaces.settings import Settings, unknown_variables
from zhengxie_qa.interfaces.terminal import harmless

PACKAGE: Final = "zhengxie-qa"
FOR_HUB_MODELS: Final = "sentence-transformers"
"""Left out of the folder for offices without internet."""
OLDEST_PYTHON: Final = (3, 11)
TRIAL_ROW: Final = {
    "id": "1",
    "question": "全年召开会议多少次？",
    "context": "全年召开会议12次。",
    "answers": [{"text": "12次", "answer_start": 6}],
}
"""Asked on trial, to see that ``evaluate`` runs to its end."""


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


def run_doctor(settings: Settings, *, as_json: bool) -> int:
    """Show what was found, good and bad.

    :returns: 0, or 1 if something is wrong.
    """
    findings = examine(settings)
    well = all(each.ok for each in findings)
    if as_json:
        print_json({"ok": well, "checks": [asdict(each) for each in findings]})
    else:
        _show(findings)
    return 0 if well else 1


def _show(findings: list[Finding]) -> None:
    from rich.markup import escape

    shown_on = console()
    for each in findings:
        mark = "[green]ok   [/]" if each.ok else "[red]wrong[/]"
        shown_on.print(f"{mark} {escape(harmless(each.name))}: {escape(harmless(each.found))}")
        if each.mend:
            shown_on.print(f"      → {escape(harmless(each.mend))}")


def examine(settings: Settings) -> list[Finding]:
    """Look at everything, also where something before it was wrong."""
    return [
        *_versions(),
        *_environment(),
        *_models(settings),
        *_index(settings),
        _evaluation(settings),
        _synonyms(settings),
    ]


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
        if wanted.name == FOR_HUB_MODELS:
            return Finding(wanted.name, True, "not installed; only models from a hub need it")
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
    yield _attempt("encoder", lambda: wiring.open_encoder(settings).fingerprint)
    yield _attempt("reader", lambda: wiring.open_reader(settings).reader.fingerprint)


def _index(settings: Settings) -> Iterator[Finding]:
    """Compare every checksum of the index; nothing of it is rebuilt, settled or touched."""
    from zhengxie_qa.index.check import look

    name = f"index {settings.index_dir}"
    try:
        condition = look(settings.index_dir)
    except IndexMissingError as error:
        yield Finding(name, False, "missing", str(error))
        return
    for problem in condition.problems:
        yield Finding(name, False, "not as it was written", problem)
    held = condition.manifest
    if held is not None and not condition.problems:
        size = f"{held.documents} documents, {held.passages} passages, generation {held.generation}"
        yield Finding(name, True, f"{size}, every checksum right")
        told = ", ".join(f"{count} {rule}" for rule, count in condition.left_out)
        told = f"{told}; `zhengxie-qa documents --left-out` shows them" if told else "nothing"
        yield Finding("left out", True, told)
    if held is not None:
        yield _attempt("index's encoder", lambda: _encoder_of(held.encoder, settings))


def _encoder_of(built_with: str, settings: Settings) -> str:
    from zhengxie_qa.index.index import check_encoder

    check_encoder(settings.index_dir, built_with, wiring.open_encoder(settings))
    return "the one that is set"


def _evaluation(settings: Settings) -> Finding:
    """Measure one question over one text, with everything that ``evaluate`` needs, in a folder of its own."""

    def measure() -> str:
        from zhengxie_qa.evaluation.contexts import index_contexts
        from zhengxie_qa.evaluation.harness import evaluate

        with tempfile.TemporaryDirectory(prefix="zhengxie-qa-") as name:
            folder = Path(name)
            (folder / "one.jsonl").write_text(json.dumps(TRIAL_ROW, ensure_ascii=False), encoding="utf-8")
            index_contexts(folder / "one.jsonl", directory=folder / "index", encoder=wiring.open_encoder(settings))
            plain = {"reader": RULES, "reranker": None, "synonyms": None}  # those are looked at by themselves
            over_it = settings.model_copy(update={"index_dir": folder / "index", **plain})
            done = evaluate(folder / "one.jsonl", engine=wiring.open_engine(over_it), output=folder / "report")
        return f"one question measured: hit@1 {done.metrics.figures['hit@1']:.0%}, em {done.metrics.figures['em']:.0%}"

    return _attempt("evaluate", measure)


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
        return Finding(name, False, "not the one that is set", str(error))
    except ZhengxieError as error:
        return Finding(name, False, "cannot be opened", str(error))
    except ImportError as error:
        mend = f"Run `pip install --force-reinstall {PACKAGE}`, or install what is named above."
        return Finding(name, False, f"cannot run: {error}", mend)
    except Exception as error:  # a doctor looks on, whatever one patient does
        return Finding(name, False, f"fails ({type(error).__name__}: {error})", "Set up again in a new environment.")
