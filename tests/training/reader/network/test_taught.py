"""A network read back out of its export reads as the export does."""

from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertModel

from zhengxie_qa.errors import ModelError
from zhengxie_qa.training.reader.network.batches import Batch
from zhengxie_qa.training.reader.network.export import export
from zhengxie_qa.training.reader.network.network import ReadingNetwork
from zhengxie_qa.training.reader.network.taught import go_on_from

_SIZES = {"vocab_size": 60, "hidden_size": 64, "num_attention_heads": 2, "intermediate_size": 128}


def small(*, seed: int, layers: int = 2) -> ReadingNetwork:
    torch.manual_seed(seed)
    body = BertModel(BertConfig(**_SIZES, num_hidden_layers=layers), add_pooling_layer=False)
    network = ReadingNetwork(body).eval()
    with torch.no_grad():
        for weights in network.parameters():  # no two alike, as in a network that has learnt
            weights.add_(torch.randn_like(weights) * 0.05)
    return network


def starts(network: ReadingNetwork) -> np.ndarray:
    ids = torch.arange(4, 50).unsqueeze(0)
    one = torch.ones_like(ids)
    with torch.no_grad():
        return network(Batch(ids, one, one)).start.numpy()


def test_teaching_goes_on_with_the_weights_that_were_exported(tmp_path: Path) -> None:
    first, again = small(seed=0), small(seed=1)
    wanted, other = starts(first), starts(again)
    rows = first.body.embeddings.word_embeddings.weight.detach().clone()
    export(first, tmp_path / "network.onnx")
    with torch.no_grad():
        again.body.embeddings.word_embeddings.weight.copy_(rows)  # the embeddings come from the body, not the export
    go_on_from(again, tmp_path / "network.onnx")
    assert np.abs(starts(again) - wanted).max() < 0.1 < np.abs(other - wanted).max()


def test_an_export_of_another_shape_is_refused(tmp_path: Path) -> None:
    export(small(seed=0), tmp_path / "network.onnx")
    with pytest.raises(ModelError, match="same recipe"):
        go_on_from(small(seed=0, layers=3), tmp_path / "network.onnx")
