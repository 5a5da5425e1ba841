"""Stage 4, from torch to ONNX: one sequence of any length, matrices and embeddings in eight bits.

``python -m zhengxie_qa.training.reader.network.export --data ../shared/data --network FILE --pieces FILE
--output FILE`` writes the network of an earlier export anew.
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime

from zhengxie_qa.reading.network.pieces import Pieces
from zhengxie_qa.training.reader.examples import Example, Source, Split, load_examples
from zhengxie_qa.training.reader.network.batches import prepare
from zhengxie_qa.training.reader.network.graph import Arrays, Shape, float_graph, matrices, whole_graph
from zhengxie_qa.training.reader.network.network import ReadingNetwork
from zhengxie_qa.training.reader.network.taught import weights_of
from zhengxie_qa.training.reader.windows import around

_ALPHA = 0.6
"""How much of the difficulty goes from what a matrix meets to the matrix: 0 nothing, 1 all."""
_SMALLEST = 1e-5
_SEEN = 200
"""Sequences by which the network is made smooth."""
_LONGEST = 330
"""Characters of their windows."""
_WIDTH_OF_A_HEAD, _EPSILON = 32, 1e-12
"""Of the body, which an export does not name."""
_Ids = npt.NDArray[np.integer]


def export(network: ReadingNetwork, path: Path, *, seen: Sequence[_Ids] = ()) -> None:
    """Write ``network`` to ``path``: input ``ids`` (1, L), outputs named as in :class:`network.Reading`.

    :param seen: sequences from training, by which the network is made smooth; without any it is not.
    """
    weights = {name: values.numpy() for name, values in network.state_dict().items() if values.is_floating_point()}
    config = network.body.config
    shape = Shape(config.num_hidden_layers, config.num_attention_heads, config.layer_norm_eps, network.scale)
    write(weights, shape, path, seen)


def export_anew(before: Path, path: Path, *, seen: Sequence[_Ids]) -> None:
    """Write the network of the export ``before`` to ``path``; see :func:`export`."""
    weights = weights_of(before)
    width, layers = weights["left.bias"].size, sum(name.endswith(".query.bias") for name in weights)
    heads = weights["body.embeddings.LayerNorm.bias"].size // _WIDTH_OF_A_HEAD
    write(weights, Shape(layers, heads, _EPSILON, width**-0.5), path, seen)


def sequences(examples: Sequence[Example], pieces: Pieces, *, seed: int, count: int = _SEEN) -> list[_Ids]:
    """Choose sequences to be smooth for: questions over reports that the network learns from, with what answers."""
    chance = random.Random(seed)
    ours = [e for e in examples if e.source is Source.POLITICAL and e.split is Split.NETWORK and e.golds]
    chosen = chance.sample(ours, min(count, len(ours)))
    windows = [around(example, example.golds[0], size=_LONGEST, chance=chance) for example in chosen]
    return [each.ids for each in prepare([window for window in windows if window], pieces, titles=1, seed=seed)]


def write(weights: Arrays, shape: Shape, path: Path, seen: Sequence[_Ids]) -> None:
    """Write a network given by its weights; see :func:`export`."""
    smooth = smoothing(weights, shape, seen)
    path.write_bytes(whole_graph(weights, shape, smooth).SerializeToString(deterministic=True))


def smoothing(weights: Arrays, shape: Shape, seen: Sequence[_Ids], alpha: float = _ALPHA) -> Arrays:
    """Return for everything that matrices meet what each channel is divided by, from the largest values ``seen``."""
    met = matrices(shape.layers)
    weight = {name: np.concatenate([weights[f"{each}.weight"] for each in owners]) for name, owners in met.items()}
    if not seen:
        return {name: np.ones(matrix.shape[1], np.float32) for name, matrix in weight.items()}
    largest = _largest(float_graph(weights, shape), list(met), seen)
    found = {}
    for name, matrix in weight.items():
        ours, theirs = np.maximum(largest[name], _SMALLEST), np.maximum(np.abs(matrix).max(0), _SMALLEST)
        found[name] = (ours**alpha / theirs ** (1 - alpha)).astype(np.float32)
    return found


def _largest(model: onnx.ModelProto, names: Sequence[str], seen: Sequence[_Ids]) -> Arrays:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    found: dict[str, npt.NDArray[np.float32]] = {}
    for ids in seen:
        for name, values in zip(names, session.run(list(names), {"ids": ids.astype(np.int64)[None]}), strict=True):
            highest = np.abs(values).max((0, 1))
            found[name] = np.maximum(found.get(name, highest), highest)
    return found


def main() -> None:
    """Read the arguments and write the file."""
    parser = argparse.ArgumentParser(
        prog="python -m zhengxie_qa.training.reader.network.export", description=main.__doc__
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with political/ and text/")
    parser.add_argument("--network", type=Path, required=True, help="an earlier export")
    parser.add_argument("--pieces", type=Path, required=True, help="the pieces.json that it was taught with")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    seen = sequences(load_examples(options.data), Pieces.load(options.pieces), seed=options.seed)
    export_anew(options.network, options.output, seen=seen)


if __name__ == "__main__":
    main()
