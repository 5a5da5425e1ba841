"""An index of a set's own texts: the contexts of a reading set, or the corpus of a BEIR folder.

Each text becomes a file of its own, named so that ``evaluation.gold`` finds it again. Nothing of a question gets in.
A note in the folder says what it was made of, so that a second run of the same set does not build it again.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from zhengxie_qa.errors import DatasetError, InputError
from zhengxie_qa.evaluation.datasets import beir
from zhengxie_qa.evaluation.datasets.registry import Dataset, DatasetFormat, read_dataset
from zhengxie_qa.evaluation.examples import RowProblem
from zhengxie_qa.evaluation.gold import context_file
from zhengxie_qa.index.encoders.protocol import Encoder
from zhengxie_qa.index.writing.progress import OnProgress, silent
from zhengxie_qa.index.writing.writer import ingest

_NOTE = "made-of.json"


def index_contexts(
    dataset: Path,
    *,
    directory: Path,
    encoder: Encoder,
    simplify: bool = False,
    on_progress: OnProgress = silent,
) -> int:
    """Build an index over the texts a question set brings along, unless it is there already.

    :param directory: of the index: new, empty, or made by this function before; then it is replaced if the set or
        the encoder is another.
    :returns: the number of texts.
    :raises DatasetError: when the set has no texts of its own, or one of them cannot be indexed.
    :raises InputError: when ``directory`` holds something else.
    """
    rows = read_dataset(dataset, simplify=simplify)
    made_of = {"texts": rows.fingerprint(), "encoder": encoder.fingerprint}
    count = _already_there(directory, made_of)
    if count is not None:
        return count
    with TemporaryDirectory(prefix="zhengxie-qa-contexts-") as folder:
        count = sum(1 for _ in _write_texts(rows, Path(folder)))
        if not count:
            raise DatasetError(f"{dataset.name} has no contexts to index; evaluate it over an index of its articles.")
        report = ingest([Path(folder)], directory=directory, encoder=encoder, on_progress=on_progress)
    if report.failed:
        file, message = report.failed[0]
        raise DatasetError(f"{len(report.failed)} texts of {dataset.name} could not be indexed; {file}: {message}")
    (directory / _NOTE).write_text(json.dumps({**made_of, "count": count}) + "\n", encoding="utf-8")
    return count


def _already_there(directory: Path, made_of: dict[str, str]) -> int | None:
    """The number of texts if the index is the wanted one; else make room for it."""
    if not directory.exists() or not any(directory.iterdir()):
        return None
    try:
        note = json.loads((directory / _NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            f"{directory} is not an index of a set's own texts; remove it, or give another output folder."
        ) from error
    if made_of.items() <= note.items():
        return int(note["count"])
    shutil.rmtree(directory)
    return None


def _write_texts(rows: Dataset, folder: Path) -> Iterator[str]:
    for name, text in _texts(rows):
        (folder / name).write_text(text, encoding="utf-8", newline="")
        yield name


def _texts(rows: Dataset) -> Iterator[tuple[str, str]]:
    if rows.format is DatasetFormat.BEIR:
        for entry in beir.corpus(rows.path):
            if not isinstance(entry, RowProblem):
                yield entry
        return
    seen: set[str] = set()
    for example in rows:
        if example.context is not None and (name := context_file(example.context)) not in seen:
            seen.add(name)
            yield name, example.context
