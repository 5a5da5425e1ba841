"""The questions to learn from, one shape for all sets, and which part of them the probing network never sees.

Sets marked "evaluate" are not known to this module. Splits are by context or by document, never within one.
Beside the sets of the data folder there are two of our own: ``training/papers``, half of which the network learns from,
and a table, ``figures.jsonl``: what is stated, and what is not, of a hundred indicators in ten provincial reports that
no other question is about. Only the second look learns from it.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from zhengxie_qa.question.translation.translation import bundled_translator
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.training.political import OWN, PAPERS, as_asked, political_rows, read_rows, text_path


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
    :param path: for questions over reports and papers, where the text lies.
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
    path: Path | None = None
    lure: int | None = None

    @property
    def is_figure(self) -> bool:
        """Whether it asks for a cell of the table of figures."""
        return self.id.startswith(_FIGURE)


_FIGURE = "figures/"
_FIGURES = Path(__file__).parent / "figures.jsonl"
_IN_ENGLISH = {
    "北京": "Beijing",
    "吉林": "Jilin",
    "江苏": "Jiangsu",
    "河南": "Henan",
    "海南": "Hainan",
    "湖南": "Hunan",
    "甘肃": "Gansu",
    "福建": "Fujian",
    "贵州": "Guizhou",
    "重庆": "Chongqing",
}
_EDGES = " \t\n，,、。.：:；;！!？?"
_HELD_OUT = {Source.CMRC: 9, Source.DRCD: 20, Source.POLITICAL: 18}
"""Percent of articles kept from the network, so that the second look learns from honest predictions."""
_HELD_OUT_OWN = 50


def load_examples(data: Path, *, papers: Path = PAPERS) -> list[Example]:
    """Read every train set under ``data``, and our own."""
    return [
        *_reading_set(data / "qa" / "cmrc2018_train.jsonl", Source.CMRC),
        *_reading_set(data / "qa" / "drcd_dev_trad.jsonl", Source.DRCD),
        *_reading_set(data / "qa" / "cmrc2018_trial.jsonl", Source.CMRC, split=Split.NETWORK),
        *_political(data, papers),
        *load_figures(data),
    ]


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


def split_of(key: str, source: Source, *, own: bool = False) -> Split:
    """Decide by a hash of the context or document which side of the split it falls on.

    :param own: whether it is one of our own papers, which divide in half.
    """
    bucket = int(hashlib.sha256(key.encode("utf-8")).hexdigest()[:8], 16) % 100
    return Split.RERANKER if bucket < (_HELD_OUT_OWN if own else _HELD_OUT[source]) else Split.NETWORK


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


def _political(data: Path, papers: Path) -> Iterator[Example]:
    texts: dict[Path, tuple[str, str]] = {}
    translator = bundled_translator()
    for row in political_rows(data, papers=papers):
        path = text_path(row, data, papers=papers)
        if not path.exists():
            continue
        if path not in texts:
            texts[path] = read_report(path)
        context, title = texts[path]
        asked = as_asked(row)
        yield Example(
            id=row["id"],
            asked=asked,
            question=understand(asked, translator=translator).chinese,
            context=context,
            title=title,
            golds=_golds(context, row["answers"]),
            accepted=tuple(answer["text"] for answer in row["answers"]) + tuple(row.get("alternatives") or ()),
            source=Source.POLITICAL,
            split=split_of(row["doc"], Source.POLITICAL, own=row["corpus"] == OWN),
            path=path,
            lure=_lure(row, context),
        )


def load_figures(data: Path) -> list[Example]:
    """Ask every cell of the table of figures once, in a wording drawn by its indicator and report."""
    return list(_figures(data))


def _figures(data: Path) -> Iterator[Example]:
    translator = bundled_translator()
    texts: dict[str, tuple[str, str]] = {}
    for row in read_rows(_FIGURES):
        for doc, cell in row["cells"].items():
            path = data / "text" / "gwr_provinces_2026" / doc
            if not path.exists():
                continue
            if doc not in texts:
                texts[doc] = read_report(path)
            context, title = texts[doc]
            asked = _worded(row["wordings"], f"{row['indicator']}/{doc}").format(**_named(doc))
            values = [{"text": value["text"], "answer_start": value["start"]} for value in cell["values"]]
            yield Example(
                id=f"{_FIGURE}{row['indicator']}/{doc}",
                asked=asked,
                question=understand(asked, translator=translator).chinese,
                context=context,
                title=title,
                golds=_golds(context, values),
                accepted=(*(value["text"] for value in values), *cell.get("alt", ())),
                source=Source.POLITICAL,
                split=Split.RERANKER,
                path=path,
                lure=(cell.get("lure") or {}).get("start"),
            )


def _worded(wordings: Mapping[str, Sequence[str]], key: str) -> str:
    """Draw a wording by a hash: half of the cells are asked in keywords, as people type most."""
    number = int(hashlib.sha256(key.encode("utf-8")).hexdigest()[:8], 16)
    others = [wording for style, some in wordings.items() if style != "keyword" for wording in some]
    chosen = wordings["keyword"] if number % 2 else others
    return chosen[number // 2 % len(chosen)]


def _named(doc: str) -> dict[str, str]:
    """The place of a report as people write it, in Chinese and in English."""
    place = doc.removeprefix("2026_").removesuffix(".txt").removesuffix("省").removesuffix("市")
    return {"place": place, "place_en": _IN_ENGLISH[place]}


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
