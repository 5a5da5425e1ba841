"""The questions over reports and papers that weights are learnt from, and where their texts lie.

Two sets come from the data folder. A third is our own and lies in ``papers``: invented news, notices, minutes,
rules, statistics and speeches with questions on them, written for this and CC0.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zhengxie_qa.training.encoder.material import read_jsonl

INVENTED = ("invented_news", "invented_office")
"""Corpora of the data folder that are invented papers."""
PAPERS = Path(__file__).parent / "papers"
OWN = "papers"
"""What rows of our own set give as their ``corpus``."""
TEXTS = "texts"
"""The folder of our own papers."""


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Read a JSONL file; a missing one has no rows."""
    return read_jsonl(path) if path.exists() else []


def political_rows(data: Path, *, papers: Path = PAPERS) -> list[dict[str, Any]]:
    """Read the train questions: on reports in full sentences, on all kinds as people type, and our own.

    :raises FileNotFoundError: if there are none on reports.
    """
    styles = read_rows(data / "political" / "train_styles.jsonl")
    return [*read_jsonl(data / "political" / "train.jsonl"), *styles, *read_rows(papers / "questions.jsonl")]


def text_path(row: Mapping[str, Any], data: Path, *, papers: Path = PAPERS) -> Path:
    """Return where the text of a question lies."""
    folder = papers / TEXTS if row["corpus"] == OWN else data / "text" / str(row["corpus"])
    return folder / str(row["doc"])


def as_asked(row: Mapping[str, Any]) -> str:
    """Put the last question before a follow-up in front of it."""
    return " ".join([*(row.get("history") or [])[-1:], row["question"]])
