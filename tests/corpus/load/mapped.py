"""That the map of a document covers its text, and copies what it says is copied."""

from zhengxie_qa.corpus.offsets import is_verbatim
from zhengxie_qa.types import Document


def assert_every_character_maps(document: Document) -> None:
    position = 0
    for segment in document.segments:
        assert segment.start == position
        position = segment.end
        if is_verbatim(segment):
            copied = document.raw_text[segment.raw_start : segment.raw_end]
            assert copied == document.text[segment.start : segment.end]
    assert position == len(document.text)
