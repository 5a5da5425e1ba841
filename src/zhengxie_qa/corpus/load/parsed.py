"""What a format module makes of a file's bytes; the same for every format."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from zhengxie_qa.corpus.clean import CleanText
from zhengxie_qa.corpus.metadata import Metadata
from zhengxie_qa.corpus.offsets import compose, to_raw
from zhengxie_qa.location import Location, LocationKind
from zhengxie_qa.types import Audit, LeftOut, Segment

UNREAD_PAGE: Final = "page without text"
"""The rule that leaves out a page which is only a picture."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article as one format tells it.

    :param raw_text: the source file as decoded; of one that is no text, all words in it, in the order of reading.
    :param text: clean text. :param segments: clean → raw, covering all of ``text``.
    :param left_out: every stretch of ``raw_text`` with words that ``text`` does without, ordered.
    :param locations: where in the file ``raw_text`` comes from, ordered. :param boxes: as in ``Document``.
    :param audit: as in ``Document``.
    """

    raw_text: str
    text: str
    segments: tuple[Segment, ...]
    metadata: Metadata
    left_out: tuple[LeftOut, ...] = ()
    locations: tuple[Location, ...] = ()
    boxes: bytes = b""
    audit: Audit | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its suffixes, lower case with the dot, and its reader.

    :param read: ``(data, name) -> Parsed``; raises ``FileError`` naming the file.
    :param version: goes up when this reader changes what comes out: its unchanged files are then read again.
    """

    suffixes: tuple[str, ...]
    read: Callable[[bytes, str], Parsed]
    version: int = 1


def parsed(
    raw: str, segments: Sequence[Segment], cleaned: CleanText, *, metadata: Metadata, left_out: Iterable[LeftOut]
) -> Parsed:
    """Join two readings: a format's, raw text to its words, and the cleaning of those words.

    :param segments: words → raw. :param left_out: what the format's reading left out of the raw text.
    """
    then = [LeftOut(*to_raw(segments, each.start, each.end), each.rule) for each in cleaned.left_out]
    stretches = sorted([*left_out, *then], key=lambda each: (each.start, each.end))
    return Parsed(raw, cleaned.text, compose(segments, cleaned.segments), metadata, tuple(stretches))


def joined(parts: Sequence[Parsed], kind: LocationKind, *, metadata: Metadata) -> Parsed:
    """Put readings of the parts of one file one below the other, each of them one place of this kind, from 1."""
    raw: list[str] = []
    text: list[str] = []
    segments: list[Segment] = []
    left_out: list[LeftOut] = []
    locations: list[Location] = []
    raw_at = at = 0
    for number, part in enumerate(parts, start=1):
        if number > 1:
            segments.append(Segment(at, at + 1, raw_at, raw_at + 1))
            raw.append("\n")
            text.append("\n")
            raw_at, at = raw_at + 1, at + 1
        locations.append(Location(raw_at, kind, (number,)))
        segments += [
            Segment(each.start + at, each.end + at, each.raw_start + raw_at, each.raw_end + raw_at)
            for each in part.segments
        ]
        left_out += [LeftOut(each.start + raw_at, each.end + raw_at, each.rule) for each in part.left_out]
        raw.append(part.raw_text)
        text.append(part.text)
        raw_at, at = raw_at + len(part.raw_text), at + len(part.text)
    return Parsed("".join(raw), "".join(text), tuple(segments), metadata, tuple(left_out), tuple(locations))
