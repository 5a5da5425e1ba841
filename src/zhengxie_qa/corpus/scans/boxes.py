"""Where characters stand on a page that is a picture: boxes as shares of its width and height, packed to eight bytes.

A document holds them for what was recognised in its scans, so that a page can be shown with its words marked although
nothing in the file tells where they stand.
"""

import sys
from array import array
from collections.abc import Iterable
from typing import Final

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, from 0 to 1, counted from the upper left corner."""

_WHOLE: Final = 0xFFFF
_BYTES: Final = 8


def packed(boxes: Iterable[Box]) -> bytes:
    """Pack boxes, each edge to 16 bits, the lower byte first."""
    return _ordered(array("H", (round(min(1.0, max(0.0, edge)) * _WHOLE) for box in boxes for edge in box))).tobytes()


def unpacked(boxes: bytes, first: int, last: int) -> tuple[Box, ...]:
    """Return the boxes numbered ``[first, last)``."""
    edges = array("H")
    edges.frombytes(boxes[first * _BYTES : last * _BYTES])
    left, top, right, bottom = ([each / _WHOLE for each in _ordered(edges)[at::4]] for at in range(4))
    return tuple(zip(left, top, right, bottom, strict=True))


def _ordered(edges: "array[int]") -> "array[int]":
    """The same numbers as the file has them, the lower byte first; each processor has an order of its own."""
    if sys.byteorder == "big":
        edges = edges[:]
        edges.byteswap()
    return edges
