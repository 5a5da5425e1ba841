"""The reading network as torch trains it; the product runs its ONNX export and never imports this module.

A pretrained body (BERT, Devlin et al. 2019) with one softmax over all spans of a window plus "no answer", as the
globally normalised scorer of RaSoR has it (Lee et al. 2016).
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from zhengxie_qa.training.reader.network.batches import Batch

_MASKED = -1e4
LONGEST_SPAN = 96
"""Pieces."""


class Reading(NamedTuple):
    """What the network says about a batch of B sequences of L pieces, in the order of the exported outputs.

    A span from piece ``s`` to ``e`` inclusive scores ``start[s] + end[e] + left[s] · right[e]``; ``null`` scores "no
    answer here". ``start``, ``end`` and ``inside`` are (B, L), ``left`` and ``right`` (B, L, width), ``null`` (B, 1).
    """

    start: Tensor
    end: Tensor
    inside: Tensor
    left: Tensor
    right: Tensor
    null: Tensor


class ReadingNetwork(nn.Module):
    """Question, title and window → span scores."""

    def __init__(self, body: BertModel, *, span: int = 32) -> None:
        super().__init__()
        self.body = body
        width = body.config.hidden_size
        self.ends = nn.Linear(width, 3)
        self.left = nn.Linear(width, span)
        self.right = nn.Linear(width, span)
        self.null = nn.Linear(width, 1)
        self.scale = span**-0.5

    def forward(self, batch: Batch) -> Reading:
        """Score every span of every window; see :class:`Reading`."""
        states = self.body(input_ids=batch.ids, attention_mask=batch.mask).last_hidden_state
        outside = batch.window == 0
        start, end, inside = (x.masked_fill(outside, _MASKED) for x in self.ends(states).float().unbind(-1))
        left, right = self.left(states).float() * self.scale, self.right(states).float()
        return Reading(start, end, inside, left, right, self.null(states[:, 0]).float())


def span_scores(reading: Reading) -> Tensor:
    """Return the score of every span, shape (B, L, L); backward and overlong ones are ruled out."""
    length = reading.start.shape[1]
    positions = torch.arange(length)
    distance = positions.unsqueeze(0) - positions.unsqueeze(1)
    possible = (distance >= 0) & (distance < LONGEST_SPAN)
    together = reading.left @ reading.right.transpose(1, 2)
    scores = together + reading.start.unsqueeze(2) + reading.end.unsqueeze(1)
    return scores.masked_fill(~possible, _MASKED)


def loss(reading: Reading, start: Tensor, end: Tensor, window: Tensor) -> Tensor:
    """Cross-entropy over spans, starts and ends with "no answer" as one more choice, plus inside/outside.

    :param start: first piece of the gold span, ``-1`` where the window has no answer.
    :param end: its last piece, inclusive.
    :param window: which pieces belong to the window, (B, L).
    """
    batch, length = reading.start.shape
    none = start < 0
    flat = torch.cat([span_scores(reading).view(batch, -1), reading.null], 1)
    spans = functional.cross_entropy(flat, torch.where(none, length * length, start * length + end))
    ends = sum(
        functional.cross_entropy(torch.cat([scores, reading.null], 1), torch.where(none, length, gold))
        for scores, gold in ((reading.start, start), (reading.end, end))
    )
    positions = torch.arange(length).unsqueeze(0)
    gold_inside = (positions >= start.unsqueeze(1)) & (positions <= end.unsqueeze(1)) & ~none.unsqueeze(1)
    within = functional.binary_cross_entropy_with_logits(reading.inside, gold_inside.float(), reduction="none")
    return spans + 0.25 * ends + 0.5 * (within * window).sum() / window.sum()
