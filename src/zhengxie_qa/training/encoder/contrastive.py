"""The training loop: token vectors such that the mean of a text's tokens points where its partner's does.

In-batch softmax over cosines, both directions, with mined negatives added to the columns (van den Oord et al. 2018,
"Representation Learning with Contrastive Predictive Coding"). A token's vector is its own row plus the mean of its
characters' rows, times a learnt weight, so that rare words share what their characters know. Rows are updated by
Adam's second moment kept per row, without momentum: batches touch a tenth of the rows.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

from zhengxie_qa.training.encoder.sampling import Batch, Sampler

INITIAL_NORM = 4.0
"""Length of a fresh row; with steps of ``rate`` per component it sets how fast rows turn."""
SECOND_MOMENT_DECAY = 0.98
WARM_UP = 50
FINAL_RATE = 0.02
"""Fraction of the learning rate that is left at the end."""
SMALLEST_BATCH = 16


@dataclass(frozen=True, slots=True)
class Optimisation:
    """How long and how fast to train."""

    steps: int
    rate: float = 0.03
    weight_rate: float = 0.02
    scale: float = 20.0


class _RowAdam:
    """Adam with one second moment per row."""

    def __init__(self, rows: torch.Tensor) -> None:
        self.rows = rows
        self._moment = torch.zeros(len(rows))
        self._count = torch.zeros(len(rows))

    def step(self, index: torch.Tensor, gradient: torch.Tensor, rate: float) -> None:
        """Move the rows at ``index`` (unique) against their gradient."""
        squared = gradient.pow(2).reshape(len(gradient), -1).mean(1)
        moment = self._moment[index] * SECOND_MOMENT_DECAY + (1 - SECOND_MOMENT_DECAY) * squared
        count = self._count[index] + 1
        self._moment[index], self._count[index] = moment, count
        scale = rate / ((moment / (1 - SECOND_MOMENT_DECAY**count)).sqrt() + 1e-9)
        self.rows.index_add_(0, index, -gradient * scale.reshape(-1, *[1] * (gradient.dim() - 1)))


class TokenVectors:
    """Everything that is learnt: token rows, character rows, token weights."""

    def __init__(
        self, start: npt.NDArray[np.float32], weights: npt.NDArray[np.float32], spellings: Sequence[Sequence[int]]
    ) -> None:
        """Start from given vectors.

        :param start: shape ``(vocabulary, dim)``.
        :param weights: initial token weights, positive, shape ``(vocabulary,)``.
        :param spellings: character numbers of each token; empty where a token has no parts.
        """
        self.own = torch.from_numpy(start.copy())
        self.characters = torch.zeros(max((max(s) + 1 for s in spellings if s), default=1), start.shape[1])
        self.log_weights = torch.from_numpy(np.log(weights))
        self._lengths = np.array([len(s) for s in spellings])
        self._starts = np.concatenate([[0], np.cumsum(self._lengths)])
        self._flat = np.array([c for s in spellings for c in s], np.int64)
        self._adam = [_RowAdam(rows) for rows in (self.own, self.characters, self.log_weights)]

    def _spell(self, tokens: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], torch.Tensor]:
        """Gather the characters of some tokens, and where each token's begin."""
        pieces = [self._flat[self._starts[t] : self._starts[t + 1]] for t in tokens]
        starts = np.concatenate([[0], np.cumsum(self._lengths[tokens])[:-1]])
        return np.concatenate([*pieces, np.zeros(0, np.int64)]), torch.from_numpy(starts)

    def loss_step(self, batch: Batch, optimisation: Optimisation, rate: float) -> float:
        """Take one step on a batch.

        :param rate: the current fraction of the learning rates.
        :returns: the loss before the step.
        """
        texts = [*batch.left, *batch.right, *batch.negatives]
        unique, inverse = np.unique(np.concatenate(texts), return_inverse=True)
        spelled, starts = self._spell(unique.astype(np.int64))
        used, where = np.unique(spelled, return_inverse=True)
        index = [torch.from_numpy(unique.astype(np.int64)), torch.from_numpy(used)]
        index.append(index[0])
        leaves = [
            rows[rows_index].requires_grad_(True)
            for rows, rows_index in zip((self.own, self.characters, self.log_weights), index, strict=True)
        ]
        vectors = leaves[0]
        if len(used):
            vectors = vectors + functional.embedding_bag(torch.from_numpy(where), leaves[1], starts, mode="mean")
        vectors = vectors * leaves[2].exp()[:, None]
        offsets = torch.from_numpy(np.concatenate([[0], np.cumsum([len(t) for t in texts])[:-1]]))
        pooled = functional.embedding_bag(torch.from_numpy(inverse.ravel()), vectors, offsets, mode="sum")
        loss = _contrast(functional.normalize(pooled, dim=1), len(batch.left), optimisation.scale)
        gradients = torch.autograd.grad(loss, leaves, allow_unused=True)
        rates = (optimisation.rate, optimisation.rate, optimisation.weight_rate)
        for adam, rows_index, gradient, full in zip(self._adam, index, gradients, rates, strict=True):
            if gradient is not None and len(rows_index):
                adam.step(rows_index, gradient, full * rate)
        return float(loss.detach())

    def finished(self) -> npt.NDArray[np.float32]:
        """Join rows, characters and weights into one vector per token, shape ``(vocabulary, dim)``."""
        everything = np.arange(len(self.own))
        spelled, starts = self._spell(everything)
        shared = functional.embedding_bag(torch.from_numpy(spelled), self.characters, starts, mode="mean")
        joined = (self.own + shared) * self.log_weights.exp()[:, None]
        return joined.numpy().astype(np.float32)


def _contrast(unit: torch.Tensor, n: int, scale: float) -> torch.Tensor:
    """Compute the loss of ``n`` lefts, ``n`` rights and any negatives, stacked in that order."""
    left, columns = unit[:n], unit[n:]
    logits = left @ columns.T * scale
    wanted = torch.arange(n)
    forward = functional.cross_entropy(logits, wanted)
    backward = functional.cross_entropy(logits[:, :n].T, wanted)
    return (forward + backward) / 2


def train(
    vectors: TokenVectors, sampler: Sampler, optimisation: Optimisation, *, report: Callable[[str], None]
) -> None:
    """Train in place for a number of steps.

    :param report: receives one line of progress every 200 steps.
    """
    losses: dict[str, list[float]] = defaultdict(list)
    started = time.process_time()
    step = 0
    while step < optimisation.steps:
        batch = sampler.draw()
        if len(batch.left) < SMALLEST_BATCH:
            continue
        warm = min(1.0, (step + 1) / WARM_UP)
        rate = warm * max(FINAL_RATE, 1 - step / optimisation.steps)
        losses[batch.task.value].append(vectors.loss_step(batch, optimisation, rate))
        step += 1
        if step % 200 == 0:
            recent = {task: round(float(np.mean(values[-20:])), 2) for task, values in losses.items()}
            report(f"step {step}, {time.process_time() - started:.0f} CPU-s, loss {recent}")
