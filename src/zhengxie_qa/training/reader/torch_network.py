"""The reading network as torch trains it; the product runs its ONNX export and never imports this module.

A small descendant of BiDAF (Seo et al. 2017), DrQA (Chen et al. 2017) and the globally normalised span scorer of
RaSoR (Lee et al. 2016): characters with their word's frozen vector, match features, convolution, bidirectional LSTMs,
attention between question and window, self-attention, and one softmax over all spans of a window plus "no answer".
"""

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from zhengxie_qa.reading.features import MATCH_FEATURES
from zhengxie_qa.reading.views import QuestionCode
from zhengxie_qa.reading.vocabulary import PARTS_OF_SPEECH
from zhengxie_qa.training.reader.batches import Batch

_MASKED = -1e4


@dataclass(frozen=True, slots=True)
class NetworkSize:
    """The widths of a network; ``max_length`` is the longest span in characters it can score."""

    characters: int
    vectors: int = 100
    vector: int = 64
    character: int = 64
    hidden: int = 96
    span: int = 48
    max_length: int = 60
    dropout: float = 0.25


class Reading(NamedTuple):
    """What the network says about a batch of B windows of L characters, in the order of the exported outputs.

    A span from character ``s`` to ``e`` inclusive scores
    ``start[s] + end[e] + left[s] · right[e] + lengths[e - s]``; ``null`` scores "no answer here".
    ``start``, ``end`` and ``inside`` are (B, L), ``left`` and ``right`` (B, L, width), ``lengths`` (B, longest),
    ``null`` (B, 1).
    """

    start: Tensor
    end: Tensor
    inside: Tensor
    left: Tensor
    right: Tensor
    lengths: Tensor
    null: Tensor


class _Dropout(nn.Module):
    """Dropout with one mask for all characters of a window, as variational dropout has it."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        """Drop the same channels at every character; nothing in evaluation."""
        if not self.training or self.rate == 0:
            return x
        keep = torch.rand(x.shape[0], 1, x.shape[2]) > self.rate
        return x * keep.to(x.dtype).div_(1 - self.rate)


class _GatedConvolution(nn.Module):
    def __init__(self, width: int, kernel: int, rate: float) -> None:
        super().__init__()
        self.convolution = nn.Conv1d(width, 2 * width, kernel, padding=kernel // 2)
        self.norm = nn.LayerNorm(width)
        self.drop = _Dropout(rate)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Add what a window of ``kernel`` characters says to each of them."""
        y = self.convolution((self.norm(x) * mask).transpose(1, 2)).transpose(1, 2)
        value, gate = y.chunk(2, -1)
        added: Tensor = self.drop(value * torch.sigmoid(gate))
        return x + added


class _Recurrent(nn.Module):
    def __init__(self, width: int, hidden: int, drop: _Dropout) -> None:
        super().__init__()
        self.lstm = nn.LSTM(width, hidden, bidirectional=True, batch_first=True)
        self.drop = drop

    def forward(self, x: Tensor) -> Tensor:
        """Read both ways and add the result to the input."""
        y: Tensor = self.lstm(self.drop(x))[0]
        return y + x


class ReadingNetwork(nn.Module):
    """Question and window → span scores."""

    def __init__(self, size: NetworkSize) -> None:
        super().__init__()
        self.size = size
        width, features, codes = 2 * size.hidden, len(MATCH_FEATURES), 16
        self.drop = _Dropout(size.dropout)
        self.characters = nn.Embedding(size.characters, size.character)
        self.boundaries = nn.Embedding(4, 8)
        self.parts = nn.Embedding(len(PARTS_OF_SPEECH), 16)
        self.codes = nn.Embedding(len(QuestionCode), codes)
        self.flags = nn.Linear(2, 8)
        self.vectors = nn.Linear(size.vectors, size.vector)
        token = size.character + size.vector + 8 + 16
        self.align = nn.Linear(size.vector, size.vector)
        self.window_in = nn.Linear(token + size.vector + features + codes, width)
        self.question_in = nn.Linear(token + 8, width)
        self.convolution = _GatedConvolution(width, 5, size.dropout / 2)
        self.encode = _Recurrent(width, size.hidden, self.drop)
        self.attend_window = nn.Linear(width, 1, bias=False)
        self.attend_question = nn.Linear(width, 1, bias=False)
        self.attend_both = nn.Parameter(torch.full((width,), 0.1))
        self.fuse = nn.Linear(4 * width + features + codes, width)
        self.model = _Recurrent(width, size.hidden, self.drop)
        self.self_key = nn.Linear(width, width)
        self.self_fuse = nn.Linear(2 * width, width)
        self.refine = _Recurrent(width, size.hidden, self.drop)
        self.summary = nn.Linear(width, 1)
        self.ends = nn.Linear(2 * width, 2)
        self.ends_question = nn.Linear(width, 2 * width)
        self.inside = nn.Linear(width, 1)
        self.span_start = nn.Linear(width, size.span)
        self.span_end = nn.Linear(width, size.span)
        self.lengths = nn.Embedding(len(QuestionCode), size.max_length)
        nn.init.zeros_(self.lengths.weight)
        self.null = nn.Sequential(nn.Linear(3 * width + 3, 64), nn.ReLU(), nn.Linear(64, 1))

    def forward(self, batch: Batch) -> Reading:
        """Score every span of every window; see :class:`Reading`."""
        window_mask, question_mask = batch.window_mask.unsqueeze(-1), batch.question_mask.unsqueeze(-1)
        codes = self.codes(batch.code).unsqueeze(1).expand(-1, batch.window.shape[1], -1)
        window, question = self._encode(batch, codes, window_mask, question_mask)
        merged = self._match(window, question, batch.features, codes, window_mask, question_mask)
        merged = self._look_around(merged, window_mask)
        refined = self.drop(self.refine(merged))
        return self._score(merged, refined, question, batch, question_mask)

    def _embed(self, ids: Tensor, vectors: Tensor, boundaries: Tensor, parts: Tensor) -> tuple[Tensor, Tensor]:
        projected = self.vectors(vectors)
        embedded = torch.cat([self.characters(ids), projected, self.boundaries(boundaries), self.parts(parts)], -1)
        return embedded, projected

    def _encode(self, batch: Batch, codes: Tensor, window_mask: Tensor, question_mask: Tensor) -> tuple[Tensor, Tensor]:
        window, window_vectors = self._embed(
            batch.window, batch.window_vectors, batch.window_boundaries, batch.window_parts
        )
        question, question_vectors = self._embed(
            batch.question, batch.question_vectors, batch.question_boundaries, batch.question_parts
        )
        left, right = functional.relu(self.align(window_vectors)), functional.relu(self.align(question_vectors))
        weights = _softmax(left @ right.transpose(1, 2) / self.size.vector**0.5, question_mask.transpose(1, 2), -1)
        aligned = weights.to(question_vectors.dtype) @ question_vectors
        x = self.window_in(self.drop(torch.cat([window, aligned, batch.features, codes], -1)))
        y = self.question_in(self.drop(torch.cat([question, self.flags(batch.question_flags)], -1)))
        x = self.encode(self.convolution(x, window_mask))
        y = self.encode(self.convolution(y, question_mask))
        return self.drop(x), self.drop(y)

    def _match(
        self, x: Tensor, y: Tensor, features: Tensor, codes: Tensor, window_mask: Tensor, question_mask: Tensor
    ) -> Tensor:
        scores = self.attend_window(x) + self.attend_question(y).transpose(1, 2)
        scores = (scores + (x * self.attend_both) @ y.transpose(1, 2)).float()
        to_question = _softmax(scores, question_mask.transpose(1, 2), -1).to(x.dtype)
        to_window = _softmax(scores, window_mask, 1).to(x.dtype)
        asked = to_question @ y
        back = to_question @ (to_window.transpose(1, 2) @ x)
        together = torch.cat([x, asked, x * asked, x * back, features, codes], -1)
        modelled: Tensor = self.model(functional.relu(self.fuse(self.drop(together))))
        return modelled

    def _look_around(self, x: Tensor, window_mask: Tensor) -> Tensor:
        scores = (self.self_key(x) @ x.transpose(1, 2)).float() / x.shape[-1] ** 0.5
        context = _softmax(scores, window_mask.transpose(1, 2), -1).to(x.dtype) @ x
        return x + functional.relu(self.self_fuse(self.drop(torch.cat([x, context], -1))))

    def _score(self, merged: Tensor, refined: Tensor, question: Tensor, batch: Batch, question_mask: Tensor) -> Reading:
        width = refined.shape[-1]
        weights = _softmax(self.summary(question).float(), question_mask, 1).to(question.dtype)
        asked = (weights * question).sum(1)
        queries = self.ends_question(asked).view(-1, 2, width)
        ends = self.ends(torch.cat([merged, refined], -1)) + refined @ queries.transpose(1, 2) / width**0.5
        outside = batch.window_mask == 0
        start, end = ends.float().masked_fill(outside.unsqueeze(-1), _MASKED).unbind(-1)
        inside = self.inside(refined).squeeze(-1).float().masked_fill(outside, _MASKED)
        left, right = self.span_start(refined) / self.size.span**0.25, self.span_end(refined) / self.size.span**0.25
        within = (torch.softmax(inside, -1).unsqueeze(-1).to(refined.dtype) * refined).sum(1)
        most = refined.masked_fill(outside.unsqueeze(-1), _MASKED).amax(1)
        peaks = torch.stack([start.amax(1), end.amax(1), inside.amax(1)], -1).to(refined.dtype) / 10
        null = self.null(torch.cat([asked, within, most, peaks], -1)).float()
        return Reading(start, end, inside, left.float(), right.float(), self.lengths(batch.code).float(), null)


def _softmax(scores: Tensor, mask: Tensor, dim: int) -> Tensor:
    return scores.float().masked_fill(mask == 0, _MASKED).softmax(dim)


def span_scores(reading: Reading) -> Tensor:
    """Return the score of every span, shape (B, L, L); backward and overlong ones are ruled out."""
    length, longest = reading.start.shape[1], reading.lengths.shape[1]
    positions = torch.arange(length)
    distance = positions.unsqueeze(0) - positions.unsqueeze(1)
    possible = (distance >= 0) & (distance < longest)
    bias = reading.lengths[:, distance.clamp(0, longest - 1)].masked_fill(~possible, _MASKED)
    together = reading.left @ reading.right.transpose(1, 2)
    return together + reading.start.unsqueeze(2) + reading.end.unsqueeze(1) + bias


def loss(reading: Reading, start: Tensor, end: Tensor, mask: Tensor) -> Tensor:
    """Cross-entropy over spans, starts and ends with "no answer" as one more choice, plus inside/outside.

    :param start: first character of the gold span, ``-1`` where the window has no answer.
    :param end: its last character, inclusive.
    """
    batch, length = reading.start.shape
    none = start < 0
    flat = torch.cat([span_scores(reading).view(batch, -1), reading.null], 1)
    target = torch.where(none, torch.full_like(start, length * length), start * length + end)
    spans = functional.cross_entropy(flat, target)
    ends = sum(
        functional.cross_entropy(torch.cat([scores, reading.null], 1), torch.where(none, length, gold))
        for scores, gold in ((reading.start, start), (reading.end, end))
    )
    positions = torch.arange(length).unsqueeze(0)
    gold_inside = (positions >= start.unsqueeze(1)) & (positions <= end.unsqueeze(1)) & ~none.unsqueeze(1)
    within = functional.binary_cross_entropy_with_logits(reading.inside, gold_inside.float(), reduction="none")
    return spans + 0.25 * ends + (within * mask).sum() / mask.sum()
