import json
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reader_fakes import hit

from zhengxie_qa.answering.given import hits
from zhengxie_qa.corpus.load import load_file
from zhengxie_qa.errors import ModelError
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.reading.network.session import Network, Scores, ToRead
from zhengxie_qa.reading.reader import Calibration, TrainedReader, bundled_reader_path, load_reader, load_trained
from zhengxie_qa.reading.rules.reader import RulesReader

TEXT = "2024年4月18日，第111期委员讲堂在深圳中心书城举行，市政协主席林洁出席。全年共举行“深聊会”275场。"


@pytest.fixture(scope="module")
def reader() -> TrainedReader:
    return load_trained(bundled_reader_path())


def test_a_count_a_place_and_a_date_are_read(reader) -> None:
    hits = [hit(TEXT)]
    assert reader.read(understand("全年举行了多少场深聊会？"), hits)[0].text == "275场"
    assert reader.read(understand("委员讲堂在哪里举行？"), hits)[0].text == "深圳中心书城"
    assert reader.read(understand("委员讲堂是什么时候举行的？"), hits)[0].text == "2024年4月18日"


def test_the_shipped_article_is_read(reader, article_path) -> None:
    document = load_file(article_path, file=article_path.name, doc_id="a")
    question = understand("全市共举行了多少场深聊会？")
    spans = reader.read(question, hits(document, question))
    assert spans[0].text == "275场"
    assert all(document.text[s.start : s.end] == s.text for s in spans)


@settings(max_examples=25)
@given(
    st.lists(st.text("深圳会议。，2年“”《》 在\n1场", max_size=30), max_size=4),
    st.sampled_from(["谁？", "深圳举行多少场会议？"]),
)
def test_spans_lie_in_their_passage_and_fall_in_score(reader, texts: list[str], question: str) -> None:
    hits = [hit(text, rank=i + 1, start=100 * i) for i, text in enumerate(texts)]
    spans = reader.read(understand(question), hits)
    assert [s.score for s in spans] == sorted((s.score for s in spans), reverse=True)
    assert len({(s.hit.passage.doc_id, s.start, s.end) for s in spans}) == len(spans)
    for span in spans:
        passage = span.hit.passage
        assert passage.start <= span.start < span.end <= passage.end
        assert passage.text[span.start - passage.start : span.end - passage.start] == span.text
        assert 0 <= span.confidence <= 1


def windows_read(reader: TrainedReader, monkeypatch, *, seems: float, count: int) -> list[int]:
    """Return how many windows each step reads of ``count`` when each of them seems to answer as much as ``seems``."""
    steps: list[int] = []
    run = Network.run

    def counted(network: Network, windows: list[ToRead]) -> list[Scores]:
        steps.append(len(windows))
        return run(network, windows)

    monkeypatch.setattr(Network, "run", counted)
    monkeypatch.setattr("zhengxie_qa.reading.reader.seems_answered", lambda scores: seems)
    reader.read(
        understand(f"{seems}{count}是谁？"), [hit(f"{TEXT}{i}", rank=i + 1, doc_id=str(i)) for i in range(count)]
    )
    return steps


def test_two_windows_are_read_and_more_while_none_seems_to_answer(reader, monkeypatch) -> None:
    assert windows_read(reader, monkeypatch, seems=9.0, count=8) == [2]
    assert windows_read(reader, monkeypatch, seems=1.5, count=8) == [2, 2]
    assert windows_read(reader, monkeypatch, seems=-1.0, count=8) == [2, 2, 3, 1]
    assert windows_read(reader, monkeypatch, seems=-1.0, count=3) == [2, 1]


def test_no_more_windows_are_read_than_the_setting_says(monkeypatch) -> None:
    fast = load_trained(bundled_reader_path(), most_windows=2)
    assert windows_read(fast, monkeypatch, seems=-1.0, count=8) == [2]


def test_no_hits_give_no_spans(reader) -> None:
    assert reader.read(understand("谁？"), []) == []


def test_reading_twice_gives_the_same_spans(reader) -> None:
    question, hits = understand("委员讲堂在哪里举行？"), [hit(TEXT), hit("深圳举行会议。", rank=2, doc_id="e")]
    assert reader.read(question, hits) == reader.read(question, hits)


def test_a_right_span_is_surer_than_one_from_a_passage_about_something_else(reader) -> None:
    question = understand("全年举行了多少场深聊会？")
    right = reader.read(question, [hit(TEXT)])[0]
    wrong = reader.read(question, [hit("全省新建高速公路300公里，粮食产量达到1800万吨。")])[0]
    assert right.confidence > wrong.confidence


def test_calibration_is_a_line_through_its_knots() -> None:
    import numpy as np

    line = Calibration(raw=(-1.0, 1.0), probability=(0.2, 0.8))
    assert line(np.array([-9, -1, 0, 1, 9])).tolist() == pytest.approx([0.2, 0.2, 0.5, 0.8, 0.8])


def test_the_bundled_files_stay_small() -> None:
    sizes = {path.name: path.stat().st_size for path in bundled_reader_path().iterdir()}
    assert sizes["network.onnx"] + sizes["network.update"] <= 40 * 1024 * 1024
    assert sum(sizes.values()) <= 44 * 1024 * 1024


def test_rules_are_a_reader_too() -> None:
    assert isinstance(load_reader("rules"), RulesReader)


def test_a_folder_without_a_reader_is_no_model(tmp_path) -> None:
    with pytest.raises(ModelError, match="is not a reader"):
        load_trained(tmp_path)


def test_flipped_bits_are_noticed(tmp_path) -> None:
    folder = tmp_path / "reader"
    shutil.copytree(bundled_reader_path(), folder)
    damaged = bytearray((folder / "reranker.npz").read_bytes())
    damaged[len(damaged) // 2] ^= 1
    (folder / "reranker.npz").write_bytes(bytes(damaged))
    with pytest.raises(ModelError, match="checksum"):
        load_reader(folder)


def test_another_format_is_turned_down(tmp_path) -> None:
    folder = tmp_path / "reader"
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps({"format": 99, "files": {}}), encoding="utf-8")
    with pytest.raises(ModelError, match="format 99"):
        load_reader(folder)
