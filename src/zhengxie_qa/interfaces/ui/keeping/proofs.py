"""The line that stands below each exported quote, and finding such lines again in any text, years later.

It names the document, the place in code points of its text, and the SHA-256 of the words, by which ``verify`` proves
them. The page's script writes the same line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

_LINE: Final = re.compile(r"doc_id([0-9a-zA-Z_-]{1,64})·(.{0,600}?)·\[(\d{1,15}),(\d{1,15})\)·SHA-256([0-9a-f]{64})")
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Proof:
    """Where a quote stands: ``[start, end)`` of a document's text, and :func:`digest` of its words."""

    doc_id: str
    file: str
    start: int
    end: int
    sha256: str

    def proves(self, words: str) -> bool:
        """Whether these are the words of the quote."""
        return digest(words) == self.sha256


def digest(words: str) -> str:
    """Give the SHA-256 of words in UTF-8, in hexadecimal digits."""
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def proof_line(proof: Proof, *, generation: str, at: str) -> str:
    """Write the line.

    :param generation: the state of the index that answered. :param at: when it did.
    """
    place = f"[{proof.start}, {proof.end})"
    return f"doc_id {proof.doc_id} · {proof.file} · {place} · SHA-256 {proof.sha256} · {generation} · {at}"


def proofs_in(text: str) -> Iterator[Proof]:
    """Find the lines in a text, however it breaks them."""
    for doc_id, file, start, end, digits in _LINE.findall(_SPACE.sub("", text)):
        yield Proof(doc_id, file, int(start), int(end), digits)
