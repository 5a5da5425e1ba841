"""Baselines beside the product, in one table."""

import json
from pathlib import Path

import pytest
from conftest_rows import write_rows

from zhengxie_qa.answering.pipeline import Engine
from zhengxie_qa.evaluation.baselines import (
    PRODUCT,
    encoder_systems,
    evaluate_systems,
    markdown_table,
    standard_systems,
)
from zhengxie_qa.evaluation.harness import Task
from zhengxie_qa.index.index import Index
from zhengxie_qa.index.ingest import ingest
from zhengxie_qa.reading.rules import RulesReader
from zhengxie_qa.retrieval.retriever import HybridRetriever
from zhengxie_qa.types import Encoder, SearchMode

TEXT = "东湖市政协组织湖畔会120场，收集意见建议3500条。"


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
def product(index: Index, length_encoder: Encoder) -> Engine:
    """The engine that the others are compared with."""
    return Engine(index, HybridRetriever(index, length_encoder), RulesReader())


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """One question on the first report."""
    gold = {"text": "120场", "answer_start": TEXT.index("120场")}
    row = {"question": "东湖市组织湖畔会多少场？", "doc": "东湖市.txt", "context": TEXT, "answers": [gold]}
    return write_rows(tmp_path / "set.jsonl", [row])


def test_every_task_has_its_own_rows(index: Index, product: Engine, length_encoder: Encoder) -> None:
    def labels(task: Task) -> list[str]:
        return [each.label for each in standard_systems(task, product=product, index=index, encoder=length_encoder)]

    assert labels(Task.READING) == ["rules", PRODUCT]
    assert labels(Task.RETRIEVAL) == ["bm25", "dense", "fused", PRODUCT]
    assert labels(Task.END_TO_END) == ["bm25+rules", "dense+rules", "fused+rules", "product+rules", PRODUCT]


def test_searching_without_an_index_is_refused(product: Engine) -> None:
    with pytest.raises(ValueError, match="need the index"):
        standard_systems(Task.RETRIEVAL, product=product)


def test_all_systems_stand_in_one_table(
    index: Index, product: Engine, length_encoder: Encoder, questions: Path, tmp_path: Path
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


def test_one_mode_ranks_in_that_mode_only(index: Index, product: Engine, length_encoder: Encoder) -> None:
    systems = standard_systems(Task.END_TO_END, product=product, index=index, encoder=length_encoder)
    dense = next(each for each in systems if each.label == "dense+rules")
    hits = dense.engine.ask("东湖市组织湖畔会多少场？").hits
    assert all("bm25" not in hit.parts or hit.parts["bm25"] == 0.0 for hit in hits) or hits == ()


def test_another_encoder_indexes_the_same_documents(
    product: Engine, length_encoder: Encoder, questions: Path, tmp_path: Path
) -> None:
    with encoder_systems("length", length_encoder, product=product) as systems:
        assert [(each.label, each.mode) for each in systems] == [
            ("dense length", SearchMode.DENSE),
            ("fused length", SearchMode.HYBRID),
        ]
        done = evaluate_systems(questions, systems=systems, output=tmp_path / "out", task=Task.RETRIEVAL)
        assert [each.metrics.counts["doc_hit@1"] for each in done] == [1, 1]
