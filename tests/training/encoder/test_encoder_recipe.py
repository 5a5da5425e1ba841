"""The whole recipe on a toy corpus: it runs, learns, repeats itself, and opens in sentence-transformers."""

import json
from pathlib import Path

import numpy as np
import pytest
from encoder_toy_corpus import write_toy_data

from zhengxie_qa.training.encoder.contrastive import Optimisation
from zhengxie_qa.training.encoder.export import embed, quantise, write_facts, write_folder
from zhengxie_qa.training.encoder.figures import main as figures_main
from zhengxie_qa.training.encoder.figures import measure, paragraphs, political_fold
from zhengxie_qa.training.encoder.folds import is_held_out
from zhengxie_qa.training.encoder.material import Material, Task, load_material
from zhengxie_qa.training.encoder.recipe import Recipe, Tokeniser, Trained, run
from zhengxie_qa.training.encoder.vocabulary import VocabularySize

TINY = Recipe(
    size=VocabularySize(han=400, latin=60, rarest_character=1),
    dim=64,
    semantic_dim=16,
    optimisation=Optimisation(steps=30),
    batch_size=48,
    hard_negatives=2,
    seed=3,
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_toy_data(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def material(data: Path) -> Material:
    return load_material(data, synonyms=[("看病", "医疗"), ("找工作", "就业")])


@pytest.fixture(scope="module")
def trained(material: Material) -> Trained:
    return run(material, TINY, report=lambda line: None)


def test_held_out_documents_give_no_pairs(data: Path, material: Material) -> None:
    rows = [json.loads(line) for line in (data / "political" / "train.jsonl").read_text(encoding="utf-8").splitlines()]
    held = {row["question"].lower().replace("？", "?") for row in rows if is_held_out(row["doc"])}
    assert held
    for task in (Task.QUESTION_POLITICAL, Task.EVIDENCE, Task.WORDINGS):
        assert not held & {pair.left for pair in material.pairs[task]}


def test_passages_of_a_question_hold_its_answer(material: Material) -> None:
    for pair in material.pairs[Task.QUESTION_POLITICAL]:
        assert pair.answer in pair.right


def test_the_same_seed_gives_the_same_vectors(material: Material, trained: Trained) -> None:
    again = run(material, TINY, report=lambda line: None)
    np.testing.assert_array_equal(again.vectors, trained.vectors)
    assert again.tokenizer.to_str() == trained.tokenizer.to_str()


def test_questions_find_their_paragraphs(data: Path, trained: Trained) -> None:
    tokenise = Tokeniser(trained.tokenizer)
    figures = measure(paragraphs(data, "cmrc2018_trial"), encode=lambda t: embed(tokenise(t), trained.vectors))
    assert figures["dense"]["MRR@10"] > 100 * (1 + 1 / 2 + 1 / 3 + 1 / 4 + 1 / 5 + 1 / 6) / 6  # chance
    assert set(figures) >= {"bm25", "dense", "hybrid 0.2"}


def test_the_political_fold_holds_only_held_out_questions(data: Path) -> None:
    chinese, english = political_fold(data)
    assert len(chinese.questions) == len(english.questions) > 0
    assert all(relevant for relevant in chinese.relevant)


def test_sentence_transformers_opens_the_folder(trained: Trained, tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    folder = tmp_path / "encoder"
    write_folder(folder, trained.tokenizer, trained.vectors)
    write_facts(folder, {"seed": 3})
    texts = ["医疗保险", "高速公路通车里程", "hospital", ""]
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    rounded, scales = quantise(trained.vectors)
    expected = embed(Tokeniser(trained.tokenizer)(texts), rounded.astype(np.float32) * scales[:, None])
    np.testing.assert_allclose(model.encode(texts), expected, atol=2e-3)
    config = json.loads((folder / "config_sentence_transformers.json").read_text(encoding="utf-8"))
    assert config["zhengxie_fold"] is True
    assert json.loads((folder / "training.json").read_text(encoding="utf-8")) == {"seed": 3}


def test_a_finished_folder_is_measured_through_the_product(data: Path, trained: Trained, tmp_path: Path) -> None:
    folder = tmp_path / "encoder"
    write_folder(folder, trained.tokenizer, trained.vectors)
    figures_main(["--data", str(data), "--encoder", str(folder)])
    written = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    assert written["encoder"].startswith("static-")
    assert written["figures"]["political_zh expanded"]["hybrid 0.2"]["R@10"] > 0
