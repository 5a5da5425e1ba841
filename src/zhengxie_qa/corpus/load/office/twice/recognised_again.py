"""The figures of a scanned page looked at once more, each cut out of the picture by itself with a word beside it.

The models are the same but see something else: a short strip in place of a long line. What they then read differently
is not put right, only told. A figure costs about a hundredth of the page.
"""

import difflib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from zhengxie_qa.corpus.figures_twice import Figure, figures
from zhengxie_qa.corpus.scans.boxes import Box

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST: Final = 24
"""Figures of a page that are looked at again, the longest; the others are taken as they were read."""
_BESIDE: Final = 2
"""Characters on either side that are seen with it, unless they are digits."""
_MARGIN: Final = 0.15
"""Of the height of a line."""

Seen = tuple[str, Sequence[Box | None]]
"""The words of a line and where in the picture, as shares of it, each character stands."""


def recognised_again(picture: "Image", lines: Sequence[Seen], engine: Any) -> str:
    """Give the lines of a page with the figures in them as they are read when seen alone."""
    import numpy as np

    places = [(number, each) for number, (text, _) in enumerate(lines) for each in figures(text)]
    longest = sorted(places, key=lambda place: place[1].start - place[1].end)[:_MOST]
    strips = {(number, each): _strip(picture, lines[number], each) for number, each in longest}
    asked = [(place, strip) for place, strip in strips.items() if strip is not None]
    if not asked:
        return "\n".join(text for text, _ in lines)
    read = engine.recognize_txt([np.asarray(strip)[:, :, ::-1] for _, strip in asked]).txts or ()
    again = {place: _nearest(place[1], text) for (place, _), text in zip(asked, read, strict=False)}
    return "\n".join("".join(_pieces(number, text, again)) for number, (text, _) in enumerate(lines))


def _pieces(number: int, text: str, again: dict[tuple[int, Figure], str]) -> Iterator[str]:
    """The words of a line, each figure as it was read again."""
    at = 0
    for each in figures(text):
        yield text[at : each.start]
        yield again.get((number, each), text[each.start : each.end])
        at = each.end
    yield text[at:]


def _strip(picture: "Image", line: Seen, figure: Figure) -> "Image | None":
    """Cut a figure out of the picture, if it is known where all of it stands."""
    text, boxes = line
    first, last = figure.start, figure.end
    own = [box for box, character in zip(boxes[first:last], text[first:last], strict=True) if not character.isspace()]
    while first > max(0, figure.start - _BESIDE) and not text[first - 1].isdigit():
        first -= 1
    while last < min(len(text), figure.end + _BESIDE) and not text[last].isdigit():
        last += 1
    known = [box for box in boxes[first:last] if box]
    if not own or None in own:
        return None
    left, top, right, bottom = (edge(box[at] for box in known) for at, edge in enumerate((min, min, max, max)))
    margin = _MARGIN * (bottom - top)
    beside = margin * picture.height / picture.width
    edges = (left - beside, top - margin, right + beside, bottom + margin)
    sides = (picture.width, picture.height) * 2
    x0, y0, x1, y1 = (round(min(max(edge, 0.0), 1.0) * side) for edge, side in zip(edges, sides, strict=True))
    return picture.crop((x0, y0, x1, y1)) if x0 < x1 and y0 < y1 else None


def _nearest(figure: Figure, text: str) -> str:
    """The figure of a text that is most like one; nothing if there is none."""
    found = [each.folded for each in figures(text)]
    return max(found, key=lambda each: difflib.SequenceMatcher(None, figure.folded, each).ratio(), default="")
