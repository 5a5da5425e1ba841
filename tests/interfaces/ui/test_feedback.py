"""What people say of wrong answers becomes a question set that the evaluation reads, whatever they type."""

import json

import pytest
from fastapi.testclient import TestClient
from http_answers import client_of
from interface_fakes import FakeEngine

from zhengxie_qa import __version__
from zhengxie_qa.evaluation.datasets.registry import read_dataset
from zhengxie_qa.evaluation.gold import GoldLocator, Place
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.ui.keeping import feedback

ANSWERED = {"text": "275场", "confidence": 0.9, "doc_id": "aaaaaaaaaaaa", "file": "harbour.txt", "start": 1, "end": 5}


@pytest.fixture
def page(service: Service) -> TestClient:
    return client_of(feedback.router(service))


def said(**known: object) -> dict[str, object]:
    return {"question": "多少场？", "right": "", "absent": False, "answered": ANSWERED, "generation": "g1", **known}


def test_what_was_wrong_is_a_row_that_evaluate_reads(page: TestClient, service: Service) -> None:
    history = [{"question": "甲？", "answer": "乙"}, {"question": "丙？", "answer": None}]
    hostile = '276场\n\u2028<script>"\\\x85'
    assert page.post("/page/feedback", json=said(right=hostile, history=history)).status_code == 201
    assert page.post("/page/feedback", json=said(absent=True)).status_code == 201
    path = service.settings.index_dir / "feedback.jsonl"
    words = path.read_text(encoding="utf-8")
    assert len(words.splitlines()) == 2
    kept = json.loads(words.splitlines()[0])
    assert (kept["answered"], kept["index"], kept["version"]) == (ANSWERED, "g1", __version__)
    dataset = read_dataset(path)
    first, second = dataset
    assert [row for row in dataset.rows() if row not in (first, second)] == []
    assert [answer.text for answer in first.answers] == [hostile.strip()]
    assert [(turn.question, turn.answer) for turn in first.history] == [("甲？", "乙"), ("丙？", None)]
    assert (second.answers, second.impossible) == ((), True)
    assert first.id != second.id


def test_words_marked_in_the_source_are_a_row_with_their_place(
    page: TestClient, service: Service, engine: FakeEngine
) -> None:
    harbour = engine.document("aaaaaaaaaaaa")
    start = harbour.text.index("275场")
    place = {"doc_id": "aaaaaaaaaaaa", "start": start, "end": start + 4}
    assert page.post("/page/feedback", json=said(right="275场", place=place)).status_code == 201
    moved = page.post("/page/feedback", json=said(right="276场", place=place))
    assert (moved.status_code, moved.json()["detail_zh"]) == (422, "标出的原文已经变动，请重新标出。")
    gone = page.post("/page/feedback", json=said(right="275场", place={**place, "doc_id": "none"}))
    assert gone.status_code == 404
    assert page.post("/page/feedback", json=said(absent=True, place=place)).status_code == 422
    (row,) = read_dataset(service.settings.index_dir / "feedback.jsonl")
    assert (row.doc, [(answer.text, answer.start) for answer in row.answers]) == ("harbour.txt", [("275场", start)])
    assert GoldLocator(engine).locate(row).places == (Place("aaaaaaaaaaaa", start, start + 4),)


@pytest.mark.parametrize(
    "wrong",
    [
        {"right": "275场", "absent": True},
        {"right": " "},
        {"question": " ", "absent": True},
        {"question": "长" * 501, "absent": True},
        {"right": "长" * 2001},
        {"absent": True, "more": 1},
        {"absent": True, "answered": {"text": 5}},
    ],
)
def test_what_says_nothing_or_too_much_is_refused(page: TestClient, service: Service, wrong: dict) -> None:
    assert page.post("/page/feedback", json=said(**wrong)).status_code == 422
    assert not (service.settings.index_dir / "feedback.jsonl").exists()


def test_half_a_character_is_refused(page: TestClient) -> None:
    body = json.dumps(said(right="x")).replace('"x"', '"\\ud800"')
    response = page.post("/page/feedback", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 422


def test_a_file_grown_too_large_takes_no_more(page: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "LARGEST", 10)
    assert page.post("/page/feedback", json=said(absent=True)).status_code == 201
    refused = page.post("/page/feedback", json=said(absent=True))
    assert refused.status_code == 413
    assert "太大" in refused.json()["detail_zh"]
