"""Invented reports as hits and spans, for tests of what is decided and composed."""

from zhengxie_qa.types import Document, DocumentInfo, Hit, Passage, Segment, Span

BEIJING = DocumentInfo(
    doc_id="bj",
    file="2026_北京市.txt",
    title="2026年北京市政府工作报告",
    published="2026-02-01",
    year=2026,
    place="北京市",
)
TIANJIN = DocumentInfo(
    doc_id="tj",
    file="2026_天津市.txt",
    title="2026年天津市政府工作报告",
    published="2026-02-03",
    year=2026,
    place="天津市",
)


def document(info: DocumentInfo, text: str) -> Document:
    return Document(info=info, text=text, raw_text=text, segments=(Segment(0, len(text), 0, len(text)),))


def hit(info: DocumentInfo, text: str, *, rank: int = 1, heading: str | None = None, start: int = 0) -> Hit:
    passage = Passage(f"{info.doc_id}:{start}", info.doc_id, start, start + len(text), text, heading=heading)
    return Hit(rank=rank, score=1.0 / rank, passage=passage, document=info, parts={})


def span(found: Hit, words: str, *, confidence: float = 0.9) -> Span:
    start = found.passage.start + found.passage.text.index(words)
    return Span(found, start, start + len(words), words, score=confidence, confidence=confidence)
