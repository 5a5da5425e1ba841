"""The command ``compare`` over a fake engine."""

import json
from pathlib import Path

import pytest
from interface_fakes import FakeEngine
from openpyxl import load_workbook

from zhengxie_qa.interfaces import wiring
from zhengxie_qa.interfaces.cli.main import run

QUESTION = "“深聊会”开了多少场？"


@pytest.fixture(autouse=True)
def fake_engine(monkeypatch: pytest.MonkeyPatch, opener) -> None:
    monkeypatch.setattr(wiring, "open_engine", opener)


def test_the_table_is_shown_with_its_blanks_and_sum(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", QUESTION]) == 0
    out = capsys.readouterr().out
    assert "275场" in out
    assert "harbour.txt:" in out
    assert "湖滨市政协报告  没有找到相关段落" in out
    assert out.splitlines()[-1] == "2篇文章中有1个写明。"


def test_json_is_the_http_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", QUESTION, "--by", "place", "--json"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert list(body)[:5] == ["question", "by", "rows", "missing", "ranking"]
    assert (body["by"], body["rows"][0]["answer"]) == ("place", "275场")


def test_files_are_written_where_they_are_wanted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, plain = tmp_path / "out.xlsx", tmp_path / "out.csv"
    assert run(["compare", QUESTION, "--xlsx", str(book), "--csv", str(plain)]) == 0
    assert load_workbook(book)["values"]["B2"].value == "275场"
    assert "275场" in plain.read_text(encoding="utf-8-sig")
    assert str(book) in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", QUESTION, "--csv", str(tmp_path / "nowhere" / "out.csv")]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "cannot be written" in err


@pytest.mark.parametrize(("arguments", "words"), [([" "], "empty"), ([QUESTION, "--by", "colour"], "colour")])
def test_bad_input_is_one_sentence(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_sources_limit_the_documents(engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", QUESTION, "--source", "海港日报", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["missing"] == []
