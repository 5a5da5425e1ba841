"""Stage 3, the network's weights: AdamW, a rate that falls to zero, an average of the weights on the way."""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from zhengxie_qa.training.reader.batches import Lesson, collate, crop, shuffled, targets
from zhengxie_qa.training.reader.torch_network import ReadingNetwork, loss


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How the weights are fitted.

    :param absent: easy windows without an answer per window with one; ``hard``: near misses and swapped questions.
    :param crops: lengths in characters to which a batch is cut, drawn at random.
    """

    epochs: float = 8.0
    batch: int = 32
    rate: float = 1.3e-3
    warm_up: int = 300
    flat: float = 0.1
    decay: float = 0.01
    clip: float = 5.0
    average: float = 0.997
    absent: float = 0.15
    hard: float = 0.25
    crops: tuple[int, ...] = (192, 208, 208, 256, 384)
    save_every: int = 500
    seed: int = 0


def fit(
    network: ReadingNetwork, lessons: Sequence[Lesson], vectors: Tensor, *, work: Path, settings: FitSettings
) -> ReadingNetwork:
    """Train in place and return the network with its averaged weights.

    Every ``save_every`` steps the state goes to ``work/network.pt``; a later call goes on from there.
    """
    chance = random.Random(settings.seed)
    torch.manual_seed(settings.seed)
    optimiser = torch.optim.AdamW(
        network.parameters(), lr=settings.rate, weight_decay=settings.decay, betas=(0.9, 0.98)
    )
    average = {name: value.clone() for name, value in network.state_dict().items()}
    per_epoch = sum(1 for _ in _epoch(lessons, settings, random.Random(0)))
    total = int(settings.epochs * per_epoch)
    step = _resume(work / "network.pt", network, optimiser, average)
    network.train()
    losses: list[float] = []
    clock = time.process_time()
    while step < total:
        for lesson_batch in _epoch(lessons, settings, chance):
            if step >= total:
                break
            for group in optimiser.param_groups:
                group["lr"] = settings.rate * _pace(step, total, settings)
            losses.append(_step(network, optimiser, lesson_batch, vectors, settings, chance))
            step += 1
            _blend(average, network, min(settings.average, 1 - 1 / (1 + step / 10)))
            if step % 50 == 0:
                spent = time.process_time() - clock
                print(f"step {step}/{total} loss {np.mean(losses[-50:]):.3f} cpu {spent:.0f} s", flush=True)
            if step % settings.save_every == 0:
                _save(work / "network.pt", network, optimiser, average, step)
    _save(work / "network.pt", network, optimiser, average, step)
    network.load_state_dict(average)
    return network.eval()


def _epoch(lessons: Sequence[Lesson], settings: FitSettings, chance: random.Random) -> Iterator[list[Lesson]]:
    return shuffled(lessons, size=settings.batch, absent=settings.absent, hard=settings.hard, chance=chance)


def _pace(step: int, total: int, settings: FitSettings) -> float:
    warm = min(1.0, (step + 1) / settings.warm_up)
    done = step / total
    return warm * (1 - max(0.0, done - settings.flat) / (1 - settings.flat))


def _step(
    network: ReadingNetwork,
    optimiser: torch.optim.Optimizer,
    lessons: Sequence[Lesson],
    vectors: Tensor,
    settings: FitSettings,
    chance: random.Random,
) -> float:
    size = chance.choice(settings.crops)
    cropped = [crop(lesson, size, chance) for lesson in lessons]
    batch = collate(cropped, vectors)
    start, end = targets(cropped)
    with torch.autocast("cpu", torch.bfloat16):
        reading = network(batch)
    value = loss(reading, start, end, batch.window_mask)
    optimiser.zero_grad()
    value.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.parameters(), settings.clip)
    optimiser.step()
    return float(value.item())


def _blend(average: dict[str, Tensor], network: ReadingNetwork, keep: float) -> None:
    with torch.no_grad():
        for name, value in network.state_dict().items():
            average[name].mul_(keep).add_(value, alpha=1 - keep)


def _save(path: Path, network: ReadingNetwork, optimiser: Any, average: dict[str, Tensor], step: int) -> None:
    state = {"network": network.state_dict(), "optimiser": optimiser.state_dict(), "average": average, "step": step}
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)


def _resume(path: Path, network: ReadingNetwork, optimiser: Any, average: dict[str, Tensor]) -> int:
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    network.load_state_dict(state["network"])
    optimiser.load_state_dict(state["optimiser"])
    average.update(state["average"])
    return int(state["step"])
