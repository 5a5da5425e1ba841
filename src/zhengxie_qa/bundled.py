"""The models that come with the package: where they lie, and the names by which they are asked for."""

from pathlib import Path
from typing import Final

MODELS: Final = Path(__file__).resolve().parent / "models"
"""A folder each: ``encoder``, ``lexicon``, ``ranker``, ``reader``."""
BUNDLED: Final = "bundled"
"""The encoder and the reader that come with the package."""
RULES: Final = "rules"
"""The reader without a network."""
