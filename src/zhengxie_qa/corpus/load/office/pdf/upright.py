"""Turning a page of a PDF so that most of its characters stand upright, and its points with it."""

import math
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_SAMPLE: Final = 200
"""Characters that are looked at, spread over the page."""


def upright_text(page: "PdfPage") -> "tuple[PdfTextPage, int]":
    """Turn a page upright and give its text, to be closed by who asks, and the quarters of a turn, clockwise."""
    text = page.get_textpage()
    quarter = _quarter(page, text)
    if page.get_rotation() != 90 * quarter:
        text.close()
        page.set_rotation(90 * quarter)
        text = page.get_textpage()
    return text, quarter


def _quarter(page: "PdfPage", text: "PdfTextPage") -> int:
    """Quarters of a turn, clockwise, after which most characters of a page stand upright."""
    import pypdfium2.raw as pdfium

    count = text.count_chars()
    angles = (pdfium.FPDFText_GetCharAngle(text, index) for index in range(0, count, max(1, count // _SAMPLE)))
    turned = Counter(-round(math.degrees(angle) / 90) % 4 for angle in angles)
    return min(turned, key=lambda quarter: (-turned[quarter], quarter), default=page.get_rotation() // 90)


def upright(quarter: int, box: tuple[float, float, float, float], x: float, y: float) -> tuple[float, float]:
    """Where a point of a page stands when the page is turned."""
    left, bottom, right, top = box
    if quarter == 0:
        return x - left, y - bottom
    return ((y - bottom, right - x), (right - x, top - y), (top - y, x - left))[quarter - 1]
