"""The questions over reports and papers that weights are learnt from, and where their texts lie.

Two sets come from the data folder. A third is our own and lies in ``papers``: invented news, notices, minutes,
rules, statistics and speeches with questions on them, written for this and CC0.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PAPERS = Path(__file__).parent / "papers"
OWN = "papers"
"""What rows of our own set give as their ``corpus``."""


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Read a JSONL file; a missing one has no rows."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def political_rows(data: Path, *, papers: Path = PAPERS) -> list[dict[str, Any]]:
    """Read the train questions: on reports in full sentences, on all kinds as people type, and our own."""
    files = [data / "political" / "train.jsonl", data / "political" / "train_styles.jsonl", papers / "questions.jsonl"]
    return [row for file in files for row in read_rows(file)]


def text_path(row: Mapping[str, Any], data: Path, *, papers: Path = PAPERS) -> Path:
    """Return where the text of a question lies."""
    folder = papers / "texts" if row["corpus"] == OWN else data / "text" / str(row["corpus"])
    return folder / str(row["doc"])


def as_asked(row: Mapping[str, Any]) -> str:
    """Put the last question before a follow-up in front of it."""
    return " ".join([*(row.get("history") or [])[-1:], row["question"]])
