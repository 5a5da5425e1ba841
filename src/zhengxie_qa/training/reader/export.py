"""Stage 4, from torch to ONNX: one sequence of any length, matrices and embeddings in eight bits.

Every 64 weights of a matrix share a scale, and so do the inputs they meet (``MatMulNBits``); embeddings have one per
piece. That changes next to no answer, where one scale for a whole layer's inputs cost 3 to 5 in a hundred
(``docs/decisions/reader.md``).
"""

import logging
import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from torch import Tensor, nn

from zhengxie_qa.training.reader.batches import Batch
from zhengxie_qa.training.reader.torch_network import Reading, ReadingNetwork

_OPSET = 17
_STEPS = 127
_BLOCK = 64
"""Weights that share a scale."""


class _Int8Embedding(nn.Module):
    """Rows of whole numbers in [-127, 127], each with its scale."""

    whole: Tensor
    scale: Tensor

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp_min(1e-8) / _STEPS
        self.register_buffer("whole", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """Return the rows of ``ids``."""
        return self.whole[ids].float() * self.scale[ids]


class _One(nn.Module):
    """Takes one sequence without padding, all of it a window; which pieces are one, the product knows."""

    def __init__(self, network: ReadingNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor) -> tuple[Tensor, ...]:
        """Run the network."""
        everything = torch.ones_like(ids)
        return tuple(self.network(Batch(ids, everything, everything)))


def export(network: ReadingNetwork, path: Path) -> None:
    """Write ``network`` to ``path``: input ``ids`` (1, L), outputs named as in :class:`Reading`."""
    network = network.eval()
    embeddings = network.body.embeddings
    rows = _Int8Embedding(embeddings.word_embeddings.weight.detach())
    embeddings.word_embeddings = rows  # type: ignore[assignment]
    network.body.set_attn_implementation("eager")
    axes = {name: {1: "pieces"} for name in ("ids", *Reading._fields) if name != "null"}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        full = Path(folder) / path.name
        warnings.simplefilter("ignore")  # the TorchScript exporter is deprecated, but keeps the graph small and plain
        torch.onnx.export(
            _One(network),
            (torch.arange(4, 24).unsqueeze(0),),
            full,
            input_names=["ids"],
            output_names=list(Reading._fields),
            dynamic_axes=axes,
            opset_version=_OPSET,
            dynamo=False,
        )
        _quantise(full, path)


def _quantise(full: Path, path: Path) -> None:
    """Store every matrix in eight bits, to be multiplied in eight bits too (accuracy level 4)."""
    logging.getLogger("onnxruntime.quantization.matmul_nbits_quantizer").setLevel(logging.WARNING)
    choice = DefaultWeightOnlyQuantConfig(block_size=_BLOCK, is_symmetric=True, accuracy_level=4, bits=8)
    quantizer = MatMulNBitsQuantizer(onnx.load(full), algo_config=choice)
    quantizer.process()
    quantizer.model.save_model_to_file(str(path), use_external_data_format=False)
