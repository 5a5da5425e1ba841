import dataclasses

import numpy as np
import pytest
import torch
from reader_toy_corpus import write_toy_corpus

from zhengxie_qa.reading.network import Network
from zhengxie_qa.reading.question import understand
from zhengxie_qa.reading.reader import NETWORK, VOCABULARY, load_trained
from zhengxie_qa.reading.vocabulary import Vocabulary
from zhengxie_qa.training.reader.batches import collate, prepare, vector_table
from zhengxie_qa.training.reader.curriculum import CurriculumSettings, make_windows
from zhengxie_qa.training.reader.examples import load_examples
from zhengxie_qa.training.reader.fit import FitSettings, fit
from zhengxie_qa.training.reader.recipe import Recipe, train
from zhengxie_qa.training.reader.second_look import SecondLookSettings
from zhengxie_qa.training.reader.torch_network import NetworkSize, ReadingNetwork
from zhengxie_qa.training.reader.vectors import VectorSettings
from zhengxie_qa.types import DocumentInfo, Hit, Passage

TINY = Recipe(
    vectors=VectorSettings(dim=100, smallest_count=1),
    curriculum=CurriculumSettings(window=120, cloze=10, swapped=6, near_misses=12, gaps=6, reworded=6),
    fit=FitSettings(epochs=2, batch=16, warm_up=2, crops=(80,), save_every=4),
    second_look=SecondLookSettings(trees=4, confidence_trees=4, smallest_leaf=5, folds=2),
    hidden=8,
    probe_epochs=1,
    found=4,
)
INT8 = 0.1
"""What rounding the LSTM weights may move a score by."""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The toy data, the work folder and the finished reader."""
    root = tmp_path_factory.mktemp("reader")
    data = write_toy_corpus(root / "data")
    figures = train(data, root / "out", work=root / "work", recipe=TINY)
    return data, root / "work", root / "out", figures


def test_the_recipe_ends_in_a_reader_that_reads(made) -> None:
    _, _, output, _ = made
    text = "青石市在1990年举行了12场座谈会。"
    hit = Hit(1, 1.0, Passage("d:0", "d", 0, len(text), text), DocumentInfo(doc_id="d", file="d", title="青石"))
    spans = load_trained(output).read(understand("青石市举行了多少场座谈会？"), [hit])
    assert spans
    assert all(text[s.start : s.end] == s.text and 0 <= s.confidence <= 1 for s in spans)


def test_the_probe_becomes_a_reader_too(made) -> None:
    _, work, output, _ = made
    probe = load_trained(work / "probe" / "reader")
    assert probe.fingerprint != load_trained(output).fingerprint


def test_figures_name_source_setting_and_stage(made) -> None:
    *_, figures = made
    assert {"cmrc/own/first/em", "cmrc/own/second/em", "drcd/own/n", "confidence/auroc"} <= figures.keys()


def test_going_on_from_a_finished_work_folder_gives_the_same_reader(made, tmp_path) -> None:
    data, work, output, _ = made
    train(data, tmp_path / "again", work=work, recipe=TINY)
    assert load_trained(tmp_path / "again").fingerprint == load_trained(output).fingerprint


def test_the_exported_network_says_what_torch_says(made) -> None:
    data, work, *_ = made
    vocabulary = Vocabulary.load(work / VOCABULARY)
    lessons = prepare(make_windows(load_examples(data), data, settings=TINY.curriculum), vocabulary, titles=1, seed=0)
    chosen = lessons[:3]
    network = ReadingNetwork(NetworkSize(len(vocabulary.characters) + 2, hidden=8))
    network.load_state_dict(torch.load(work / "shipped" / "network.pt", weights_only=True)["average"])
    vectors = vector_table(vocabulary)
    with torch.no_grad():
        expected = [network.eval()(collate([lesson], vectors)) for lesson in chosen]
    said = Network(work / "shipped" / NETWORK, vocabulary).run([c.window for c in chosen], [c.question for c in chosen])
    for scores, torch_says in zip(said, expected, strict=True):
        assert np.allclose(scores.start, torch_says.start[0].numpy(), atol=INT8)
        assert scores.null == pytest.approx(float(torch_says.null[0]), abs=INT8)


def test_lessons_point_at_their_answers(made) -> None:
    data, *_ = made
    windows = make_windows(load_examples(data), data, settings=TINY.curriculum)
    answered = [window for window in windows if window.gold]
    assert answered
    for window in answered:
        start, end = window.gold
        assert window.text[start:end] in window.example.accepted
    for window in windows:
        if window.gold is None and not window.hard:
            assert not any(wording in window.text for wording in window.example.accepted)


def test_an_interrupted_fit_goes_on_from_its_last_save(made, tmp_path) -> None:
    data, work, *_ = made
    vocabulary = Vocabulary.load(work / VOCABULARY)
    vectors = vector_table(vocabulary)
    lessons = prepare(make_windows(load_examples(data), data, settings=TINY.curriculum), vocabulary, titles=1, seed=0)
    size = NetworkSize(len(vocabulary.characters) + 2, hidden=8)
    settings = dataclasses.replace(TINY.fit, epochs=1)
    fit(ReadingNetwork(size), lessons, vectors, work=tmp_path, settings=settings)
    half = torch.load(tmp_path / "network.pt", weights_only=True)["step"]
    fit(ReadingNetwork(size), lessons, vectors, work=tmp_path, settings=dataclasses.replace(settings, epochs=2))
    assert torch.load(tmp_path / "network.pt", weights_only=True)["step"] == 2 * half
