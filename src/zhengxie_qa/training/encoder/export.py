"""From trained vectors to the shipped folder: idf folded in, rotated, rounded to int8, laid out for the library.

The folder opens with ``SentenceTransformer(path)`` and holds ``embeddings`` (int8) with ``weights`` (float32, one scale
per token), which sentence-transformers multiplies when it loads.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from zhengxie_qa.training.encoder.vocabulary import UNKNOWN_ID, compact_json

Vectors = npt.NDArray[np.float32]
INT8_LIMIT = 127
READABLE = 0o644
"""safetensors creates its files for their owner alone."""
FOLD_KEY = "zhengxie_fold"
"""Says in the folder's config that texts were folded before training; the light runtime folds them likewise."""


def fold_idf(vectors: Vectors, frequencies: npt.NDArray[np.float64], *, exponent: float) -> Vectors:
    """Multiply each row by its token's inverse document frequency, relative to the mean, to a power.

    :param frequencies: how often each token was seen, shape ``(vocabulary,)``; 100 tokens count as one document.
    """
    documents = frequencies.sum() / 100
    idf = np.log(1 + documents / (frequencies + 1.0))
    folded: Vectors = (vectors * ((idf / idf.mean()) ** exponent)[:, None]).astype(np.float32)
    return folded


def rotate(vectors: Vectors, embeddings: Vectors, *, dim: int) -> Vectors:
    """Turn to the principal axes of some embeddings and keep the first ``dim``; all of them change no cosine."""
    _, _, axes = np.linalg.svd(embeddings, full_matrices=False)
    turned: Vectors = (vectors @ axes[:dim].T).astype(np.float32)
    return turned


def embed(tokens: Sequence[npt.NDArray[np.int32]], vectors: Vectors) -> Vectors:
    """Pool token ids into unit vectors, shape ``(len(tokens), dim)``; an empty text gives zeros."""
    pooled = np.zeros((len(tokens), vectors.shape[1]), np.float32)
    for row, ids in enumerate(tokens):
        if len(ids):
            pooled[row] = vectors[ids].sum(axis=0)
    length = np.linalg.norm(pooled, axis=1, keepdims=True)
    unit: Vectors = pooled / np.maximum(length, 1e-12)
    return unit


def quantise(vectors: Vectors) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Round each row to int8 by its own scale: ``vectors ≈ embeddings * weights[:, None]``."""
    scales = np.abs(vectors).max(axis=1) / INT8_LIMIT
    safe = np.where(scales == 0, 1, scales)
    rounded = np.clip(np.rint(vectors / safe[:, None]), -INT8_LIMIT, INT8_LIMIT).astype(np.int8)
    return rounded, scales.astype(np.float32)


def write_folder(folder: Path, tokenizer: Tokenizer, vectors: Vectors) -> None:
    """Write a folder that sentence-transformers opens; files that are there already are replaced.

    :param vectors: shape ``(vocabulary, dim)``; the unknown token's row is written as zero.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    kept = vectors.copy()
    kept[UNKNOWN_ID] = 0
    module = StaticEmbedding(tokenizer, embedding_weights=torch.from_numpy(kept))
    model = SentenceTransformer(modules=[module, Normalize()], device="cpu")
    model.save(str(folder), create_model_card=False)
    (weights_file,) = folder.rglob("model.safetensors")
    embeddings, weights = quantise(kept)
    save_file({"embeddings": embeddings, "weights": weights}, weights_file)
    weights_file.chmod(READABLE)
    (tokenizer_file,) = folder.rglob("tokenizer.json")
    tokenizer_file.write_text(compact_json(tokenizer), encoding="utf-8")
    config_file = folder / "config_sentence_transformers.json"
    config = json.loads(config_file.read_text(encoding="utf-8")) | {FOLD_KEY: True}
    config_file.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def write_facts(folder: Path, facts: dict[str, object]) -> None:
    """Write what made the weights beside them, as sorted JSON."""
    text = json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "training.json").write_text(text + "\n", encoding="utf-8")
