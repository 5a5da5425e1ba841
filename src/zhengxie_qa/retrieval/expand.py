"""From a question's own words to everything it is searched by: translations and synonyms as weighted terms.

Joins ``translation`` and ``synonyms`` with the index's terms; which weights they get is decided here. A retriever adds
:class:`OtherWords` to a question's own terms, and uses :class:`ChineseTerms` in place of them where it gives any.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from zhengxie_qa.index.terms import WeightedTerm, query_to_terms
from zhengxie_qa.question.lexicon import Rendering
from zhengxie_qa.retrieval.synonyms import Synonym

SYNONYM_WEIGHT = 0.5
"""Weight of a synonym's terms against the question's own, shared by the synonyms of one word; measured in
docs/decisions/encoder.md."""


class Renders(Protocol):
    """Renders English in Chinese; ``translation.Translator`` does."""

    def translate_terms(self, question: str) -> list[Rendering]:
        """Give weighted Chinese terms; none for a Chinese question."""

    def to_chinese(self, question: str) -> str:
        """Give a rough Chinese question; a Chinese one unchanged."""


class Finds(Protocol):
    """Finds synonyms; ``synonyms.Synonyms`` does."""

    def find(self, text: str) -> list[Synonym]:
        """List what else the words of a query may be called."""


class ChineseTerms:
    """An English or mixed question as the engines search for it."""

    def __init__(self, translator: Renders) -> None:
        """Use a translator."""
        self._translator = translator

    def terms(self, question: str) -> list[WeightedTerm]:
        """Return terms that stand in place of the question's own words; none for a Chinese question."""
        renderings = self._translator.translate_terms(question)
        return _heaviest(term for text, weight in renderings for term in query_to_terms(text, weight=weight))

    def to_encode(self, question: str) -> str:
        """Return a question with its Chinese rendering, which are nearer to a passage together than either alone."""
        chinese = self._translator.to_chinese(question)
        return question if chinese == question else f"{question} {chinese}"


class OtherWords:
    """Synonyms and abbreviations of what a question names."""

    def __init__(self, synonyms: Finds, *, translator: Renders | None = None, weight: float = SYNONYM_WEIGHT) -> None:
        """Use a dictionary.

        :param translator: if given, a question that it has to translate gets none: the renderings are varied enough,
            and synonyms of a wrong one lead further away.
        """
        self._synonyms = synonyms
        self._translator = translator
        self._weight = weight

    def expand(self, question: str) -> list[WeightedTerm]:
        """Return the terms of all synonyms that the question does not contain itself."""
        if self._translator and self._translator.to_chinese(question) != question:
            return []
        found = self._synonyms.find(question)
        alternatives = Counter((other.start, other.end) for other in found)
        return _heaviest(
            term
            for other in found
            for term in query_to_terms(other.term, weight=self._weight / alternatives[other.start, other.end] ** 0.5)
        )


def expand(question: str, *, synonyms: Finds, translator: Renders | None = None) -> list[WeightedTerm]:
    """Return all lexical terms of a question: its own or their translations, and their synonyms."""
    own = ChineseTerms(translator).terms(question) if translator else []
    others = OtherWords(synonyms, translator=translator).expand(question)
    return _heaviest([*(own or query_to_terms(question)), *others])


def _heaviest(terms: Iterable[WeightedTerm]) -> list[WeightedTerm]:
    """Keep the heaviest of equal terms, in first order."""
    best: dict[tuple[str, str | None], WeightedTerm] = {}
    for term in terms:
        key = (term.text, term.field)
        if key not in best or term.weight > best[key].weight:
            best[key] = term
    return list(best.values())
