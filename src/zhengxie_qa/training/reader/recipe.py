"""The whole recipe in order, each stage skipped when its result already lies in the work folder."""

import json
import pickle
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TypeVar

import torch

from zhengxie_qa.reading.network.pieces import Pieces, save_pieces
from zhengxie_qa.reading.network.session import UPDATE, Network
from zhengxie_qa.reading.reader import NETWORK, PIECES, VOCABULARY, FirstLook
from zhengxie_qa.reading.second_look.vocabulary import Vocabulary
from zhengxie_qa.training.political import PAPERS
from zhengxie_qa.training.reader.assemble import assemble
from zhengxie_qa.training.reader.curriculum import CurriculumSettings, make_windows, report_paths
from zhengxie_qa.training.reader.examples import Example, Source, Split, load_examples
from zhengxie_qa.training.reader.groups import Group, Shares, make_groups
from zhengxie_qa.training.reader.network.batches import prepare
from zhengxie_qa.training.reader.network.body import Body, bert, needed_pieces, packed_body, read_body
from zhengxie_qa.training.reader.network.export import export, sequences
from zhengxie_qa.training.reader.network.fit import FitSettings, fit
from zhengxie_qa.training.reader.network.network import ReadingNetwork
from zhengxie_qa.training.reader.network.taught import go_on_from
from zhengxie_qa.training.reader.network.update import write_update
from zhengxie_qa.training.reader.second_look import SecondLookSettings, fit_second_look
from zhengxie_qa.training.reader.vectors import VectorSettings, build_vocabulary, read_glosses, read_sentences

_Made = TypeVar("_Made")
OUTCOMES = "outcomes.json"
_TAUGHT = "taught.onnx"
"""The export of a network that went on from another, from which its update is made."""
_PARALLEL = ("tatoeba_cmn_eng.tsv", "ntrex128_zhCN_en.tsv", "un_v1_dev_test.tsv", "cc_cedict.tsv")
_LAWS_SKIPPED = 25
"""One law in so many is read for the choice of pieces."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Every choice of the recipe in one place.

    :param pieces: of the body's vocabulary that are kept.
    :param layers: of the body, from below.
    :param titles: share of encyclopaedia articles whose title is shown in training.
    """

    vectors: VectorSettings = field(default_factory=VectorSettings)
    curriculum: CurriculumSettings = field(default_factory=CurriculumSettings)
    fit: FitSettings = field(default_factory=FitSettings)
    shares: Shares = field(default_factory=Shares)
    second_look: SecondLookSettings = field(default_factory=SecondLookSettings)
    pieces: int = 28_000
    layers: int = 12
    titles: float = 0.5
    seed: int = 0


def train(
    data: Path, output: Path, *, work: Path, recipe: Recipe, start: Path | None = None, papers: Path = PAPERS
) -> dict[str, float]:
    """Make a reader.

    The network learns from the questions of most articles; the second look and the confidence learn from what it says
    to the rest.

    :param data: the folder of train sets and texts.
    :param output: where the finished reader goes.
    :param work: where results of stages are kept; give it again to go on after an interruption.
        ``work/outcomes.json`` tells what became of every held-out question, for the choice of a threshold.
    :param papers: the folder of our own texts and questions.
    :param start: an exported network of an earlier run, its pieces beside it, to go on from instead of the body as it
        came; what changes is kept as an update to it.
    :returns: figures on held-out train questions, from folds.
    """
    torch.set_num_threads(1)
    work.mkdir(parents=True, exist_ok=True)
    examples = load_examples(data, papers=papers)
    vocabulary = _vocabulary(examples, data, work, recipe)
    _network(examples, data, work, recipe, start)
    first_look = FirstLook(vocabulary, Pieces.load(work / PIECES), Network(work / NETWORK))
    groups: list[Group] = _kept(
        work / "groups.pickle",
        lambda: make_groups(examples, data, first_look, work=work, shares=recipe.shares, seed=recipe.seed),
    )
    second = fit_second_look(groups, settings=recipe.second_look)
    (work / OUTCOMES).write_text(json.dumps([asdict(each) for each in second.outcomes]), encoding="utf-8")
    assemble(output, parts=work, second=second, recipe=asdict(recipe))
    return second.figures


def _vocabulary(examples: Sequence[Example], data: Path, work: Path, recipe: Recipe) -> Vocabulary:
    path = work / VOCABULARY
    if not path.exists():
        texts = [{"question": e.question, "context": e.context} for e in examples if e.source is not Source.POLITICAL]
        build_vocabulary(read_sentences(data, texts), read_glosses(data), settings=recipe.vectors).save(path)
    return Vocabulary.load(path)


def _network(examples: Sequence[Example], data: Path, work: Path, recipe: Recipe, start: Path | None) -> None:
    """Teach the network in ``work``, unless it is there, and export it."""
    path = work / NETWORK
    if path.exists():
        return
    body = read_body(packed_body())
    kept: list[int] = _kept(
        work / "pieces.pickle",
        lambda: _pieces(body, examples, data, recipe) if start is None else _pieces_of(start, body),
    )
    taught = [example for example in examples if example.split is Split.NETWORK]
    windows = make_windows(taught, data, settings=recipe.curriculum)
    save_pieces(work / PIECES, [body.pieces[index] for index in kept])
    pieces = Pieces.load(work / PIECES)
    lessons = prepare(windows, pieces, titles=recipe.titles, seed=recipe.seed)
    torch.manual_seed(recipe.seed)
    network = ReadingNetwork(bert(body, kept, layers=range(recipe.layers)))
    if start is not None:
        go_on_from(network, start)
    seen = sequences(examples, pieces, seed=recipe.seed)
    made = path if start is None else work / _TAUGHT
    export(fit(network, lessons, work=work, settings=recipe.fit), made, seen=seen)
    if start is not None:
        write_update(start, made, path.with_suffix(UPDATE))
        shutil.copyfile(start, path)


def _pieces(body: Body, examples: Sequence[Example], data: Path, recipe: Recipe) -> list[int]:
    return needed_pieces(body, _everything(examples, data), most=recipe.pieces)


def _pieces_of(start: Path, body: Body) -> list[int]:
    """The pieces that an earlier network was taught with."""
    places = {piece: index for index, (piece, _) in enumerate(body.pieces)}
    return [places[piece] for piece, _ in json.loads((start.parent / PIECES).read_text(encoding="utf-8"))]


def _everything(examples: Sequence[Example], data: Path) -> Iterator[str]:
    """Yield the texts whose pieces are wanted; nothing of a set that only measures is among them."""
    yield from sorted({example.context for example in examples})
    yield from (example.asked for example in examples)
    files = report_paths(data)
    files += sorted((data / "text" / "laws_cn").rglob("*.txt"))[::_LAWS_SKIPPED]
    files += [data / "parallel" / name for name in _PARALLEL]
    yield from (path.read_text(encoding="utf-8") for path in files if path.exists())


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
