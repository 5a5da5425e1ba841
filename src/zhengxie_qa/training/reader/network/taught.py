"""A network that was taught before, read back out of its export, so that teaching can go on where it stopped.

Two forms are read: that of :mod:`training.reader.network.graph`, and the one before it (``MatMulNBits``).
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper

from zhengxie_qa.errors import ModelError
from zhengxie_qa.reading.network.session import with_update
from zhengxie_qa.training.reader.network.graph import ENDS, matrices
from zhengxie_qa.training.reader.network.network import ReadingNetwork

_Floats = npt.NDArray[np.float32]
_MIDDLE = 128
"""What stands for zero among the eight-bit numbers of a matrix, in the form before."""
PREFIX = "network."
_WORDS = "body.embeddings.word_embeddings"


def go_on_from(network: ReadingNetwork, path: Path) -> None:
    """Give ``network`` the weights of the export at ``path``; the embeddings of pieces stay those of the body.

    Matrices come back as their eight bits tell, within half a step of what was exported.

    :raises ModelError: when the export is of a network of another shape.
    """
    wanted = {name for name in network.state_dict() if not name.startswith(_WORDS) and "position_ids" not in name}
    found = {name: torch.tensor(values) for name, values in weights_of(path).items() if name in wanted}
    if wanted != found.keys():
        raise ModelError(f"{path} lacks {sorted(wanted - found.keys())[:3]}; give an export of the same recipe.")
    network.load_state_dict(found, strict=False)


def weights_of(path: Path) -> dict[str, _Floats]:
    """Return every weight of an export, with its update if it has one, by torch's names."""
    model = onnx.load_from_string(with_update(path))
    stored = {each.name.removeprefix(PREFIX): numpy_helper.to_array(each) for each in model.graph.initializer}
    found = {name: values for name, values in stored.items() if values.dtype == np.float32}
    found[f"{_WORDS}.weight"] = stored[f"{_WORDS}.whole"].astype(np.float32) * stored[f"{_WORDS}.scale"]
    before = dict(_blocks(model))
    if before:
        return found | before
    for part in ("weight", "bias"):
        found[f"ends.{part}"] = np.concatenate([stored[f"ends.{name}.{part}"].T for name in ENDS])
    for name in ("left", "right", "null"):
        found[f"{name}.weight"] = stored[f"{name}.weight"].T
    layers = sum(name.endswith(".output.dense.whole") and ".attention." not in name for name in stored)
    for met, owners in matrices(layers).items():
        smooth = stored[f"{met}.smooth"]
        for name in owners:
            found[f"{name}.weight"] = (stored[f"{name}.whole"] * stored[f"{name}.scale"] * smooth[:, None]).T
    return found


def _blocks(model: onnx.ModelProto) -> Iterator[tuple[str, _Floats]]:
    stored = {each.name: each for each in model.graph.initializer}
    for node in model.graph.node:
        if node.op_type == "MatMulNBits":
            owner = node.name.strip("/").removeprefix("network/").rsplit("/", 1)[0].replace("/", ".")
            whole, scales = (numpy_helper.to_array(stored[name]) for name in node.input[1:3])
            steps = whole.astype(np.float32) - _MIDDLE
            yield f"{owner}.weight", (steps * scales.reshape(*steps.shape[:2], 1)).reshape(len(steps), -1)
