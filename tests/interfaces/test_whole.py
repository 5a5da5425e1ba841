"""The whole product through its doors, nothing faked: the shipped article in, the same answer out everywhere."""

import json
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import docx as python_docx
import pytest
from fastapi.testclient import TestClient
from http_answers import is_problem
from openpyxl import Workbook

from corpus.load.office.pdf_files import pdf, set_in_lines
from zhengxie_qa import Engine
from zhengxie_qa.answering.decide import ANSWER_THRESHOLD
from zhengxie_qa.interfaces import wiring
from zhengxie_qa.interfaces.cli.main import run
from zhengxie_qa.interfaces.http.api import create_app
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.settings import Settings
from zhengxie_qa.question.question import Question
from zhengxie_qa.reading.rules.reader import RulesReader
from zhengxie_qa.types import Hit, Span

QUESTION = "How many 深聊会 were held?"
ANSWER = "275场"
NEW = """山城市政协工作报告

信息来源：山城日报 发布日期：2025-03-01

山城市政协全年召开“圆桌会”48场，收到建议九百余条。
"""


def word_document(text: str) -> bytes:
    made, buffer = python_docx.Document(), BytesIO()
    for line in text.split("\n"):
        made.add_paragraph(line)
    made.save(buffer)
    return buffer.getvalue()


def workbook(text: str) -> bytes:
    made, buffer = Workbook(), BytesIO()
    made.active.title = "工作"
    for number, line in enumerate(text.split("\n"), start=1):
        made.active.cell(number, 2 if number > 1 else 1, line)
    made.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory, article_path: Path) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / article_path.name).write_bytes(article_path.read_bytes())
    (folder / "附件.mp4").write_bytes(b"PK")
    (folder / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4)
    return folder


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Path:
    directory = tmp_path_factory.mktemp("whole") / "index"
    assert run(["ingest", str(corpus), "--index", str(directory)]) == 1, "the photo is named and fails"
    return directory


@pytest.fixture
def whole(index: Path) -> TestClient:
    return TestClient(create_app(Service(Settings(index_dir=index)), hosts=("testserver",)))


def test_command_rest_and_python_give_the_same_answer(
    index: Path, whole: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ask", QUESTION, "--index", str(index), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    asked = whole.post("/api/v1/ask", json={"question": QUESTION}).json()
    timeless = [{key: value for key, value in body.items() if key != "took_ms"} for body in (told, asked)]
    assert timeless[0] == timeless[1]
    assert asked["answer"] == Engine.open(index).ask(QUESTION).text == ANSWER


def test_the_citation_stands_in_clean_and_raw_text(whole: TestClient) -> None:
    cited = whole.post("/api/v1/ask", json={"question": QUESTION}).json()["citations"][0]
    document = whole.get(f"/api/v1/documents/{cited['doc_id']}", params={"raw": True}).json()
    assert document["text"][cited["start"] : cited["end"]] == cited["quote"] == ANSWER
    assert document["raw_text"][cited["raw_start"] : cited["raw_end"]] == ANSWER
    assert (cited["source"], cited["published"]) == ("深圳特区报", "2025-07-25")
    claim = {key: cited[key] for key in ("doc_id", "start", "end", "quote")}
    assert whole.post("/api/v1/verify", json=claim).json()["verified"] is True


def test_ingesting_names_the_bad_file_and_skips_what_has_not_changed(
    corpus: Path, index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ingest", str(corpus), "--index", str(index)]) == 1
    out, err = capsys.readouterr()
    assert "1 unchanged, 1 failed, 1 skipped" in out
    assert "skipped   附件.mp4 (.mp4; read are " in out
    assert "photo.txt" in err


def test_skipped_files_are_in_the_json_too(corpus: Path, index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["ingest", str(corpus), "--index", str(index), "--json"])
    (skipped,) = json.loads(capsys.readouterr().out)["skipped"]
    assert skipped["file"] == "附件.mp4"
    assert skipped["reason"].startswith(".mp4")


def test_a_path_that_is_not_there_or_holds_nothing_is_exit_2(
    tmp_path: Path, index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "absent", tmp_path / "empty"):
        for directory in (index, tmp_path / "new"):
            assert run(["ingest", str(path), "--index", str(directory)]) == 2
            assert path.name in capsys.readouterr().err


def test_an_upload_is_found_at_once_replaced_and_removed(whole: TestClient) -> None:
    sent = whole.post("/api/v1/documents", files={"file": ("山城.txt", NEW.encode("gb18030"))})
    assert sent.status_code == 201
    asked = whole.post("/api/v1/ask", json={"question": "山城市政协召开了多少场“圆桌会”？"}).json()
    assert (asked["answer"], asked["citations"][0]["doc_id"]) == ("48场", sent.json()["doc_id"])
    again = whole.post("/api/v1/documents", files={"file": ("山城.txt", NEW.replace("48", "49").encode())})
    assert (again.status_code, again.json()["doc_id"]) == (200, sent.json()["doc_id"])
    found = whole.post("/api/v1/search", json={"query": "圆桌会", "filters": {"doc_ids": [sent.json()["doc_id"]]}})
    assert "49场" in found.json()["hits"][0]["text"]
    assert whole.delete(f"/api/v1/documents/{sent.json()['doc_id']}").status_code == 200
    left = whole.post("/api/v1/search", json={"query": "圆桌会"}).json()["hits"]
    assert sent.json()["doc_id"] not in {hit["doc_id"] for hit in left}


@pytest.mark.parametrize(
    ("file", "content", "location", "name"),
    [
        ("山城.docx", word_document(NEW), {"kind": "paragraph", "at": [3], "to": None}, "paragraph 3"),
        (
            "山城.pdf",
            pdf(set_in_lines(NEW.replace("\n\n", "\n").strip())),
            {"kind": "page", "at": [1], "to": None},
            "p. 1",
        ),
        ("山城.xlsx", workbook(NEW), {"kind": "sheet", "at": ["工作", "B5"], "to": None}, "工作!B5"),
    ],
)
def test_an_office_file_is_answered_from_and_the_place_in_it_named(
    whole: TestClient,
    index: Path,
    capsys: pytest.CaptureFixture[str],
    file: str,
    content: bytes,
    location: dict[str, object],
    name: str,
) -> None:
    sent = whole.post("/api/v1/documents", files={"file": (file, content)})
    assert sent.status_code == 201
    question = "山城市政协召开了多少场“圆桌会”？"
    cited = whole.post("/api/v1/ask", json={"question": question}).json()["citations"][0]
    assert (cited["quote"], cited["file"], cited["source"]) == ("48场", file, "山城日报")
    assert {key: cited["location"][key] for key in location} == location
    assert run(["ask", question, "--index", str(index)]) == 0
    assert f"  {name}" in capsys.readouterr().out
    assert whole.delete(f"/api/v1/documents/{sent.json()['doc_id']}").status_code == 200


def test_a_bad_upload_leaves_the_index_as_it_was(whole: TestClient) -> None:
    before = whole.get("/api/v1/documents").json()
    is_problem(whole.post("/api/v1/documents", files={"file": ("a.txt", bytes(range(256)) * 8)}), 422)
    is_problem(whole.post("/api/v1/documents", files={"file": ("a.exe", b"MZ")}), 415)
    assert whole.get("/api/v1/documents").json() == before


def test_predictions_cover_index_and_context(index: Path, tmp_path: Path) -> None:
    rows = [{"id": 1, "question": QUESTION, "context": "全年组织“深聊会”31场。"}]
    questions = tmp_path / "q.jsonl"
    questions.write_text(json.dumps(rows[0], ensure_ascii=False), encoding="utf-8")
    answers = []
    for options in ([], ["--reader-only"]):
        output = tmp_path / "out.jsonl"
        assert run(["predict", str(questions), "--output", str(output), "--index", str(index), *options]) == 0
        answers.append(json.loads(output.read_text(encoding="utf-8"))["answer"])
    assert answers == [ANSWER, "31场"]


def test_evaluate_writes_a_report_and_is_a_gate(
    index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = tmp_path / "set.jsonl"
    row = {"id": "1", "question": QUESTION, "answers": [{"text": ANSWER}]}
    questions.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    output = tmp_path / "report"
    command = ["evaluate", str(questions), "--index", str(index), "--output", str(output)]
    assert run([*command, "--fail-under", "em=1"]) == 0
    assert (output / "report.html").is_file()
    assert "100.0" in capsys.readouterr().out
    row["answers"] = [{"text": "276场"}]
    questions.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    assert run([*command, "--anew", "--fail-under", "em=1"]) == 1
    assert "em is 0.0000" in capsys.readouterr().err
    assert run(["evaluate", "--compare", str(output), str(output), "--output", str(tmp_path / "both")]) == 0
    assert (tmp_path / "both" / "compare.html").is_file()


def test_what_twelve_people_upload_and_delete_at_once_is_so_at_once(whole: TestClient) -> None:
    def change(number: int) -> list[str]:
        wrong = []
        text = f"第{number}镇工作简报\n\n第{number}镇全年登记编号为zq{number:02}x的来信12件。\n"
        added = whole.post("/api/v1/documents", files={"file": (f"{number}.txt", text.encode())})
        wrong += [] if added.status_code == 201 else [f"upload: {added.status_code}"]
        place = added.headers["location"]
        doc_id = place.rsplit("/", 1)[1]
        hits = whole.post("/api/v1/search", json={"query": f"zq{number:02}x"}).json()["hits"]
        wrong += [] if doc_id in {hit["doc_id"] for hit in hits} else ["an upload was not found"]
        wrong += [] if whole.get(place).status_code == 200 else ["an upload was not there"]
        removed = whole.delete(place)
        wrong += [] if removed.status_code == 200 else [f"delete: {removed.status_code}"]
        wrong += [] if whole.get(place).status_code == 404 else ["a deleted document was there"]
        listed = whole.get("/api/v1/documents").json()
        wrong += ["a deleted document was listed"] if doc_id in {d["doc_id"] for d in listed["documents"]} else []
        wrong += (
            ["the list is of an older state"]
            if listed["index"]["generation"] < removed.json()["index"]["generation"]
            else []
        )
        return wrong

    with ThreadPoolExecutor(12) as threads:
        assert list(threads.map(change, range(12))) == [[]] * 12


def test_an_answer_names_the_state_of_the_index_that_it_is_from(index: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(index, tmp_path / "index")
    settings = Settings(index_dir=copy, reader="rules")
    opened = wiring.open_engine(settings)

    class Interrupted(RulesReader):
        """While it reads, the document it reads from is deleted and others are added."""

        def read(self, question: Question, hits: Sequence[Hit]) -> list[Span]:
            writer = wiring.open_writer(settings)
            writer.remove([hits[0].passage.doc_id])
            for name in ("a.txt", "b.txt"):
                writer.upload(name, NEW.encode())
            return super().read(question, hits)

    engine = Engine(
        opened.index,
        opened.encoder,
        opened.retriever,
        Interrupted(),
        writer=wiring.open_writer(settings),
        threshold=ANSWER_THRESHOLD,
    )
    service = Service(settings, opener=lambda settings: engine)
    before = engine.state()
    answer, state = service.ask("组织了多少场“深聊会”？")
    assert (answer.text, state) == (ANSWER, before)
    assert service.documents()[1].generation > before.generation
    assert [info.file for info in service.documents()[0]] == ["a.txt", "b.txt"]
    service.close()
