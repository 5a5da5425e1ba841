"""From a question to everything it is searched by: its words or their translations, and synonyms, as weighted terms."""

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from zhengxie_qa.index.search.terms import WeightedTerm, query_to_terms
from zhengxie_qa.question.question import Question
from zhengxie_qa.retrieval.synonyms import Synonym

SYNONYM_WEIGHT = 0.5
"""Weight of a synonym's terms against the question's own, shared by the synonyms of one word; measured in
docs/decisions/encoder.md."""


class Finds(Protocol):
    """Finds synonyms; ``synonyms.Synonyms`` does."""

    def find(self, text: str) -> list[Synonym]:
        """List what else the words of a query may be called."""


def own_terms(question: Question) -> list[WeightedTerm]:
    """Give the terms of a question: those of its translation in the place of its own words, where it has one."""
    translated = question.translation.terms if question.translation else ()
    terms = _heaviest(term for text, weight in translated for term in query_to_terms(text, weight=weight))
    return terms or query_to_terms(question.text)


def to_encode(question: Question) -> str:
    """Give a question with its Chinese rendering, which are nearer to a passage together than either alone."""
    chinese = _rendered(question)
    return f"{question.text} {chinese}" if chinese else question.text


class OtherWords:
    """Synonyms and abbreviations of what a question names."""

    def __init__(self, synonyms: Finds, *, weight: float = SYNONYM_WEIGHT) -> None:
        """Use a dictionary."""
        self._synonyms = synonyms
        self._weight = weight

    def expand(self, question: Question) -> list[WeightedTerm]:
        """Return the terms of all synonyms that the question does not contain itself.

        A translated question gets none: the renderings are varied enough, and synonyms of a wrong one lead further
        away.
        """
        if _rendered(question):
            return []
        found = self._synonyms.find(question.text)
        alternatives = Counter((other.start, other.end) for other in found)
        return _heaviest(
            term
            for other in found
            for term in query_to_terms(other.term, weight=self._weight / alternatives[other.start, other.end] ** 0.5)
        )


def _rendered(question: Question) -> str | None:
    """Give the translation, unless nothing of the question had to be translated (DeepSeek在深圳做了什么)."""
    chinese = question.translation.chinese if question.translation else question.text
    return chinese if chinese != question.text else None


def _heaviest(terms: Iterable[WeightedTerm]) -> list[WeightedTerm]:
    """Keep the heaviest of equal terms, in first order."""
    best: dict[tuple[str, str | None], WeightedTerm] = {}
    for term in terms:
        key = (term.text, term.field)
        if key not in best or term.weight > best[key].weight:
            best[key] = term
    return list(best.values())
