"""Recognises the words in a picture of a page (OCR): its lines as those of any other page, each character in its place.

The models are those that come with rapidocr; nothing is looked for elsewhere. A page that lies a little askew is
straightened before its lines are joined; where its characters stand in the picture is kept, to be shown.
"""

import math
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from zhengxie_qa.corpus.guarded_process import allow
from zhengxie_qa.corpus.load.office.pdf.lines import Character, Page, is_han, lines_of
from zhengxie_qa.corpus.load.office.pdf.rows import in_columns
from zhengxie_qa.corpus.load.office.twice.recognised_again import recognised_again
from zhengxie_qa.corpus.scans.files import EXTRA, can_recognise
from zhengxie_qa.errors import FileError, Said

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PAGES: Final = 500
"""Recognised of one file; what comes after is listed as unread."""
LONGEST_SIDE: Final = 2000
"""Pixels of a picture that is looked at: 171 to the inch of an A4 page."""

_SECONDS, _MEGABYTES = 40.0, 4096
"""What a page may cost in addition: several times what a full one needs."""
_LINES_ON: Final = 1280
"""Pixels of the longer side of the picture in which lines are looked for; what they say is read in the larger one."""
_MODELS: Final = {"Det": "*_det_*.onnx", "Rec": "*_rec_*.onnx"}

_HEIGHT: Final = 842.0
"""Points of a page whose file does not say how high it is, that of A4."""
_LONG: Final = 5
"""Times its height: the width of a line that tells how askew the page lies."""
_MOST_ASKEW: Final = math.radians(10)
_LEVEL: Final = 0.5
"""Of their height: how far the middle of what stands in one row may differ."""
_OTHER_HEIGHT: Final = 0.25
"""Of the usual height of a line: how much it may differ, since what is high in it does, and be of the same size."""
_SOME: Final = 4
"""Lines on either side of a gap between columns, at least."""
_FEW: Final = 0.34
"""Share of the lines that may reach over such a gap: headings."""
_WORDS: Final = 8
"""Characters that half the lines of a column have, at least; those of the cells of a table are shorter."""
_FILLED: Final = 0.9
"""Share of the width of the column that half its lines fill, at least."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Found:
    """A line as it was found: its characters, their edges from left to right, and its own edges on the straight page.

    Units are points, counted from the upper left corner. ``boxes`` are shares of the picture.
    """

    text: str
    places: tuple[tuple[float, float], ...]
    boxes: tuple[tuple[float, float, float, float] | None, ...]
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half-way down."""
        return (self.top + self.bottom) / 2


def without_text(name: str, *, instead: Said) -> FileError:
    """Say that a file holds only pictures of its pages, and what to do.

    :param instead: which other version of the file would be read.
    """
    if can_recognise():
        return FileError(
            Said(
                f"{name} holds no text, and none was recognised in the pictures of its pages: check that they can be "
                f"read, or ingest {instead}.",
                f"{name} 没有文字，页面图像里也没有识别出文字。请检查图像是否清晰，或导入{instead.zh}。",
            )
        )
    return FileError(
        Said(
            f"{name} holds only pictures of its pages, or fonts that do not say what they show. To have the text in "
            f"them recognised (OCR), install the extra: {EXTRA}; or ingest {instead}.",
            f"{name} 只有页面图像（扫描件），或字体没有标明字符。如需识别其中的文字（OCR），请安装：{EXTRA}；"
            f"或导入{instead.zh}。",
        )
    )


def recognised(picture: "Image", number: int, *, height: float = _HEIGHT) -> Page:
    """Recognise the words in the picture of a page.

    :param number: of the page, from 1. :param height: of the page in points.
    """
    import numpy as np

    allow(seconds=_SECONDS, megabytes=_MEGABYTES)
    small = picture.convert("RGB")
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    done = _engine()(np.asarray(small)[:, :, ::-1])
    if done.boxes is None or not any(map(str.isalnum, "".join(done.txts))):
        return Page(number, (), is_unread=True)
    scale = height / small.height
    found = _straightened(done, scale, small.size)
    width_of = _widths(found)
    ordered = list(_in_order(found))
    characters = [each for line in ordered for each in _characters(line, height, width_of(line))]
    lines = tuple(in_columns(lines_of(characters, number, height), []))
    second = recognised_again(picture.convert("RGB"), [(each.text, each.boxes) for each in ordered], _engine())
    return Page(number, lines, is_unread=not lines, is_scan=bool(lines), second=second)


@cache
def _engine() -> Any:
    """Load the models, once in a process."""
    import rapidocr

    folder = Path(rapidocr.__file__).parent / "models"
    models = {f"{part}.model_path": str(max(folder.glob(name))) for part, name in _MODELS.items()}
    return rapidocr.RapidOCR(
        params={
            **models,
            "Global.use_cls": False,
            "Global.return_word_box": True,
            "Global.return_single_char_box": True,
            "Global.max_side_len": LONGEST_SIDE,
            "Global.log_level": "critical",
            "Det.limit_type": "max",
            "Det.limit_side_len": _LINES_ON,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _straightened(done: Any, scale: float, size: tuple[int, int]) -> list[_Found]:
    """The lines that were found, turned so that they lie level."""
    width, height = size
    angle = _askew(done.boxes.tolist())
    cosine, sine = math.cos(angle), math.sin(angle)

    def turned(x: float, y: float) -> Point:
        x, y = x - width / 2, y - height / 2
        return scale * (x * cosine + y * sine + width / 2), scale * (y * cosine - x * sine + height / 2)

    found = []
    for text, corners, words in zip(done.txts, done.boxes.tolist(), done.word_results, strict=True):
        edges = [turned(x, y) for x, y in corners]
        across, down = [x for x, _ in edges], sorted(y for _, y in edges)
        places, boxes = [], []
        own = iter(words)
        for character in text:
            corners_of = None if character.isspace() else next(own, (None, None, None))[2]
            xs, ys = ([point[axis] for point in corners_of] for axis in (0, 1)) if corners_of else ([], [])
            boxes.append((min(xs) / width, min(ys) / height, max(xs) / width, max(ys) / height) if xs else None)
            middle = (sum(ys) / len(ys)) if ys else 0.0
            places.append((turned(min(xs), middle)[0], turned(max(xs), middle)[0]) if xs else (math.nan, math.nan))
        top, bottom = (down[0] + down[1]) / 2, (down[2] + down[3]) / 2
        found.append(_Found(text, tuple(places), tuple(boxes), min(across), max(across), top, bottom))
    return found


def _askew(boxes: Sequence[Sequence[Sequence[float]]]) -> float:
    """By which angle the long lines of a page slope down to the right, in radians."""
    slopes = []
    for (x0, y0), (x1, y1), _, (_, y3) in boxes:
        if x1 - x0 > _LONG * abs(y3 - y0):
            slopes.append(math.atan2(y1 - y0, x1 - x0))
    angle = statistics.median(slopes) if slopes else 0.0
    return angle if abs(angle) < _MOST_ASKEW else 0.0


def _in_order(found: Sequence[_Found]) -> Iterator[_Found]:
    """Put lines in the order of reading: what stands between two headings column by column, rows from left to right."""
    gap = _gap_between_columns(found)
    if gap is None:
        yield from _by_rows(found)
        return
    across = sorted((each for each in found if each.x0 < gap < each.x1), key=lambda each: each.middle)
    beside = [each for each in found if not each.x0 < gap < each.x1]
    for above, below in zip([None, *across], [*across, None], strict=True):
        if above:
            yield above
        high, low = above.middle if above else -math.inf, below.middle if below else math.inf
        between = [each for each in beside if high <= each.middle < low]
        for side in (True, False):
            yield from _in_order([each for each in between if (each.x1 <= gap) is side])


def _gap_between_columns(found: Sequence[_Found]) -> float | None:
    """Where between two columns of running text nothing stands but headings that reach over both."""
    edges = sorted({each.x0 for each in found})
    best: tuple[int, float] | None = None
    for edge in edges:
        gap = edge - 1.0
        left, right = [each for each in found if each.x1 <= gap], [each for each in found if each.x0 >= gap]
        across = len(found) - len(left) - len(right)
        if across > _FEW * len(found) or not (_is_column(left) and _is_column(right)):
            continue
        best = min(best or (across, gap), (across, gap))
    return best[1] if best else None


def _is_column(lines: Sequence[_Found]) -> bool:
    if len(lines) < _SOME or statistics.median(len(each.text) for each in lines) < _WORDS:
        return False
    widths = [each.x1 - each.x0 for each in lines]
    return statistics.median(widths) >= _FILLED * max(widths)


def _by_rows(found: Sequence[_Found]) -> Iterator[_Found]:
    rows: list[list[_Found]] = []
    for each in sorted(found, key=lambda line: line.middle):
        if rows and abs(each.middle - rows[-1][0].middle) < _LEVEL * min(
            each.bottom - each.top, rows[-1][0].bottom - rows[-1][0].top
        ):
            rows[-1].append(each)
        else:
            rows.append([each])
    for row in rows:
        level = statistics.median(each.bottom for each in row)
        for each in sorted(row, key=lambda line: line.x0):
            yield _Found(each.text, each.places, each.boxes, each.x0, each.x1, each.top + level - each.bottom, level)


def _characters(line: _Found, height: float, em: float) -> Iterator[Character]:
    """The characters of a line, one close to the other: what stands between them was recognised with them.

    :param em: width of a Han character.
    """
    x = line.x0
    last = len(line.text) - 1
    for index, (text, (_, right), box) in enumerate(zip(line.text, line.places, line.boxes, strict=True)):
        if text.isspace() and (is_han(line.text[index - 1]) or is_han(line.text[min(index + 1, last)])):
            continue
        end = line.x1 if index == last else max(x, right) if right == right else x
        yield Character(text, x, end, height - line.bottom, line.bottom - line.top, em, box)
        x = end


def _widths(found: Sequence[_Found]) -> Callable[[_Found], float]:
    """What tells the width of a Han character of a line: the usual one, unless the line is of another height."""
    long = [each for each in found if len(each.text) >= _WORDS] or list(found)
    usual = statistics.median((each.x1 - each.x0) / _wide(each.text) for each in long)
    high = max(statistics.median(each.bottom - each.top for each in long), 1.0)

    def width_of(line: _Found) -> float:
        ratio = (line.bottom - line.top) / high
        return usual if abs(ratio - 1) < _OTHER_HEIGHT else usual * ratio

    return width_of


def _wide(text: str) -> float:
    """How many Han characters are as wide as a text."""
    return max(sum(1.0 if is_han(each) else 0.5 for each in text), 0.5)
