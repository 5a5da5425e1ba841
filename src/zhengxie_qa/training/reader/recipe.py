"""The whole recipe in order, each stage skipped when its result already lies in the work folder."""

import pickle
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import torch

from zhengxie_qa.reading.network import Network
from zhengxie_qa.reading.reader import NETWORK, VOCABULARY, FirstLook
from zhengxie_qa.reading.vocabulary import Vocabulary
from zhengxie_qa.training.reader.assemble import assemble
from zhengxie_qa.training.reader.batches import collate, prepare, vector_table
from zhengxie_qa.training.reader.curriculum import CurriculumSettings, make_windows
from zhengxie_qa.training.reader.examples import Example, Source, Split, load_examples
from zhengxie_qa.training.reader.export import export
from zhengxie_qa.training.reader.fit import FitSettings, fit
from zhengxie_qa.training.reader.groups import Group, make_groups
from zhengxie_qa.training.reader.second_look import SecondLookSettings, fit_second_look
from zhengxie_qa.training.reader.torch_network import NetworkSize, ReadingNetwork
from zhengxie_qa.training.reader.vectors import VectorSettings, build_vocabulary, read_glosses, read_sentences

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Recipe:
    """Every choice of the recipe in one place.

    :param probe_epochs: of the probe, which only has to be like the network that ships.
    :param titles: share of encyclopaedia articles whose title is shown in training.
    :param found: held-out encyclopaedia questions that are also asked of many texts.
    """

    vectors: VectorSettings = field(default_factory=VectorSettings)
    curriculum: CurriculumSettings = field(default_factory=CurriculumSettings)
    fit: FitSettings = field(default_factory=FitSettings)
    second_look: SecondLookSettings = field(default_factory=SecondLookSettings)
    probe_epochs: float = 5.0
    hidden: int = 96
    titles: float = 0.5
    found: int = 800
    seed: int = 0


def train(data: Path, output: Path, *, work: Path, recipe: Recipe) -> dict[str, float]:
    """Make a reader.

    Two networks learn one after the other: the *probe* from a part of the questions, so that the second look and the
    confidence can learn from what it says to the rest, and the one that ships, from all of them.

    :param data: the folder of train sets and texts.
    :param output: where the finished reader goes.
    :param work: where results of stages are kept; give it again to go on after an interruption. ``work/probe`` becomes
        a reader too, the one to choose a threshold with.
    :returns: figures of the probe on held-out train questions, from folds.
    """
    torch.set_num_threads(1)
    work.mkdir(parents=True, exist_ok=True)
    examples = load_examples(data)
    vocabulary = _vocabulary(examples, data, work, recipe)
    taught = [example for example in examples if example.split is Split.NETWORK]
    probe_fit = replace(recipe.fit, epochs=recipe.probe_epochs)
    probe = _network(taught, data, vocabulary, folder=work / "probe", recipe=replace(recipe, fit=probe_fit))
    first_look = FirstLook(vocabulary, Network(probe, vocabulary))
    groups: list[Group] = _kept(
        work / "groups.pickle",
        lambda: make_groups(examples, data, first_look, work=work, found=recipe.found, seed=recipe.seed),
    )
    second = fit_second_look(groups, settings=recipe.second_look)
    network = _network(examples, data, vocabulary, folder=work / "shipped", recipe=recipe)
    for folder, chosen in ((work / "probe" / "reader", probe), (output, network)):
        assemble(folder, vocabulary=work / VOCABULARY, network=chosen, second=second, recipe=asdict(recipe))
    return second.figures


def _vocabulary(examples: Sequence[Example], data: Path, work: Path, recipe: Recipe) -> Vocabulary:
    path = work / VOCABULARY
    if not path.exists():
        texts = [{"question": e.question, "context": e.context} for e in examples if e.source is not Source.POLITICAL]
        build_vocabulary(read_sentences(data, texts), read_glosses(data), settings=recipe.vectors).save(path)
    return Vocabulary.load(path)


def _network(examples: Sequence[Example], data: Path, vocabulary: Vocabulary, *, folder: Path, recipe: Recipe) -> Path:
    """Teach a network in ``folder`` and return the path of its export."""
    path = folder / NETWORK
    if path.exists():
        return path
    folder.mkdir(exist_ok=True)
    windows = make_windows(examples, data, settings=recipe.curriculum)
    lessons = prepare(windows, vocabulary, titles=recipe.titles, seed=recipe.seed)
    vectors = vector_table(vocabulary)
    torch.manual_seed(recipe.seed)
    size = NetworkSize(len(vocabulary.characters) + 2, hidden=recipe.hidden, vectors=vectors.shape[1])
    network = fit(ReadingNetwork(size), lessons, vectors, work=folder, settings=recipe.fit)
    export(network, collate(lessons[:2], vectors), path)
    return path


def _kept(path: Path, make: Callable[[], _Made]) -> _Made:
    """Load what an earlier run made, or make and keep it; the pickles are the recipe's own."""
    if path.exists():
        with path.open("rb") as file:
            kept: _Made = pickle.load(file)  # noqa: S301
            return kept
    made = make()
    partial = path.with_suffix(".partial")
    with partial.open("wb") as file:
        pickle.dump(made, file, protocol=5)
    partial.replace(path)
    return made
