"""Stage 4, from torch to ONNX: the network without dropout, any number of windows of any length, int8 LSTMs.

Only the LSTMs are quantised: that takes a quarter of the time and changes one answer in a hundred, neither for better
nor for worse; matrices and convolutions gain nothing (``docs/decisions/reader.md``).
"""

import tempfile
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from zhengxie_qa.training.reader.batches import Batch
from zhengxie_qa.training.reader.torch_network import Reading, ReadingNetwork

_OPSET = 17


class _Flat(nn.Module):
    """Takes the batch's tensors one by one, as ONNX wants them."""

    def __init__(self, network: ReadingNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, *tensors: Tensor) -> tuple[Tensor, ...]:
        """Run the network."""
        return tuple(self.network(Batch(*tensors)))


def export(network: ReadingNetwork, example: Batch, path: Path) -> None:
    """Write ``network`` to ``path``; inputs are named as in :class:`Batch`, outputs as in :class:`Reading`."""
    windows, questions = {0: "windows", 1: "characters"}, {0: "windows", 1: "asked"}
    axes: dict[str, dict[int, str]] = {
        name: {0: "windows"} if name == "code" else questions if name.startswith("question") else windows
        for name in Batch._fields
    }
    axes |= {name: {0: "windows"} if name in ("lengths", "null") else windows for name in Reading._fields}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        full = Path(folder) / path.name
        # the TorchScript exporter is deprecated, but keeps an LSTM one operator that runs on any batch and length
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Flat(network).eval(),
            tuple(example),
            full,
            input_names=list(Batch._fields),
            output_names=list(Reading._fields),
            dynamic_axes=axes,
            opset_version=_OPSET,
            dynamo=False,
        )
        quantize_dynamic(full, path, op_types_to_quantize=["LSTM"], weight_type=QuantType.QInt8)
