"""The reading network as an ONNX graph: one sequence of any length, every matrix multiplied in eight bits or in float.

onnxruntime's fused operators are written out (attention, matrices in whole numbers, sum and normalisation), so that
the graph computes the same with and without its optimiser. What a matrix meets is made smooth before it is rounded
(SmoothQuant, Xiao et al. 2022): channels that grow large are divided by a number of their own, and the rows of the
matrix multiplied by it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

Arrays = Mapping[str, npt.NDArray[np.float32]]
OUTPUTS: Final = ("start", "end", "inside", "left", "right", "null")
_OPSET: Final = 17
_IR: Final = 8
_FUSED: Final = "com.microsoft"
_STEPS: Final = 127
ENDS: Final = ("start", "end", "inside")
_THREE: Final = ("query", "key", "value")
_SINGLE: Final = ("attention.output.dense", "intermediate.dense", "output.dense")


@dataclass(frozen=True, slots=True)
class Shape:
    """What the weights do not tell.

    :param scale: by which ``left`` is multiplied.
    """

    layers: int
    heads: int
    epsilon: float
    scale: float


def float_graph(weights: Arrays, shape: Shape) -> onnx.ModelProto:
    """Write the graph in float; what every matrix of the body meets is an output too, named as in :func:`matrices`."""
    drawn = _Drawing(weights)
    drawn.read(shape)
    return drawn.model([*OUTPUTS, *drawn.met])


def whole_graph(weights: Arrays, shape: Shape, smooth: Arrays) -> onnx.ModelProto:
    """Write the graph in eight bits.

    :param smooth: for every name of :func:`matrices`, what each of its channels is divided by.
    """
    drawn = _Drawing(weights, smooth)
    drawn.read(shape)
    return drawn.model(OUTPUTS)


def matrices(layers: int) -> dict[str, tuple[str, ...]]:
    """Return what matrices of the body meet, each with the names of the matrices that meet it."""
    found: dict[str, tuple[str, ...]] = {}
    for layer in range(layers):
        at = f"body.encoder.layer.{layer}"
        found[f"{at}.attention.self"] = tuple(f"{at}.attention.self.{part}" for part in _THREE)
        found |= {f"{at}.{part}": (f"{at}.{part}",) for part in _SINGLE}
    return found


def rounded(weight: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Round the columns of a matrix to whole numbers in [-127, 127], each column with its scale."""
    scale = np.maximum(np.abs(weight).max(0), 1e-8) / _STEPS
    return np.round(weight / scale).astype(np.int8), scale.astype(np.float32)


@dataclass
class _Drawing:
    """A graph while it is drawn; ``met`` are the inputs of matrices in float."""

    weights: Arrays
    smooth: Arrays | None = None
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    stored: dict[str, onnx.TensorProto] = field(default_factory=dict)
    met: list[str] = field(default_factory=list)

    def read(self, shape: Shape) -> None:
        """Draw everything from pieces to scores."""
        states = self._embedded(shape)
        for layer in range(shape.layers):
            states = self._layer(states, f"body.encoder.layer.{layer}", shape)
        for at, name in enumerate(ENDS):
            ends = self.weights["ends.weight"][at], self.weights["ends.bias"][at : at + 1]
            column = self.store(f"ends.{name}.weight", ends[0][:, None])
            score = self.node("Add", self.node("MatMul", states, column), self.store(f"ends.{name}.bias", ends[1]))
            self.node("Squeeze", score, self.store("last", np.array([2])), to=name)
        left = self._linear(states, "left")
        self.node("Mul", left, self.store("scale", np.float32(shape.scale)), to="left")
        self._linear(states, "right", to="right")
        self._linear(self.node("Gather", states, self.store("first", np.int64(0)), axis=1), "null", to="null")

    def _embedded(self, shape: Shape) -> str:
        table = self.weights["body.embeddings.word_embeddings.weight"]
        whole, scale = rounded(np.ascontiguousarray(table.T))
        rows = self.node("Gather", self.store("body.embeddings.word_embeddings.whole", whole.T), "ids")
        sizes = self.node("Gather", self.store("body.embeddings.word_embeddings.scale", scale[:, None]), "ids")
        words = self.node("Mul", self._floats(rows), sizes)
        length = self.node("Shape", "ids", start=1, end=2)
        zero = self.store("zero", np.array([0]))
        places = self.node("Slice", self._weight("body.embeddings.position_embeddings.weight"), zero, length, zero)
        kind = self.node("Gather", self._weight("body.embeddings.token_type_embeddings.weight"), zero)
        summed = self.node("Add", words, self.node("Add", places, kind))
        name = "body.embeddings.LayerNorm"
        parts = self._weight(f"{name}.weight"), self._weight(f"{name}.bias")
        return self.node("LayerNormalization", summed, *parts, epsilon=shape.epsilon)

    def _layer(self, states: str, at: str, shape: Shape) -> str:
        own = f"{at}.attention.self"
        three = self._multiplied(states, own, [f"{own}.{part}" for part in _THREE])
        found = self.node("MultiHeadAttention", *three, domain=_FUSED, num_heads=shape.heads)
        (found,) = self._multiplied(found, f"{at}.attention.output.dense")
        states = self._normalised(found, states, f"{at}.attention.output.LayerNorm", shape)
        (inner,) = self._multiplied(states, f"{at}.intermediate.dense")
        (inner,) = self._multiplied(self.node("Gelu", inner, domain=_FUSED), f"{at}.output.dense")
        return self._normalised(inner, states, f"{at}.output.LayerNorm", shape)

    def _normalised(self, new: str, old: str, name: str, shape: Shape) -> str:
        parts = self._weight(f"{name}.weight"), self._weight(f"{name}.bias")
        return self.node("SkipLayerNormalization", new, old, *parts, domain=_FUSED, epsilon=shape.epsilon)

    def _multiplied(self, met: str, called: str, names: Sequence[str] = ()) -> list[str]:
        """Multiply what is ``met`` by the matrices ``names``, or the one it is called for, and add their biases."""
        names = names or [called]
        if self.smooth is None:
            self.met.append(self.node("Identity", met, to=called))
            return [self._linear(called, name) for name in names]
        divisor = self.smooth[called]
        even = self.node("Mul", met, self.store(f"{called}.smooth", 1 / divisor))
        steps = [f"{called}.{part}" for part in ("steps", "size", "zero")]
        self.nodes.append(helper.make_node("DynamicQuantizeLinear", [even], steps, name=called))
        return [self._whole(steps, name, divisor) for name in names]

    def _whole(self, met: Sequence[str], name: str, divisor: npt.NDArray[np.float32]) -> str:
        steps, size, zero = met
        whole, scale = rounded(self.weights[f"{name}.weight"].T * divisor[:, None])
        matrix, scales = self.store(f"{name}.whole", whole), self.store(f"{name}.scale", scale)
        parts = steps, matrix, size, scales, zero, "", self._weight(f"{name}.bias")
        return self.node("MatMulIntegerToFloat", *parts, domain=_FUSED)

    def _floats(self, whole: str) -> str:
        made = f"{whole}_float"
        self.nodes.append(helper.make_node("Cast", [whole], [made], name=made, to=TensorProto.FLOAT))
        return made

    def _linear(self, met: str, name: str, to: str = "") -> str:
        matrix = self.store(f"{name}.weight", self.weights[f"{name}.weight"].T)
        return self.node("Add", self.node("MatMul", met, matrix), self._weight(f"{name}.bias"), to=to)

    def _weight(self, name: str) -> str:
        return self.store(name, self.weights[name])

    def store(self, name: str, values: npt.NDArray[Any] | np.generic) -> str:
        """Keep an array in the graph."""
        self.stored[name] = numpy_helper.from_array(np.ascontiguousarray(values).reshape(np.shape(values)), name)
        return name

    def node(self, kind: str, *met: str, to: str = "", domain: str = "", **more: Any) -> str:
        """Add an operation with one result, called ``to`` or by its number."""
        made = to or f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, met, [made], name=made, domain=domain, **more))
        return made

    def model(self, outputs: Sequence[str]) -> onnx.ModelProto:
        """Close the graph."""
        pieces = helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "pieces"])
        out = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs]
        graph = helper.make_graph(self.nodes, "reading", [pieces], out, [*self.stored.values()])
        sets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=sets, ir_version=_IR, producer_name="zhengxie_qa")
