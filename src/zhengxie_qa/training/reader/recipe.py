"""The whole recipe in order, each stage skipped when its result already lies in the work folder."""

import pickle
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TypeVar

import torch

from zhengxie_qa.reading.network import Network
from zhengxie_qa.reading.reader import NETWORK, VOCABULARY, FirstLook
from zhengxie_qa.reading.vocabulary import Vocabulary
from zhengxie_qa.training.reader.assemble import assemble
from zhengxie_qa.training.reader.batches import Lesson, collate, prepare, vector_table
from zhengxie_qa.training.reader.curriculum import CurriculumSettings, make_windows
from zhengxie_qa.training.reader.examples import Example, Source, load_examples
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

    :param titles: share of encyclopaedia articles whose title is shown in training.
    :param found: held-out encyclopaedia questions that are also asked of many texts.
    """

    vectors: VectorSettings = field(default_factory=VectorSettings)
    curriculum: CurriculumSettings = field(default_factory=CurriculumSettings)
    fit: FitSettings = field(default_factory=FitSettings)
    second_look: SecondLookSettings = field(default_factory=SecondLookSettings)
    hidden: int = 96
    titles: float = 0.5
    found: int = 800
    seed: int = 0


def train(data: Path, output: Path, *, work: Path, recipe: Recipe) -> dict[str, float]:
    """Make a reader.

    :param data: the folder of train sets and texts.
    :param output: where the finished reader goes.
    :param work: where results of stages are kept; give it again to go on after an interruption.
    :returns: figures on held-out train questions, from folds.
    """
    torch.set_num_threads(1)
    work.mkdir(parents=True, exist_ok=True)
    examples = load_examples(data)
    vocabulary = _vocabulary(examples, data, work, recipe)
    lessons = _kept(work / "lessons.pickle", lambda: _lessons(examples, data, vocabulary, recipe))
    _network(lessons, vocabulary, work, recipe)
    first_look = FirstLook(vocabulary, Network(work / NETWORK, vocabulary))
    groups: list[Group] = _kept(
        work / "groups.pickle",
        lambda: make_groups(examples, data, first_look, found=recipe.found, seed=recipe.seed),
    )
    second = fit_second_look(groups, settings=recipe.second_look)
    assemble(work, output, second, recipe=asdict(recipe))
    return second.figures


def _vocabulary(examples: Sequence[Example], data: Path, work: Path, recipe: Recipe) -> Vocabulary:
    path = work / VOCABULARY
    if not path.exists():
        texts = [{"question": e.question, "context": e.context} for e in examples if e.source is not Source.POLITICAL]
        build_vocabulary(read_sentences(data, texts), read_glosses(data), settings=recipe.vectors).save(path)
    return Vocabulary.load(path)


def _lessons(examples: Sequence[Example], data: Path, vocabulary: Vocabulary, recipe: Recipe) -> list[Lesson]:
    windows = make_windows(examples, data, settings=recipe.curriculum)
    return prepare(windows, vocabulary, titles=recipe.titles, seed=recipe.seed)


def _network(lessons: Sequence[Lesson], vocabulary: Vocabulary, work: Path, recipe: Recipe) -> None:
    if (work / NETWORK).exists():
        return
    vectors = vector_table(vocabulary)
    torch.manual_seed(recipe.seed)
    size = NetworkSize(len(vocabulary.characters) + 2, hidden=recipe.hidden, vectors=vectors.shape[1])
    network = fit(ReadingNetwork(size), lessons, vectors, work=work, settings=recipe.fit)
    export(network, collate(lessons[:2], vectors), work / NETWORK)


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
