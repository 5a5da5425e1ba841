"""SQuAD 1.1 and 2.0 JSON, the same layout used by DRCD and by one release of CMRC 2018: data → paragraphs → qas."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from zhengxie_qa.errors import Said
from zhengxie_qa.evaluation.datasets.located_json import LocatedObject
from zhengxie_qa.evaluation.datasets.rows import RowError, example_from_row
from zhengxie_qa.evaluation.examples import Example, RowProblem

_NO_PARAGRAPHS = Said('an entry of "data" has no list "paragraphs"', "“data”中的一项没有“paragraphs”列表")
_NO_QUESTIONS = Said('a paragraph needs text "context" and a list "qas"', "段落里要有文字“context”和列表“qas”")


def recognises(tree: Any) -> bool:
    """Whether a parsed JSON file has this layout."""
    return isinstance(tree, Mapping) and isinstance(tree.get("data"), list)


def read(tree: Any, path: Path) -> Iterator[Example | RowProblem]:
    """Yield a row or what is wrong with it, in file order."""
    for article in tree["data"]:
        paragraphs = article.get("paragraphs") if isinstance(article, LocatedObject) else None
        if not isinstance(paragraphs, list):
            yield RowProblem(path.name, _line(article), _NO_PARAGRAPHS)
            continue
        for paragraph in paragraphs:
            yield from _paragraph(paragraph, path)


def _paragraph(paragraph: Any, path: Path) -> Iterator[Example | RowProblem]:
    questions = paragraph.get("qas") if isinstance(paragraph, LocatedObject) else None
    if not isinstance(questions, list) or not isinstance(paragraph.get("context"), str):
        yield RowProblem(path.name, _line(paragraph), _NO_QUESTIONS)
        return
    for question in questions:
        line = _line(question) or paragraph.line
        try:
            yield example_from_row(_project_row(question, paragraph["context"]), line=line)
        except RowError as error:
            yield RowProblem(path.name, line, error.said)


def _project_row(question: Any, context: str) -> Any:
    if not isinstance(question, Mapping):
        return question
    return {name: question.get(name) for name in ("id", "question", "answers", "is_impossible")} | {"context": context}


def _line(value: Any) -> int:
    return value.line if isinstance(value, LocatedObject) else 0
