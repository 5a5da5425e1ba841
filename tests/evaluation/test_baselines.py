"""Baselines beside the product, in one table."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from conftest_rows import write_rows

from zhengxie_qa.answering.pipeline import Answerer
from zhengxie_qa.errors import ModelError
from zhengxie_qa.evaluation.baselines import (
    PRODUCT,
    encoder_systems,
    evaluate_systems,
    markdown_table,
    reader_system,
    standard_systems,
)
from zhengxie_qa.evaluation.harness import Task
from zhengxie_qa.evaluation.reencoded import ReencodedIndex
from zhengxie_qa.index.encoders.protocol import Embeddings, Encoder
from zhengxie_qa.index.index import Index
from zhengxie_qa.index.writing.writer import ingest
from zhengxie_qa.reading.rules.reader import RulesReader
from zhengxie_qa.retrieval.retriever import HybridRetriever
from zhengxie_qa.types import Filters, SearchMode

TEXT = "东湖市政协组织湖畔会120场，收集意见建议3500条。"


class FirstCharacter:
    """Text → (1, 0) if it begins with 西, else (0, 1)."""

    fingerprint = "first-character"
    dim = 2

    def encode_passages(self, texts: Sequence[str]) -> Embeddings:
        return np.array([[1, 0] if text.startswith("西") else [0, 1] for text in texts], dtype=np.float32)

    encode_queries = encode_passages


@pytest.fixture
def index(length_encoder: Encoder, tmp_path: Path) -> Index:
    """An index of two reports."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "东湖市.txt").write_text(TEXT, encoding="utf-8")
    (folder / "西岭市.txt").write_text("西岭市全年提案立案611件。", encoding="utf-8")
    ingest([folder], directory=tmp_path / "index", encoder=length_encoder)
    return Index.open(tmp_path / "index", encoder=length_encoder)


@pytest.fixture
def product(index: Index, length_encoder: Encoder) -> Answerer:
    """The engine that the others are compared with."""
    return Answerer(index, HybridRetriever(index, length_encoder), RulesReader())


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """One question on the first report."""
    gold = {"text": "120场", "answer_start": TEXT.index("120场")}
    row = {"question": "东湖市组织湖畔会多少场？", "doc": "东湖市.txt", "context": TEXT, "answers": [gold]}
    return write_rows(tmp_path / "set.jsonl", [row])


def test_every_task_has_its_own_rows(index: Index, product: Answerer, length_encoder: Encoder) -> None:
    def labels(task: Task) -> list[str]:
        return [each.label for each in standard_systems(task, product=product, index=index, encoder=length_encoder)]

    assert labels(Task.READING) == ["rules", PRODUCT]
    assert labels(Task.RETRIEVAL) == ["bm25", "dense", "fused", PRODUCT]
    assert labels(Task.END_TO_END) == ["bm25+rules", "dense+rules", "fused+rules", "product+rules", PRODUCT]


def test_searching_without_an_index_is_refused(product: Answerer) -> None:
    with pytest.raises(ValueError, match="need the index"):
        standard_systems(Task.RETRIEVAL, product=product)


def test_all_systems_stand_in_one_table(
    index: Index, product: Answerer, length_encoder: Encoder, questions: Path, tmp_path: Path
) -> None:
    systems = standard_systems(Task.END_TO_END, product=product, index=index, encoder=length_encoder)
    told: set[str] = set()
    done = evaluate_systems(
        questions,
        systems=systems,
        output=tmp_path / "out",
        task=Task.END_TO_END,
        on_progress=lambda label, _progress: told.add(label),
    )
    assert told == {system.label for system in systems}
    assert list(json.loads((tmp_path / "out" / "systems.json").read_text(encoding="utf-8"))) == [
        system.label for system in systems
    ]
    assert done[0].metrics.figures["doc_hit@1"] == 1.0
    table = (tmp_path / "out" / "systems.md").read_text(encoding="utf-8")
    assert table == markdown_table(done)
    assert table.splitlines()[0].startswith("| system | em | f1 |")


def test_one_mode_ranks_in_that_mode_only(index: Index, product: Answerer, length_encoder: Encoder) -> None:
    systems = standard_systems(Task.END_TO_END, product=product, index=index, encoder=length_encoder)
    dense = next(each for each in systems if each.label == "dense+rules")
    hits = dense.engine.ask("东湖市组织湖畔会多少场？").hits
    assert all("bm25" not in hit.parts or hit.parts["bm25"] == 0.0 for hit in hits) or hits == ()


def test_another_encoder_searches_the_same_passages_and_leaves_the_index_alone(
    index: Index, product: Answerer, questions: Path, tmp_path: Path
) -> None:
    kept = {file: file.read_bytes() for file in (tmp_path / "index").rglob("*") if file.is_file()}
    state = index.state()
    with encoder_systems("first", FirstCharacter(), task=Task.RETRIEVAL, index=index) as systems:
        assert [(each.label, each.mode) for each in systems] == [
            ("dense first", SearchMode.DENSE),
            ("fused first", SearchMode.HYBRID),
        ]
        hits = systems[0].engine.search("西", mode=SearchMode.DENSE)
        assert [(hit.document.file, hit.parts["cosine"]) for hit in hits] == [("西岭市.txt", 1.0), ("东湖市.txt", 0.0)]
        done = evaluate_systems(questions, systems=systems, output=tmp_path / "out", task=Task.RETRIEVAL)
        assert [each.metrics.counts["doc_hit@1"] for each in done] == [1, 1]
    assert index.state() == state
    assert {file: file.read_bytes() for file in kept} == kept
    assert done[0].metrics.run["encoder"] == FirstCharacter.fingerprint


def test_another_encoder_answers_with_the_rules_reader_end_to_end(index: Index) -> None:
    with encoder_systems("first", FirstCharacter(), task=Task.END_TO_END, index=index) as systems:
        assert [each.label for each in systems] == ["dense first+rules", "fused first+rules"]
        assert systems[1].engine.ask("东湖市组织湖畔会多少场？").text == "120场"


def test_filters_hold_for_another_encoder_too(index: Index, tmp_path: Path) -> None:
    (info,) = (each for each in index.documents() if each.file == "东湖市.txt")
    searched = ReencodedIndex(index, FirstCharacter(), folder=tmp_path)
    vector = FirstCharacter().encode_queries(["西"])[0]
    found = searched.search_dense(vector, k=5, filters=Filters(doc_ids=(info.doc_id,)))
    passages = searched.passages([passage_id for passage_id, _ in found])
    assert [each.doc_id for each, _ in passages.values()] == [info.doc_id]
    assert searched.cosines(vector, list(passages)) == [0.0]


def test_how_far_encoding_is_is_told(index: Index, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    ReencodedIndex(index, FirstCharacter(), folder=tmp_path, on_encoded=lambda done, total: told.append((done, total)))
    assert told == [(2, 2)]


def test_an_encoder_that_gives_no_numbers_is_refused(index: Index, tmp_path: Path) -> None:
    class Broken(FirstCharacter):
        def encode_passages(self, texts: Sequence[str]) -> Embeddings:
            return np.full((len(texts), 2), np.nan, dtype=np.float32)

    with pytest.raises(ModelError, match="NaN"):
        ReencodedIndex(index, Broken(), folder=tmp_path)


def test_a_run_with_another_encoder_goes_on_where_it_stopped(index: Index, questions: Path, tmp_path: Path) -> None:
    resumed: list[int] = []
    for _ in range(2):
        with encoder_systems("first", FirstCharacter(), task=Task.RETRIEVAL, index=index) as systems:
            evaluate_systems(
                questions,
                systems=systems[:1],
                output=tmp_path / "out",
                task=Task.RETRIEVAL,
                on_progress=lambda _label, progress: resumed.append(progress.resumed),
            )
    assert max(resumed) == 1


def test_another_reader_stands_for_the_products(index: Index, product: Answerer) -> None:
    reading = reader_system("rules", RulesReader(), task=Task.READING, product=product)
    assert (reading.label, reading.engine.read_context("有多少场？", TEXT).text) == ("rules", "120场")
    whole = reader_system("rules", RulesReader(), task=Task.END_TO_END, product=product, index=index)
    assert (whole.label, whole.engine.ask("东湖市组织湖畔会多少场？").text) == ("product+rules", "120场")
