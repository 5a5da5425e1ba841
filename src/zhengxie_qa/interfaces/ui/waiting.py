"""Long work that a page waits for: it tells how far it is, and ends when nobody waits any more."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Final, Generic, TypeVar

Step = TypeVar("Step")
Result = TypeVar("Result")

LOOK_EVERY: Final = 0.4
"""Seconds between two looks at how far work is, and after which it is noticed that the page was closed."""


class LeftError(Exception):
    """Nobody waits for this work any more."""


class Work(Generic[Step, Result]):
    """Work at hand.

    :param begin: begins it; is given what to tell each step with, which raises :class:`LeftError` once it was left.
    :param closing: set when the server stops, which also ends it.
    """

    def __init__(
        self, begin: Callable[[Callable[[Step], None]], "Future[Result]"], *, closing: threading.Event | None = None
    ) -> None:
        self._left, self._over = threading.Event(), threading.Event()
        self._closing = closing or self._left
        self._latest: Step | None = None
        self._done = begin(self._tell)
        self._done.add_done_callback(lambda _: self._over.set())

    def leave(self) -> None:
        """Wait no more, from this moment on: the work ends at its next step."""
        self._left.set()
        self._over.set()

    @property
    def is_left(self) -> bool:
        """Whether it was left before it was done."""
        return self._left.is_set()

    def steps(self) -> Iterator[Step | None]:
        """Give the latest step, again and again until all is done; whoever drops the iterator leaves the work."""
        try:
            while not self._over.wait(LOOK_EVERY):
                yield self._latest
        finally:
            if not self._done.done():
                self.leave()

    def result(self) -> Result:
        """Give what came of it, or raise what went wrong."""
        return self._done.result()

    def _tell(self, step: Step) -> None:
        if self._left.is_set() or self._closing.is_set():
            raise LeftError
        self._latest = step
