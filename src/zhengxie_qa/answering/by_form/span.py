"""The span of words that a form of the text gives as the answer: no score was learnt, so it is as sure as its form."""

from enum import StrEnum

from zhengxie_qa.types import Hit, Span


class Form(StrEnum):
    """What the words were found by; the part of a span's score that says so."""

    ARTICLE = "article"
    CELL = "cell"
    IN_PARTS = "in_parts"
    LABEL = "label"
    METADATA = "metadata"


def form_span(form: Form, hit: Hit, start: int, end: int, confidence: float) -> Span:
    """Make a span of ``[start, end)`` of a document, all of which the hit's passage holds."""
    text = hit.passage.text[start - hit.passage.start : end - hit.passage.start]
    return Span(hit, start, end, text, confidence, confidence, {form.value: 1.0})
