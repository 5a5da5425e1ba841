"""A gate for CI: figures that must not fall below a limit, as ``f1=0.6`` or ``hit@5=0.88``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhengxie_qa.errors import InputError


@dataclass(frozen=True, slots=True)
class Gate:
    """The least value a figure may have, in [0, 1]."""

    figure: str
    least: float


def parse_gates(texts: Sequence[str]) -> tuple[Gate, ...]:
    """Read ``figure=limit`` texts; one text may hold several, separated by commas.

    :raises InputError: when a text has another form or its limit is outside [0, 1].
    """
    return tuple(_parse(part.strip()) for text in texts for part in text.split(",") if part.strip())


def _parse(text: str) -> Gate:
    name, separator, limit = text.partition("=")
    try:
        least = float(limit)
    except ValueError:
        least = -1.0
    if not separator or not name.strip() or not 0.0 <= least <= 1.0:
        raise InputError(f"“{text}” is not a limit; write figure=value with a value from 0 to 1, for example f1=0.6.")
    return Gate(name.strip(), least)


def failed_gates(figures: Mapping[str, float], gates: Sequence[Gate]) -> list[str]:
    """Say which limits are not reached, one sentence each; empty when all are.

    :raises InputError: when a gate names a figure that this run does not have.
    """
    for gate in gates:
        if gate.figure not in figures:
            raise InputError(f"This run has no figure “{gate.figure}”; it has {', '.join(figures)}.")
    return [
        f"{gate.figure} is {figures[gate.figure]:.4f}, below the limit {gate.least:g}"
        for gate in gates
        if figures[gate.figure] < gate.least
    ]
