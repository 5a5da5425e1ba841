"""Which format a path has, and the one object through which every format is read."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from itertools import islice
from pathlib import Path

from zhengxie_qa.errors import DatasetError, Said
from zhengxie_qa.evaluation.datasets import beir, cmrc, project, squad, tables
from zhengxie_qa.evaluation.datasets.encoding import read_text
from zhengxie_qa.evaluation.datasets.located_json import parse_located
from zhengxie_qa.evaluation.datasets.simplify import simplified
from zhengxie_qa.evaluation.examples import Example, RowProblem

Rows = Iterator[Example | RowProblem]

_HASH_BLOCK = 1 << 20


class DatasetFormat(StrEnum):
    """Formats of question sets."""

    JSONL = "jsonl"
    SQUAD = "squad"
    CMRC2018 = "cmrc2018"
    BEIR = "beir"
    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Scan:
    """What one pass over a question set finds.

    :param with_context: rows that carry their own text to be read.
    :param answerable: rows with at least one gold answer or relevant document.
    """

    rows: int
    with_context: int
    answerable: int
    problems: tuple[RowProblem, ...]


@dataclass(frozen=True, slots=True)
class Dataset:
    """A question set on disk; iterating reads it from the start, row by row.

    :param limit: stop after this many usable rows.
    """

    path: Path
    format: DatasetFormat
    simplify: bool = False
    limit: int | None = None
    _read: Callable[[], Rows] = field(repr=False, kw_only=True)

    def __iter__(self) -> Iterator[Example]:
        """Yield the usable rows, in file order."""
        usable = (row for row in self.rows() if isinstance(row, Example))
        return islice(usable, self.limit)

    def rows(self) -> Rows:
        """Yield each row, what is wrong with it, or first the one and then the other where it can still be used.

        A row whose id an earlier one has is given its line as well.
        """
        seen: set[str] = set()
        for row in self._read():
            if isinstance(row, RowProblem):
                yield row
                continue
            if row.flaw:
                yield RowProblem(self.path.name, row.line, row.flaw)
            if row.id in seen:
                named = replace(row, id=f"{row.id} (line {row.line})")
                yield RowProblem(
                    self.path.name,
                    row.line,
                    Said(
                        f"id {row.id} is used before; asked as “{named.id}”",
                        f"编号 {row.id} 前面用过，改用“{named.id}”",
                    ),
                )
                row = named
            seen.add(row.id)
            yield simplified(row) if self.simplify else row

    def scan(self) -> Scan:
        """Read everything once.

        :raises DatasetError: when no row is usable, naming the first thing that is wrong.
        """
        rows = with_context = answerable = 0
        problems: list[RowProblem] = []
        for row in self.rows():
            if isinstance(row, RowProblem):
                problems.append(row)
            elif self.limit is None or rows < self.limit:
                rows += 1
                with_context += row.context is not None
                answerable += bool(row.answers or row.relevant)
        if rows == 0:
            first = problems[0].told if problems else Said("it has no row with a question", "没有一行写着问题")
            raise DatasetError(
                Said(
                    f"{self.path.name} holds no usable question: {first}.",
                    f"{self.path.name} 里没有能用的问题：{first.zh}。",
                )
            )
        return Scan(rows, with_context, answerable, tuple(problems))

    @property
    def problems(self) -> tuple[RowProblem, ...]:
        """What is wrong with the rows left out."""
        return tuple(row for row in self.rows() if isinstance(row, RowProblem))

    def fingerprint(self) -> str:
        """SHA-256 over the file (or the files of a folder) and the reading options, hexadecimal."""
        digest = hashlib.sha256(f"{self.format}:{self.simplify}:{self.limit}".encode())
        files = sorted(self.path.rglob("*")) if self.path.is_dir() else [self.path]
        for file in files:
            if file.is_file():
                with file.open("rb") as stream:
                    while block := stream.read(_HASH_BLOCK):
                        digest.update(block)
        return digest.hexdigest()


def read_dataset(path: Path, *, simplify: bool = False, limit: int | None = None) -> Dataset:
    """Open a question set, its format told by name and content.

    :param simplify: turn Traditional characters into Simplified, offsets kept.
    :param limit: use the first rows only.
    :raises DatasetError: when the path does not exist or is in none of the formats.
    """
    if not path.exists():
        raise DatasetError(
            Said(f"There is no question set at {path}; check the path.", f"没有问题集 {path}，请检查路径。")
        )
    format_, read = _directory(path) if path.is_dir() else _file(path)
    return Dataset(path, format_, simplify, limit, _read=read)


def _directory(path: Path) -> tuple[DatasetFormat, Callable[[], Rows]]:
    if beir.recognises(path):
        return DatasetFormat.BEIR, partial(beir.read, path)
    missing = " and ".join(name for name in ("queries.jsonl", "qrels") if not (path / name).exists())
    raise DatasetError(f"{path} is a folder without {missing}; give a file, or a BEIR folder with all its parts.")


def _file(path: Path) -> tuple[DatasetFormat, Callable[[], Rows]]:
    match path.suffix.lower():
        case ".jsonl" | ".ndjson":
            return DatasetFormat.JSONL, partial(project.read, path)
        case ".json":
            return _json(path)
        case ".csv" | ".tsv":
            return DatasetFormat.CSV, partial(tables.read_csv, path)
        case ".xlsx" | ".xlsm":
            return DatasetFormat.XLSX, partial(tables.read_xlsx, path)
        case other:
            raise DatasetError(
                Said(
                    f"{path.name}: {other or 'no ending'} is not a question set; give .jsonl, .json (SQuAD, CMRC 2018, "
                    "DRCD), .csv, .xlsx or a BEIR folder.",
                    f"{path.name} 不是问题集（{other or '没有扩展名'}）；可以用 .jsonl、.csv、.xlsx、"
                    ".json（SQuAD、CMRC 2018、DRCD），或 BEIR 文件夹。",
                )
            )


def _json(path: Path) -> tuple[DatasetFormat, Callable[[], Rows]]:
    text = read_text(path)
    if _looks_like_lines(text):
        return DatasetFormat.JSONL, partial(project.read, path)
    tree = parse_located(text, file=path.name)
    if squad.recognises(tree):
        return DatasetFormat.SQUAD, partial(squad.read, tree, path)
    if cmrc.recognises(tree):
        return DatasetFormat.CMRC2018, partial(cmrc.read, tree, path)
    raise DatasetError(
        Said(
            f'{path.name} is JSON but neither SQuAD (an object with "data") nor CMRC 2018 '
            '(a list with "context_text").',
            f"{path.name} 是 JSON，但既不是 SQuAD（带“data”的对象），也不是 CMRC 2018（带“context_text”的列表）。",
        )
    )


def _looks_like_lines(text: str) -> bool:
    """Whether a ``.json`` file is really JSONL: at least two lines, the first two complete objects."""
    lines = [line.strip() for line in text.split("\n", 3)[:2]]
    return len(lines) > 1 and all(line.startswith("{") and line.endswith("}") for line in lines)
