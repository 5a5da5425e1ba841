"""What a format module makes of a file's bytes; the same for every format."""

from collections.abc import Callable
from dataclasses import dataclass

from zhengxie_qa.corpus.metadata import Metadata
from zhengxie_qa.types import LeftOut, Segment


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article as one format tells it.

    :param raw_text: the source file as decoded.
    :param text: clean text. :param segments: clean → raw, covering all of ``text``.
    :param left_out: every stretch of ``raw_text`` with words that ``text`` does without, ordered.
    """

    raw_text: str
    text: str
    segments: tuple[Segment, ...]
    metadata: Metadata
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its suffixes, lower case with the dot, and its reader.

    :param read: ``(data, name) -> Parsed``; raises ``FileError`` naming the file.
    """

    suffixes: tuple[str, ...]
    read: Callable[[bytes, str], Parsed]
