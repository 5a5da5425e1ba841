"""Run and qrels files in the formats of TREC, so that trec_eval, ranx and pyserini can check the figures.

Passages are judged in ``run.trec`` and ``qrels.trec``, documents in ``run.documents.trec`` and
``qrels.documents.trec``.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from zhengxie_qa.evaluation.runs.folder import read_predictions

_NOT_A_FIELD = re.compile(r"\s+")


def run_lines(query_id: str, ids: list[str], label: str) -> str:
    """Lines ``query Q0 id rank score label`` of one query; scores fall with the rank, so no tool reorders ties."""
    return "".join(
        f"{_field(query_id)} Q0 {_field(each)} {rank} {len(ids) - rank + 1} {_field(label)}\n"
        for rank, each in enumerate(ids, start=1)
    )


def qrels_lines(query_id: str, grades: Mapping[str, int]) -> str:
    """Lines ``query 0 id grade`` of one query, by id."""
    return "".join(f"{_field(query_id)} 0 {_field(each)} {grade}\n" for each, grade in sorted(grades.items()))


def write_trec(directory: Path, *, label: str) -> None:
    """Write the four files of a run folder, streaming over its predictions."""
    with (
        (directory / "run.trec").open("w", encoding="utf-8") as run,
        (directory / "qrels.trec").open("w", encoding="utf-8") as qrels,
        (directory / "run.documents.trec").open("w", encoding="utf-8") as document_run,
        (directory / "qrels.documents.trec").open("w", encoding="utf-8") as document_qrels,
    ):
        for prediction in read_predictions(directory):
            passages = [hit.passage_id for hit in prediction.retrieved]
            documents = list(dict.fromkeys(hit.doc_id for hit in prediction.retrieved))
            run.write(run_lines(prediction.id, passages, label))
            document_run.write(run_lines(prediction.id, documents, label))
            qrels.write(qrels_lines(prediction.id, prediction.relevant))
            document_qrels.write(qrels_lines(prediction.id, prediction.relevant_documents))


def _field(text: str) -> str:
    """A value without the spaces that separate fields."""
    return _NOT_A_FIELD.sub("_", text.strip()) or "_"
