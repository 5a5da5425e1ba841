"""A passage taken apart once: sentences, clauses, words, numbers, dates and names, each with offsets in its text.

Nothing here depends on a question, so results are cached by the passage's words and shared between questions.
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from zhengxie_qa.reading.names import book_titles, named_places, organisations, persons, quotations
from zhengxie_qa.text.dates import DateMention, find_dates
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.numbers import QuantityMention, find_quantities
from zhengxie_qa.text.places import Place, places_in
from zhengxie_qa.text.sentences import clause_spans, sentence_spans
from zhengxie_qa.text.words import Word, words

Offsets = tuple[int, int]
CACHED_PASSAGES = 4096
"""Passages kept taken apart; about 20 kB each at 300 characters."""


@dataclass(frozen=True, slots=True)
class PassageParts:
    """The parts of one passage; all offsets are code points of ``text``, half-open.

    :param folded: ``text`` in matching form, of the same length.
    :param clauses: the clauses of all sentences, in order.
    """

    text: str
    folded: str
    words: tuple[Word, ...]
    sentences: tuple[Offsets, ...]
    clauses: tuple[Offsets, ...]
    quantities: tuple[QuantityMention, ...]
    dates: tuple[DateMention, ...]
    places: tuple[Place, ...]
    persons: tuple[Offsets, ...]
    organisations: tuple[Offsets, ...]
    named_places: tuple[Offsets, ...]
    titles: tuple[Offsets, ...]
    quotations: tuple[Offsets, ...]

    def sentence_at(self, position: int) -> Offsets:
        """The sentence that holds a position; between two sentences, the earlier one."""
        return enclosing(self.sentences, position) or (0, len(self.text))

    def clause_at(self, position: int) -> Offsets:
        """The clause that holds a position; between two clauses, the earlier one."""
        return enclosing(self.clauses, position) or (0, len(self.text))


def enclosing(spans: tuple[Offsets, ...], position: int) -> Offsets | None:
    """Find the last of the ordered ``spans`` that starts at or before ``position``; ``None`` if there is none."""
    index = bisect_right(spans, position, key=lambda span: span[0]) - 1
    return spans[index] if index >= 0 else None


@lru_cache(maxsize=CACHED_PASSAGES)
def take_apart(text: str, as_of: str | None = None) -> PassageParts:
    """Take a passage apart.

    :param as_of: the date of its document, ISO 8601 or a year, against which 去年 is read.
    """
    segmented = tuple(words(text))
    sentences = tuple(sentence_spans(text))
    return PassageParts(
        text=text,
        folded=fold(text),
        words=segmented,
        sentences=sentences,
        clauses=tuple(clause for start, end in sentences for clause in clause_spans(text, start, end)),
        quantities=tuple(find_quantities(text)),
        dates=tuple(find_dates(text, as_of=as_of)),
        places=tuple(places_in(text)),
        persons=tuple(persons(text, segmented)),
        organisations=tuple(organisations(text, segmented)),
        named_places=tuple(named_places(text, segmented)),
        titles=tuple(book_titles(text)),
        quotations=tuple(quotations(text)),
    )
