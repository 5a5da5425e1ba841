"""Older files through LibreOffice: a stand-in for it shows the limits, and the real one, where it is, the words."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.load.office.office_files import docx, p
from zhengxie_qa.corpus.load import load_bytes
from zhengxie_qa.corpus.load.office import libreoffice
from zhengxie_qa.corpus.load.office.libreoffice import convert, program
from zhengxie_qa.errors import FileError

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
HANGS = 'sleep 300 & echo $! $$ > "{mark}"\nsleep 300\n'
CONVERTS = (
    'while [ $# -gt 2 ]; do [ "$1" = --outdir ] && out=$2; shift; done\nmkdir -p "$out"\ncp "{made}" "$out/file.docx"'
)


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program called soffice, to be written."""
    script = tmp_path / "bin" / "soffice"
    script.parent.mkdir()
    script.touch(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")
    return script


def write(script: Path, lines: str) -> None:
    script.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")


def ended(mark: Path) -> bool:
    """Whether the processes named in a file are gone, or become so."""
    for _ in range(200):
        if mark.exists() and mark.read_text(encoding="utf-8").endswith("\n"):
            alive = [pid for pid in mark.read_text(encoding="utf-8").split() if Path("/proc", pid, "cmdline").exists()]
            if not any(Path("/proc", pid, "cmdline").read_bytes() for pid in alive):
                return True
        time.sleep(0.05)
    return False


def test_what_takes_too_long_is_ended_with_its_children(stand_in: Path, tmp_path: Path) -> None:
    write(stand_in, HANGS.format(mark=tmp_path / "mark"))

    with pytest.raises(FileError, match=r"took too long to convert 旧\.doc") as caught:
        convert(OLD, name="旧.doc", kind="doc", to="docx", seconds=3)

    assert "用时太久" in (caught.value.zh or "")
    assert ended(tmp_path / "mark")


@pytest.mark.skipif(sys.platform == "win32", reason="processes are ended one by one there")
def test_it_does_not_outlive_whoever_asked(stand_in: Path, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    write(stand_in, HANGS.format(mark=mark))
    asks = f"from {convert.__module__} import convert; convert(b'', name='a.doc', kind='doc', to='docx')"
    asking = subprocess.Popen([sys.executable, "-c", asks])
    for _ in range(600):
        if mark.exists() and mark.read_text(encoding="utf-8").endswith("\n"):
            break
        time.sleep(0.05)
    os.kill(asking.pid, signal.SIGKILL)
    asking.wait()

    assert ended(mark)


def test_what_it_makes_is_read_as_a_word_document(stand_in: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.docx"
    made.write_bytes(docx(p("某市2025年政府工作报告") + p("全年完成1368亿元。")))
    write(stand_in, CONVERTS.format(made=made))

    document = load_bytes(OLD, file="旧.WPS", doc_id="d")

    assert document.text == "某市2025年政府工作报告\n全年完成1368亿元。\n"
    assert document.locations[1].at == (2,)


@pytest.mark.parametrize(
    ("name", "data", "said", "zh"),
    [
        ("旧.doc", OLD, "is damaged, protected by a password or no .doc file", "已损坏、有密码保护"),
        (
            "旧.doc",
            OLD[:8] + "EncryptedPackage".encode("utf-16-le"),
            "save it as .docx, without a password",
            "去掉密码",
        ),
        ("旧.xls", b"", "no .xls file", "另存为 .xlsx"),
        ("旧.odt", b"plain words", "no .odt file", "另存为 .docx"),
    ],
)
def test_what_cannot_be_converted_is_said(stand_in: Path, name: str, data: bytes, said: str, zh: str) -> None:
    write(stand_in, "exit 1")
    with pytest.raises(FileError) as caught:
        load_bytes(data, file=name, doc_id="d")
    assert said in str(caught.value)
    assert zh in (caught.value.zh or "")


def test_where_it_is_missing_what_to_install_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(libreoffice, "_ELSEWHERE", ())
    with pytest.raises(FileError, match=r"install it .*libreoffice-writer") as caught:
        load_bytes(OLD, file="旧.et", doc_id="d")
    assert "请安装" in (caught.value.zh or "")


def test_what_is_another_kind_of_file_under_an_old_name_needs_no_conversion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    page = "<html><body><h1>关于开展检查的通知</h1><p>检查于2025年3月12日开始。</p></body></html>".encode("gbk")
    assert "检查于2025年3月12日开始。" in load_bytes(page, file="通知.doc", doc_id="d").text
    assert load_bytes(docx(p("新的文件，共12条。")), file="通知.wps", doc_id="d").text == "新的文件，共12条。\n"


RTF = (
    r"{\rtf1\ansi{\*\revtbl{Unknown;}{a;}}\pard Income 3{\deleted\revauthdel1 .46}{\revised\revauth1 .68} billion.\par"
    r"\trowd\cellx2000\cellx4000\pard\intbl Year\cell 2024\cell\row\pard The end.\par}"
)


@pytest.mark.skipif(program() is None, reason="LibreOffice is not installed")
def test_changes_are_taken_as_accepted_and_cells_stay_apart() -> None:
    document = load_bytes(RTF.encode(), file="a.rtf", doc_id="d")
    assert document.text == "Income 3.68 billion.\nYear\t2024\nThe end.\n"
