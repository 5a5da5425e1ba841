"""A small vocabulary and hits for the reader's tests; vectors that can be computed in your head."""

import numpy as np

from zhengxie_qa.reading.network.proposals import Proposal
from zhengxie_qa.reading.network.spans import ScoredSpan
from zhengxie_qa.reading.network.windows import ReadingWindow, WindowMaker
from zhengxie_qa.reading.second_look.vocabulary import PARTS_OF_SPEECH, Vocabulary
from zhengxie_qa.types import DocumentInfo, Hit, Passage


def small_vocabulary() -> Vocabulary:
    words = ("举行", "召开", "会议", "城市", "深圳", "广州")
    vectors = np.zeros((len(words) + 2, 4), np.int8)
    for row, direction in ((2, 0), (3, 0), (4, 1), (5, 2), (6, 3), (7, 3)):
        vectors[row, direction] = 100
    parts = [PARTS_OF_SPEECH.index(name) for name in ("verb", "verb", "noun", "noun", "place", "place")]
    return Vocabulary(
        characters=tuple("举行召开会议城市深圳广州年月日场的在二零一五"),
        rarity=np.linspace(1, 8, 22).astype(np.float32),
        words=words,
        parts=np.array(parts, np.int8),
        vectors=vectors,
    )


def hit(text: str, *, rank: int = 1, doc_id: str = "d", start: int = 0, score: float = 1.0, title: str = "") -> Hit:
    passage = Passage(f"{doc_id}:{start}", doc_id, start, start + len(text), text)
    return Hit(rank, score, passage, DocumentInfo(doc_id=doc_id, file=doc_id, title=title))


def proposal(text: str, words: str, vocabulary: Vocabulary) -> tuple[list[ReadingWindow], Proposal]:
    """The windows of a text, and some of its words as what the network proposes."""
    windows = list(WindowMaker(vocabulary).windows([hit(text)]))
    start = text.index(words)
    end = start + len(words)
    span = ScoredSpan(start, end, 1.0, 1.0, 1.0, 1.0, 0.0)
    return windows, Proposal(0, span, windows[0].hits[0], start, end)
