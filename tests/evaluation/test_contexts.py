"""Retrieval over a set's own texts, through the real index."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest_rows import write_rows

from zhengxie_qa.answering.pipeline import Answerer
from zhengxie_qa.errors import DatasetError, InputError
from zhengxie_qa.evaluation.contexts import index_contexts
from zhengxie_qa.evaluation.harness import Task, evaluate
from zhengxie_qa.index.encoders.protocol import Encoder
from zhengxie_qa.index.index import Index
from zhengxie_qa.reading.rules.reader import RulesReader
from zhengxie_qa.retrieval.retriever import HybridRetriever
from zhengxie_qa.types import SearchMode

TEXTS = {
    "东湖市政协组织湖畔会120场，收集意见建议3500条。": "120场",
    "西岭市全年提案立案611件，市政协主席由王敏担任。": "611件",
}


@pytest.fixture
def reading_set(tmp_path: Path) -> Path:
    """Two questions, each with its own text, the first asked in two ways."""
    questions = ["东湖市湖畔会组织了多少场？", "西岭市提案立案多少件？"]
    rows: list[dict[str, Any]] = [
        {"question": question, "context": text, "answers": [{"text": gold, "answer_start": text.index(gold)}]}
        for question, (text, gold) in zip(questions, TEXTS.items(), strict=True)
    ]
    return write_rows(tmp_path / "reading.jsonl", [*rows, rows[0] | {"question": "湖畔会几场？"}])


def open_engine(directory: Path, encoder: Encoder) -> Answerer:
    index = Index.open(directory, encoder=encoder)
    return Answerer(index, HybridRetriever(index, encoder), RulesReader())


def test_each_text_is_indexed_once_and_found_by_its_question(
    reading_set: Path, length_encoder: Encoder, tmp_path: Path
) -> None:
    assert index_contexts(reading_set, directory=tmp_path / "index", encoder=length_encoder) == 2
    engine = open_engine(tmp_path / "index", length_encoder)
    metrics = evaluate(
        reading_set, engine=engine, output=tmp_path / "out", task=Task.RETRIEVAL, mode=SearchMode.LEXICAL
    ).metrics
    assert metrics.figures["hit@1"] == metrics.figures["doc_hit@1"] == 1.0


def test_the_same_set_is_not_indexed_again_and_another_replaces_it(
    reading_set: Path, length_encoder: Encoder, tmp_path: Path
) -> None:
    index_contexts(reading_set, directory=tmp_path / "index", encoder=length_encoder)
    before = open_engine(tmp_path / "index", length_encoder).state()
    index_contexts(reading_set, directory=tmp_path / "index", encoder=length_encoder)
    assert open_engine(tmp_path / "index", length_encoder).state() == before
    lines = reading_set.read_text(encoding="utf-8").splitlines()
    reading_set.write_text(lines[1], encoding="utf-8")
    index_contexts(reading_set, directory=tmp_path / "index", encoder=length_encoder)
    assert open_engine(tmp_path / "index", length_encoder).state().documents == 1


def test_a_folder_that_holds_something_else_is_left_alone(
    reading_set: Path, length_encoder: Encoder, tmp_path: Path
) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="is not an index of a set's own texts"):
        index_contexts(reading_set, directory=tmp_path / "index", encoder=length_encoder)


def test_a_set_without_texts_is_refused(length_encoder: Encoder, tmp_path: Path) -> None:
    bare = write_rows(tmp_path / "bare.jsonl", [{"question": "几场？", "answers": ["三场"]}])
    with pytest.raises(DatasetError, match="has no contexts to index"):
        index_contexts(bare, directory=tmp_path / "index", encoder=length_encoder)


def test_a_beir_folder_is_judged_by_documents(length_encoder: Encoder, tmp_path: Path) -> None:
    folder = tmp_path / "beir"
    (folder / "qrels").mkdir(parents=True)
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq\td1\t1\n", encoding="utf-8")
    texts = [{"_id": f"d{number}", "text": text} for number, text in enumerate(TEXTS)]
    for name, rows in (("corpus", texts), ("queries", [{"_id": "q", "text": "西岭市提案立案多少件"}])):
        write_rows(folder / f"{name}.jsonl", rows)
    index_contexts(folder, directory=tmp_path / "index", encoder=length_encoder)
    engine = open_engine(tmp_path / "index", length_encoder)
    evaluation = evaluate(folder, engine=engine, output=tmp_path / "out", task=Task.RETRIEVAL, mode=SearchMode.LEXICAL)
    assert evaluation.metrics.figures["doc_hit@1"] == 1.0
    assert json.loads((tmp_path / "out" / "metrics.json").read_text(encoding="utf-8"))["run"]["dataset"] == "beir"
    with pytest.raises(DatasetError, match="judges documents, not answers"):
        evaluate(folder, engine=engine, output=tmp_path / "other")
