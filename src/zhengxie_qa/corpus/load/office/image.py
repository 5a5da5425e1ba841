"""Pictures of pages: photographs, scans, screens. Their words are recognised, if that is installed."""

import struct
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Final

from zhengxie_qa.corpus.load.office import recognition
from zhengxie_qa.corpus.load.office.pdf.document import article_of
from zhengxie_qa.corpus.load.parsed import Format, Parsed
from zhengxie_qa.corpus.scans.files import PICTURES, can_recognise
from zhengxie_qa.errors import FileError, Said

if TYPE_CHECKING:
    from PIL.Image import Image

_KINDS: Final = ("PNG", "JPEG", "TIFF", "WEBP", "BMP")
_MOST_PIXELS: Final = 120_000_000
"""Of one page: A3 at 600 to the inch has 70 million."""
_LONGEST_SIDE: Final = 842.0
"""Points: as of a page of A4."""
LONGEST_SHOWN: Final = 1684
"""Pixels of the longer side of a page that is shown: those of A4 at 144 to the inch."""
_INSTEAD: Final = Said("the text, Word or PDF version", "文本、Word 或 PDF 版")


def read(data: bytes, name: str) -> Parsed:
    """Recognise the words in a picture.

    :raises FileError: when it is damaged or too large, no words are found, or recognition is not installed.
    """
    if not can_recognise():
        raise recognition.without_text(name, instead=_INSTEAD)
    pages = []
    for number, picture in enumerate(pictures(data, name), start=1):
        if number > recognition.MOST_PAGES:
            break
        height = _LONGEST_SIDE * picture.height / max(picture.size)
        pages.append(recognition.recognised(picture, number, height=height))
    if not any(page.lines for page in pages):
        raise recognition.without_text(name, instead=_INSTEAD)
    return article_of(pages)


def pictures(data: bytes, name: str) -> Iterator["Image"]:
    """Yield the pages of a picture file, upright as the camera says, on white.

    :raises FileError: when it is damaged or too large.
    """
    from PIL import Image, ImageOps, ImageSequence

    try:
        with Image.open(BytesIO(data), formats=_KINDS) as file:
            for frame in ImageSequence.Iterator(file):
                if frame.width * frame.height > _MOST_PIXELS:
                    raise FileError(_too_large(name))
                page = ImageOps.exif_transpose(frame)
                if page.has_transparency_data:
                    page = page.convert("RGBA")
                    page = Image.alpha_composite(Image.new("RGBA", page.size, "white"), page)
                yield page.convert("RGB")
    except (
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        TypeError,
        LookupError,
        struct.error,
        Image.DecompressionBombError,
    ):
        raise FileError(_broken(name)) from None


def _broken(name: str) -> Said:
    return Said(
        f"{name} is damaged or no picture: open it in a picture viewer, save it as PNG or JPEG again, and ingest that.",
        f"{name} 已损坏，或不是图片。请用看图软件打开，另存为 PNG 或 JPEG，再导入。",
    )


def _too_large(name: str) -> Said:
    return Said(
        f"{name} has more than {_MOST_PIXELS // 1_000_000} million pixels: scan it at 300 to the "
        "inch, or cut it into pages.",
        f"{name} 的像素超过 {_MOST_PIXELS // 10_000} 万。请以 300 dpi 扫描，或拆成单页。",
    )


FORMAT = Format(PICTURES, read, version=2)
