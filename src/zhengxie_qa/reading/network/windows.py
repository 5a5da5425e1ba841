"""Hits made into windows to read: passages that follow one another in a document are read as one.

A sentence's subject often stands in the passage before; read together, both are seen. A span still belongs to one
passage: :meth:`ReadingWindow.locate` says to which. Passage views are kept in a small cache, which threads may share.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Final

from zhengxie_qa.reading.second_look.views import PassageView, join, view_passage
from zhengxie_qa.reading.second_look.vocabulary import Vocabulary
from zhengxie_qa.types import Hit

LONGEST_WINDOW: Final = 420
"""Characters up to which neighbouring passages are joined."""
_WIDEST_GAP: Final = 4
"""Characters of white space that may lie between neighbours."""
CACHED_VIEWS: Final = 2048
"""Passage views kept, about 30 kB each."""


@dataclass(frozen=True, slots=True)
class ReadingWindow:
    """One or more neighbouring passages of a document as one text.

    :param hits: in the order of the document.
    :param starts: where each hit's passage begins in ``view.text``, which is folded; ``text`` is as it was written.
    """

    hits: tuple[Hit, ...]
    starts: tuple[int, ...]
    view: PassageView

    @property
    def text(self) -> str:
        """The passages' own words, one after the other."""
        return "".join(hit.passage.text for hit in self.hits)

    @property
    def title(self) -> str:
        """What names the document: title, place, year and heading."""
        document = self.hits[0].document
        named = (document.title, document.place, document.year, self.hits[0].passage.heading)
        return " ".join(str(part) for part in named if part)

    def locate(self, start: int, end: int) -> tuple[Hit, int, int] | None:
        """Return the hit that holds ``[start, end)`` of the window and the span in its passage; ``None`` across two."""
        for hit, begin in zip(reversed(self.hits), reversed(self.starts), strict=True):
            if start >= begin:
                inside = end - begin <= len(hit.passage.text)
                return (hit, start - begin, end - begin) if inside else None
        return None


class WindowMaker:
    """Makes windows and remembers the passages it has prepared."""

    def __init__(self, vocabulary: Vocabulary, *, cached: int = CACHED_VIEWS) -> None:
        self._view = lru_cache(maxsize=cached)(lambda text: view_passage(text, vocabulary))

    def windows(self, hits: Sequence[Hit]) -> Iterator[ReadingWindow]:
        """Join neighbours; windows come in the order of their best hit, each prepared when it is asked for."""
        documents = groupby(
            sorted(hits, key=lambda hit: (hit.passage.doc_id, hit.passage.start)), lambda hit: hit.passage.doc_id
        )
        groups = [group for _, found in documents for group in _neighbours(list(found))]
        groups.sort(key=lambda group: min(hit.rank for hit in group))
        return map(self._window, groups)

    def _window(self, group: Sequence[Hit]) -> ReadingWindow:
        starts, position = [], 0
        for hit in group:
            starts.append(position)
            position += len(hit.passage.text)
        return ReadingWindow(tuple(group), tuple(starts), join([self._view(hit.passage.text) for hit in group]))


def _neighbours(hits: Sequence[Hit]) -> list[list[Hit]]:
    """Split the hits of one document, in order, into runs that may be read together."""
    hits = [hit for hit in hits if hit.passage.text]
    runs: list[list[Hit]] = [[hit] for hit in hits[:1]]
    for before, hit in pairwise(hits):
        size = hit.passage.end - runs[-1][0].passage.start
        if 0 <= hit.passage.start - before.passage.end <= _WIDEST_GAP and size <= LONGEST_WINDOW:
            runs[-1].append(hit)
        else:
            runs.append([hit])
    return runs
