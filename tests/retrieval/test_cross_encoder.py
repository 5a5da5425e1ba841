from pathlib import Path

import pytest

from zhengxie_qa.errors import ModelError
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.retrieval.ranking_features import RankedQuery
from zhengxie_qa.types import DocumentInfo, Hit, Passage

INFO = DocumentInfo("d", "a.txt", "年报")
HITS = [
    Hit(rank, 1.0 / rank, Passage(f"d:{rank}", "d", 0, len(text), text), INFO)
    for rank, text in enumerate(["新建水厂三座。", "新修公路二百公里。", "新建学校。", "医"], start=1)
]


@pytest.mark.slow
def test_a_cross_encoder_orders_the_first_and_leaves_the_rest_behind(tmp_path: Path) -> None:
    from sentence_transformers import CrossEncoder

    from bert_models import make_cross_encoder
    from zhengxie_qa.retrieval.cross_encoder import CrossEncoderRanker

    folder = make_cross_encoder(tmp_path / "cross")
    scores = CrossEncoderRanker(str(folder), depth=2).score(RankedQuery(understand("水厂多少座"), {}, {}), HITS)
    pairs = [("水厂多少座", f"年报 {hit.passage.text}") for hit in HITS[:2]]
    expected = CrossEncoder(str(folder), device="cpu").predict(pairs, show_progress_bar=False)
    assert scores[:2] == pytest.approx([float(score) for score in expected], abs=1e-5)
    lowest = min(scores[:2])
    assert scores[2:] == [lowest - 1, lowest - 2]
    assert CrossEncoderRanker(str(folder)).score(RankedQuery(understand("水"), {}, {}), []) == []


@pytest.mark.slow
def test_a_reranker_that_cannot_be_loaded_is_a_clear_error(tmp_path: Path) -> None:
    from zhengxie_qa.retrieval.cross_encoder import CrossEncoderRanker

    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError, match="cannot be loaded"):
        CrossEncoderRanker(str(tmp_path / "empty"))
