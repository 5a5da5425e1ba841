"""PDF files as the tests need them, written on the spot: every line of text set where the test says.

Every character of the font is a box, and its ``ToUnicode`` says which character it stands for, which is all that
reading takes. Han characters are as wide as they are high, others half as wide.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842
"""Points of a page, A4."""

_NARROW, _WIDE = 5, 6
"""Numbers of the objects that draw a character."""
_MOST_CHARACTERS = 250
"""Different ones of a file: its font has one byte for each."""


@dataclass(frozen=True)
class Text:
    """A stretch of text that begins at ``(x, y)``, counted in points from the lower left corner."""

    x: float
    y: float
    words: str
    size: float = 16


def pdf(
    pages: Sequence[Sequence[Text]], *, rotate: int = 0, unicode: bool = True, drawing: str = "", trailer: str = ""
) -> bytes:
    """Write a PDF.

    :param rotate: how far its pages are turned when shown; their text is set so that it then stands upright.
    :param unicode: whether the font says which characters its numbers stand for.
    :param drawing: operators that draw on every page.
    """
    codes = {
        each: code for code, each in enumerate(sorted({c for page in pages for text in page for c in text.words}), 1)
    }
    assert len(codes) <= _MOST_CHARACTERS
    box = f"{HEIGHT} {WIDTH}" if rotate % 180 else f"{WIDTH} {HEIGHT}"
    kids = " ".join(f"{7 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        _font(codes, unicode=unicode),
        _stream(
            "\n".join(["1 begincodespacerange <00> <FF> endcodespacerange", *map(_mapped, codes.items())]).encode()
        ),
        _box(500),
        _box(1000),
    ]
    for number, texts in enumerate(pages):
        content = f"{drawing}\n{''.join(_shown(text, rotate, codes) for text in texts)}"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {box}] /Rotate {rotate} "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {8 + 2 * number} 0 R >>".encode()
        )
        objects.append(_stream(content.encode()))
    return _file(objects, trailer)


def set_in_lines(text: str, *, x: float = 90, top: float = 740, width: int = 26, page: int = 28) -> list[list[Text]]:
    """Set paragraphs as an office does: two blanks of indentation, full lines, the next page where one is full."""
    lines = []
    for paragraph in text.split("\n"):
        indented = "\0\0" + paragraph
        lines += [indented[start : start + width] for start in range(0, len(indented), width)]
    pages = [lines[start : start + page] for start in range(0, len(lines), page)]
    return [
        [
            Text(x + 16 * (len(line) - len(line.lstrip("\0"))), top - 24 * row, line.lstrip("\0"))
            for row, line in enumerate(page)
        ]
        for page in pages
    ]


def _font(codes: dict[str, int], *, unicode: bool) -> bytes:
    widths = " ".join(str(_width(each)) for each in codes)
    names = " ".join(f"/g{code}" for code in codes.values())
    boxes = " ".join(f"/g{code} {_NARROW if each.isascii() else _WIDE} 0 R" for each, code in codes.items())
    return (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 -120 1000 880] /FontMatrix [0.001 0 0 0.001 0 0] "
        f"/Resources << >> /FirstChar 1 /LastChar {max(1, len(codes))} /Widths [{widths}] /CharProcs << {boxes} >> "
        f"/Encoding << /Type /Encoding /Differences [1 {names}] >> {'/ToUnicode 4 0 R' if unicode else ''} >>"
    ).encode()


def _box(width: int) -> bytes:
    return _stream(f"{width} 0 0 -120 {width} 880 d1 0 -120 {width} 1000 re f".encode())


def _width(character: str) -> int:
    return 500 if character.isascii() else 1000


def _mapped(item: tuple[str, int]) -> str:
    return f"1 beginbfchar <{item[1]:02X}> <{item[0].encode('utf-16-be').hex()}> endbfchar"


def _shown(text: Text, rotate: int, codes: dict[str, int]) -> str:
    code = "".join(f"{codes[each]:02X}" for each in text.words)
    turned = {
        0: f"1 0 0 1 {text.x} {text.y}",
        90: f"0 1 -1 0 {HEIGHT - text.y} {text.x}",
        180: f"-1 0 0 -1 {WIDTH - text.x} {HEIGHT - text.y}",
        270: f"0 -1 1 0 {text.y} {WIDTH - text.x}",
    }
    return f"BT /F1 {text.size} Tf {turned[rotate]} Tm <{code}> Tj ET\n"


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _file(objects: Sequence[bytes], trailer: str) -> bytes:
    written, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(written)}\n%%EOF\n"
    return written + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + end.encode()
