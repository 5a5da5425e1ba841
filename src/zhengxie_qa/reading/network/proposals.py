"""Which spans are worth a second look: the network's best of every window, and typed stretches that touch them.

None begins or ends inside a figure or a personal name. Scores stay the network's; ``reranker`` looks again.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from zhengxie_qa.evidence.passage import take_apart
from zhengxie_qa.reading.network.session import Scores
from zhengxie_qa.reading.network.spans import LONGEST_SPAN, ScoredSpan, best_spans, mass, score_spans
from zhengxie_qa.reading.network.windows import ReadingWindow
from zhengxie_qa.text.quantities.figures import with_whole_figures
from zhengxie_qa.types import Hit

_PER_WINDOW: Final = 20
_TOUCHED: Final = 6
"""Best spans of a window whose typed neighbours are proposed too."""
_WIDENED: Final = 3
"""Best spans of a window that are also proposed out to the ends of their clauses."""
_POOL: Final = 56
"""Proposals of a question, all windows together."""
_LEFT_OUT: Final = frozenset(" \t\r\n\u3000，,、。.：:；;！!？?")
_PAIRS: Final = (("《", "》"), ("(", ")"), ("[", "]"), ("【", "】"), ("〔", "〕"), ("〈", "〉"), ("{", "}"))
_PARTNERS: Final = {a: b for left, right in _PAIRS for a, b in ((left, right), (right, left))}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A span to be looked at again.

    :param window: index of its window; ``span`` holds offsets in the window's text.
    :param hit: the hit that holds it, ``start`` and ``end`` its offsets in that hit's passage.
    """

    window: int
    span: ScoredSpan
    hit: Hit
    start: int
    end: int


def propose(
    windows: Sequence[ReadingWindow], scores: Sequence[Scores], *, also: Collection[tuple[str, int, int]] = ()
) -> list[Proposal]:
    """Collect the spans of all windows, the network's best first.

    :param also: spans to propose whatever the network says of them: ``passage_id`` and offsets in the passage.
    """
    found: list[Proposal] = []
    for index, (window, said) in enumerate(zip(windows, scores, strict=True)):
        best = best_spans(said, k=_PER_WINDOW)
        if best:
            found += _of_window(index, window, said, best, _inside(window, also))
    found.sort(key=lambda p: (-p.span.score, p.window, p.span.start, p.span.end))
    wanted = set(also)
    return found[:_POOL] + [p for p in found[_POOL:] if (p.hit.passage.passage_id, p.start, p.end) in wanted]


def _inside(window: ReadingWindow, also: Collection[tuple[str, int, int]]) -> set[tuple[int, int]]:
    """Those of the wanted spans that a window holds, with offsets in its text."""
    begins = {hit.passage.passage_id: begin for hit, begin in zip(window.hits, window.starts, strict=True)}
    return {
        (begins[p] + start, begins[p] + end) for p, start, end in also if p in begins and end - start <= LONGEST_SPAN
    }


def _of_window(
    index: int, window: ReadingWindow, scores: Scores, best: Sequence[ScoredSpan], also: set[tuple[int, int]]
) -> list[Proposal]:
    text = window.view.text
    whole = _never_cut(window)
    known: dict[tuple[int, int], ScoredSpan] = {}
    cut: set[tuple[int, int]] = set()
    for span in best:  # the best first: what two spans shrink to keeps the better one's score
        start, end = _trimmed(text, span.start, span.end)
        if with_whole_figures(whole, start, end) == (start, end):
            known.setdefault((start, end), replace(span, start=start, end=end))
        else:
            cut.add((start, end))
    beside = _typed_beside(window, best) | _widened(window, best) | cut
    added = {with_whole_figures(whole, *_trimmed(text, start, end)) for start, end in beside}
    new = sorted((added | also) - known.keys())
    if new:
        extra = score_spans(scores, np.array(new), everything=mass(best))
        known |= {(span.start, span.end): span for span in extra}
    proposals = []
    for pair, span in sorted(known.items(), key=lambda item: item[0]):
        place = window.locate(*pair)
        if place is not None:
            proposals.append(Proposal(index, span, *place))
    return proposals


def _never_cut(window: ReadingWindow) -> list[tuple[int, int]]:
    """The figures and personal names of a window, in order; its passages have been taken apart for the rules."""
    found: list[tuple[int, int]] = []
    for hit, begin in zip(window.hits, window.starts, strict=True):
        parts = take_apart(hit.passage.text, hit.document.as_of)
        found += [(begin + start, begin + end) for start, end in (*parts.figures, *parts.persons)]
    return sorted(found)


def _typed_beside(window: ReadingWindow, best: Sequence[ScoredSpan]) -> set[tuple[int, int]]:
    """Typed stretches inside, around or across the ends of the best spans."""
    typed = window.view.typed_spans
    found: set[tuple[int, int]] = set()
    for span in best[:_TOUCHED]:
        touching = typed[(typed[:, 0] < span.end) & (typed[:, 1] > span.start)]
        found |= {(int(s), int(e)) for s, e, _ in touching if 0 < e - s <= LONGEST_SPAN}
    return found


def _widened(window: ReadingWindow, best: Sequence[ScoredSpan]) -> set[tuple[int, int]]:
    """Best spans out to the beginning of their clause, to its end, and to the end of the next clause."""
    clauses = window.view.clauses
    found: set[tuple[int, int]] = set()
    for span in best[:_WIDENED]:
        first, last = int(clauses[span.start]), int(clauses[span.end - 1])
        begins = (span.start, int(np.searchsorted(clauses, first)))
        ends = (span.end, *(int(np.searchsorted(clauses, last + step, side="right")) for step in (0, 1)))
        found |= {(start, end) for start in begins for end in ends if 0 < end - start <= LONGEST_SPAN}
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave marks out that no answer begins or ends with, and a quotation mark or bracket without its other half."""
    while start < end - 1 and (text[start] in _LEFT_OUT or _lonely(text, start, start, end)):
        start += 1
    while end - 1 > start and (text[end - 1] in _LEFT_OUT or _lonely(text, end - 1, start, end)):
        end -= 1
    return start, end


def _lonely(text: str, mark: int, start: int, end: int) -> bool:
    """Whether the mark at one end of a span has no partner inside it."""
    character = text[mark]
    if character == '"':
        return text.count('"', start, end) % 2 == 1
    partner = _PARTNERS.get(character)
    return partner is not None and text.count(character, start, end) > text.count(partner, start, end)
