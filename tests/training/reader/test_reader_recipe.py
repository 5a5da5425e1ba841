import dataclasses

import numpy as np
import pytest
import torch
from reader_toy_corpus import write_toy_corpus

from zhengxie_qa.question.understanding import understand
from zhengxie_qa.reading.network.pieces import Pieces
from zhengxie_qa.reading.network.session import Network, ToRead
from zhengxie_qa.reading.reader import NETWORK, PIECES, load_trained
from zhengxie_qa.training.reader.curriculum import CurriculumSettings, make_windows
from zhengxie_qa.training.reader.examples import load_examples
from zhengxie_qa.training.reader.groups import Shares
from zhengxie_qa.training.reader.network.batches import collate, prepare
from zhengxie_qa.training.reader.network.body import Body, bert, needed_pieces, packed_body, read_body
from zhengxie_qa.training.reader.network.fit import FitSettings, fit
from zhengxie_qa.training.reader.network.network import ReadingNetwork
from zhengxie_qa.training.reader.recipe import Recipe, train
from zhengxie_qa.training.reader.second_look import SecondLookSettings
from zhengxie_qa.training.reader.vectors import VectorSettings
from zhengxie_qa.types import DocumentInfo, Hit, Passage

TINY = Recipe(
    vectors=VectorSettings(dim=100, smallest_count=1),
    curriculum=CurriculumSettings(cmrc=1.0, shortest=80, longest=120, near_misses=0.5, other_near_misses=0.5),
    fit=FitSettings(epochs=1, batch=16, warm_up=2, frozen=0, save_every=4),
    shares=Shares(own=1.0, found=0.5),
    second_look=SecondLookSettings(trees=4, confidence_trees=4, smallest_leaf=5, folds=2),
    pieces=9_000,
    layers=1,
)
INT8 = 0.3
"""What rounding the weights to seven bits may move a score by."""


@pytest.fixture(scope="module")
def body() -> Body:
    return read_body(packed_body())


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The toy data, the work folder and the finished reader."""
    root = tmp_path_factory.mktemp("reader")
    data = write_toy_corpus(root / "data")
    figures = train(data, root / "out", work=root / "work", recipe=TINY, papers=data / "papers")
    return data, root / "work", root / "out", figures


def lessons_of(data, work):
    windows = make_windows(load_examples(data, papers=data / "papers"), data, settings=TINY.curriculum)
    return prepare(windows, Pieces.load(work / PIECES), titles=1, seed=0)


def kept_in(work, body: Body) -> list[int]:
    ids = {piece: index for index, (piece, _) in enumerate(body.pieces)}
    import json

    return [ids[piece] for piece, _ in json.loads((work / PIECES).read_text(encoding="utf-8"))]


def test_the_recipe_ends_in_a_reader_that_reads(made) -> None:
    _, _, output, _ = made
    text = "青石市在1990年举行了12场座谈会。"
    hit = Hit(1, 1.0, Passage("d:0", "d", 0, len(text), text), DocumentInfo(doc_id="d", file="d", title="青石"))
    spans = load_trained(output).read(understand("青石市举行了多少场座谈会？"), [hit])
    assert spans
    assert all(text[s.start : s.end] == s.text and 0 <= s.confidence <= 1 for s in spans)


def test_figures_name_source_setting_and_stage(made) -> None:
    *_, figures = made
    assert {"drcd/own/first/em", "drcd/own/second/em", "drcd/own/n", "confidence/auroc"} <= figures.keys()


def test_going_on_from_a_finished_work_folder_gives_the_same_reader(made, tmp_path) -> None:
    data, work, output, _ = made
    train(data, tmp_path / "again", work=work, recipe=TINY, papers=data / "papers")
    assert load_trained(tmp_path / "again").fingerprint == load_trained(output).fingerprint


def test_the_exported_network_says_what_torch_says(made, body) -> None:
    data, work, *_ = made
    pieces = Pieces.load(work / PIECES)
    network = ReadingNetwork(bert(body, kept_in(work, body), layers=range(1)))
    network.load_state_dict(torch.load(work / "network.pt", weights_only=True)["network"])
    window = next(
        w for w in make_windows(load_examples(data, papers=data / "papers"), data, settings=TINY.curriculum) if w.gold
    )
    [lesson] = prepare([window], pieces, titles=1, seed=0)
    with torch.no_grad():
        expected = network.eval()(collate([lesson]))
    read = ToRead(pieces.cut(window.example.asked), pieces.cut(window.title), pieces.cut(window.text), len(window.text))
    [said] = Network(work / NETWORK).run([read])
    begins = read.window.starts
    assert said.null == pytest.approx(float(expected.null[0]), abs=INT8)
    inside = slice(lesson.first, lesson.first + lesson.count)
    assert np.allclose(said.start[begins], expected.start[0, inside].numpy(), atol=INT8)


def test_lessons_point_at_their_answers(made) -> None:
    data, work, *_ = made
    windows = make_windows(load_examples(data, papers=data / "papers"), data, settings=TINY.curriculum)
    answered = [window for window in windows if window.gold]
    assert answered
    for window in answered:
        start, end = window.gold
        assert window.text[start:end] in window.example.accepted
    for lesson in lessons_of(data, work):
        assert lesson.start == -1 or lesson.first <= lesson.start <= lesson.end < lesson.first + lesson.count


def test_an_interrupted_fit_goes_on_from_its_last_save(made, body, tmp_path) -> None:
    data, work, *_ = made
    lessons, kept = lessons_of(data, work), kept_in(work, body)
    fit(ReadingNetwork(bert(body, kept, layers=range(1))), lessons, work=tmp_path, settings=TINY.fit)
    half = torch.load(tmp_path / "network.pt", weights_only=True)["step"]
    twice = dataclasses.replace(TINY.fit, epochs=2)
    fit(ReadingNetwork(bert(body, kept, layers=range(1))), lessons, work=tmp_path, settings=twice)
    assert torch.load(tmp_path / "network.pt", weights_only=True)["step"] == 2 * half


def test_frozen_layers_and_embeddings_stay_as_they_came(made, body, tmp_path) -> None:
    data, work, *_ = made
    kept = kept_in(work, body)
    before = bert(body, kept, layers=range(2)).state_dict()
    settings = dataclasses.replace(TINY.fit, frozen=1)
    network = fit(
        ReadingNetwork(bert(body, kept, layers=range(2))), lessons_of(data, work)[:16], work=tmp_path, settings=settings
    )
    after = network.body.state_dict()
    moved = {name.split(".")[2] for name in after if not torch.equal(before[name], after[name])}
    assert moved == {"1"}


def test_the_body_has_the_pieces_of_its_vocabulary_and_their_rows(body) -> None:
    assert (body.width, body.layers, body.heads, len(body.pieces)) == (384, 12, 12, 250_002)
    kept = needed_pieces(body, ["政协委员"] * 3, most=9_000)
    names = [body.pieces[index][0] for index in kept]
    assert names[:4] == ["<s>", "<pad>", "</s>", "<unk>"]
    assert {"政协委员", "政", "a", "7"} <= set(names)
    rows = bert(body, kept, layers=()).get_input_embeddings().weight
    expected = body.weights["emb.word"].reshape(-1, body.width)[
        body.pieces.index(body.pieces[kept[names.index("政协委员")]])
    ]
    assert np.array_equal(rows[names.index("政协委员")].detach().numpy(), expected)
