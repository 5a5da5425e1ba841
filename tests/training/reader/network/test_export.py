"""An export says what torch says, is the same each time, and can be read back and written anew."""

import lzma
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

from training.reader.network.small_network import small
from zhengxie_qa.errors import ModelError
from zhengxie_qa.reading.network.session import with_update
from zhengxie_qa.training.reader.network.batches import Batch
from zhengxie_qa.training.reader.network.export import export, export_anew
from zhengxie_qa.training.reader.network.graph import OUTPUTS
from zhengxie_qa.training.reader.network.network import ReadingNetwork
from zhengxie_qa.training.reader.network.update import write_update

_SEEN = [np.arange(4, 50), np.arange(50, 20, -1)]


def said_by_torch(network: ReadingNetwork) -> list[np.ndarray]:
    ids = torch.arange(4, 50).unsqueeze(0)
    one = torch.ones_like(ids)
    with torch.no_grad():
        return [scores.numpy() for scores in network(Batch(ids, one, one))]


def said_by(path: Path) -> list[np.ndarray]:
    return onnxruntime.InferenceSession(path).run(list(OUTPUTS), {"ids": np.arange(4, 50)[None]})


def apart(one: list[np.ndarray], other: list[np.ndarray]) -> float:
    assert [scores.shape for scores in one] == [scores.shape for scores in other]
    return max(float(np.abs(a - b).max()) for a, b in zip(one, other, strict=True))


def with_a_loud_channel(network: ReadingNetwork) -> ReadingNetwork:
    """One channel grows a hundred times larger than the others, and what it meets as much smaller."""
    with torch.no_grad():
        for layer in network.body.encoder.layer:
            norm = layer.attention.output.LayerNorm
            norm.weight[3], norm.bias[3] = 100.0, 50.0
            layer.intermediate.dense.weight[:, 3] *= 0.01
    return network


@pytest.mark.parametrize("seen", [(), _SEEN])
def test_the_export_says_what_torch_says(tmp_path: Path, seen) -> None:
    network = small(seed=0)
    export(network, tmp_path / "network.onnx", seen=seen)
    assert apart(said_by(tmp_path / "network.onnx"), said_by_torch(network)) < 0.1


def test_a_channel_much_larger_than_the_others_costs_less_when_made_smooth(tmp_path: Path) -> None:
    network = with_a_loud_channel(small(seed=0))
    export(network, tmp_path / "plain.onnx")
    export(network, tmp_path / "smooth.onnx", seen=_SEEN)
    wanted = said_by_torch(network)
    assert apart(said_by(tmp_path / "smooth.onnx"), wanted) < 0.75 * apart(said_by(tmp_path / "plain.onnx"), wanted)


def test_the_same_network_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.onnx", "two.onnx"):
        export(small(seed=0), tmp_path / name, seen=_SEEN)
    assert (tmp_path / "one.onnx").read_bytes() == (tmp_path / "two.onnx").read_bytes()


def test_an_export_is_written_anew_without_the_network(tmp_path: Path) -> None:
    network = small(seed=0)
    export(network, tmp_path / "before.onnx", seen=_SEEN)
    export_anew(tmp_path / "before.onnx", tmp_path / "after.onnx", seen=_SEEN)
    assert apart(said_by(tmp_path / "after.onnx"), said_by_torch(network)) < 0.1


def test_an_update_turns_the_export_before_into_the_one_after(tmp_path: Path) -> None:
    network = small(seed=0)
    export(network, tmp_path / "network.onnx", seen=_SEEN)
    with torch.no_grad():
        for weights in network.body.encoder.parameters():
            weights += 0.01 * torch.randn(weights.shape, generator=torch.Generator().manual_seed(1))
    export(network, tmp_path / "after.onnx", seen=_SEEN)
    before = with_update(tmp_path / "network.onnx")
    write_update(tmp_path / "network.onnx", tmp_path / "after.onnx", tmp_path / "network.update")
    after = with_update(tmp_path / "network.onnx")
    (tmp_path / "updated.onnx").write_bytes(after)
    assert before == (tmp_path / "network.onnx").read_bytes() != after
    assert apart(said_by(tmp_path / "updated.onnx"), said_by_torch(network)) < 0.1
    assert (tmp_path / "network.update").stat().st_size < 0.6 * len(before)


def test_an_update_of_another_network_is_refused(tmp_path: Path) -> None:
    export(small(seed=0), tmp_path / "network.onnx")
    export(small(seed=0, layers=3), tmp_path / "after.onnx")
    with pytest.raises(ModelError, match="give an export of the same recipe"):
        write_update(tmp_path / "network.onnx", tmp_path / "after.onnx", tmp_path / "network.update")
    (tmp_path / "network.update").write_bytes(lzma.compress(b"too short"))
    with pytest.raises(ModelError, match="is of another network"):
        with_update(tmp_path / "network.onnx")
    (tmp_path / "network.update").write_bytes(b"damaged")
    with pytest.raises(ModelError, match="install the reader anew"):
        with_update(tmp_path / "network.onnx")
