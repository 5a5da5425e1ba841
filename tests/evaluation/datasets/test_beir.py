"""BEIR folders."""

import json
from pathlib import Path

import pytest

from zhengxie_qa.errors import DatasetError
from zhengxie_qa.evaluation.datasets.beir import corpus, file_name
from zhengxie_qa.evaluation.datasets.registry import DatasetFormat, read_dataset
from zhengxie_qa.evaluation.examples import RowProblem


def folder(tmp_path: Path, qrels: str) -> Path:
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text(qrels, encoding="utf-8")
    queries = [{"_id": "q1", "text": "湖畔会几场"}, {"_id": "q2", "text": "没有评判"}, {"_id": "q3"}]
    documents = [{"_id": "d1", "title": "东湖", "text": "湖畔会120场"}, {"_id": "a/b", "text": "西岭"}, {"text": "缺"}]
    for name, rows in (("queries", queries), ("corpus", documents)):
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def test_judged_queries_carry_graded_files(tmp_path: Path) -> None:
    dataset = read_dataset(folder(tmp_path, "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\ta/b\t0\n"))
    assert dataset.format is DatasetFormat.BEIR
    (example,) = dataset
    assert (example.id, example.question, dict(example.relevant)) == ("q1", "湖畔会几场", {"d1.txt": 2})
    assert [str(problem) for problem in dataset.problems] == ['queries.jsonl:3: a query needs "_id" and "text"']


def test_a_bad_judgement_is_named(tmp_path: Path) -> None:
    dataset = read_dataset(folder(tmp_path, "q1\td1\t1\nq1 d1 1\n"))
    assert "qrels/test.tsv:2: expected query-id, corpus-id and a grade" in [str(each) for each in dataset.problems]


def test_documents_are_named_for_the_index(tmp_path: Path) -> None:
    entries = list(corpus(folder(tmp_path, "q1\td1\t1\n")))
    assert entries[0] == ("d1.txt", "东湖\n\n湖畔会120场")
    assert entries[1] == (file_name("a/b"), "西岭")
    assert "/" not in file_name("a/b")
    assert entries[2] == RowProblem("corpus.jsonl", 3, 'a document needs "_id" and "text"')


def test_a_folder_without_qrels_is_refused(tmp_path: Path) -> None:
    folder(tmp_path, "")
    (tmp_path / "qrels" / "test.tsv").unlink()
    with pytest.raises(DatasetError, match=r"qrels holds none of test\.tsv"):
        read_dataset(tmp_path).scan()


def test_a_folder_without_a_part_is_told_which(tmp_path: Path) -> None:
    root = folder(tmp_path, "q1\td1\t1\n")
    (root / "corpus.jsonl").unlink()
    with pytest.raises(DatasetError, match=r"holds no corpus\.jsonl; a BEIR folder needs it"):
        list(corpus(root))
    (root / "queries.jsonl").unlink()
    with pytest.raises(DatasetError, match=r"is a folder without queries\.jsonl; give a file"):
        read_dataset(root)
