"""How long each stage of an answer took."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter


class Clock:
    """Milliseconds each stage took, in the order they ran."""

    def __init__(self) -> None:
        self._begun = perf_counter()
        self._stages: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure a block."""
        begun = perf_counter()
        yield
        self._stages[name] = (perf_counter() - begun) * 1000

    def timings(self) -> Mapping[str, float]:
        """Give what was measured, and the total since the clock was made."""
        return {**self._stages, "total": (perf_counter() - self._begun) * 1000}
