"""The contract's shapes of documents in a list. Holds no logic, as ``responses``."""

from pydantic import BaseModel

from zhengxie_qa.types import DocumentKind


class DocumentInfoOut(BaseModel):
    """What is known about a document."""

    doc_id: str
    file: str
    title: str
    source: str | None
    published: str | None
    published_time: str | None
    url: str | None
    year: int | None
    place: str | None
    kind: DocumentKind


class ListedOut(DocumentInfoOut):
    """What is known about a document, and how its pages and figures were read."""

    pages: int | None
    unread_pages: int
    scanned_pages: int
    figures: int | None
    doubts: int
