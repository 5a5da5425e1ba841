"""What people say of a document in place of what its file says: title, source, day, place.

Kept as a fact beside the documents, with what the file says, so that every later version of the document is corrected
too and each word can be taken back. A correction goes with its document.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final, Self

from zhengxie_qa.corpus.metadata import corrected
from zhengxie_qa.types import DocumentInfo

CORRECTABLE: Final = ("title", "source", "published", "place")
PREFIX: Final = "corrected:"
"""With this and a doc_id begins the name of the fact."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What the file says, and what is said instead of some of it; an empty word says that there is none."""

    original: DocumentInfo
    said: Mapping[str, str]

    @classmethod
    def loads(cls, fact: str) -> Self:
        """Read the fact."""
        known = json.loads(fact)
        return cls(DocumentInfo(**known["original"]), known["said"])

    def dumps(self) -> str:
        """Give the fact."""
        return json.dumps({"original": asdict(self.original), "said": dict(self.said)}, ensure_ascii=False)

    def with_changes(self, changes: Mapping[str, str | None]) -> Self:
        """Say more, or take back what is None; what the file says itself needs no saying."""
        said = {**self.said, **changes}
        kept = {
            name: value
            for name, value in said.items()
            if value is not None and value != (getattr(self.original, name) or "")
        }
        return type(self)(self.original, kept)

    def applied(self) -> DocumentInfo:
        """What is known of the document with it."""
        return corrected(self.original, self.said)
