"""Puts the raw text of a file together from the words found in it, piece by piece, and makes an article of it."""

from collections.abc import Iterable
from dataclasses import replace

from zhengxie_qa.corpus.clean import clean_lines
from zhengxie_qa.corpus.load.parsed import Parsed, parsed
from zhengxie_qa.corpus.offsets import MappedTextBuilder
from zhengxie_qa.corpus.scans.boxes import Box, packed
from zhengxie_qa.location import Location, LocationKind
from zhengxie_qa.types import LeftOut


class Pieces:
    """The words of a file in the order of reading, each piece with its place and the rule that leaves it out if any."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._length = 0
        self._left_out: list[LeftOut] = []
        self._gaps: list[LeftOut] = []
        self._locations: list[Location] = []
        self._boxes: list[Box] = []

    def at(self, kind: LocationKind, *at: int | str) -> None:
        """Say where in the file what is added from here on comes from."""
        last = self._locations[-1] if self._locations else None
        if last and last.start == self._length:
            self._locations.pop()
        elif last and (last.kind, last.at) == (kind, at):
            return
        self._locations.append(Location(self._length, kind, at))

    def add(self, text: str, rule: str | None = None) -> None:
        """Add words, or what stands between them.

        :param rule: by which they are no part of the article; those with words are listed.
        """
        if not text:
            return
        start, self._length = self._length, self._length + len(text)
        self._texts.append(text)
        if not rule:
            return
        last = self._left_out[-1] if self._left_out else None
        if last and (last.end, last.rule) == (start, rule):
            self._left_out[-1] = LeftOut(last.start, self._length, rule)
        else:
            self._left_out.append(LeftOut(start, self._length, rule))

    def stand(self, boxes: Iterable[Box]) -> None:
        """Say where on a scanned page the characters stand that were added, one box for each that is no blank."""
        self._boxes += boxes

    def gap(self, rule: str) -> None:
        """Say that at this place something is left out that has no words."""
        self._gaps.append(LeftOut(self._length, self._length, rule))

    def parsed(self) -> Parsed:
        """Make an article of what was added: cleaned as any other, told about by its own first and last lines."""
        raw = "".join(self._texts)
        builder = MappedTextBuilder(raw)
        position = 0
        for stretch in self._left_out:
            builder.copy(position, stretch.start)
            position = stretch.end
        builder.copy(position, len(raw))
        kept = builder.build()
        cleaned = clean_lines(kept.text)
        told = [_stripped(each, raw) for each in self._left_out if any(map(str.isalnum, raw[each.start : each.end]))]
        article = parsed(raw, kept.segments, cleaned, metadata=cleaned.metadata, left_out=[*told, *self._gaps])
        return replace(article, locations=tuple(self._locations), boxes=packed(self._boxes))


def _stripped(stretch: LeftOut, raw: str) -> LeftOut:
    """Leave out the white space around a stretch."""
    words = raw[stretch.start : stretch.end]
    start = stretch.start + len(words) - len(words.lstrip())
    return LeftOut(start, start + len(words.strip()), stretch.rule)
