"""What of a passage is indexed where, and what a lexical query is made of. No engine is touched here.

Four fields: the words, bigrams and single characters of the passage's own text, and the words of what surrounds it
(title, year, place, heading). Title and heading are searched and encoded, yet never become part of the passage's
text, so offsets stay clean. Changing anything here means a new :data:`RECIPE`, and every index is rebuilt from its
database the next time it is opened.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from zhengxie_qa.corpus.page.titles import bounded
from zhengxie_qa.text.words import (
    bigrams,
    characters,
    index_terms,
    query_bigrams,
    query_characters,
    query_terms,
)
from zhengxie_qa.types import DocumentInfo, Passage

RECIPE = "words+bigrams+characters+title/1"
"""Names the analysis of this module; written into every generation's manifest."""


class LexicalField(StrEnum):
    """Where a term is looked for."""

    WORDS = "words"
    BIGRAMS = "bigrams"
    CHARACTERS = "characters"
    TITLE = "title"


FIELD_WEIGHTS: Mapping[LexicalField, float] = {
    LexicalField.WORDS: 1.0,
    LexicalField.BIGRAMS: 0.5,
    LexicalField.CHARACTERS: 0.2,
    LexicalField.TITLE: 1.0,
}
"""What a match in each field counts; measured, see docs/decisions/retrieval.md."""

TEXT_FIELDS = (LexicalField.WORDS, LexicalField.BIGRAMS, LexicalField.CHARACTERS)
"""The fields that hold the passage's own words."""


class EncodedText(StrEnum):
    """What is encoded for a passage: its text alone, or with title and heading before it."""

    TEXT = "text"
    TITLED = "titled"


@dataclass(frozen=True, slots=True)
class WeightedTerm:
    """A term of a lexical query.

    :param weight: multiplies the field's weight; 1 for a word of the question itself.
    :param field: where to look; ``None`` means the words of the passage and, at its own weight, the title field.
    """

    text: str
    weight: float = 1.0
    field: LexicalField | None = None


def analyse(passage: Passage, info: DocumentInfo) -> dict[LexicalField, list[str]]:
    """Return the terms of each field of a passage, duplicates kept."""
    return {
        LexicalField.WORDS: index_terms(passage.text),
        LexicalField.BIGRAMS: bigrams(passage.text),
        LexicalField.CHARACTERS: characters(passage.text),
        LexicalField.TITLE: index_terms(_surroundings(passage, info)),
    }


def query_to_terms(query: str, *, weight: float = 1.0) -> list[WeightedTerm]:
    """Turn a query into terms for all fields, without the words that ask and the stop words."""
    terms = [WeightedTerm(text, weight) for text in query_terms(query)]
    terms += [WeightedTerm(text, weight, LexicalField.BIGRAMS) for text in query_bigrams(query)]
    terms += [WeightedTerm(text, weight, LexicalField.CHARACTERS) for text in query_characters(query)]
    return terms


def by_field(terms: Iterable[WeightedTerm]) -> dict[tuple[LexicalField, str], float]:
    """Spread terms over their fields, each field's own weight multiplied in; of equal terms the heaviest stands."""
    weights: dict[tuple[LexicalField, str], float] = {}
    for term in terms:
        fields: Sequence[LexicalField] = (
            (LexicalField.WORDS, LexicalField.TITLE) if term.field is None else (term.field,)
        )
        for field in fields:
            key = (field, term.text)
            weights[key] = max(weights.get(key, 0.0), term.weight * FIELD_WEIGHTS[field])
    return {key: weight for key, weight in weights.items() if weight > 0 and key[1]}


def encoded_text(passage: Passage, info: DocumentInfo, *, choice: EncodedText) -> str:
    """Return the text whose embedding stands for the passage."""
    if choice is EncodedText.TEXT:
        return passage.text
    return " ".join(part for part in (bounded(info.title), passage.heading, passage.text) if part)


def _surroundings(passage: Passage, info: DocumentInfo) -> str:
    year = f"{info.year}年" if info.year else None
    return "\n".join(part for part in (bounded(info.title), year, info.place, passage.heading) if part)
