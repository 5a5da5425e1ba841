"""What the ranker learns from: candidates of the product's own first stage, and which of them hold the answer.

Questions the encoder was trained on would teach it to trust cosines too much, so only those it never saw are used:
those on reports that it held out and on papers, none of which it has read, and samples of CMRC 2018 trial and DRCD
dev, so that what was learnt on reports does not spoil plain encyclopaedic questions. No evaluation set is read.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt

from zhengxie_qa.engine import join_retriever
from zhengxie_qa.index.encoders.protocol import Encoder
from zhengxie_qa.index.index import Index
from zhengxie_qa.index.writing.writer import ingest
from zhengxie_qa.question.translation.translation import bundled_translator
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.retrieval.ranking_features import ranked_query, ranking_features
from zhengxie_qa.retrieval.retriever import CANDIDATES
from zhengxie_qa.training.encoder.folds import is_held_out
from zhengxie_qa.training.encoder.material import read_jsonl
from zhengxie_qa.training.political import INVENTED, OWN, PAPERS, as_asked, political_rows, text_path
from zhengxie_qa.training.reader.curriculum import report_paths
from zhengxie_qa.types import Hit

WIKIPEDIA: Mapping[str, int] = {"cmrc2018_trial": 300, "drcd_dev_trad": 500}
"""Reading sets and how many of their questions are taken."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and where its answers start: file → offsets."""

    question: str
    file: str
    starts: tuple[int, ...]
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class Group:
    """The candidates of one question, in the order of the first stage.

    :param rows: shape ``(candidates, len(FEATURES))``.
    :param holds: which candidates hold an answer.
    :param of_document: which come from the right document.
    """

    collection: str
    file: str
    language: str
    rows: npt.NDArray[np.float32]
    holds: npt.NDArray[np.bool_]
    of_document: npt.NDArray[np.bool_]


def load_groups(data: Path, *, encoder: Encoder, seed: int, papers: Path = PAPERS) -> list[Group]:
    """Build all groups, political ones first."""
    groups: list[Group] = []
    with TemporaryDirectory(prefix="ranker-") as folder:
        rows = [row for row in political_rows(data, papers=papers) if _is_unseen(row)]
        texts = {text_path(row, data, papers=papers) for row in rows}.union(report_paths(data))
        asked = [_asked(row) for row in rows if row["answers"]]
        groups += candidates("political", asked, sorted(texts), directory=Path(folder) / "political", encoder=encoder)
        for name, count in WIKIPEDIA.items():
            contexts = Path(folder) / f"{name}-contexts"
            everything = list(write_contexts(data / "qa" / f"{name}.jsonl", contexts))
            asked = random.Random(seed).sample(everything, min(count, len(everything)))
            groups += candidates(name, asked, [contexts], directory=Path(folder) / name, encoder=encoder)
    return groups


def _is_unseen(row: Mapping[str, Any]) -> bool:
    return row["corpus"] in {*INVENTED, OWN} or is_held_out(row["doc"])


def _asked(row: Mapping[str, Any]) -> Asked:
    return Asked(as_asked(row), row["doc"], tuple(answer["answer_start"] for answer in row["answers"]), row["lang"])


def write_contexts(path: Path, folder: Path) -> Iterator[Asked]:
    """Write each context of a reading set to a file of its own and read the questions on it."""
    folder.mkdir(parents=True)
    files: dict[str, str] = {}
    for row in read_jsonl(path):
        context = row["context"]
        if context not in files:
            files[context] = f"{len(files):05d}.txt"
            (folder / files[context]).write_text(context, encoding="utf-8", newline="")
        yield Asked(row["question"], files[context], tuple(answer["answer_start"] for answer in row["answers"]))


def candidates(
    collection: str, asked: Sequence[Asked], paths: Sequence[Path], *, directory: Path, encoder: Encoder
) -> list[Group]:
    """Index some articles and ask the first stage every question."""
    report = ingest(list(paths), directory=directory, encoder=encoder)
    if report.failed:
        raise ValueError(f"{report.failed[0][0]}: {report.failed[0][1]}")
    index = Index.open(directory, encoder=encoder)
    retriever = join_retriever(index, encoder)
    groups = []
    for item in asked:
        question = understand(item.question, translator=bundled_translator())
        hits = retriever.retrieve(question, k=CANDIDATES)
        query = ranked_query(question, retriever.terms(question), idf=index.idf)
        groups.append(_group(collection, item, hits, rows=ranking_features(query, hits)))
    return groups


def _group(collection: str, asked: Asked, hits: Sequence[Hit], *, rows: npt.NDArray[np.float32]) -> Group:
    of_document = np.array([hit.document.file == asked.file for hit in hits], bool)
    inside = [any(hit.passage.start <= start < hit.passage.end for start in asked.starts) for hit in hits]
    return Group(collection, asked.file, asked.language, rows, of_document & np.array(inside, bool), of_document)
