"""What an article's text does without is shown by every door, with its place and its rule, and so are figures that two
readings of a file see differently; nothing faked."""

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.load.office.office_files import docx, p
from corpus.load.office.pdf_files import Text, pdf
from zhengxie_qa.interfaces import payloads
from zhengxie_qa.interfaces.cli.main import run
from zhengxie_qa.interfaces.http.api import create_app
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.settings import Settings
from zhengxie_qa.interfaces.ui.cards import Quote, source_cards

HIDDEN = "草稿：开展协商99次。"
PAGE = f"""<html><body><nav><a href=/>首页</a></nav><h1>履职综述</h1>
<p>市政协全年开展协商21次，形成调研报告12篇。</p><div style="display:none">{HIDDEN}</div></body></html>"""

PASSED_OVER = "<w:sdt><w:sdtPr><w:t>41</w:t></w:sdtPr></w:sdt>"
WORD = p("2025年湖滨市履职综述") + p("市政协全年接待来访210人次。", PASSED_OVER) + p("湖滨市政协形成建议案17篇。")
ASKED = "湖滨市政协全年接待来访多少人次？"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    (folder / "plain.txt").write_text("市政协全年立案提案438件。\n", encoding="utf-8")
    (folder / "scan.pdf").write_bytes(pdf([[Text(90, 700, "市政协调研12次")], []], drawing="9 9 99 99 re f"))
    (folder / "综述.docx").write_bytes(docx(WORD))
    directory = tmp_path_factory.mktemp("left_out") / "index"
    assert run(["ingest", str(folder), "--index", str(directory)]) == 0
    return directory


def test_documents_show_each_stretch_with_its_rule(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["documents", "--left-out", "--index", str(index)]) == 0
    shown = capsys.readouterr().out
    start = PAGE.index(HIDDEN)
    assert f"hidden  {start}-{start + len(HIDDEN)}  {HIDDEN}" in shown
    assert "page.html  2 left out" in shown
    assert "plain.txt  0 left out" in shown
    assert "scan.pdf  1 left out" in shown
    assert "page without text  8-8  p. 2\n" in shown


def test_documents_in_json_hold_each_stretch(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["documents", "--left-out", "--json", "--index", str(index)]) == 0
    page, plain, scan, _ = json.loads(capsys.readouterr().out)["documents"]
    assert [(each["rule"], each["excerpt"]) for each in page["left_out"]] == [("nav", "首页"), ("hidden", HIDDEN)]
    assert plain["left_out"] == []
    (gap,) = scan["left_out"]
    assert (gap["excerpt"], gap["location"]["name"], gap["location"]["name_zh"]) == ("", "p. 2", "第2页")


def test_documents_without_the_option_are_as_before(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["documents", "--json", "--index", str(index)]) == 0
    assert all("left_out" not in each for each in json.loads(capsys.readouterr().out)["documents"])


def test_the_doctor_counts_them_by_rule(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["doctor", "--json", "--index", str(index)])
    (found,) = (each for each in json.loads(capsys.readouterr().out)["checks"] if each["name"] == "left out")
    assert found["ok"]
    assert found["found"].startswith("1 nav, 1 hidden, 1 page without text;")


def test_a_document_over_http_tells_them(index: Path) -> None:
    client = TestClient(create_app(Service(Settings(index_dir=index)), hosts=("testserver",)))
    listed = client.get("/api/v1/documents").json()["documents"]
    (page,) = (each for each in listed if each["file"] == "page.html")
    document = client.get(f"/api/v1/documents/{page['doc_id']}", params={"raw": True}).json()
    assert HIDDEN not in document["text"]
    hidden = document["left_out"][1]
    assert document["raw_text"][hidden["start"] : hidden["end"]] == hidden["excerpt"] == HIDDEN


def test_figures_that_two_readings_see_differently_are_listed(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["documents", "--index", str(index)]) == 0
    assert "综述.docx  1 of 3 figures differ\n" in capsys.readouterr().out
    assert run(["documents", "--left-out", "--index", str(index)]) == 0
    assert "  figure  25-25  paragraph 2  nothing / 41\n" in capsys.readouterr().out


def test_a_citation_tells_of_figures_that_differ_beside_it(index: Path) -> None:
    service = Service(Settings(index_dir=index))
    client = TestClient(create_app(service, hosts=("testserver",)))
    listed = {each["file"]: each for each in client.get("/api/v1/documents").json()["documents"]}
    word, plain, scan = listed["综述.docx"], listed["plain.txt"], listed["scan.pdf"]
    assert (word["figures"], word["doubts"]) == (3, 1)
    assert (plain["figures"], plain["doubts"], plain["pages"]) == (None, 0, None)
    assert (scan["pages"], scan["unread_pages"], scan["scanned_pages"]) == (2, 1, 0)
    (doubt,) = client.get(f"/api/v1/documents/{word['doc_id']}").json()["doubts"]
    assert (doubt["other"], doubt["location"]["name"]) == ("41", "paragraph 2")
    answer, _ = service.ask(ASKED)
    (cited,) = map(payloads.citation, answer.citations)
    assert cited["doubts"] == [{"start": doubt["start"], "end": doubt["end"], "read": "", "other": "41"}]
    card = source_cards([Quote("src-1-1", "1", answer.citations[0])])
    assert "read twice, 1 figure differs here: nothing / 41" in card
    assert "两次读取，此处有 1 个数字不一致：无 / 41" in card
    (elsewhere,) = service.ask("湖滨市政协形成建议案多少篇？")[0].citations
    assert (elsewhere.quote, elsewhere.doubts) == ("17篇", ())
