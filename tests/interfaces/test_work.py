"""The bounded queue before the threads that work."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Event, current_thread

import pytest

from zhengxie_qa.errors import OverloadedError
from zhengxie_qa.interfaces.work import WorkQueue


def test_work_is_done_in_its_own_threads_one_thing_after_another() -> None:
    queue = WorkQueue("changes", threads=1, places=10)
    done: list[int] = []
    futures = [queue.submit(lambda number=number: done.append(number) or current_thread().name) for number in range(5)]
    assert {future.result(10) for future in futures} == {"changes_0"}
    assert done == [0, 1, 2, 3, 4]


def test_beyond_its_places_work_is_refused_and_those_that_become_free_are_given_again() -> None:
    go_on = Event()
    queue = WorkQueue("questions", threads=1, places=2)
    held = [queue.submit(go_on.wait), queue.submit(go_on.wait)]
    with pytest.raises(OverloadedError, match=r"2 questions are waiting.*Try again"):
        queue.submit(go_on.wait)
    go_on.set()
    assert [future.result(10) for future in held] == [True, True]
    assert queue.submit(lambda: "again").result(10) == "again"


def test_work_that_fails_or_is_given_up_leaves_its_place() -> None:
    go_on = Event()
    queue = WorkQueue("questions", threads=1, places=2)
    for _ in range(5):
        failed = queue.submit(lambda: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            failed.result(10)
    at_work = queue.submit(go_on.wait)
    for _ in range(5):
        assert queue.submit(go_on.wait).cancel()
    go_on.set()
    assert at_work.result(10)


def test_waiting_for_work_does_not_hold_up_the_loop() -> None:
    go_on = Event()
    queue = WorkQueue("questions", threads=1, places=2)

    @queue.queued
    def ask(question: str, *, loud: bool) -> str:
        assert go_on.wait(10)
        return question.upper() if loud else question

    async def both() -> str:
        asked = asyncio.ensure_future(ask("who", loud=True))
        await asyncio.sleep(0)
        go_on.set()  # comes only if the loop went on
        return await asked

    with ThreadPoolExecutor(1) as elsewhere:  # a loop may already be running here, where a browser was driven before
        assert elsewhere.submit(asyncio.run, both()).result() == "WHO"
    assert ask.__name__ == "ask"


def test_a_closed_queue_drops_what_waits_and_ends_what_is_at_work() -> None:
    begun, go_on = Event(), Event()
    queue = WorkQueue("questions", threads=1, places=2)
    at_work = queue.submit(lambda: begun.set() or go_on.wait(10))
    waiting = queue.submit(go_on.wait)
    assert begun.wait(10)
    queue.close()
    assert waiting.cancelled()
    go_on.set()
    assert at_work.result(10)
