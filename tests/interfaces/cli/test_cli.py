"""The command line over a fake engine: what is printed where, exit codes, and every bad input one by one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from interface_fakes import ChangingEngine, FakeEngine, FakeWriter

from zhengxie_qa.interfaces import wiring
from zhengxie_qa.interfaces.cli.main import run


@pytest.fixture(autouse=True)
def fake_parts(monkeypatch: pytest.MonkeyPatch, engine: FakeEngine, opener) -> None:
    monkeypatch.setattr(wiring, "open_engine", opener)
    monkeypatch.setattr(wiring, "open_reader", lambda settings: engine)
    monkeypatch.setattr(wiring, "open_index", lambda settings: opener())
    monkeypatch.setattr(wiring, "open_writer", lambda settings: FakeWriter(engine))


def refused(capsys: pytest.CaptureFixture[str], arguments: list[str], *words: str, code: int = 2) -> str:
    """Run a command that must fail: nothing on stdout, one line on stderr."""
    assert run(arguments) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1, err
    assert "Traceback" not in err
    for word in words:
        assert word in err
    return err


def printed_json(capsys: pytest.CaptureFixture[str], arguments: list[str]):
    assert run(arguments) == 0
    return json.loads(capsys.readouterr().out)


def test_ask_prints_the_answer_first_and_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "开了多少场“深聊会”？"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("275场")
    assert "high" in lines[0]
    assert "海港市<政协>报告 · 海港日报 · 2025-07-25" in "".join(lines)


def test_ask_json_is_the_http_object(capsys: pytest.CaptureFixture[str]) -> None:
    body = printed_json(capsys, ["ask", "开了多少场“深聊会”？", "--json"])
    assert (body["answer"], body["citations"][0]["quote"], body["index"]["generation"]) == ("275场", "275场", "g1")


def test_json_and_index_may_also_stand_before_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed_json(capsys, ["--json", "--index", "elsewhere", "ask", "深聊会场次"])["answer"] == "275场"


def test_ask_without_an_answer_says_why_and_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "火星上有什么？"]) == 0
    out = capsys.readouterr().out
    assert "没有找到相关段落" in out
    assert "nearest" in out


def test_earlier_questions_complete_a_follow_up(capsys: pytest.CaptureFixture[str]) -> None:
    body = printed_json(capsys, ["ask", "深聊会呢？", "--after", "甲？", "--json"])
    assert body["interpreted_as"] == "甲？→深聊会呢？"


def test_explain_shows_the_explanation(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "深聊会场次", "--explain"]) == 0
    out = capsys.readouterr().out
    assert "candidate     275场  (confidence 0.90, score 3.25)" in out
    assert "evidence    year 1.0, stated achieved, fits False, otherwise 城镇、市区" in out
    assert "answered (confidence 0.90, threshold 0.20)" in out


def test_search_shows_each_part_of_the_score(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "市政协", "--explain"]) == 0
    out = capsys.readouterr().out
    assert "bm25" in out
    assert "0.750" in out
    body = printed_json(capsys, ["search", "市政协", "-k", "1", "--mode", "lexical", "--json"])
    assert (body["mode"], len(body["hits"])) == ("lexical", 1)


def test_documents_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    body = printed_json(capsys, ["documents", "--json"])
    assert (body["total"], body["documents"][0]["doc_id"]) == (2, "aaaaaaaaaaaa")
    assert run(["documents"]) == 0
    assert "2 documents" in capsys.readouterr().out


def test_remove_takes_a_document_out(capsys: pytest.CaptureFixture[str], engine: FakeEngine) -> None:
    assert run(["remove", "aaaaaaaaaaaa"]) == 0
    assert list(engine.shelf) == ["bbbbbbbbbbbb"]
    assert capsys.readouterr().out == "Removed 1 from the index.\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ask", ""], "empty"),
        (["ask", "长" * 501], "500"),
        (["search", "政协", "--mode", "magic"], "'hybrid', 'lexical', 'dense'"),
        (["search", "政协", "-k", "0"], "--top-k"),
        (["search", "政协", "-k", "101"], "--top-k"),
        (["search", "政协", "--from", "2025-02-30"], "--from"),
        (["search", "政协", "--from", "2025-02-01", "--to", "2025-01-01"], "later"),
        (["ask"], "--file FILE"),
        (["nonsense"], "nonsense"),
        (["ingest", "--watch", __file__], "is no folder: --watch follows folders"),
        (["serve", "--port", "70000"], "--port"),
        (["evaluate"], "Name a question set"),
        (["predict", "absent.jsonl", "--output", "out.jsonl"], "absent.jsonl"),
        (["evaluate", "absent.jsonl"], "absent.jsonl"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    refused(capsys, arguments, words)


def test_a_missing_index_says_how_to_make_one(capsys: pytest.CaptureFixture[str], engine: FakeEngine) -> None:
    engine.missing = True
    refused(capsys, ["ask", "深聊会"], "ingest")
    refused(capsys, ["documents"], "ingest")


def test_a_setting_that_does_not_work_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENGXIE_QA_LOG_LEVEL", "loud")
    refused(capsys, ["ask", "深聊会"], "ZHENGXIE_QA_LOG_LEVEL", "debug, info, warning, error")


def test_the_unforeseen_is_exit_1_without_a_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(wiring, "open_engine", broken)
    refused(capsys, ["ask", "深聊会"], "boom", code=1)


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from zhengxie_qa.interfaces.cli.main import run; run(['--help']); "
        "heavy = 'torch faiss tantivy gradio fastapi pydantic onnxruntime'.split(); "
        "sys.exit(', '.join(name for name in heavy if name in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for command in ("ingest", "remove", "documents", "search", "ask", "predict", "evaluate", "serve", "doctor"):
        assert command in done.stdout


def test_chinese_is_written_whatever_the_locale_says(tmp_path: Path) -> None:
    code = "from zhengxie_qa.interfaces.cli.guard import speak_utf8; speak_utf8(); print('深聊会')"
    environment = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PATH": ""}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment, cwd=tmp_path)
    assert done.stdout.decode("utf-8").strip() == "深聊会"


@pytest.mark.parametrize("command", [["ask", "开了多少场“深聊会”？"], ["search", "深聊会"]])
def test_the_state_named_is_the_one_that_answered(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    changing = ChangingEngine()
    monkeypatch.setattr(wiring, "open_engine", lambda settings: changing)
    named = printed_json(capsys, [*command, "--json"])["index"]["generation"]
    assert named == changing.answered_from[-1]


def test_a_file_of_questions_is_answered_line_by_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], engine: FakeEngine
) -> None:
    file = tmp_path / "q.txt"
    rows = [
        "深聊会场次",
        "",
        '{"id": "b", "question": "深聊会呢？", "history": ["甲？"]}',
        '{"q": 1}',
        "长" * 501,
        "火星？？",
    ]
    file.write_text("\n".join(rows), encoding="utf-8")
    assert run(["ask", "--file", str(file), "--json"]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["id"] for line in lines] == [1, "b", 3, 4, 5]
    assert [line.get("answer") for line in lines] == ["275场", "275场", None, None, None]
    assert [("error" in line, bool(line.get("error_zh"))) for line in lines[2:]] == [
        (True, True),
        (True, True),
        (False, False),
    ]
    assert engine.asked[1][1][0].question == "甲？"
    assert run(["ask", "--file", str(file)]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == "1. 深聊会场次"
    assert err.startswith("3. question: ")


def test_ask_wants_a_question_or_a_file_that_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refused(capsys, ["ask", "深聊会", "--file", "q.txt"], "--file")
    refused(capsys, ["ask", "--file", str(tmp_path / "none.txt")], "none.txt")


def test_documents_are_chosen_and_ordered(capsys: pytest.CaptureFixture[str]) -> None:
    def files(*options: str) -> list[str]:
        return [each["file"] for each in printed_json(capsys, ["documents", *options, "--json"])["documents"]]

    assert files("--sort", "published") == ["lake.txt", "harbour.txt"]
    assert files("--query", "湖滨") == ["lake.txt"]
    assert files("--year", "1999") == files("--place", "广东") == []
