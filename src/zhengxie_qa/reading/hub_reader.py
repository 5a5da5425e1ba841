"""Any extractive question-answering model of Hugging Face, from the hub or a local folder, behind the Reader protocol.

Long passages are read in overlapping pieces; every piece's spans are counted from its own "no answer" (the first
token), which makes them comparable. Confidence is the model's own share, not calibrated on our data. Importing torch
and transformers takes seconds: it happens here, when such a model is asked for.
"""

import hashlib
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from zhengxie_qa.errors import ModelError
from zhengxie_qa.question.question import Question
from zhengxie_qa.text.quantities.figures import figure_spans, with_whole_figures
from zhengxie_qa.types import Hit, Span

_MOST_TOKENS: Final = 384
_OVERLAP: Final = 96
_LONGEST_ANSWER: Final = 64
"""Tokens of the longest span."""
_ENDS: Final = 20
"""Starts and ends of a piece that are paired up."""
_MOST_SPANS: Final = 30
_RETRIEVAL_WEIGHT: Final = 1.0
"""What the search's relative score adds to the log-odds, so that equals are told apart by how well they were found."""


class HubReader:
    """Reads with ``AutoModelForQuestionAnswering``."""

    def __init__(self, model: Any, tokenizer: Any, *, fingerprint: str, device: str = "cpu") -> None:
        self._model = model.to(device).eval()
        self._tokenizer = tokenizer
        self._device = device
        self._fingerprint = fingerprint

    @classmethod
    def load(cls, name: str, *, device: str = "cpu") -> "HubReader":
        """Load a model and its tokenizer.

        :param name: a hub name or a local folder.
        :raises ModelError: when it cannot be loaded, or has no fast tokenizer (offsets come from it).
        """
        try:
            from transformers import AutoModelForQuestionAnswering, AutoTokenizer

            tokenizer = AutoTokenizer.from_pretrained(name, use_fast=True)
            model = AutoModelForQuestionAnswering.from_pretrained(name)
        except Exception as error:  # many libraries raise here, each its own errors
            reason = str(error).strip().split("\n")[0]
            raise ModelError(
                f"The reader {name!r} cannot be loaded ({reason}). Check the folder or hub name, and that "
                "the model has been downloaded if there is no network."
            ) from error
        if not tokenizer.is_fast:
            raise ModelError(f"The reader {name!r} has no fast tokenizer, which tells offsets; choose another one.")
        return cls(model, tokenizer, fingerprint=f"hub-{_digest(model)}", device=device)

    @property
    def fingerprint(self) -> str:
        """Name the weights, wherever they were loaded from."""
        return self._fingerprint

    def read(self, question: Question, hits: Sequence[Hit]) -> list[Span]:
        """Propose spans, best first; see :class:`reading.protocol.Reader`."""
        most = max((hit.score for hit in hits), default=0.0)
        spans: dict[tuple[str, int, int], Span] = {}
        for hit in hits:
            retrieval = hit.score / most if most > 0 else 0.0
            for start, end, odds in self._read_passage(question.chinese, hit.passage.text):
                span = _span(hit, start, end, odds, retrieval)
                key = (hit.passage.doc_id, span.start, span.end)
                if key not in spans or spans[key].score < span.score:
                    spans[key] = span
        ranked = sorted(spans.values(), key=lambda span: (-span.score, span.hit.rank, span.start, span.end))
        return ranked[:_MOST_SPANS]

    def _read_passage(self, question: str, text: str) -> list[tuple[int, int, float]]:
        """Return ``(start, end, log-odds against no answer)`` of a passage's best spans."""
        if not text.strip():
            return []
        import torch

        most = min(_MOST_TOKENS, self._tokenizer.model_max_length)
        encoded = self._tokenizer(
            question[: most // 2],
            text,
            truncation="only_second",
            max_length=most,
            stride=min(_OVERLAP, most // 6),
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            padding=True,
            return_tensors="pt",
        )
        offsets = encoded.pop("offset_mapping").numpy()
        encoded.pop("overflow_to_sample_mapping", None)
        inside = [np.array([owner == 1 for owner in encoded.sequence_ids(i)]) for i in range(len(offsets))]
        with torch.no_grad():
            said = self._model(**encoded.to(self._device))
        starts, ends = said.start_logits.float().cpu().numpy(), said.end_logits.float().cpu().numpy()
        found = []
        for row, allowed in enumerate(inside):
            found += _best(starts[row], ends[row], allowed, offsets[row])
        figures = figure_spans(text)
        filled = [span for span in found if text[span[0] : span[1]].strip()]
        return [(*with_whole_figures(figures, start, end), odds) for start, end, odds in filled]


def _best(
    start: npt.NDArray[np.float32],
    end: npt.NDArray[np.float32],
    allowed: npt.NDArray[np.bool_],
    offsets: npt.NDArray[np.int64],
) -> list[tuple[int, int, float]]:
    tokens = np.flatnonzero(allowed & (offsets[:, 1] > offsets[:, 0]))
    first = tokens[np.argsort(-start[tokens], kind="stable")[:_ENDS]]
    last = tokens[np.argsort(-end[tokens], kind="stable")[:_ENDS]]
    null = float(start[0] + end[0])
    pairs = [(int(s), int(e)) for s in first for e in last if 0 <= e - s < _LONGEST_ANSWER]
    scored = [(float(start[s] + end[e]) - null, s, e) for s, e in pairs]
    scored.sort(key=lambda item: (-item[0], item[1], item[2]))
    return [(int(offsets[s][0]), int(offsets[e][1]), odds) for odds, s, e in scored[:_ENDS]]


def _span(hit: Hit, start: int, end: int, odds: float, retrieval: float) -> Span:
    return Span(
        hit=hit,
        start=hit.passage.start + start,
        end=hit.passage.start + end,
        text=hit.passage.text[start:end],
        score=odds + _RETRIEVAL_WEIGHT * retrieval,
        confidence=float(1 / (1 + np.exp(-np.clip(odds, -50, 50)))),
        parts={"odds": odds, "retrieval": hit.score},
    )


def _digest(model: Any) -> str:
    """Hash the weights' names, shapes and a few of their values."""
    digest = hashlib.sha256()
    for name, weight in sorted(model.state_dict().items()):
        values = weight.detach().float().flatten()[:64].cpu().numpy()
        digest.update(f"{name}{tuple(weight.shape)}".encode() + values.tobytes())
    return digest.hexdigest()[:12]
