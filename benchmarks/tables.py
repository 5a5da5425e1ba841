"""Cross-report questions against the gold table of ten provinces: cells, blanks, superlatives, wordings, time.

``python benchmarks/tables.py --data DIR --index FOLDER`` asks each question of ``tables_open``, in all
its wordings, of the ten provinces' reports, and prints a table. ``--wrong FILE``
also writes every wrong cell, to be read and sorted.
"""

import argparse
import json
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from zhengxie_qa import By, Comparison, Engine, Filters
from zhengxie_qa.evaluation.metrics.cmrc import f1_cmrc
from zhengxie_qa.evaluation.metrics.numeric import em_numeric
from zhengxie_qa.evaluation.outcomes import is_right

SPEED = ("居民消费价格涨幅目标是多少？", "城镇新增就业多少人？", "森林覆盖率是多少？")
"""Questions timed over all reports of 2026, and over all documents of the index."""


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Read a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def outcome(said: list[str], cell: dict[str, Any]) -> str:
    """What became of one cell; of two documents of a place one is enough."""
    golds = [value["text"] for value in cell["values"]] + list(cell["alt"])
    if not cell["values"]:
        return "blank filled" if said else "blank kept"
    right = any(is_right(em_numeric=em_numeric(each, golds), f1=f1_cmrc(each, golds)) for each in said)
    return "right" if right else "wrong" if said else "left blank"


def said_by(table: Comparison) -> dict[str, list[str]]:
    """Place → what its reports say."""
    said: dict[str, list[str]] = defaultdict(list)
    for row in table.rows:
        said[row.document.place or ""].append(row.answer.text or "")
    return said


def share(part: int, whole: int) -> str:
    """A percentage, and of how many."""
    return f"{100 * part / whole:.0f} % of {whole}" if whole else "–"


class Tally:
    """What is counted while the ten reports are asked."""

    def __init__(self, engine: Engine, cells: list[dict[str, Any]], *, whole: bool) -> None:
        files = {cell["doc"] for cell in cells}
        ten = tuple(info.doc_id for info in engine.documents() if Path(info.file).name in files)
        self._engine = engine
        self._filters = Filters() if whole else Filters(doc_ids=ten)
        self.cells = {"questions": Counter[str](), "questions_en": Counter[str]()}
        self.superlatives = Counter[bool]()
        self.changed = Counter[bool]()
        self.seconds: list[float] = []
        self.wrong: list[dict[str, Any]] = []

    def ask(self, question: str) -> Comparison:
        """Put one question to the ten reports."""
        began = time.perf_counter()
        table = self._engine.compare(question, by=By.PLACE, filters=self._filters)
        self.seconds.append(time.perf_counter() - began)
        return table

    def wording(self, question: str, key: str, cells: list[dict[str, Any]]) -> dict[str, list[str]]:
        """Judge the cells of one wording; gives what was said."""
        said = said_by(self.ask(question))
        for cell in cells:
            own = said.get(cell["place"], [])
            found = outcome(own, cell)
            self.cells[key][found] += 1
            if found not in {"right", "blank kept"}:
                golds = [value["text"] for value in cell["values"]]
                told = {"question": question, "place": cell["place"], "said": own, "gold": golds}
                self.wrong.append({"outcome": found, **told})
        return said

    def superlative(self, asked: dict[str, Any]) -> None:
        """Judge who comes first."""
        ranking = self.ask(asked["question"]).ranking
        named = set(ranking.first) if ranking else set()
        self.superlatives[named == set(asked["places"])] += 1
        if named != set(asked["places"]):
            self.wrong.append({"outcome": "superlative", **asked, "said": sorted(named)})

    def lines(self) -> list[tuple[str, str]]:
        """The figures."""
        lines = []
        for name, count in zip(("Chinese", "English"), self.cells.values(), strict=True):
            filled = count["right"] + count["wrong"] + count["left blank"]
            empty = count["blank kept"] + count["blank filled"]
            lines.append((f"filled cells right, {name}", share(count["right"], filled)))
            lines.append((f"filled cells left blank, {name}", share(count["left blank"], filled)))
            lines.append((f"blanks kept, {name}", share(count["blank kept"], empty)))
        lines.append(("superlatives right", share(self.superlatives[True], self.superlatives.total())))
        lines.append(("cells that another wording changes", share(self.changed[True], self.changed.total())))
        ordered = sorted(self.seconds)
        middle = ordered[len(ordered) // 2]
        return [*lines, ("10 reports, median and slowest", f"{middle:.1f} s, {ordered[-1]:.1f} s")]


def measure(engine: Engine, data: Path, *, every: int, whole: bool = False) -> Tally:
    """Ask everything, of the ten reports or, as a ``whole``, of all documents of the index."""
    cells = rows_of(data / "cells.jsonl")
    tally = Tally(engine, cells, whole=whole)
    for asked in rows_of(data / "questions.jsonl")[::every]:
        own = [cell for cell in cells if cell["indicator"] == asked["indicator"]]
        first, *others = [tally.wording(question, "questions", own) for question in asked["questions"]]
        for said in others:
            tally.changed.update(said.get(cell["place"]) != first.get(cell["place"]) for cell in own)
        for question in asked.get("questions_en", ()):
            tally.wording(question, "questions_en", own)
        for each in asked.get("superlative", ()):
            tally.superlative(each)
    return tally


def speed(engine: Engine) -> list[tuple[str, str]]:
    """Time until the first cell and the last."""
    infos = engine.documents()
    provinces = tuple(info.doc_id for info in infos if Path(info.file).name.startswith("2026_"))
    lines = []
    for question in SPEED:
        lines.append((f"{len(provinces)} reports: 各省{question}", timed(engine, question, Filters(doc_ids=provinces))))
        lines.append((f"{len(infos)} documents: {question}", timed(engine, question, Filters())))
    return lines


def timed(engine: Engine, question: str, filters: Filters) -> str:
    """Time one question."""
    began = time.perf_counter()
    passed: list[float] = []
    engine.compare(
        question, by=By.DOCUMENT, filters=filters, on_cell=lambda *_: passed.append(time.perf_counter() - began)
    )
    return f"first {passed[0]:.1f} s, all {passed[-1]:.1f} s, {len(passed)} read"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with tables_open/")
    parser.add_argument("--index", type=Path, required=True, help="index of the political corpus")
    parser.add_argument("--wrong", type=Path, help="where wrong cells go, as JSONL")
    parser.add_argument("--every", type=int, default=1, help="only every so many-th indicator")
    parser.add_argument("--whole", action="store_true", help="ask all documents of the index, judge the ten reports")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--speed-only", action="store_true", help="only time a few questions")
    only.add_argument("--cells-only", action="store_true", help="time none")
    options = parser.parse_args()
    with Engine.open(options.index) as engine:
        engine.compare(SPEED[0])  # loads what is loaded once
        tally = (
            None
            if options.speed_only
            else measure(engine, options.data / "tables_open", every=options.every, whole=options.whole)
        )
        lines = [*(tally.lines() if tally else ()), *(() if options.cells_only else speed(engine))]
    print("| | |\n|---|---|")
    for name, figure in lines:
        print(f"| {name} | {figure} |")
    if tally and options.wrong:
        text = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in tally.wrong)
        options.wrong.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
