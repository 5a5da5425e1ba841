"""What a later pass of teaching changed of an exported network, small enough to ship beside it.

Matrices are rounded anew by the scales and smoothing of the export before, so that most of their bytes stay as they
were or move by one.
"""

import lzma
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import numpy_helper

from zhengxie_qa.errors import ModelError
from zhengxie_qa.training.reader.network.graph import Arrays, matrices
from zhengxie_qa.training.reader.network.taught import PREFIX, weights_of

_MOST = 127
_OF_THE_ROUNDING = (".whole", ".scale", ".smooth")


def write_update(before: Path, after: Path, path: Path) -> None:
    """Write to ``path`` what turns the export ``before`` into ``after``; the embeddings of pieces stay as they are.

    :raises ModelError: when the two are not of one shape.
    """
    model, taught = onnx.load(before), weights_of(after)
    stored = {each.name.removeprefix(PREFIX): each for each in model.graph.initializer}
    values = {name: numpy_helper.to_array(each) for name, each in stored.items()}
    changed: dict[str, npt.NDArray[Any]] = {**_rounded(values, taught), **_in_float(after)}
    for name, new in changed.items():
        if name not in values or values[name].shape != new.shape:
            raise ModelError(f"{after} has {name}, which {before} lacks; give an export of the same recipe.")
        stored[name].CopyFrom(numpy_helper.from_array(new, stored[name].name))
    old = np.frombuffer(before.read_bytes(), np.uint8)
    made = np.frombuffer(model.SerializeToString(deterministic=True), np.uint8)
    if old.size != made.size:
        raise ModelError(f"{before} was written by another version; export it anew.")
    path.write_bytes(lzma.compress((made - old).tobytes(), preset=9))


def _rounded(before: Mapping[str, npt.NDArray[Any]], taught: Arrays) -> dict[str, npt.NDArray[np.int8]]:
    layers = sum(name.endswith(".query.bias") for name in taught)
    found = {}
    for met, owners in matrices(layers).items():
        for name in owners:
            if f"{name}.whole" not in before:
                raise ModelError(f"The network before has no {name}; give an export of the same recipe.")
            steps = before[f"{met}.smooth"][:, None] * before[f"{name}.scale"]
            whole = np.round(taught[f"{name}.weight"].T / steps)
            found[f"{name}.whole"] = np.clip(whole, -_MOST, _MOST).astype(np.int8)
    return found


def _in_float(path: Path) -> dict[str, npt.NDArray[np.float32]]:
    """The weights of an export that are not rounded."""
    stored = {each.name.removeprefix(PREFIX): numpy_helper.to_array(each) for each in onnx.load(path).graph.initializer}
    return {
        name: values
        for name, values in stored.items()
        if values.dtype == np.float32 and not name.endswith(_OF_THE_ROUNDING)
    }
