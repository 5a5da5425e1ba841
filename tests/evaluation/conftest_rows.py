"""A small question set over the invented reports, with every outcome in it, and the answers an engine gives."""

import json
from pathlib import Path
from typing import Any

from evaluation_fakes import NOISE, REPORTS


def gold(file: str, text: str) -> dict[str, Any]:
    """A gold answer at its place in the raw file."""
    return {"text": text, "answer_start": len(NOISE) + REPORTS[file].index(text)}


ROWS: list[dict[str, Any]] = [
    {
        "id": "right",
        "question": "东湖市湖畔会办了多少场？",
        "doc": "东湖市.txt",
        "answers": [gold("东湖市.txt", "120场")],
        "kind": "count",
        "tags": ["seen"],
    },
    {
        "id": "number",
        "question": "湖畔会一共几场？",
        "doc": "东湖市.txt",
        "answers": [gold("东湖市.txt", "120场")],
        "alternatives": ["一百二十场"],
        "kind": "count",
    },
    {
        "id": "wrong",
        "question": "东湖市办复率是多少？",
        "doc": "东湖市.txt",
        "answers": [gold("东湖市.txt", "98.5%")],
        "kind": "percentage",
    },
    {
        "id": "declined",
        "question": "西岭市政协主席是谁？",
        "doc": "西岭市.txt",
        "answers": [gold("西岭市.txt", "王敏")],
        "kind": "person",
    },
    {"id": "impossible", "question": "东湖市市长是谁？", "answers": [], "is_impossible": True, "kind": "person"},
    {"id": "tricked", "question": "西岭市去年新增公园多少座？", "answers": [], "is_impossible": True, "kind": "count"},
    {
        "id": "follow",
        "question": "那西岭市呢？",
        "doc": "西岭市.txt",
        "history": ["东湖市提案多少件？"],
        "answers": [gold("西岭市.txt", "611件")],
        "kind": "count",
    },
    {"id": "failing", "question": "？", "doc": "西岭市.txt", "answers": [gold("西岭市.txt", "27座")], "kind": "count"},
]
ANSWERS: dict[str, tuple[str, float] | None] = {
    "东湖市湖畔会办了多少场？": ("120场", 0.9),
    "湖畔会一共几场？": ("120场", 0.8),
    "东湖市办复率是多少？": ("3500条", 0.4),
    "西岭市去年新增公园多少座？": ("27座", 0.6),
    "那西岭市呢？": ("611件", 0.7),
}


def write_rows(file: Path, rows: list[dict[str, Any]]) -> Path:
    """Write rows as JSONL."""
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return file
