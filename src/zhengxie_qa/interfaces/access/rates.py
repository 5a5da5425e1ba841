"""How often: requests of a key in a minute, and wrong keys from an address. Counts live in memory only."""

import threading
import time
from collections.abc import Callable
from typing import Final

WRONG_KEYS: Final = 20
"""From one address in a minute; a right key is taken all the same, so that nobody can lock out a neighbour."""
_MOST: Final = 10_000
"""Addresses or keys remembered."""
_MINUTE: Final = 60.0


class Rates:
    """Buckets of a minute's worth, which fill again steadily.

    :param clock: seconds; a test gives its own.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def take(self, name: str, *, per_minute: int) -> float:
        """Take one from a bucket; give how many seconds to wait where it is empty, else 0."""
        now = self._clock()
        with self._lock:
            left, then = self._left.get(name, (float(per_minute), now))
            left = min(float(per_minute), left + (now - then) * per_minute / _MINUTE)
            if len(self._left) >= _MOST and name not in self._left:
                self._left.clear()
            wait = 0.0 if left >= 1 else (1 - left) * _MINUTE / per_minute
            self._left[name] = (left - 1 if not wait else left, now)
        return wait
