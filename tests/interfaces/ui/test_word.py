"""Kept conversations become a Word document whose quotes prove themselves, there and years later."""

import io
import json
from hashlib import sha256
from pathlib import Path

import docx
import pytest
from fastapi.testclient import TestClient
from http_answers import client_of
from interface_fakes import HARBOUR, FakeEngine

from index_articles import ROADS, WATER, CountingEncoder, build, write
from zhengxie_qa.index.index import Index
from zhengxie_qa.interfaces import wiring
from zhengxie_qa.interfaces.cli.main import run
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.ui.keeping import word
from zhengxie_qa.interfaces.ui.keeping.proofs import Proof, proof_line, proofs_in


@pytest.fixture
def page(service: Service) -> TestClient:
    return client_of(word.router(service))


def source(doc_id: str, text: str, quote: str, **known: object) -> dict[str, object]:
    start = text.index(quote)
    said = {"doc_id": doc_id, "file": "a b.txt", "start": start, "end": start + len(quote), "quote": quote}
    return {**said, "sentence": f"前{quote}后", "reference": "海港日报. 报告[R].", "sha256": "untrue", **known}


def exchange(question: str, **known: object) -> dict[str, object]:
    return {"question": question, "generation": "g1", "at": "2026-01-02T03:04:05Z", "turn": 1, **known}


def test_each_quote_has_its_source_its_proof_and_what_was_found_at_export(page: TestClient, engine: FakeEngine) -> None:
    doc_id = engine.documents()[0].doc_id
    good = source(doc_id, HARBOUR, "275场")
    rows = [{"label": "海港市", "answer": "275场", "source": good}]
    talk = [
        exchange("多少场？\x00<b>", answer="275场", source=good, limited=["海港日报", "Harbour"]),
        exchange("各地多少场？", answer="275场", source=good, rows=rows),
        exchange("何时？", declined=["没有找到", "Not found"]),
        exchange("改过？", answer="276场", source={**good, "quote": "276场", "sentence": None}),
        exchange("没了？", answer="275场", source={**good, "doc_id": "ffffffffffff"}),
    ]
    sent = page.post("/page/word", json={"language": "zh", "talks": [{"name": "会议", "exchanges": talk}]})
    assert sent.status_code == 200, sent.text
    document = docx.Document(io.BytesIO(sent.content))
    told = [paragraph.text for paragraph in document.paragraphs]
    assert told[0] == "问答记录"
    assert next(p.text for p in document.paragraphs if p.style.name == "Heading 2") == "多少场？<b>"
    assert "只查：海港日报" in told
    assert "没有找到" in told
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["海港市", "275场"]
    assert "海港市：前275场后" in told
    assert sum("原文与引文一致" in each for each in told) == 2
    assert sum("已不是这些字" in each for each in told) == 1
    assert sum("已没有这篇文档" in each for each in told) == 1
    proofs = list(proofs_in("\n".join(told)))
    assert proofs[0] == Proof(doc_id, "ab.txt", good["start"], good["end"], sha256("275场".encode()).hexdigest())
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs if run.font.highlight_color]
    assert {run.text for run in runs} == {"275场", "276场"}
    assert page.post("/page/word", json={"language": "zh", "talks": []}).status_code == 422


@pytest.mark.parametrize("name", ["a.docx", "a.html", "a.txt"])
def test_verify_finds_the_proofs_of_any_format_and_what_has_changed_since(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "open_encoder", lambda settings: CountingEncoder())
    index, articles = tmp_path / "index", write(tmp_path / "articles", water=WATER, roads=ROADS)
    ids = build(index, articles).doc_ids
    with Index.open(index, encoder=CountingEncoder()) as opened:
        texts = {file: opened.document(ids[file]).text for file in ids}
    lines = [
        proof_line(Proof(ids[file], file, 2, 8, sha256(text[2:8].encode()).hexdigest()), generation="g", at="2026")
        for file, text in texts.items()
    ]
    exported = tmp_path / name
    if name == "a.docx":
        written = docx.Document()
        for line in lines:
            written.add_paragraph(line)
        written.save(str(exported))
    else:
        page = "<p class=proof>{}</p>" if name == "a.html" else "{}\n"
        exported.write_text("".join(page.format(line) for line in lines), encoding="utf-8")
    assert run(["verify", str(exported), "--index", str(index)]) == 0
    assert capsys.readouterr().out.count("stands") == 2
    write(articles, water="全市" + WATER)
    (articles / "roads.txt").unlink()
    build(index, articles)
    assert run(["verify", str(exported), "--index", str(index), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert {each["file"]: each["standing"] for each in told} == {"water.txt": "altered", "roads.txt": "gone"}


def test_verify_says_so_where_there_is_nothing_to_prove(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("全市新建水厂三座。", encoding="utf-8")
    assert run(["verify", str(tmp_path / "a.txt")]) == 2
    assert "no line that proves" in capsys.readouterr().err
