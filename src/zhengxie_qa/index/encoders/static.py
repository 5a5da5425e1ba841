"""The light runtime: a sentence-transformers StaticEmbedding computed with tokenizers, safetensors and numpy.

An embedding is the mean of a text's token vectors, brought to unit length. The weights may be float, or int8 with one
float scale per token; int8 rows are scaled as they are read and stay 8 bits wide in memory. A text without tokens gets
the zero vector. Held to sentence-transformers by a parity test; models of any other build are not handled here.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from zhengxie_qa.errors import ModelError
from zhengxie_qa.index.encoders.protocol import Embeddings
from zhengxie_qa.text.normalise import fold

_STATIC_CLASS = "StaticEmbedding"
_NORMALIZE_CLASS = "Normalize"
_CONFIG = "config_sentence_transformers.json"
_FOLD = "zhengxie_fold"
"""Key of the config file: true when the model was trained on folded text (Simplified, half-width, lower case)."""

_BATCH_TOKENS = 16_384
"""Token vectors gathered at a time: 25 MB at 384 dimensions."""


def static_folder(path: Path) -> Path | None:
    """Return the model folder itself if it holds a StaticEmbedding, perhaps a Normalize after it, and nothing else."""
    try:
        classes = [module["type"].rsplit(".", 1)[-1] for module in _modules(path)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return path if classes in ([_STATIC_CLASS], [_STATIC_CLASS, _NORMALIZE_CLASS]) else None


class StaticEncoder:
    """Encodes queries and passages alike, without a prompt."""

    def __init__(self, folder: Path) -> None:
        """Load a sentence-transformers folder.

        :raises ModelError: when its files are missing or do not fit together.
        """
        from tokenizers import Tokenizer

        try:
            weights_folder = folder / _modules(folder)[0]["path"]
            self._tokenizer: Any = Tokenizer.from_file(str(weights_folder / "tokenizer.json"))
            self._tokenizer.no_padding()
            self._tokenizer.no_truncation()
            tensors = _tensors(weights_folder / "model.safetensors")
            self._fold = bool(_config(folder).get(_FOLD, False))
            self._fingerprint = _fingerprint(weights_folder, fold=self._fold)
        except Exception as error:  # tokenizers raises bare Exception
            raise ModelError(f"The encoder in {folder} cannot be loaded: {error}. Get a whole copy of it.") from error
        self._rows: npt.NDArray[Any] = tensors["embedding.weight" if "embedding.weight" in tensors else "embeddings"]
        self._scales: npt.NDArray[np.float32] | None = tensors.get("weights")
        self._mapping: npt.NDArray[np.int64] | None = tensors.get("mapping")

    @property
    def fingerprint(self) -> str:
        """Identifies weights, tokenizer and folding."""
        return self._fingerprint

    @property
    def dim(self) -> int:
        """Width of an embedding."""
        return int(self._rows.shape[1])

    def encode_passages(self, texts: Sequence[str]) -> Embeddings:
        """Encode passages, shape ``(len(texts), dim)``."""
        return self._encode(texts)

    def encode_queries(self, texts: Sequence[str]) -> Embeddings:
        """Encode queries, shape ``(len(texts), dim)``."""
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> Embeddings:
        prepared = [fold(text) for text in texts] if self._fold else list(texts)
        encodings = self._tokenizer.encode_batch(prepared, add_special_tokens=False)
        embeddings = np.zeros((len(prepared), self.dim), dtype=np.float32)
        for row, encoding in enumerate(encodings):
            ids = encoding.ids
            for start in range(0, len(ids), _BATCH_TOKENS):
                embeddings[row] += self._sum(np.asarray(ids[start : start + _BATCH_TOKENS], dtype=np.int64))
        return unit_rows(embeddings)

    def _sum(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        """Add up the vectors of some tokens; unit length makes the sum as good as the mean."""
        scales = self._scales[ids] if self._scales is not None else np.ones(len(ids), dtype=np.float32)
        rows = self._rows[ids if self._mapping is None else self._mapping[ids]]
        total: npt.NDArray[np.float32] = scales.astype(np.float32) @ rows.astype(np.float32)
        return total


def unit_rows(embeddings: Embeddings) -> Embeddings:
    """Scale each row to unit length; rows of zeros stay."""
    lengths = np.linalg.norm(embeddings, axis=1, keepdims=True)
    scaled: Embeddings = (embeddings / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return scaled


def _modules(folder: Path) -> list[dict[str, str]]:
    modules: list[dict[str, str]] = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    return modules


def _config(folder: Path) -> dict[str, Any]:
    path = folder / _CONFIG
    config: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return config


def _tensors(path: Path) -> dict[str, npt.NDArray[Any]]:
    from safetensors import safe_open

    with safe_open(str(path), framework="np") as file:
        return {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118


def _fingerprint(folder: Path, *, fold: bool) -> str:
    digest = hashlib.sha256(f"fold={fold}".encode())
    for name in ("model.safetensors", "tokenizer.json"):
        with (folder / name).open("rb") as handle:
            digest.update(hashlib.file_digest(handle, "sha256").digest())
    return f"static-{digest.hexdigest()[:16]}"
