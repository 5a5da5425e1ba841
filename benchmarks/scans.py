"""Scanned pages: how many characters and figures come back, and what a page costs.

``python benchmarks/scans.py --data DIR`` draws pages of the provinces' reports as an office's scanner gives them (200
to the inch, a tilt of up to 0.7°, noise, JPEG of quality 60), reads them and compares. Needs the extra ``ocr`` and the
fonts ``fonts-noto-cjk``.
"""

import argparse
import difflib
import random
import resource
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from zhengxie_qa.corpus.load import load_bytes

SEED = 13
DPI, SIZE = 200, (1654, 2339)
LEFT, TOP, STEP, BODY, IN_A_LINE = 150, 180, 58, 36, 36
"""Pixels of the margins, from line to line, and of a character; characters in a line."""
FIGURES = set("0123456789.%-")
FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
SIMPLIFIED = 2


@dataclass(frozen=True)
class Kept:
    """What came back of a page: characters and figures, those lost, and the seconds of processor time it took."""

    characters: int
    lost: int
    figures: int
    figures_lost: int
    seconds: float


def paragraphs_of(path: Path) -> list[str]:
    """The paragraphs of a text, blanks left out."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return ["".join(line.split()) for line in lines if line.strip() and not line.startswith("#")]


def set_in_lines(paragraphs: Sequence[str]) -> Iterator[list[str]]:
    """Yield pages of lines, paragraphs indented by two characters, no line beginning with a mark or within a number."""
    lines: list[str] = []
    for paragraph in paragraphs:
        rest = "　　" + paragraph
        while rest:
            at = min(IN_A_LINE, len(rest))
            while at < len(rest) and (rest[at] in "，。、；：”）%" or (rest[at - 1 : at + 1].isascii())):
                at -= 1
            lines.append(rest[:at])
            rest = rest[at:]
    most = (SIZE[1] - 2 * TOP) // STEP
    for start in range(0, len(lines), most):
        yield lines[start : start + most]


def scanned(lines: Sequence[str], chance: random.Random) -> Image.Image:
    """Draw a page and scan it."""
    picture = Image.new("L", SIZE, 255)
    drawing, font = ImageDraw.Draw(picture), ImageFont.truetype(FONT, BODY, index=SIMPLIFIED)
    for row, line in enumerate(lines):
        drawing.text((LEFT, TOP + STEP * row), line, font=font, fill=25)
    picture = picture.rotate(chance.uniform(-0.7, 0.7), resample=Image.Resampling.BICUBIC, fillcolor=255)
    noise = np.random.default_rng(chance.randrange(1 << 30)).normal(0, 12, SIZE[::-1])
    pixels = (np.asarray(picture) + noise).clip(0, 255).astype(np.uint8)
    return Image.fromarray(pixels).filter(ImageFilter.GaussianBlur(0.6))


def jpeg(picture: Image.Image) -> bytes:
    """Pack a page as a scanner does."""
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=60, dpi=(DPI, DPI))
    return buffer.getvalue()


def kept(lines: Sequence[str], chance: random.Random) -> Kept:
    """Scan a page, read it, and count what came back in order."""
    content = jpeg(scanned(lines, chance))
    before = _processor()
    read = "".join(load_bytes(content, file="page.jpg", doc_id="d").raw_text.split())
    seconds = _processor() - before
    wanted = "".join("".join(line.split()) for line in lines)
    same = difflib.SequenceMatcher(None, wanted, read, autojunk=False).get_matching_blocks()
    found = {at for each in same for at in range(each.a, each.a + each.size)}
    figures = [at for at, character in enumerate(wanted) if character in FIGURES]
    return Kept(len(wanted), len(wanted) - len(found), len(figures), len(set(figures) - found), seconds)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=20)
    given = parser.parse_args()
    chance = random.Random(SEED)
    texts = sorted((given.data / "text" / "gwr_provinces_2026").glob("*.txt"))
    load_bytes(jpeg(scanned(["预热"], chance)), file="page.jpg", doc_id="d")  # the models are loaded once in a process
    pages = [chance.choice(list(set_in_lines(paragraphs_of(path)))) for path in chance.sample(texts, k=len(texts))]
    done = [kept(page, chance) for page in pages[: given.pages]]
    characters, lost = sum(each.characters for each in done), sum(each.lost for each in done)
    figures, figures_lost = sum(each.figures for each in done), sum(each.figures_lost for each in done)
    seconds = sum(each.seconds for each in done) / len(done)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(done)} pages; characters kept {characters - lost} of {characters}; ", end="")
    print(f"digits, points, % and minus signs kept {figures - figures_lost} of {figures}; ", end="")
    print(f"{seconds:.1f} s of processor time a page; {memory:.0f} MB")


if __name__ == "__main__":
    main()
