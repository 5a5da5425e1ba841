"""The project's own question sets: JSONL, one row a line, read one line at a time."""

import json
from collections.abc import Iterator
from pathlib import Path

from zhengxie_qa.errors import Said
from zhengxie_qa.evaluation.datasets.rows import RowError, example_from_row
from zhengxie_qa.evaluation.examples import Example, RowProblem


def read(path: Path) -> Iterator[Example | RowProblem]:
    """Yield a row or what is wrong with it, in file order; blank lines are passed over."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _row(line.removeprefix(b"\xef\xbb\xbf"), path, number)


def _row(line: bytes, path: Path, number: int) -> Example | RowProblem:
    try:
        return example_from_row(json.loads(line.rstrip()), line=number)
    except json.JSONDecodeError as error:
        place = error.colno
        return RowProblem(
            path.name, number, Said(f"not JSON: {error.msg} at column {place}", f"第 {place} 列不是合格的 JSON")
        )
    except UnicodeDecodeError:
        return RowProblem(
            path.name, number, Said("not UTF-8 text; save the file as UTF-8", "不是 UTF-8 文本，请另存为 UTF-8")
        )
    except RecursionError:
        return RowProblem(path.name, number, Said("nested too deeply to be a question", "嵌套太深，不是一道题"))
    except RowError as error:
        return RowProblem(path.name, number, error.said)
