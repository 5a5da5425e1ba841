"""Choosing an encoder by name: the bundled one, a local folder, or a name on the Hugging Face hub.

A folder that holds only a static embedding is computed by the light runtime of ``encoders.static``; everything else
goes through sentence-transformers in ``encoders.hub``, which costs seconds and hundreds of megabytes at start.
"""

from pathlib import Path

from zhengxie_qa.bundled import BUNDLED, MODELS
from zhengxie_qa.errors import ModelError
from zhengxie_qa.index.encoders.protocol import Encoder


def bundled_encoder_path() -> Path:
    """Return the folder of the encoder that ships with the product."""
    return MODELS / "encoder"


def load_encoder(name_or_path: str | Path = BUNDLED, *, device: str = "cpu") -> Encoder:
    """Load an encoder.

    :param name_or_path: ``bundled``, a sentence-transformers folder, or a hub name such as ``BAAI/bge-small-zh-v1.5``.
    :param device: where a hub model runs; the light runtime is always on the CPU.
    :raises ModelError: when it cannot be loaded.
    """
    from zhengxie_qa.index.encoders.static import StaticEncoder, static_folder

    path = bundled_encoder_path() if name_or_path == BUNDLED else Path(name_or_path)
    if path.is_dir():
        folder = static_folder(path)
        if folder is not None:
            return StaticEncoder(folder)
    elif path == bundled_encoder_path() or path.is_absolute() or str(name_or_path).startswith("."):
        raise ModelError(f"There is no encoder in {path}. Name a sentence-transformers folder or a hub model.")

    from zhengxie_qa.index.encoders.hub import HubEncoder

    return HubEncoder(str(name_or_path), device=device)
