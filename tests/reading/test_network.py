"""The network behind its ONNX file: a window's scores are its own."""

import numpy as np
import pytest
from reader_fakes import hit

from zhengxie_qa.reading.encoding import QuestionArrays, WindowArrays, encode_question, encode_window
from zhengxie_qa.reading.network import Network, Scores
from zhengxie_qa.reading.question import understand
from zhengxie_qa.reading.reader import NETWORK, VOCABULARY, FirstLook, bundled_reader_path
from zhengxie_qa.reading.vocabulary import Vocabulary
from zhengxie_qa.reading.windows import WindowMaker

TEXTS = (
    "全年共举行“深聊会”275场。",
    "2024年4月18日，第111期委员讲堂在深圳中心书城举行，市政协主席林洁出席。",
    "全省新建高速公路300公里，粮食产量达到1800万吨，城镇新增就业45万人，居民收入增长5.2%。" * 3,
)
QUESTIONS = ("全年举行了多少场深聊会？", "谁？", "委员讲堂是什么时候、在什么地方举行的，哪位领导出席？")


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.load(bundled_reader_path() / VOCABULARY)


@pytest.fixture(scope="module")
def network(vocabulary) -> Network:
    return Network(bundled_reader_path() / NETWORK, vocabulary)


@pytest.fixture(scope="module")
def pairs(vocabulary, network) -> list[tuple[WindowArrays, QuestionArrays]]:
    """Windows and questions of unequal length, each with each."""
    look, windows = FirstLook(vocabulary, network), WindowMaker(vocabulary)
    return [
        (encode_window(asked, window.view, vocabulary), encode_question(asked, window.title))
        for question in QUESTIONS
        for asked in [look.view(understand(question))]
        for rank, text in enumerate(TEXTS, start=1)
        for window in windows.windows([hit(text, rank=rank, doc_id=f"d{rank}")])
    ]


def values(scores: Scores) -> list[float]:
    arrays = (scores.start, scores.end, scores.inside, scores.left, scores.right, scores.lengths)
    return [scores.null, *np.concatenate([array.ravel() for array in arrays]).tolist()]


def test_a_window_scores_the_same_beside_any_others(network, pairs) -> None:
    together = network.run(*zip(*pairs, strict=True))
    alone = [network.run([window], [question])[0] for window, question in pairs]
    assert [values(scores) for scores in together] == [values(scores) for scores in alone]


def test_every_character_has_its_scores_in_the_order_given(network, pairs) -> None:
    backwards = pairs[::-1]
    scores = network.run(*zip(*backwards, strict=True))
    assert [len(each.start) for each in scores] == [len(window.ids) for window, _ in backwards]
    assert all(
        len(each.left) == len(each.right) == len(each.inside) == len(each.end) == len(each.start) for each in scores
    )


def test_nothing_to_read_gives_no_scores(network) -> None:
    assert network.run([], []) == []
