"""The trained reader: network, second look, calibrated confidence; and the door through which any reader is loaded."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from zhengxie_qa.bundled import BUNDLED, MODELS, RULES
from zhengxie_qa.errors import ModelError
from zhengxie_qa.evidence.evidence import Evidence
from zhengxie_qa.question.question import Question
from zhengxie_qa.reading.fingerprint import rules_fingerprint
from zhengxie_qa.reading.network.pieces import Pieces
from zhengxie_qa.reading.network.proposals import Proposal, propose
from zhengxie_qa.reading.network.session import Network, Scores, ToRead
from zhengxie_qa.reading.network.spans import best_spans, seems_answered
from zhengxie_qa.reading.network.windows import ReadingWindow, WindowMaker
from zhengxie_qa.reading.protocol import Reader
from zhengxie_qa.reading.rules.reader import RulesReader
from zhengxie_qa.reading.second_look.about import ABOUT_FEATURES, About
from zhengxie_qa.reading.second_look.features import match_features
from zhengxie_qa.reading.second_look.qualifiers import QUALIFIER_FEATURES, Qualifiers
from zhengxie_qa.reading.second_look.rerank_features import RERANK_FEATURES, describe
from zhengxie_qa.reading.second_look.rule_features import RULE_FEATURES, Place, RuleView
from zhengxie_qa.reading.second_look.views import view_question
from zhengxie_qa.reading.second_look.vocabulary import Floats, Vocabulary
from zhengxie_qa.remembered import Remembered
from zhengxie_qa.trees import Trees
from zhengxie_qa.types import Hit, Span

FORMAT: Final = 2
MANIFEST: Final = "manifest.json"
VOCABULARY, PIECES, NETWORK = "vocabulary.npz", "pieces.json", "network.onnx"
RERANKER, CONFIDENCE = "reranker.npz", "confidence.npz"
LOOK_FEATURES: Final = (*RERANK_FEATURES, *RULE_FEATURES, *ABOUT_FEATURES, *QUALIFIER_FEATURES)
"""The columns of :class:`Look`; trees remember the names they grew on."""
CONFIDENCE_FEATURES: Final = (*LOOK_FEATURES, "reranked", "reranked_gap", "reranked_lead")
_NO_RIVAL: Final = 5.0
"""Lead of words that nothing else competes with."""
_RULES_BEST: Final = 8
"""Spans of the rules that are proposed beside the network's."""
_READ: Final = ((2, 3.0), (4, 1.0), (7, 1.0), (10, 1.0))
"""How many windows are read by the end of each step, and the log-odds of a span against "no answer" that end it."""
MOST_WINDOWS: Final = _READ[-1][0]
_CACHED_TEXTS: Final = 1024
"""Questions, titles and windows whose pieces are kept, some 8 kB each."""
_REMEMBERED_SCORES: Final = 256
"""Windows whose scores are kept, some 10 kB each: a passage read alone may be read again beside others."""
_MOST_SPANS: Final = 30
"""Spans returned; the decision looks at far fewer."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Raw confidence → probability, a rising line through ``knots``."""

    raw: tuple[float, ...]
    probability: tuple[float, ...]

    def __call__(self, raw: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return probabilities in [0, 1]."""
        return np.interp(raw, self.raw, self.probability)


@dataclass(frozen=True, slots=True)
class Look:
    """Proposals for a question and a row of numbers for each; see :data:`LOOK_FEATURES`."""

    proposals: list[Proposal]
    rows: Floats


class _Text(NamedTuple):
    """What the network is given to read."""

    question: str
    title: str
    window: str


class FirstLook:
    """The network's part: from a question and hits to proposals, the rules' best among them, with descriptions."""

    def __init__(
        self, vocabulary: Vocabulary, pieces: Pieces, network: Network, *, most_windows: int = MOST_WINDOWS
    ) -> None:
        self.vocabulary = vocabulary
        self._cut = lru_cache(maxsize=_CACHED_TEXTS)(pieces.cut)
        self._network = network
        self._scores = Remembered(self._score, most=_REMEMBERED_SCORES)
        self._windows = WindowMaker(vocabulary)
        self._most_windows = most_windows

    def __call__(self, question: Question, hits: Sequence[Hit]) -> Look:
        """Read the best hits, more of them while none seems to answer, and propose spans; no hits, no proposals."""
        windows, scores = self._read(question, islice(self._windows.windows(hits), self._most_windows))
        if not windows:
            return Look([], np.zeros((0, len(LOOK_FEATURES)), np.float32))
        asked = view_question(question, self.vocabulary)
        features = [match_features(asked, window.view, self.vocabulary) for window in windows]
        hits = sorted((hit for window in windows for hit in window.hits), key=lambda hit: hit.rank)
        rules = RuleView(question, hits)
        index = {hit.passage.passage_id: position for position, hit in enumerate(hits)}
        best = [(hits[place.hit].passage.passage_id, place.start, place.end) for place in rules.best(_RULES_BEST)]
        proposals = propose(windows, scores, also=best)
        rows = describe(asked, windows, features, scores, proposals, self.vocabulary)
        places = [Place(index[p.hit.passage.passage_id], p.start, p.end) for p in proposals]
        about, qualifiers = About(question, windows, self.vocabulary), Qualifiers(question, windows)
        columns = [rows, rules.rows(places), about.rows(proposals), qualifiers.rows(proposals)]
        return Look(proposals, np.concatenate(columns, axis=1))

    def _read(self, question: Question, windows: Iterator[ReadingWindow]) -> tuple[list[ReadingWindow], list[Scores]]:
        """Read windows in their order, a few at a time, until one seems to hold the answer."""
        read: list[ReadingWindow] = []
        scores: list[Scores] = []
        for end, enough in _READ:
            more = list(islice(windows, end - len(read)))
            if not more:
                break
            read += more
            texts = [_Text(question.text, window.title, window.text) for window in more]
            scores += map(self._scores(texts).__getitem__, texts)
            if any(_is_answered(question, *each, enough=enough) for each in zip(read, scores, strict=True)):
                break
        return read, scores

    def _score(self, texts: Sequence[_Text]) -> dict[_Text, Scores]:
        cut = [
            ToRead(self._cut(each.question), self._cut(each.title), self._cut(each.window), len(each.window))
            for each in texts
        ]
        return dict(zip(texts, self._network.run(cut), strict=True))


class TrainedReader:
    """Reads with a small network, looks again with trees, and says how sure it is."""

    def __init__(
        self, first_look: FirstLook, reranker: Trees, confidence: Trees, calibration: Calibration, *, fingerprint: str
    ) -> None:
        self._first_look = first_look
        self._reranker = reranker
        self._confidence = confidence
        self._calibration = calibration
        self._fingerprint = fingerprint

    @property
    def fingerprint(self) -> str:
        """Name the weights and the rules that feed them."""
        return self._fingerprint

    def read(self, question: Question, hits: Sequence[Hit]) -> list[Span]:
        """Propose spans, best first; see :class:`reading.protocol.Reader`."""
        look = self._first_look(question, hits)
        if not look.proposals:
            return []
        scores = self._reranker.score(look.rows)
        raw = self._confidence.score(confidence_rows(look, scores))
        sure = self._calibration(raw)
        order = sorted(
            range(len(scores)), key=lambda i: (-scores[i], look.proposals[i].hit.rank, look.proposals[i].start)
        )
        return [_span(look.proposals[i], float(scores[i]), float(sure[i])) for i in order[:_MOST_SPANS]]


def confidence_rows(look: Look, scores: npt.NDArray[np.float64]) -> Floats:
    """Add to the rows of a question the second look's score, its distance to the best, and its lead over other words.

    :param scores: of the second look, one per proposal.
    """
    gap = scores - scores.max(initial=-np.inf)
    return np.concatenate([look.rows, np.stack([scores, gap, _leads(look, scores)], axis=1).astype(np.float32)], axis=1)


def _leads(look: Look, scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """How far each proposal is ahead of the best one that says something else: neither's words hold the other's."""
    words = [p.hit.passage.text[p.start : p.end] for p in look.proposals]
    order = np.argsort(-scores, kind="stable").tolist()
    leads = np.full(len(words), _NO_RIVAL)
    for index, text in enumerate(words):
        rival = next((other for other in order if words[other] not in text and text not in words[other]), None)
        if rival is not None:
            leads[index] = min(_NO_RIVAL, scores[index] - scores[rival])
    return leads


def load_reader(name_or_path: str | Path = BUNDLED, *, device: str = "cpu", most_windows: int = MOST_WINDOWS) -> Reader:
    """Load a reader: ``bundled``, ``rules``, a folder made by the recipe, or a Hugging Face QA model by name or folder.

    :param device: for Hugging Face models alone.
    :param most_windows: windows that a trained reader reads for a question at most.
    :raises ModelError: when it cannot be loaded.
    """
    if str(name_or_path) == RULES:
        return RulesReader()
    folder = bundled_reader_path() if str(name_or_path) == BUNDLED else Path(name_or_path)
    if str(name_or_path) == BUNDLED or (folder / MANIFEST).exists():
        return load_trained(folder, most_windows=most_windows)
    from zhengxie_qa.reading.hub_reader import HubReader

    return HubReader.load(str(name_or_path), device=device)


def bundled_reader_path() -> Path:
    """Return the folder of the weights that ship."""
    return MODELS / "reader"


def load_trained(folder: Path, *, most_windows: int = MOST_WINDOWS) -> TrainedReader:
    """Load a reader made by ``training.reader``.

    :raises ModelError: when a file is missing, damaged, or of another format.
    """
    manifest = _manifest(folder)
    parts = Vocabulary.load(folder / VOCABULARY), Pieces.load(folder / PIECES), Network(folder / NETWORK)
    knots = manifest["calibration"]
    return TrainedReader(
        FirstLook(*parts, most_windows=most_windows),
        Trees.load(folder / RERANKER, names=LOOK_FEATURES),
        Trees.load(folder / CONFIDENCE, names=CONFIDENCE_FEATURES),
        Calibration(tuple(knots["raw"]), tuple(knots["probability"])),
        fingerprint=f"{manifest['fingerprint']}-{rules_fingerprint()}",
    )


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT:
            raise ModelError(
                f"{path} has reader format {manifest['format']}, this version reads {FORMAT}; train it anew."
            )
        for name, expected in manifest["files"].items():
            if checksum(folder / name) != expected:
                raise ModelError(f"{folder / name} does not match its checksum; install the reader anew.")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder} is not a reader ({error}); install it anew or choose another one.") from error
    return manifest


def _is_answered(question: Question, window: ReadingWindow, scores: Scores, *, enough: float) -> bool:
    """Whether a window seems to hold the answer, its best span being of the kind and unit asked for."""
    if seems_answered(scores) < enough:
        return False
    found = best_spans(scores, k=1)
    located = window.locate(found[0].start, found[0].end) if found else None
    return located is not None and Evidence(question, *located).fits


def _span(proposal: Proposal, score: float, confidence: float) -> Span:
    passage = proposal.hit.passage
    return Span(
        hit=proposal.hit,
        start=passage.start + proposal.start,
        end=passage.start + proposal.end,
        text=passage.text[proposal.start : proposal.end],
        score=score,
        confidence=confidence,
        parts={
            "network": proposal.span.score,
            "share": float(np.exp(proposal.span.log_share)),
            "inside": proposal.span.inside,
            "retrieval": proposal.hit.score,
        },
    )
