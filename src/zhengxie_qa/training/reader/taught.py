"""A network that was taught before, read back out of its export, so that teaching can go on where it stopped."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper

from zhengxie_qa.errors import ModelError
from zhengxie_qa.training.reader.torch_network import ReadingNetwork

_MIDDLE = 128
"""What stands for zero among the eight-bit numbers of a matrix."""
_PREFIX = "network."


def go_on_from(network: ReadingNetwork, path: Path) -> None:
    """Give ``network`` the weights of the export at ``path``; the embeddings of pieces stay those of the body.

    Matrices come back as their eight bits tell, within half a step of what was exported.

    :raises ModelError: when the export is of a network of another shape.
    """
    wanted = {name for name in network.state_dict() if "word_embeddings" not in name and "position_ids" not in name}
    found = {name: torch.tensor(values) for name, values in _weights(onnx.load(path)) if name in wanted}
    if wanted != found.keys():
        raise ModelError(f"{path} lacks {sorted(wanted - found.keys())[:3]}; give an export of the same recipe.")
    network.load_state_dict(found, strict=False)


def _weights(model: onnx.ModelProto) -> Iterator[tuple[str, npt.NDArray[np.float32]]]:
    stored = {each.name: each for each in model.graph.initializer}
    for name, tensor in stored.items():
        if name.startswith(_PREFIX) and tensor.data_type == onnx.TensorProto.FLOAT:
            yield name.removeprefix(_PREFIX), numpy_helper.to_array(tensor)
    for node in model.graph.node:
        if node.op_type == "MatMulNBits":
            owner = node.name.strip("/").removeprefix("network/").rsplit("/", 1)[0].replace("/", ".")
            whole, scales = (numpy_helper.to_array(stored[name]) for name in node.input[1:3])
            steps = whole.astype(np.float32) - _MIDDLE
            yield f"{owner}.weight", (steps * scales.reshape(*steps.shape[:2], 1)).reshape(len(steps), -1)
