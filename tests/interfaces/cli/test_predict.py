"""Predictions: every row answered in order, one output row per input row, whatever the row."""

import json
from pathlib import Path

import pytest
from interface_fakes import ChangingEngine, FakeEngine

from zhengxie_qa.interfaces import wiring
from zhengxie_qa.interfaces.cli.main import run

ROWS = [
    {"id": "a", "question": "开了多少场“深聊会”？", "context": "全年7次。"},
    {"id": "b", "question": "火星上有什么？", "context": "没有数字"},
    {"id": "c", "question": "深聊会呢？", "history": ["甲？", {"question": "乙？", "answer": "丙"}], "context": "9人"},
]


@pytest.fixture(autouse=True)
def fake_parts(monkeypatch: pytest.MonkeyPatch, engine: FakeEngine, opener) -> None:
    monkeypatch.setattr(wiring, "open_engine", opener)
    monkeypatch.setattr(wiring, "open_reader", lambda settings: engine)


def write(path: Path, lines: list[object]) -> Path:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def predict(tmp_path: Path, lines: list[object], *options: str) -> tuple[int, list[dict]]:
    questions, output = write(tmp_path / "questions.jsonl", lines), tmp_path / "deep" / "out.jsonl"
    code = run(["predict", str(questions), "--output", str(output), *options])
    return code, [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]


def test_rows_are_answered_in_order_with_id_and_retrieved(tmp_path: Path) -> None:
    code, rows = predict(tmp_path, ROWS)
    assert code == 0
    assert [(row["id"], row["answer"], row["abstained"]) for row in rows[:2]] == [
        ("a", "275场", False),
        ("b", None, True),
    ]
    assert set(rows[0]["retrieved"][0]) == {"doc_id", "file", "start", "end", "score"}
    assert rows[0]["retrieved"][0]["file"] == "harbour.txt"


def test_history_of_a_row_is_honoured(tmp_path: Path, engine: FakeEngine) -> None:
    predict(tmp_path, ROWS)
    assert [(turn.question, turn.answer) for turn in engine.asked[2][1]] == [("甲？", None), ("乙？", "丙")]


def test_reader_only_reads_each_rows_own_context(tmp_path: Path) -> None:
    code, rows = predict(tmp_path, ROWS, "--reader-only")
    assert code == 0
    assert [row["answer"] for row in rows] == ["7次", None, "9人"]
    cited = rows[0]["citations"][0]
    assert ROWS[0]["context"][cited["start"] : cited["end"]] == "7次"
    assert rows[0]["index"] is None


def test_a_bad_row_keeps_its_place_and_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        ROWS[0],
        "{",
        {"id": "n"},
        {"id": "e", "question": ""},
        {"id": "h", "question": "深", "history": [3]},
        "[]",
    ]
    code, rows = predict(tmp_path, [*lines, ROWS[0]])
    assert code == 1
    assert [row["id"] for row in rows] == ["a", None, "n", "e", "h", None, "a"]
    assert [row["answer"] for row in rows] == ["275场", None, None, None, None, None, "275场"]
    assert all(row["error"] for row in rows[1:6])
    assert "line 2: This is not JSON" in capsys.readouterr().err


def test_blank_lines_and_a_byte_order_mark_are_passed_over(tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text(
        "\ufeff" + json.dumps(ROWS[0]) + "\r\n\r\n" + json.dumps(ROWS[1]) + "\u2028\n", encoding="utf-8"
    )
    output = tmp_path / "out.jsonl"
    run(["predict", str(questions), "--output", str(output)])
    assert len(output.read_text(encoding="utf-8").splitlines()) == 2


def test_two_runs_without_timings_are_the_same_bytes(tmp_path: Path) -> None:
    questions = write(tmp_path / "q.jsonl", list(ROWS))
    outputs = [tmp_path / "1.jsonl", tmp_path / "2.jsonl"]
    for output in outputs:
        assert run(["predict", str(questions), "-o", str(output), "--no-timings"]) == 0
    assert outputs[0].read_bytes() == outputs[1].read_bytes()


def test_the_questions_are_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = write(tmp_path / "q.jsonl", list(ROWS))
    before = questions.read_bytes()
    assert run(["predict", str(questions), "--output", str(questions)]) == 2
    assert questions.read_bytes() == before
    assert "--output" in capsys.readouterr().err


def test_a_file_that_is_not_text_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_bytes(b"\xff\xfe\x00\x01")
    assert run(["predict", str(questions), "--output", str(tmp_path / "out.jsonl")]) == 2
    assert "UTF-8" in capsys.readouterr().err


def test_each_row_names_the_state_that_answered_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changing = ChangingEngine()
    monkeypatch.setattr(wiring, "open_engine", lambda settings: changing)
    _, rows = predict(tmp_path, ROWS[:2])
    named = [row["index"]["generation"] for row in rows]
    assert len(set(named)) == 2
    assert set(named) <= set(changing.answered_from)
