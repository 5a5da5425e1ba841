"""The command ``evaluate --baselines``: the same questions asked of the product and of what it must beat."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from zhengxie_qa.errors import InputError, ModelError
from zhengxie_qa.interfaces import wiring
from zhengxie_qa.interfaces.cli.context import print_json
from zhengxie_qa.interfaces.cli.evaluate import (
    REPORTS,
    Wanted,
    check,
    judge,
    open_engine,
    resumable,
    task_of,
    tell_problems,
)
from zhengxie_qa.interfaces.cli.progress import counting
from zhengxie_qa.interfaces.settings import Settings
from zhengxie_qa.interfaces.terminal import say

if TYPE_CHECKING:
    from zhengxie_qa.evaluation.baselines import System

T = TypeVar("T")


def run_baselines(dataset: Path, *, output: Path | None, settings: Settings, wanted: Wanted) -> int:
    """Run the product and the baselines over the same questions and print one table.

    :returns: 0, or 1 if a figure of the product is below its limit.
    :raises DatasetError: if the set cannot be read.
    :raises InputError: if options contradict each other, or a baseline's model cannot be loaded.
    """
    from zhengxie_qa.evaluation.baselines import evaluate_systems, markdown_table
    from zhengxie_qa.evaluation.gate import failed_gates, parse_gates
    from zhengxie_qa.evaluation.harness import Progress

    gates = parse_gates(wanted.limits)
    folder = output or REPORTS / f"{dataset.stem}-baselines"
    check(dataset, wanted)
    with ExitStack() as kept, resumable(folder, wanted):
        systems = _systems(dataset, folder, settings, wanted, kept)
        advance = kept.enter_context(counting("Asking", quiet=wanted.as_json))

        def on_progress(label: str, step: Progress) -> None:
            advance(step.done, step.total, label)

        done = evaluate_systems(
            dataset,
            systems=systems,
            output=folder,
            task=task_of(wanted),
            top_k=settings.top_k,
            simplify=wanted.simplify,
            limit=wanted.first,
            resume=not wanted.anew,
            on_progress=on_progress,
        )
    if wanted.as_json:
        rows = {str(each.metrics.run["label"]): dict(each.metrics.figures) for each in done}
        print_json(rows)
    else:
        say(markdown_table(done))
        tell_problems(done[-1].problems)
        say(f"Reports: {folder}")
    return judge(failed_gates(done[-1].metrics.figures, gates))


def _systems(dataset: Path, folder: Path, settings: Settings, wanted: Wanted, kept: ExitStack) -> "Sequence[System]":
    """Build the rows of the table, the product last; what other encoders made lives as long as ``kept``.

    Models are loaded first, so that a wrong name is told at once.
    """
    from zhengxie_qa.engine import reader_named
    from zhengxie_qa.evaluation.baselines import encoder_systems, reader_system, standard_systems
    from zhengxie_qa.index.encoders.named import load_encoder

    task = task_of(wanted)
    encoders = _load(wanted.encoders, lambda name: load_encoder(name, device=settings.device))
    readers = _load(
        wanted.readers, lambda name: reader_named(name, device=settings.device, most_windows=settings.reader_windows)
    )
    engine = None if wanted.reader_only else open_engine(dataset, folder, settings, wanted)
    product = engine or wiring.open_reader(settings)
    index, own = (engine.index, engine.encoder) if engine else (None, None)
    *systems, shipped = standard_systems(task, product=product, index=index, encoder=own)
    if index is not None:
        for label, encoder in encoders.items():
            with counting(f"Encoding with {label}", quiet=wanted.as_json) as advance:
                rows = encoder_systems(label, encoder, task=task, index=index, on_encoded=advance)
                systems += kept.enter_context(rows)
    for label, reader in readers.items():
        row = reader_system(label, reader, task=task, product=product, index=index)
        if row.label not in {each.label for each in systems}:  # the rules reader is a baseline anyway
            systems.append(row)
    return [*systems, shipped]


def _load(names: Sequence[str], load: Callable[[str], T]) -> dict[str, T]:
    """Load what was named, by label.

    :raises InputError: if a name leads to no model, or two models would have the same label.
    """
    from zhengxie_qa.evaluation.model_names import named_model

    loaded: dict[str, T] = {}
    for name in dict.fromkeys(names):
        model = named_model(name)
        if model.label in loaded:
            raise InputError(f"Two baselines would be called “{model.label}”. Rename the folder of one of them.")
        try:
            loaded[model.label] = load(model.source)
        except ModelError as error:
            raise InputError(str(error)) from error
    return loaded
