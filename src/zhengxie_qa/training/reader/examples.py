"""The questions to learn from, one shape for all sets, and which part of them the probing network never sees.

Sets marked "evaluate" are not known to this module. Splits are by context or by document, never within one.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from zhengxie_qa.question.translation.translation import bundled_translator
from zhengxie_qa.question.understanding import understand


class Split(StrEnum):
    """Whether the probing network may learn from an example, or the re-ranker and calibration do."""

    NETWORK = "network"
    RERANKER = "reranker"


class Source(StrEnum):
    """Where an example comes from."""

    CMRC = "cmrc"
    DRCD = "drcd"
    POLITICAL = "political"


@dataclass(frozen=True, slots=True)
class Example:
    """A question with the text that it is asked of.

    :param question: in Chinese; an English one as the product renders it for reading. ``asked`` is what was asked.
    :param golds: accepted answers ``(start, end)`` in ``context``; empty when the context does not answer it.
    :param accepted: the accepted wordings, alternatives included.
    :param id_of_document: for questions over reports, its path under ``text/``.
    :param lure: where in ``context`` a careless reader would look, for a question that it does not answer.
    """

    id: str
    asked: str
    question: str
    context: str
    title: str
    golds: tuple[tuple[int, int], ...]
    accepted: tuple[str, ...]
    source: Source
    split: Split
    id_of_document: str = ""
    lure: int | None = None


_EDGES = " \t\n，,、。.：:；;！!？?"
_HELD_OUT = {Source.CMRC: 9, Source.DRCD: 20, Source.POLITICAL: 18}
"""Percent of articles kept from the network, so that the second look learns from honest predictions."""


def load_examples(data: Path) -> list[Example]:
    """Read every train set under ``data``."""
    return [
        *_reading_set(data / "qa" / "cmrc2018_train.jsonl", Source.CMRC),
        *_reading_set(data / "qa" / "drcd_dev_trad.jsonl", Source.DRCD),
        *_reading_set(data / "qa" / "cmrc2018_trial.jsonl", Source.CMRC, split=Split.NETWORK),
        *_political(data),
    ]


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Read a JSONL file; a missing one has no rows."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def read_report(path: Path) -> tuple[str, str]:
    """Return the text of a report and what its file name and first line call it."""
    text = path.read_text(encoding="utf-8")
    return text, f"{path.stem} {text[:60].splitlines()[0] if text else ''}"


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave marks and spaces out at both ends of a gold span."""
    while start < end - 1 and text[start] in _EDGES:
        start += 1
    while end - 1 > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def split_of(key: str, source: Source) -> Split:
    """Decide by a hash of the context or document which side of the split it falls on."""
    bucket = int(hashlib.sha256(key.encode("utf-8")).hexdigest()[:8], 16) % 100
    return Split.RERANKER if bucket < _HELD_OUT.get(source, 0) else Split.NETWORK


def _reading_set(path: Path, source: Source, split: Split | None = None) -> Iterator[Example]:
    for row in read_rows(path):
        context = row["context"]
        yield Example(
            id=row["id"],
            asked=row["question"],
            question=row["question"],
            context=context,
            title=row.get("title") or "",
            golds=_golds(context, row["answers"]),
            accepted=tuple(answer["text"] for answer in row["answers"]),
            source=source,
            split=split or split_of(_article(row, source), source),
        )


def _article(row: dict[str, Any], source: Source) -> str:
    """Name the article of a row: its title, or what its id begins with; several contexts may come from one."""
    return str(row["id"].split("-")[0] if source is Source.DRCD else row.get("title") or row["context"])


def _political(data: Path) -> Iterator[Example]:
    texts: dict[Path, tuple[str, str]] = {}
    translator = bundled_translator()
    rows = [row for name in ("train", "train_styles") for row in read_rows(data / "political" / f"{name}.jsonl")]
    for row in rows:
        path = data / "text" / row["corpus"] / row["doc"]
        if not path.exists():
            continue
        if path not in texts:
            texts[path] = read_report(path)
        context, title = texts[path]
        yield Example(
            id=row["id"],
            asked=_asked(row),
            question=understand(_asked(row), translator=translator).chinese,
            context=context,
            title=title,
            golds=_golds(context, row["answers"]),
            accepted=tuple(answer["text"] for answer in row["answers"]) + tuple(row.get("alternatives") or ()),
            source=Source.POLITICAL,
            split=split_of(row["doc"], Source.POLITICAL),
            id_of_document=f"{row['corpus']}/{row['doc']}",
            lure=_lure(row, context),
        )


def _asked(row: dict[str, Any]) -> str:
    """Put the last question before a follow-up in front of it."""
    return " ".join([*(row.get("history") or [])[-1:], row["question"]])


def _lure(row: dict[str, Any], context: str) -> int | None:
    if row["answers"]:
        return None
    lured = row.get("lure") or {}
    place = lured.get("start", row.get("evidence_start"))
    if place is None and row.get("evidence"):
        place = context.find(row["evidence"][:20])
    return place if place is not None and place >= 0 else None


def _golds(context: str, answers: Sequence[dict[str, Any]]) -> tuple[tuple[int, int], ...]:
    spans = []
    for answer in answers:
        start = answer["answer_start"]
        end = start + len(answer["text"])
        if 0 <= start < end <= len(context):
            spans.append(trimmed(context, start, end))
    return tuple(dict.fromkeys(spans))
