"""Stage 3, the network's weights: AdamW, a rate that falls to zero, the body's lowest part left as it came."""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch

from zhengxie_qa.training.reader.network.batches import Lesson, collate, epoch, targets
from zhengxie_qa.training.reader.network.network import ReadingNetwork, loss

_HALF: Final = bool(torch.cpu.get_capabilities().get("avx512_bf16"))
"""Whether this processor computes in bfloat16; one that must imitate it is several times slower than in float32."""


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How the weights are fitted.

    :param rate: of the body, and ``head_rate`` of what stands on it; both fall to zero.
    :param frozen: layers of the body, from below, that keep their weights, as the embeddings do.
    """

    epochs: float = 1.0
    batch: int = 16
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    warm_up: int = 60
    decay: float = 0.01
    clip: float = 1.0
    frozen: int = 4
    save_every: int = 50
    seed: int = 0


def fit(network: ReadingNetwork, lessons: Sequence[Lesson], *, work: Path, settings: FitSettings) -> ReadingNetwork:
    """Train in place.

    Every ``save_every`` steps the state goes to ``work/network.pt``; a later call goes on from there with the batches
    that would have come next.
    """
    _freeze(network, settings.frozen)
    optimiser = _optimiser(network, settings)
    rates = [group["lr"] for group in optimiser.param_groups]
    total = int(settings.epochs * -(-len(lessons) // settings.batch))
    step = _resume(work / "network.pt", network, optimiser)
    network.train()
    losses: list[float] = []
    clock = time.monotonic()
    chance = random.Random(settings.seed)
    torch.manual_seed(settings.seed)
    seen = 0
    while step < total:
        batches = epoch(lessons, size=settings.batch, chance=chance)
        for batch in islice(batches, max(0, step - seen), None):
            if step >= total:
                break
            pace = min(1.0, (step + 1) / settings.warm_up) * (1 - step / total)
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * pace
            losses.append(_step(network, optimiser, batch, settings))
            step += 1
            if step % 10 == 0:
                print(
                    f"step {step}/{total} loss {np.mean(losses[-50:]):.3f} {time.monotonic() - clock:.0f} s", flush=True
                )
            if step % settings.save_every == 0:
                _save(work / "network.pt", network, optimiser, step)
        seen += -(-len(lessons) // settings.batch)
    _save(work / "network.pt", network, optimiser, step)
    return network.eval()


def _freeze(network: ReadingNetwork, layers: int) -> None:
    frozen = [network.body.embeddings, *network.body.encoder.layer[:layers]]
    for part in frozen:
        for weights in part.parameters():
            weights.requires_grad_(False)


def _optimiser(network: ReadingNetwork, settings: FitSettings) -> torch.optim.Optimizer:
    body = [p for p in network.body.parameters() if p.requires_grad]
    head = [p for name, p in network.named_parameters() if not name.startswith("body.")]
    groups = [{"params": body, "lr": settings.rate}, {"params": head, "lr": settings.head_rate}]
    return torch.optim.AdamW(groups, weight_decay=settings.decay)


def _step(
    network: ReadingNetwork, optimiser: torch.optim.Optimizer, lessons: Sequence[Lesson], settings: FitSettings
) -> float:
    batch = collate(lessons)
    with torch.autocast("cpu", torch.bfloat16, enabled=_HALF):
        reading = network(batch)
    value = loss(reading, *targets(lessons), batch.window)
    optimiser.zero_grad()
    value.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.parameters(), settings.clip)
    optimiser.step()
    return float(value.item())


def _save(path: Path, network: ReadingNetwork, optimiser: torch.optim.Optimizer, step: int) -> None:
    state = {"network": network.state_dict(), "optimiser": optimiser.state_dict(), "step": step}
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)


def _resume(path: Path, network: ReadingNetwork, optimiser: Any) -> int:
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    network.load_state_dict(state["network"])
    optimiser.load_state_dict(state["optimiser"])
    return int(state["step"])
