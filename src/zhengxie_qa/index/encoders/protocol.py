"""What an index needs of an encoder."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Embeddings = npt.NDArray[np.float32]
"""float32, shape ``(n, dim)``, each row of unit length (or all zeros for a text without known tokens)."""


class Encoder(Protocol):
    """Text → embeddings. Queries and passages may be prompted differently."""

    @property
    def fingerprint(self) -> str:
        """Identifies weights, prompt and dimensions; stored with every index."""

    @property
    def dim(self) -> int:
        """Width of an embedding."""

    def encode_passages(self, texts: Sequence[str]) -> Embeddings:
        """Encode passages, shape ``(len(texts), dim)``."""

    def encode_queries(self, texts: Sequence[str]) -> Embeddings:
        """Encode queries, shape ``(len(texts), dim)``."""
