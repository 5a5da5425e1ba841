"""The log of a running program: one line per event on stderr, set up by the doors and never at import."""

import logging
import sys
from typing import Final

from zhengxie_qa.interfaces.settings import LogLevel, Settings
from zhengxie_qa.interfaces.terminal import harmless

FORMAT: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"
ROOT: Final = "zhengxie_qa"


class StderrHandler(logging.Handler):
    """Writes to whatever ``sys.stderr`` is at the moment, so that redirecting it works."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        try:
            sys.stderr.write(harmless(self.format(record)) + "\n")
        except Exception:
            self.handleError(record)


def set_up_logging(settings: Settings, *, server: bool = False) -> None:
    """Send our log to stderr.

    :param server: log at the settings' level; a command says nothing below warnings unless asked for debug.
    """
    quiet = not server and settings.log_level is LogLevel.INFO
    logger = logging.getLogger(ROOT)
    logger.setLevel(logging.WARNING if quiet else settings.log_level.value.upper())
    if not any(isinstance(handler, StderrHandler) for handler in logger.handlers):
        handler = StderrHandler()
        handler.setFormatter(logging.Formatter(FORMAT))
        logger.addHandler(handler)
