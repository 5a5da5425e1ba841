"""The names by which the models that come with the package are asked for."""

from typing import Final

BUNDLED: Final = "bundled"
"""The encoder and the reader that come with the package."""
RULES: Final = "rules"
"""The reader without a network."""
