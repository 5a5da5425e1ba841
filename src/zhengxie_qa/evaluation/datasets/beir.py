"""BEIR folders (Thakur et al., NeurIPS 2021): ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/<split>.tsv``.

They judge documents, not answers: an example carries graded file names. :func:`corpus` gives the documents to index
under the same names.
"""

import csv
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from zhengxie_qa.errors import DatasetError
from zhengxie_qa.evaluation.examples import Example, RowProblem

_SPLITS = ("test", "dev", "train")
_SAFE_NAME = re.compile(r"[\w.-]{1,80}")


def recognises(path: Path) -> bool:
    """Whether a folder looks like a BEIR set."""
    return (path / "queries.jsonl").is_file() and (path / "qrels").is_dir()


def file_name(document: str) -> str:
    """The file name a document id gets in an index; unusual ids are replaced by their hash."""
    if _SAFE_NAME.fullmatch(document) and not document.startswith("."):
        return f"{document}.txt"
    return f"{hashlib.sha256(document.encode()).hexdigest()[:16]}.txt"


def read(path: Path) -> Iterator[Example | RowProblem]:
    """Yield judged queries, or what is wrong with a line of the qrels or the queries.

    :raises DatasetError: when the folder holds no qrels file.
    """
    qrels, problems = _qrels(_qrels_file(path))
    yield from problems
    for number, row in _json_lines(path / "queries.jsonl"):
        if isinstance(row, RowProblem):
            yield row
        elif not isinstance(row.get("text"), str) or not row["text"].strip() or "_id" not in row:
            yield RowProblem("queries.jsonl", number, 'a query needs "_id" and "text"')
        elif relevant := qrels.get(str(row["_id"])):
            yield Example(id=str(row["_id"]), question=row["text"].strip(), relevant=relevant, line=number)


def corpus(path: Path) -> Iterator[tuple[str, str] | RowProblem]:
    """Yield ``(file name, text)`` of each document, title first, or what is wrong with the line."""
    for number, row in _json_lines(path / "corpus.jsonl"):
        if isinstance(row, RowProblem):
            yield row
        elif "_id" not in row or not isinstance(row.get("text"), str):
            yield RowProblem("corpus.jsonl", number, 'a document needs "_id" and "text"')
        else:
            title = row.get("title") if isinstance(row.get("title"), str) else ""
            yield file_name(str(row["_id"])), f"{title}\n\n{row['text']}" if title else row["text"]


def _qrels_file(path: Path) -> Path:
    for split in _SPLITS:
        if (file := path / "qrels" / f"{split}.tsv").is_file():
            return file
    raise DatasetError(f"{path.name}/qrels holds none of {', '.join(f'{each}.tsv' for each in _SPLITS)}; add one.")


def _qrels(file: Path) -> tuple[dict[str, dict[str, int]], list[RowProblem]]:
    qrels: dict[str, dict[str, int]] = {}
    problems: list[RowProblem] = []
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for number, fields in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
            if not fields or (number == 1 and not _is_grade(fields[-1])):
                continue
            if len(fields) != 3 or not _is_grade(fields[2]):  # query, document, grade
                problems.append(RowProblem(f"qrels/{file.name}", number, "expected query-id, corpus-id and a grade"))
            elif int(fields[2]) > 0:
                qrels.setdefault(fields[0], {})[file_name(fields[1])] = int(fields[2])
    return qrels, problems


def _is_grade(text: str) -> bool:
    return text.strip().removeprefix("-").isdigit()


def _json_lines(file: Path) -> Iterator[tuple[int, Any]]:
    if not file.is_file():
        raise DatasetError(f"{file.parent.name} holds no {file.name}; a BEIR folder needs it.")
    with file.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                yield number, RowProblem(file.name, number, f"not JSON: {error}")
                continue
            yield number, row if isinstance(row, dict) else RowProblem(file.name, number, "expected an object")
