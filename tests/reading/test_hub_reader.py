import pytest
from reader_fakes import hit

from zhengxie_qa.errors import ModelError
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.reading.reader import load_reader

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory) -> str:
    """A BERT of one layer with random weights that knows a few characters."""
    import torch
    from transformers import BertConfig, BertForQuestionAnswering, BertTokenizerFast

    folder = tmp_path_factory.mktemp("tiny-bert")
    characters = sorted(set("深圳会议举行多少场委员讲堂在中心书城二七五谁0123456789，。？"))
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=48).save_pretrained(folder)
    torch.manual_seed(0)
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    config = BertConfig(vocab_size=len(vocabulary), max_position_embeddings=64, **sizes)
    BertForQuestionAnswering(config).save_pretrained(folder)
    return str(folder)


def test_any_qa_model_reads_behind_the_protocol(tiny_model) -> None:
    reader = load_reader(tiny_model)
    long = "委员讲堂在深圳中心书城举行。" * 6
    hits = [hit(long, start=7), hit("会议举行275场。", rank=2, doc_id="e"), hit("", rank=3, doc_id="f")]
    spans = reader.read(understand("会议举行多少场？"), hits)
    assert spans
    assert [s.score for s in spans] == sorted((s.score for s in spans), reverse=True)
    for span in spans:
        passage = span.hit.passage
        assert passage.text[span.start - passage.start : span.end - passage.start] == span.text
        assert 0 <= span.confidence <= 1
    assert reader.read(understand("会议举行多少场？"), hits) == spans
    assert load_reader(tiny_model).fingerprint == reader.fingerprint


def test_a_model_that_is_not_there_is_named(tmp_path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_reader(str(tmp_path / "nothing"))
