"""Any sentence-transformers model, from a local folder or the Hugging Face hub, behind our Encoder protocol.

Families that were trained with an instruction before the query get it, unless the model's own configuration already
names its prompts. Importing torch and sentence-transformers takes seconds: it happens here, when a model is asked for.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from zhengxie_qa.errors import ModelError
from zhengxie_qa.index.encoders.protocol import Embeddings

_BATCH = 32


@dataclass(frozen=True, slots=True)
class Prompts:
    """What is put before each query and each passage."""

    query: str = ""
    passage: str = ""


_WEB_TASK = "Instruct: Given a web search query, retrieve relevant passages that answer the query\n"

FAMILY_PROMPTS: tuple[tuple[str, Prompts], ...] = (
    (r"bge-(?:small|base|large)-zh", Prompts(query="为这个句子生成表示以用于检索相关文章：")),
    (r"bge-(?:small|base|large)-en", Prompts(query="Represent this sentence for searching relevant passages: ")),
    (r"qwen3-embedding", Prompts(query=f"{_WEB_TASK}Query:")),
    (r"e5-.*instruct", Prompts(query=f"{_WEB_TASK}Query: ")),
    (r"gte-qwen", Prompts(query=f"{_WEB_TASK}Query: ")),
    (r"(?:^|[-_/])e5-", Prompts(query="query: ", passage="passage: ")),
)
"""Pattern of the model's name → its documented prompts (model cards of BAAI, Qwen, intfloat, Alibaba-NLP); the first
match holds. bge-m3 and gte-*-zh were trained without."""


class HubEncoder:
    """Encodes with a SentenceTransformer; vectors are brought to unit length."""

    def __init__(self, name: str, *, device: str = "cpu") -> None:
        """Load a model.

        :param name: a local folder or a hub name.
        :raises ModelError: when it cannot be loaded.
        """
        try:
            from sentence_transformers import SentenceTransformer

            self._model: Any = SentenceTransformer(name, device=device)
        except Exception as error:  # a dozen libraries raise here, each its own errors
            raise ModelError(
                f"The encoder {name!r} cannot be loaded ({_first_line(error)}). Check the folder or hub name, and that "
                "the model has been downloaded if there is no network."
            ) from error
        self._model.eval()
        self._prompts = choose_prompts(name, {key: text or "" for key, text in (self._model.prompts or {}).items()})
        self._dim = int(self._model.get_embedding_dimension() or 0)
        self._fingerprint = _fingerprint(self._model, self._prompts)

    @property
    def fingerprint(self) -> str:
        """Identifies weights and prompts, wherever the model was loaded from."""
        return self._fingerprint

    @property
    def dim(self) -> int:
        """Width of an embedding."""
        return self._dim

    @property
    def prompts(self) -> Prompts:
        """What is put before queries and passages."""
        return self._prompts

    def encode_passages(self, texts: Sequence[str]) -> Embeddings:
        """Encode passages, shape ``(len(texts), dim)``."""
        return self._encode(texts, self._prompts.passage)

    def encode_queries(self, texts: Sequence[str]) -> Embeddings:
        """Encode queries, shape ``(len(texts), dim)``."""
        return self._encode(texts, self._prompts.query)

    def _encode(self, texts: Sequence[str], prompt: str) -> Embeddings:
        if not texts:
            return np.zeros((0, self._dim), dtype=np.float32)
        embeddings = self._model.encode(
            list(texts),
            prompt=prompt or None,
            batch_size=_BATCH,
            show_progress_bar=False,
            convert_to_numpy=True,
            normalize_embeddings=True,
        )
        finite: Embeddings = np.nan_to_num(np.asarray(embeddings, dtype=np.float32), copy=False)
        return finite


def choose_prompts(name: str, configured: dict[str, str]) -> Prompts:
    """Pick the prompts of a model: those of its own configuration, else those of its family, else none."""
    query = configured.get("query") or ""
    passage = configured.get("passage") or configured.get("document") or ""
    if query or passage:
        return Prompts(query=query, passage=passage)
    for pattern, prompts in FAMILY_PROMPTS:
        if re.search(pattern, name, re.IGNORECASE):
            return prompts
    return Prompts()


def _fingerprint(model: Any, prompts: Prompts) -> str:
    digest = hashlib.sha256(repr(prompts).encode())
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(tensor.detach().cpu().contiguous().flatten().view(_bytes_type()).numpy())
    return f"hub-{digest.hexdigest()[:16]}"


def _bytes_type() -> Any:
    import torch

    return torch.uint8


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]
