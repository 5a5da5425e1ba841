"""A queue of work before a few threads: bounded, so that a crowd is told to come back and never waits for minutes.

More threads than processors answer no sooner, and every one that has once run the reading network keeps tens of
megabytes. Who waits holds no thread, so health checks and quick reads go past.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from functools import partial, wraps
from threading import BoundedSemaphore
from typing import ParamSpec, TypeVar

from zhengxie_qa.errors import OverloadedError, Said

P = ParamSpec("P")
T = TypeVar("T")


class WorkQueue:
    """Does work in its own threads, in the order in which it came.

    :param name: of what is waited for, in the plural.
    :param threads: how many work at a time; one does one thing after another.
    :param places: how many may be waiting or at work.
    """

    def __init__(self, name: str, *, threads: int, places: int) -> None:
        self._name = name
        self._size = places
        self._places = BoundedSemaphore(places)
        self._workers = ThreadPoolExecutor(max_workers=threads, thread_name_prefix=name)

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Put work into the queue; it is done for the visitor for whom this is called.

        :raises OverloadedError: when every place is taken.
        """
        if not self._places.acquire(blocking=False):
            raise OverloadedError(
                Said(
                    f"{self._size} {self._name} are waiting here already. Try again in a few seconds.",
                    f"已有{self._size}项请求在等候。请过几秒再试。",
                )
            )
        try:
            future = self._workers.submit(copy_context().run, work)
        except BaseException:
            self._places.release()
            raise
        future.add_done_callback(lambda _: self._places.release())
        return future

    def queued(self, work: Callable[P, T]) -> Callable[P, Awaitable[T]]:
        """Turn a function into a coroutine function that does its work here."""

        @wraps(work)
        async def waiting(*args: P.args, **kwargs: P.kwargs) -> T:
            return await asyncio.wrap_future(self.submit(partial(work, *args, **kwargs)))

        return waiting

    def close(self) -> None:
        """Take no more work, drop what waits, let what is at work end by itself."""
        self._workers.shutdown(wait=False, cancel_futures=True)
