"""A network read back out of its export reads as the export does."""

from pathlib import Path

import numpy as np
import pytest
import torch

from training.reader.network.small_network import small
from zhengxie_qa.errors import ModelError
from zhengxie_qa.training.reader.network.batches import Batch
from zhengxie_qa.training.reader.network.export import export
from zhengxie_qa.training.reader.network.network import ReadingNetwork
from zhengxie_qa.training.reader.network.taught import go_on_from
from zhengxie_qa.training.reader.network.update import write_update


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


def test_teaching_goes_on_from_an_export_with_its_update(tmp_path: Path) -> None:
    export(small(seed=0), tmp_path / "network.onnx")
    taught, again = small(seed=0), small(seed=0)
    with torch.no_grad():
        for weights in taught.body.encoder.parameters():
            weights += 0.02 * torch.randn(weights.shape, generator=torch.Generator().manual_seed(1))
    export(taught, tmp_path / "taught.onnx")
    write_update(tmp_path / "network.onnx", tmp_path / "taught.onnx", tmp_path / "network.update")
    wanted = starts(taught)
    before = np.abs(starts(again) - wanted).max()
    go_on_from(again, tmp_path / "network.onnx")
    assert np.abs(starts(again) - wanted).max() < 0.25 * before


def test_an_export_of_another_shape_is_refused(tmp_path: Path) -> None:
    export(small(seed=0), tmp_path / "network.onnx")
    with pytest.raises(ModelError, match="same recipe"):
        go_on_from(small(seed=0, layers=3), tmp_path / "network.onnx")
