"""Exact maps between a text and the text it was taken from.

A map is a tuple of segments, ordered and without gaps on the clean side. A segment of equal lengths is a verbatim
copy; one of unequal lengths maps only as a whole. Raw characters that no segment names were left out.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhengxie_qa.types import Segment

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text together with the map to the text it came from: ``segments`` cover all of ``text``."""

    text: str
    segments: tuple[Segment, ...]


class MappedTextBuilder:
    """Puts a text together from slices of a raw text and from replacements for slices of it.

    Slices must come in raw order. Neighbouring verbatim slices become one segment.
    """

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._pieces: list[str] = []
        self._segments: list[Segment] = []
        self._length = 0

    def copy(self, raw_start: int, raw_end: int) -> None:
        """Append ``raw[raw_start:raw_end]`` unchanged."""
        if raw_start >= raw_end:
            return
        self._pieces.append(self._raw[raw_start:raw_end])
        last = self._segments[-1] if self._segments else None
        length = raw_end - raw_start
        if last is not None and last.raw_end == raw_start and is_verbatim(last):
            self._segments[-1] = Segment(last.start, last.end + length, last.raw_start, raw_end)
        else:
            self._segments.append(Segment(self._length, self._length + length, raw_start, raw_end))
        self._length += length

    def replace(self, text: str, raw_start: int, raw_end: int) -> None:
        """Append ``text`` in place of ``raw[raw_start:raw_end]``.

        :raises ValueError: when the lengths are equal but the characters are not, as the map would call it verbatim.
        """
        if self._raw[raw_start:raw_end] == text:
            self.copy(raw_start, raw_end)
            return
        if len(text) == raw_end - raw_start:
            raise ValueError(f"a replacement must differ in length from the {len(text)} characters it replaces")
        if text:
            self._pieces.append(text)
            self._segments.append(Segment(self._length, self._length + len(text), raw_start, raw_end))
            self._length += len(text)

    def build(self) -> MappedText:
        """Return what was put together so far."""
        return MappedText("".join(self._pieces), tuple(self._segments))


def is_verbatim(segment: Segment) -> bool:
    """Whether a segment copies its raw characters one for one."""
    return segment.end - segment.start == segment.raw_end - segment.raw_start


def to_raw(segments: Sequence[Segment], start: int, end: int) -> Span:
    """Map ``[start, end)`` of the clean text to the raw text.

    The raw span begins with the first and ends with the last character that the clean span came from; what was
    left out between them lies inside. A position within a segment that maps as a whole stands for all of it.

    :param segments: clean → raw, ordered, covering the clean text.
    :raises ValueError: when the span is not inside the clean text.
    """
    length = segments[-1].end if segments else 0
    if not 0 <= start <= end <= length:
        raise ValueError(f"[{start}, {end}) is not a span of a text of {length} characters")
    if not segments:
        return 0, 0
    first = segments[min(bisect_right(segments, start, key=_start) - 1, len(segments) - 1)]
    raw_start = first.raw_start + (start - first.start) if is_verbatim(first) else first.raw_start
    if start == end:
        return raw_start, raw_start
    last = segments[bisect_right(segments, end - 1, key=_start) - 1]
    raw_end = last.raw_end - (last.end - end) if is_verbatim(last) else last.raw_end
    return raw_start, raw_end


def compose(inner: Sequence[Segment], outer: Sequence[Segment]) -> tuple[Segment, ...]:
    """Join a map middle → raw (``inner``) and a map clean → middle (``outer``) into one clean → raw."""
    composed: list[Segment] = []
    for segment in outer:
        if not is_verbatim(segment):
            raw_start, raw_end = to_raw(inner, segment.raw_start, segment.raw_end)
            composed.extend(_whole(segment.start, segment.end, raw_start, raw_end))
            continue
        index = bisect_right(inner, segment.raw_start, key=_start) - 1
        shift = segment.start - segment.raw_start
        while index < len(inner) and inner[index].start < segment.raw_end:
            composed.append(_clipped(inner[index], segment.raw_start, segment.raw_end, shift))
            index += 1
    return tuple(_coalesced(composed))


def _start(segment: Segment) -> int:
    return segment.start


def _whole(start: int, end: int, raw_start: int, raw_end: int) -> Iterable[Segment]:
    """A segment that maps as a whole; one that would look verbatim by chance is tied to its start instead."""
    if end - start == raw_end - raw_start:
        raw_end = raw_start
    return [Segment(start, end, raw_start, raw_end)]


def _clipped(segment: Segment, middle_start: int, middle_end: int, shift: int) -> Segment:
    """The part of an inner segment within ``[middle_start, middle_end)``, moved to clean offsets."""
    start, end = max(segment.start, middle_start), min(segment.end, middle_end)
    if is_verbatim(segment):
        offset = segment.raw_start - segment.start
        return Segment(start + shift, end + shift, start + offset, end + offset)
    return next(iter(_whole(start + shift, end + shift, segment.raw_start, segment.raw_end)))


def _coalesced(segments: Iterable[Segment]) -> Iterable[Segment]:
    """Join neighbouring verbatim segments."""
    pending: Segment | None = None
    for segment in segments:
        if pending is None:
            pending = segment
        elif is_verbatim(pending) and is_verbatim(segment) and pending.raw_end == segment.raw_start:
            pending = Segment(pending.start, segment.end, pending.raw_start, segment.raw_end)
        else:
            yield pending
            pending = segment
    if pending is not None:
        yield pending
