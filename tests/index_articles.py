"""Invented articles, a reader that cuts at full stops, an encoder that counts four characters: fakes for indexes."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from zhengxie_qa.corpus.archives import opened
from zhengxie_qa.errors import FileError
from zhengxie_qa.index.encoders.protocol import Embeddings
from zhengxie_qa.index.writing.intake import IngestReport
from zhengxie_qa.index.writing.writer import ingest
from zhengxie_qa.types import Document, DocumentInfo, Passage, Segment

COUNTED = "水路学医"
WATER = "全市新建水厂三座。供水管网延长到一千公里。"
ROADS = "新修公路二百公里。农村道路全部硬化。"
SCHOOLS = "新建学校十二所。入学率达到百分之九十九。"


class CountingEncoder:
    """Counts 水, 路, 学 and 医 in a text, and brings the counts to unit length."""

    dim = len(COUNTED)

    def __init__(self, fingerprint: str = "counting-1") -> None:
        self.fingerprint = fingerprint
        self.encoded: list[str] = []

    def encode_passages(self, texts: Sequence[str]) -> Embeddings:
        self.encoded.extend(texts)
        return self.encode_queries(texts)

    def encode_queries(self, texts: Sequence[str]) -> Embeddings:
        counts = np.array([[text.count(c) for c in COUNTED] for text in texts], dtype=np.float32).reshape(-1, self.dim)
        lengths = np.linalg.norm(counts, axis=1, keepdims=True)
        return (counts / np.where(lengths > 0, lengths, 1)).astype(np.float32)


def read_sentences(path: Path, file: str, doc_id: str) -> tuple[Document, list[Passage]]:
    """Every sentence is a passage; lines ``#source=``, ``#published=``, ``#place=`` come first; a 坏 makes it fail."""
    with opened(path) as handle:
        text = handle.read().decode("utf-8")
    if "坏" in text:
        raise FileError(f"{file} is bad. Mend it.")
    known = dict(line[1:].split("=") for line in text.split("\n") if line.startswith("#"))
    info = DocumentInfo(
        doc_id,
        file,
        Path(file).stem,
        source=known.get("source"),
        published=known.get("published"),
        year=None,
        place=known.get("place"),
    )
    passages, start = [], 0
    for end in [i + 1 for i, character in enumerate(text) if character == "。"]:
        passages.append(Passage(f"{doc_id}:{start}", doc_id, start, end, text[start:end]))
        start = end
    return Document(info, text, text, (Segment(0, len(text), 0, len(text)),)), passages


def write(folder: Path, **articles: str) -> Path:
    """Write ``name.txt`` for each name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in articles.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def build(directory: Path, *paths: Path, encoder: CountingEncoder | None = None) -> IngestReport:
    """Ingest with the fakes."""
    return ingest(paths, directory=directory, encoder=encoder or CountingEncoder(), reads=read_sentences)
