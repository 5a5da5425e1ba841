"""Look-ups remembered for what is asked again and again: the least recently used go first.

Only for what never changes while it is remembered, such as the rows of one generation. Knows nothing of what it holds.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """A look-up of many keys at a time, with a memory that threads may share.

    :param find: looks up keys; those it does not know are left out and asked for again the next time.
    :param most: how many values are kept.
    """

    def __init__(self, find: Callable[[Sequence[K]], Mapping[K, V]], *, most: int) -> None:
        self._find = find
        self._most = most
        self._known: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def __call__(self, keys: Sequence[K]) -> dict[K, V]:
        """Return the value of each key that has one, in the order of the keys; nothing waits while others look up."""
        with self._lock:
            known = {key: self._known[key] for key in keys if key in self._known}
            for key in known:
                self._known.move_to_end(key)
        unknown = [key for key in keys if key not in known]
        if unknown:
            found = self._find(unknown)
            self.learn(found)
            known |= found
        return {key: known[key] for key in keys if key in known}

    def learn(self, values: Mapping[K, V]) -> None:
        """Remember values that became known otherwise."""
        with self._lock:
            self._known.update(values)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
