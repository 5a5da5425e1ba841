"""The report: self-contained, safe against the data in it, complete."""

import json
import re
from pathlib import Path

from conftest_rows import write_rows
from evaluation_fakes import FakeEngine

from zhengxie_qa.evaluation.harness import evaluate
from zhengxie_qa.evaluation.report.rows import listing
from zhengxie_qa.evaluation.runs.folder import read_predictions


def html(folder: Path) -> str:
    return (folder / "report.html").read_text(encoding="utf-8")


def embedded(page: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, object] = json.loads(found.group(1))
    return data


def test_nothing_is_loaded_from_elsewhere(question_set: Path, engine: FakeEngine, tmp_path: Path) -> None:
    evaluate(question_set, engine=engine, output=tmp_path / "out")
    page = html(tmp_path / "out")
    addresses = set(re.findall(r"https?://[^\s\"'<)]+", page))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert "default-src 'none'" in page
    assert not re.search(r'<(?:link|script|img)[^>]+(?:src|href)="(?!data:)', page)


def test_data_cannot_become_markup(engine: FakeEngine, tmp_path: Path) -> None:
    attack = "</script><img src=x onerror=alert(1)>"
    rows = [{"id": "x", "question": f"多少？{attack}", "answers": [attack], "kind": attack, "tags": [attack]}]
    evaluate(write_rows(tmp_path / "set.jsonl", rows), engine=engine, output=tmp_path / "out", label=attack)
    page = html(tmp_path / "out")
    assert attack not in page
    assert embedded(page)["rows"][0]["golds"] == [attack]  # type: ignore[index]


def test_ids_of_the_pictures_are_unique(question_set: Path, engine: FakeEngine, tmp_path: Path) -> None:
    evaluate(question_set, engine=engine, output=tmp_path / "out")
    ids = re.findall(r'\bid="([^"]+)"', html(tmp_path / "out"))
    assert len(ids) == len(set(ids))


def test_every_question_is_listed_with_its_passages(question_set: Path, engine: FakeEngine, tmp_path: Path) -> None:
    evaluate(question_set, engine=engine, output=tmp_path / "out")
    listed = listing(read_predictions(tmp_path / "out"))
    assert [row["id"] for row in listed.rows] == [each.id for each in read_predictions(tmp_path / "out")]
    first = listed.rows[0]
    assert listed.texts[first["retrieved"][0]["text"]].startswith("东湖市政协")
    assert len(listed.texts) == len(set(listed.texts))


def test_a_long_list_keeps_what_went_wrong(question_set: Path, engine: FakeEngine, tmp_path: Path) -> None:
    evaluate(question_set, engine=engine, output=tmp_path / "out")
    listed = listing(read_predictions(tmp_path / "out"), limit=5)
    assert [row["id"] for row in listed.rows] == ["right", "wrong", "declined", "tricked", "failing"]


def test_problems_of_the_set_are_shown(engine: FakeEngine, tmp_path: Path) -> None:
    rows = [{"id": "x", "question": "多少？", "answers": ["甲"]}, {"id": "y"}]
    evaluate(write_rows(tmp_path / "set.jsonl", rows), engine=engine, output=tmp_path / "out")
    assert "set.jsonl:2: no answers" in html(tmp_path / "out")
