"""What an article or a file's name contains never steers the terminal, and reads as it should otherwise."""

import ast
import json
import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from interface_fakes import FakeEngine, FakeWriter, make_document

from tests_paths import PACKAGE
from zhengxie_qa.index.writing.intake import IngestReport
from zhengxie_qa.interfaces import wiring
from zhengxie_qa.interfaces.cli import ingest
from zhengxie_qa.interfaces.cli.main import run
from zhengxie_qa.interfaces.logs import set_up_logging
from zhengxie_qa.interfaces.settings import Settings
from zhengxie_qa.interfaces.terminal import harmless, harmless_json, harmless_line

STEERING = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))} - {"\n", "\t"}
TURNING = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
ATTACKS = [
    "\x1b]0;标题\x07",  # the window's title
    "\x1b]52;c;cm0gLXJmIC8=\x07",  # the clipboard
    "\x1b[2J\x1b[1;1H",  # the screen
    "\x9b31m",  # CSI in one character
    "\x1b]8;;http://evil.example\x1b\\看这里\x1b]8;;\x1b\\",  # a link under other words
    "\rtaken back\x08\x7f",
    "\u202eexe.txt\u2066",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_steers_a_terminal_becomes_visible_in_every_output(
    attack: str, engine: FakeEngine, opener, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(wiring, "open_engine", opener)
    monkeypatch.setattr(wiring, "open_index", lambda settings: opener())
    monkeypatch.setattr(wiring, "open_writer", lambda settings: FakeWriter(engine))
    text = f"海港{attack}市政协全年召开“深聊会”275场。{attack}"
    engine.shelf = {"cccccccccccc": make_document("cccccccccccc", f"{attack}.txt", text, title=attack, source=attack)}
    engine.shelf["aaaaaaaaaaaa"] = engine.shelf["cccccccccccc"]
    for command in (
        ["ask", "开了多少场“深聊会”？", "--explain"],
        ["ask", "火星上有什么？"],
        ["search", "深聊会", "--explain"],
        ["documents"],
        ["ask", attack * 200],
        ["remove", attack],
        ["ingest", f"nowhere{attack}"],
        ["search", "深聊会", "--mode", attack],
        *([*command, "--json"] for command in (["ask", "深聊会场次"], ["search", "深聊会"], ["documents"])),
    ):
        run(command)
        out, err = capsys.readouterr()
        assert out + err, command
        assert set(out + err) & (STEERING | TURNING) == set(), command


def test_json_means_exactly_what_the_article_says(
    engine: FakeEngine, opener, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(wiring, "open_engine", opener)
    text = f"“深聊会”275场。{''.join(ATTACKS)}"
    engine.shelf = {"cccccccccccc": make_document("cccccccccccc", "a.txt", text)}
    assert run(["search", "深聊会", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["hits"][0]["text"] == text


def test_names_of_files_stay_on_their_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forged = "a.txt\nadded     b.txt\x1b[8m"
    report = IngestReport(added=(forged,), skipped=((forged, "hidden file"),), failed=((forged, f"{forged} is bad."),))

    class Reporting:
        def __init__(self, settings: Settings) -> None: ...

        def ingest(self, paths, *, on_progress) -> IngestReport:
            return report

    monkeypatch.setattr(wiring, "open_writer", Reporting)
    ingest.run_ingest([tmp_path], settings=Settings(), as_json=False)
    out, err = capsys.readouterr()
    assert [line.split()[0] for line in out.splitlines()] == ["added", "skipped", "1"]
    assert [line.split()[0] for line in err.splitlines()] == ["failed"]


def test_the_log_steers_nothing_either(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(Settings())
    logging.getLogger("zhengxie_qa.test").warning("cannot read %s", "a\x1b[2J\x9b.txt")
    assert capsys.readouterr().err.endswith("cannot read a␛[2J\ufffd.txt\n")


@pytest.mark.parametrize(
    "usual",
    [
        "2024年，全市新增就业18.5万人，增长3.2%。",
        "表一\t1,286万\n表二\t\u3000—",
        "𠮷林 · café · “引号”《书名》（2025〕3号",
        "零宽\u200b与软连字符\u00ad与\u00a0空格",
        "👨\u200d👩\u200d👧 ①②③ ㎡ ℃",
    ],
)
def test_usual_text_is_shown_as_it_is(usual: str) -> None:
    assert harmless(usual) == usual
    assert harmless_line(usual) == usual.replace("\t", " ").replace("\n", "␊")


@given(st.text())
def test_every_text_keeps_its_length_and_json_its_meaning(text: str) -> None:
    assert len(harmless(text)) == len(harmless_line(text)) == len(text)
    assert not set(harmless(text)) & (STEERING | TURNING)
    written = harmless_json(json.dumps({"text": text}, ensure_ascii=False))
    assert not set(written) & (STEERING | TURNING)
    assert json.loads(written) == {"text": text}


def test_nothing_is_echoed_past_the_two_that_make_it_harmless() -> None:
    def echoes(path: Path) -> bool:
        calls = [
            node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
        ]
        return any(ast.unparse(function) in {"typer.echo", "print", "click.echo"} for function in calls)

    assert [path.name for path in sorted((PACKAGE / "interfaces").rglob("*.py")) if echoes(path)] == [
        "context.py",
        "terminal.py",
    ]
