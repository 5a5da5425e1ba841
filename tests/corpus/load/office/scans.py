"""Scanned pages as the tests need them: words drawn with a font of the system, laid askew, with noise."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

_FONTS: Final = ("opentype/noto/NotoSansCJK-Regular.ttc", "opentype/noto/NotoSerifCJK-Regular.ttc")
_CHINESE: Final = 2
"""Number of the font for simplified characters in the file."""


@dataclass(frozen=True)
class Line:
    """Words with the upper left corner of the first, in pixels, and their size."""

    x: int
    y: int
    words: str
    size: int


def scan(lines: Sequence[Line], *, size: tuple[int, int], tilt: float = 0.0, noise: float = 8.0) -> Image.Image:
    """Draw a page.

    :param size: in pixels. :param tilt: in degrees, against the clock. :param noise: deviation of a pixel, of 255.
    """
    picture = Image.new("L", size, 255)
    drawing = ImageDraw.Draw(picture)
    for line in lines:
        drawing.text((line.x, line.y), line.words, font=_font(line.size), fill=20)
    picture = picture.rotate(tilt, resample=Image.Resampling.BICUBIC, fillcolor=255)
    pixels = np.asarray(picture) + np.random.default_rng(13).normal(0, noise, picture.size[::-1])
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.6))


def _font(size: int) -> ImageFont.FreeTypeFont:
    path = next(each for name in _FONTS if (each := Path("/usr/share/fonts", name)).is_file())
    return ImageFont.truetype(str(path), size, index=_CHINESE)
