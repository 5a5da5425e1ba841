"""The log of a running program: one line per event on stderr, set up by the doors and never at import."""

import logging
import sys
import time
from collections import Counter
from typing import Final

from zhengxie_qa.interfaces.settings import LogLevel, Settings
from zhengxie_qa.interfaces.terminal import harmless

FORMAT: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"
ROOT: Final = "zhengxie_qa"
SERVER_LIBRARIES: Final = ("asyncio", "uvicorn.error")
SECONDS_BETWEEN: Final = 60.0
_KINDS: Final = 1_000


class StderrHandler(logging.Handler):
    """Writes to whatever ``sys.stderr`` is at the moment, so that redirecting it works."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        try:
            sys.stderr.write(harmless(self.format(record)) + "\n")
        except Exception:
            self.handleError(record)


class Seldom(logging.Filter):
    """Lets one record of a kind pass per minute, with the number of those held back before it.

    asyncio writes six lines for each connection that it cannot accept for want of open files: thousands in a second.
    Records are of a kind when they come from the same logger, begin with the same line and tell of the same error.
    """

    def __init__(self) -> None:
        super().__init__()
        self._passed: dict[tuple[str, ...], float] = {}
        self._held: Counter[tuple[str, ...]] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether a record may pass."""
        first = record.getMessage().partition("\n")[0]
        kind = record.name, first, repr(record.exc_info and record.exc_info[1])
        now = time.monotonic()
        if now - self._passed.get(kind, -SECONDS_BETWEEN) < SECONDS_BETWEEN:
            self._held[kind] += 1
            return False
        if len(self._passed) >= _KINDS:
            self._passed.clear()
            self._held.clear()
        self._passed[kind] = now
        if held := self._held.pop(kind, 0):
            record.msg, record.args = f"{first} ({held} more like this in between)", ()
        return True


def set_up_logging(settings: Settings, *, server: bool = False) -> None:
    """Send our log to stderr.

    :param server: log at the settings' level; a command says nothing below warnings unless asked for debug.
    """
    quiet = not server and settings.log_level is LogLevel.INFO
    logger = logging.getLogger(ROOT)
    logger.setLevel(logging.WARNING if quiet else settings.log_level.value.upper())
    if not any(isinstance(handler, StderrHandler) for handler in logger.handlers):
        logger.addHandler(_handler())
    if server:
        for name in SERVER_LIBRARIES:
            library = logging.getLogger(name)
            library.propagate = False
            if not library.handlers:
                handler = _handler()
                handler.addFilter(Seldom())
                library.addHandler(handler)


def _handler() -> StderrHandler:
    handler = StderrHandler()
    handler.setFormatter(logging.Formatter(FORMAT))
    return handler
