"""CMRC 2018's own JSON: a list of contexts with ``qas``; answers are bare texts without places.

The release in SQuAD layout is read by ``datasets.squad``. A gold that stands in its context exactly once is given
that place; one that stands there several times keeps none, since any of them could be meant.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from zhengxie_qa.errors import Said
from zhengxie_qa.evaluation.datasets.located_json import LocatedObject
from zhengxie_qa.evaluation.datasets.rows import RowError, example_from_row, only_place
from zhengxie_qa.evaluation.examples import Example, RowProblem

_NO_QUESTIONS = Said('an entry needs text "context_text" and a list "qas"', "每一项要有文字“context_text”和列表“qas”")


def recognises(tree: Any) -> bool:
    """Whether a parsed JSON file has this layout."""
    return isinstance(tree, list) and any(isinstance(each, Mapping) and "context_text" in each for each in tree)


def read(tree: Any, path: Path) -> Iterator[Example | RowProblem]:
    """Yield a row or what is wrong with it, in file order."""
    for entry in tree:
        line = entry.line if isinstance(entry, LocatedObject) else 0
        if not line or not isinstance(entry.get("context_text"), str) or not isinstance(entry.get("qas"), list):
            yield RowProblem(path.name, line, _NO_QUESTIONS)
            continue
        for question in entry["qas"]:
            yield _question(question, entry["context_text"], path, line)


def _question(question: Any, context: str, path: Path, entry_line: int) -> Example | RowProblem:
    line = question.line if isinstance(question, LocatedObject) else entry_line
    try:
        return example_from_row(_project_row(question, context), line=line)
    except RowError as error:
        return RowProblem(path.name, line, error.said)


def _project_row(question: Any, context: str) -> Any:
    if not isinstance(question, Mapping):
        return question
    answers = question.get("answers")
    if isinstance(answers, list):
        answers = [
            {"text": each, "answer_start": only_place(each, context) if isinstance(each, str) else None}
            for each in answers
        ]
    return {
        "id": question.get("query_id"),
        "question": question.get("query_text"),
        "context": context,
        "answers": answers,
    }
