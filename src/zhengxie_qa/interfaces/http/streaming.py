"""Work that tells of itself as it goes, sent as lines of JSON: each as soon as it is known, the last when it is done.

The work runs in a queue's thread. Whoever goes away ends it: what it tells next raises in it.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any, Final

from zhengxie_qa.errors import ZhengxieError
from zhengxie_qa.interfaces.work import WorkQueue

MEDIA_TYPE: Final = "application/x-ndjson"
Tell = Callable[[dict[str, Any]], None]


class GoneError(Exception):
    """Nobody reads along any more."""


async def lines(queue: WorkQueue, work: Callable[[Tell], dict[str, Any]]) -> AsyncIterator[bytes]:
    """Do work and give each line it tells, then the one it returns; a failure on the way becomes the last line.

    :param work: is given what to tell lines with.
    :raises ZhengxieError: if it fails before its first line.
    """
    loop = asyncio.get_running_loop()
    told: asyncio.Queue[dict[str, Any] | BaseException | None] = asyncio.Queue()
    is_gone = False

    def tell(line: dict[str, Any]) -> None:
        if is_gone:
            raise GoneError
        loop.call_soon_threadsafe(told.put_nowait, line)

    def run() -> None:
        try:
            tell(work(tell))
            loop.call_soon_threadsafe(told.put_nowait, None)
        except GoneError:
            pass
        except BaseException as error:
            loop.call_soon_threadsafe(told.put_nowait, error)

    queue.submit(run)
    first = True
    try:
        while (line := await told.get()) is not None:
            if isinstance(line, BaseException):
                if first or not isinstance(line, ZhengxieError):
                    raise line
                line = {"error": str(line), "error_zh": line.zh}
            yield json.dumps(line, ensure_ascii=False).encode("utf-8") + b"\n"
            if "error" in line:
                return
            first = False
    finally:
        is_gone = True


async def started(stream: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Wait for the first line, so that what fails at once can still be answered by its status; give all lines."""
    first = await anext(stream)

    async def all_lines() -> AsyncIterator[bytes]:
        yield first
        async for line in stream:
            yield line

    return all_lines()
