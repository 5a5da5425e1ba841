"""What a format module makes of a file's bytes; the same for every format."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from zhengxie_qa.corpus.clean import CleanText
from zhengxie_qa.corpus.metadata import Metadata
from zhengxie_qa.corpus.offsets import compose, to_raw
from zhengxie_qa.location import Location
from zhengxie_qa.types import LeftOut, Segment

UNREAD_PAGE: Final = "page without text"
"""The rule that leaves out a page which is only a picture."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article as one format tells it.

    :param raw_text: the source file as decoded; of one that is no text, all words in it, in the order of reading.
    :param text: clean text. :param segments: clean → raw, covering all of ``text``.
    :param left_out: every stretch of ``raw_text`` with words that ``text`` does without, ordered.
    :param locations: where in the file ``raw_text`` comes from, ordered.
    """

    raw_text: str
    text: str
    segments: tuple[Segment, ...]
    metadata: Metadata
    left_out: tuple[LeftOut, ...] = ()
    locations: tuple[Location, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its suffixes, lower case with the dot, and its reader.

    :param read: ``(data, name) -> Parsed``; raises ``FileError`` naming the file.
    """

    suffixes: tuple[str, ...]
    read: Callable[[bytes, str], Parsed]


def parsed(
    raw: str, segments: Sequence[Segment], cleaned: CleanText, *, metadata: Metadata, left_out: Iterable[LeftOut]
) -> Parsed:
    """Join two readings: a format's, raw text to its words, and the cleaning of those words.

    :param segments: words → raw. :param left_out: what the format's reading left out of the raw text.
    """
    then = [LeftOut(*to_raw(segments, each.start, each.end), each.rule) for each in cleaned.left_out]
    stretches = sorted([*left_out, *then], key=lambda each: (each.start, each.end))
    return Parsed(raw, cleaned.text, compose(segments, cleaned.segments), metadata, tuple(stretches))
