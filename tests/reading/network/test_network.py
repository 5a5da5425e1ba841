"""The network behind its ONNX file: a window's scores are its own, one per character."""

import numpy as np
import pytest

from zhengxie_qa.errors import ModelError
from zhengxie_qa.reading.network.pieces import Pieces
from zhengxie_qa.reading.network.session import Network, Scores, ToRead
from zhengxie_qa.reading.reader import NETWORK, PIECES, bundled_reader_path

TEXTS = (
    "全年共举行“深聊会”275场。",
    "2024年4月18日，第111期委员讲堂在深圳中心书城举行，市政协主席林洁出席。",
    "全省新建高速公路300公里，粮食产量达到1800万吨，城镇新增就业45万人，居民收入增长5.2%。" * 3,
)
QUESTIONS = ("全年举行了多少场深聊会？", "谁？", "How many 深聊会 were held?")


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces.load(bundled_reader_path() / PIECES)


@pytest.fixture(scope="module")
def network() -> Network:
    return Network(bundled_reader_path() / NETWORK)


@pytest.fixture(scope="module")
def pairs(pieces) -> list[ToRead]:
    """Windows and questions of unequal length, each with each."""
    title = pieces.cut("2024年工作")
    return [ToRead(pieces.cut(q), title, pieces.cut(text), len(text)) for q in QUESTIONS for text in TEXTS]


def values(scores: Scores) -> list[float]:
    arrays = (scores.start, scores.end, scores.inside, scores.left, scores.right)
    return [scores.null, *np.concatenate([array.ravel() for array in arrays]).tolist()]


def test_a_window_scores_the_same_beside_any_others(network, pairs) -> None:
    together = network.run(pairs)
    alone = [network.run([pair])[0] for pair in pairs]
    assert [values(scores) for scores in together] == [values(scores) for scores in alone]


def test_every_character_has_its_scores_in_the_order_given(network, pairs) -> None:
    scores = network.run(pairs[::-1])
    assert [len(each.start) for each in scores] == [pair.length for pair in pairs[::-1]]
    assert all(
        len(each.left) == len(each.right) == len(each.inside) == len(each.end) == len(each.start) for each in scores
    )


def test_the_best_span_of_a_plain_question_is_its_answer_in_either_language(network, pieces) -> None:
    for question in (QUESTIONS[0], QUESTIONS[2]):
        text = TEXTS[0]
        [said] = network.run([ToRead(pieces.cut(question), pieces.cut(""), pieces.cut(text), len(text))])
        assert text[int(said.start.argmax()) : int(said.end.argmax()) + 1] == "275场"
        assert said.start.max() + said.end.max() > said.null


def test_a_window_of_white_space_has_no_place_to_begin(network, pieces) -> None:
    [said] = network.run([ToRead(pieces.cut("谁？"), pieces.cut(""), pieces.cut("  "), 2)])
    assert said.start.tolist() == said.end.tolist()
    assert said.start.max() < -20


def test_nothing_to_read_gives_no_scores(network) -> None:
    assert network.run([]) == []


def test_another_file_is_refused_by_name(tmp_path) -> None:
    path = tmp_path / "network.onnx"
    path.write_bytes(b"no network")
    with pytest.raises(ModelError, match=r"network\.onnx cannot be loaded as a reading network"):
        Network(path)
