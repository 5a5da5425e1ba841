"""Where figures stand in a text, whatever they count: numbers, shares, dates in digits, times of day.

Only where they begin and end, so that nothing cuts one in two; what they mean is
:mod:`zhengxie_qa.text.quantities.numbers` and :mod:`zhengxie_qa.text.dates`.
"""

from collections.abc import Sequence

from zhengxie_qa.text.normalise import fold, legible
from zhengxie_qa.text.quantities.patterns import WHOLE

Span = tuple[int, int]


def figure_spans(text: str) -> list[Span]:
    """Spans of the figures of a text, dates and times of day among them, in order: none is ever cut in two."""
    read = legible(text)
    return [read.span(*match.span()) for match in WHOLE.finditer(fold(read.text))]


def with_whole_figures(figures: Sequence[Span], start: int, end: int) -> Span:
    """Widen ``[start, end)`` to the ends of the figures that it cuts.

    :param figures: of the text, ordered; see :func:`figure_spans`.
    """
    for left, right in figures:
        if left < start < right:
            start = left
        if left < end < right:
            end = right
    return start, end
