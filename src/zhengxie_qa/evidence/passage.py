"""A passage taken apart once: sentences, clauses, words, numbers, dates and names, each with offsets in its text.

Nothing here depends on a question, so results are cached by the passage's words and shared between questions.
"""

from bisect import bisect_right
from functools import cached_property, lru_cache

from zhengxie_qa.evidence.names import book_titles, named_places, organisations, persons, quotations
from zhengxie_qa.text.dates import DateMention, find_dates
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.places import Place, places_in
from zhengxie_qa.text.quantities.figures import figure_spans
from zhengxie_qa.text.quantities.numbers import QuantityMention, find_quantities
from zhengxie_qa.text.sentences import clause_spans, sentence_spans
from zhengxie_qa.text.words import Word, words

Offsets = tuple[int, int]
CACHED_PASSAGES = 4096
"""Passages kept taken apart; about 20 kB each at 300 characters."""


class PassageParts:
    """The parts of one passage, each found when it is first asked for: a count needs no names.

    All offsets are code points of ``text``, half-open. ``folded`` is ``text`` in matching form, of the same length.
    """

    def __init__(self, text: str, as_of: str | None) -> None:
        """Take ``text`` apart; 去年 in it is read against ``as_of``."""
        self.text = text
        self.folded = fold(text)
        self._as_of = as_of

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words."""
        return tuple(words(self.text))

    @cached_property
    def sentences(self) -> tuple[Offsets, ...]:
        """The sentences, in order."""
        return tuple(sentence_spans(self.text))

    @cached_property
    def clauses(self) -> tuple[Offsets, ...]:
        """The clauses of all sentences, in order."""
        return tuple(clause for start, end in self.sentences for clause in clause_spans(self.text, start, end))

    @cached_property
    def quantities(self) -> tuple[QuantityMention, ...]:
        """The numbers with their units."""
        return tuple(find_quantities(self.text))

    @cached_property
    def figures(self) -> tuple[Offsets, ...]:
        """The figures, whatever they count."""
        return tuple(figure_spans(self.text))

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """The dates, years and periods."""
        return tuple(find_dates(self.text, as_of=self._as_of))

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The places that the gazetteer knows."""
        return tuple(places_in(self.text))

    @cached_property
    def persons(self) -> tuple[Offsets, ...]:
        """What may be names of persons."""
        return tuple(persons(self.folded, self.words))

    @cached_property
    def organisations(self) -> tuple[Offsets, ...]:
        """What may be names of bodies."""
        return tuple(organisations(self.folded, self.words))

    @cached_property
    def named_places(self) -> tuple[Offsets, ...]:
        """What may be names of other places."""
        return tuple(named_places(self.folded, self.words))

    @cached_property
    def titles(self) -> tuple[Offsets, ...]:
        """The 《titles》."""
        return tuple(book_titles(self.text))

    @cached_property
    def quotations(self) -> tuple[Offsets, ...]:
        """The “quotations”."""
        return tuple(quotations(self.text))

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
    return PassageParts(text, as_of)
