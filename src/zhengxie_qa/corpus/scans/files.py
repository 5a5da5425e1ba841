"""Which files may hold pictures of pages, and whether the words in these can be recognised here (OCR)."""

import importlib.util
from typing import Final

PICTURES: Final = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp")
WITH_PAGES: Final = (".pdf", *PICTURES)
EXTRA: Final = "pip install 'zhengxie-qa[ocr]'"


def can_recognise() -> bool:
    """Say whether text recognition is installed."""
    return importlib.util.find_spec("rapidocr") is not None
